// Lighthouse over many addresses in one Chromium.
// Usage: node lighthouse.mjs NODE_MODULES CHROMIUM FLAGS CATEGORIES ADDRESS…
// (flags and categories joined by commas). Prints one line of JSON an address.
// Called as a library Lighthouse reports to nobody: only its command line would ask to.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, chromium, flags, categories, ...addresses] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(modules, path)).href);
const { default: lighthouse } = await load("lighthouse/core/index.js");
const { launch } = await load("chrome-launcher/dist/index.js");

const chrome = await launch({
  chromePath: chromium,
  chromeFlags: ["--headless=new", ...flags.split(",")],
  logLevel: "silent",
});
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, {
      port: chrome.port,
      logLevel: "silent",
      onlyCategories: categories.split(","),
      // Nothing here measures speed: no pause, no throttling (but in a model nobody asks).
      throttlingMethod: "simulate",
      pauseAfterFcpMs: 0,
      pauseAfterLoadMs: 0,
      networkQuietThresholdMs: 0,
      cpuQuietThresholdMs: 0,
      disableFullPageScreenshot: true,
    });
    if (lhr.runtimeError) {
      throw new Error(`${address}: ${lhr.runtimeError.message}`);
    }
    const scores = {};
    const failed = [];
    for (const category of Object.values(lhr.categories)) {
      scores[category.id] = Math.round(category.score * 100);
      for (const { id, weight } of category.auditRefs) {
        const { score, title, errorMessage, details } = lhr.audits[id];
        if (weight > 0 && (errorMessage || (score !== null && score < 1))) {
          failed.push(`${id}: ${errorMessage ?? title} ${JSON.stringify(details?.items ?? [])}`);
        }
      }
    }
    console.log(JSON.stringify({ address, scores, failed }));
  }
} finally {
  await chrome.kill();
}
