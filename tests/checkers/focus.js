// What the tests ask of a page in the browser: where the focus is, and whether text is whole.

// All that Tab should stop at, in the document's order.
function focusable(within = "body") {
  const found = document.querySelectorAll(
    ["a[href]", "button", "input", "select", "textarea", "summary", "[tabindex]"]
      .map((one) => `${within} ${one}`)
      .join(),
  );
  return [...found].filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
}

// Red, green, blue of a computed colour, or null for one that is not opaque.
function channels(colour) {
  const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
  return alpha === 1 ? [red, green, blue] : null;
}

function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

// What is painted behind an element; an outline stands off it, upon this.
function behind(element) {
  for (let at = element; at; at = at.parentElement) {
    const found = channels(getComputedStyle(at).backgroundColor);
    if (found) {
      return found;
    }
  }
  return [255, 255, 255];
}

// The focused element, or null if the focus has left the page.
async function focused() {
  // The browser brings what has the focus into sight with the next frame.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) {
    return null;
  }
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  // Of what is partly in sight browsers move no more into it.
  const [line] = element.getClientRects();
  const [top, bottom] = [Math.max(line.top, 0), Math.min(line.bottom, innerHeight)];
  const hit = document.elementFromPoint(line.left + line.width / 2, (top + bottom) / 2);
  return {
    place: focusable().indexOf(element),
    says: element.outerHTML.slice(0, 120),
    top: box.top + scrollY,
    bottom: box.bottom + scrollY,
    left: box.left,
    right: box.right,
    seen:
      box.left >= 0 && box.right <= innerWidth && bottom - top > 1 && element.contains(hit),
    style: style.outlineStyle,
    width: parseFloat(style.outlineWidth),
    contrast: contrast(channels(style.outlineColor) ?? [0, 0, 0], behind(element.parentElement)),
  };
}

// Every line of visible text with its box; the skip link waits outside the page.
function lines() {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (node.data.trim() && parent.checkVisibility() && !parent.closest(".skip")) {
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        found.push({ node, box, says: node.data.trim().slice(0, 60) });
      }
    }
  }
  return found.filter(({ box }) => box.width > 1);
}

// Text that leaves the page, or what would cut it off.
function outside() {
  const found = lines().filter(({ node, box }) => {
    for (let at = node.parentElement; at && at !== document.documentElement; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible") {
        const edge = at.getBoundingClientRect();
        if (box.left < edge.left - 1 || box.right > edge.right + 1 || box.bottom > edge.bottom + 1) {
          return true;
        }
      }
    }
    return box.left < -1 || box.right > innerWidth + 1;
  });
  return found.map(({ says }) => says);
}

// Pairs of texts one of which covers a good part of the other's line.
function overlapping() {
  const sorted = lines().sort((a, b) => a.box.top - b.box.top);
  const found = [];
  sorted.forEach((one, index) => {
    for (const other of sorted.slice(index + 1)) {
      if (other.box.top > one.box.bottom) {
        break;
      }
      const [a, b] = [one.box, other.box];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (one.node !== other.node && across > 2 && down > 0.4 * Math.min(a.height, b.height)) {
        found.push(`${one.says} | ${other.says}`);
      }
    }
  });
  return found;
}

// An init script is a function's body: what it declares has to be handed out.
Object.assign(globalThis, { focusable, focused, outside, overlapping });
