// The cost over w and b from above, with the steps that descent makes there.

import { range } from "d3-array";
import { contours } from "d3-contour";
import { scaleLinear } from "d3-scale";
import { pointer } from "d3-selection";
import { line } from "d3-shape";
import { after, costAt } from "./descent_path.js";
import { svg as symbol } from "./kit/notation.js";
import { format } from "./kit/numbers.js";
import { axes, clamp, draggable, layer } from "./kit/picture.js";

const REACH = 2.5; // of the map, on each side of the minimum
const GRID = 101;
// Each contour is twice the cost of the one inside it.
const LEVELS = range(10).map((k) => 0.05 * 2 ** k);

export function drawMap(g, place, values, outputs, kit, diverges) {
  const { left, top, side } = place;
  const { w: w_min, b: b_min } = kit.recorded.lowest;
  const x = scaleLinear([w_min - REACH, w_min + REACH], [left, left + side]);
  const y = scaleLinear([b_min - REACH, b_min + REACH], [top + side, top]);
  // A picture of its own inside, so that nothing leaves the map.
  const view = layer(g, "view", "svg")
    .attr("x", left)
    .attr("y", top)
    .attr("width", side)
    .attr("height", side)
    .attr("viewBox", `${left} ${top} ${side} ${side}`);
  const start = (px, py) => {
    kit.move("w_0", x.invert(px));
    kit.move("b_0", y.invert(py));
  };
  if (kit.drawn.side !== side) {
    kit.drawn.side = side;
    drawSurface(view, x, y, kit);
    drawAxes(g, x, y);
    view.on("click", (event) => start(...pointer(event, view.node())));
  }
  const walked = visible(kit.path.places, outputs.steps, x, y);
  layer(view, "walked", "path").attr("d", line()(walked));
  layer(view, "steps", "path").attr("d", walked.map((p) => `M${p}h0`).join(""));
  drawNext(layer(view, "next"), kit, outputs, x, y);
  layer(view, "now", "circle")
    .attr("cx", clamp(x(outputs.w)))
    .attr("cy", clamp(y(outputs.b)))
    .attr("r", 5);
  const handle = layer(g, "start", "circle")
    .attr("cx", x(values.w_0))
    .attr("cy", y(values.b_0))
    .attr("r", 9.5);
  draggable(handle, start);
  drawNotice(layer(g, "notice"), place, outputs, x, y, diverges);
}

function drawAxes(g, x, y) {
  const [left, right] = x.range();
  const [bottom, top] = y.range();
  axes(g, { x, y, left, bottom, titleX: "", titleY: "", ticks: 5 });
  const name = (what, px, py) =>
    symbol(
      layer(g, `name-${what}`)
        .selectAll("text")
        .data([what])
        .join("text")
        .attr("x", px)
        .attr("y", py),
      what,
    );
  name("w", right - 10, bottom + 32);
  name("b", 4, top + 12);
}

/** The places of a path as points of the map, without what nobody sees. */
function visible(places, steps, x, y) {
  const points = [];
  let last = [NaN, NaN];
  for (let t = 0; t <= steps; t++) {
    const point = [clamp(x(places[t].w)), clamp(y(places[t].b))];
    const near = Math.hypot(point[0] - last[0], point[1] - last[1]) < 0.7;
    if (near && t < steps) continue;
    points.push(point.map((p) => Math.round(10 * p) / 10));
    last = point;
  }
  return points;
}

/** The contours of the cost, and the two directions of curvature. */
function drawSurface(view, x, y, kit) {
  const { lowest, steep, flat } = kit.recorded;
  const at = range(GRID).map((k) => (k / (GRID - 1) - 0.5) * 2 * REACH);
  // Contours enclose what is above a level: of minus the cost, the inside.
  kit.bowl ??= contours().size([GRID, GRID]).thresholds(LEVELS.map((c) => -c))(
    at.flatMap((b) =>
      at.map(
        (w) => -costAt(kit.recorded, { w: lowest.w + w, b: lowest.b + b }).cost,
      ),
    ),
  );
  const place = ([i, j]) => [
    x(lowest.w + ((i - 0.5) / (GRID - 1) - 0.5) * 2 * REACH),
    y(lowest.b + ((j - 0.5) / (GRID - 1) - 0.5) * 2 * REACH),
  ];
  layer(view, "surface")
    .selectAll("path")
    .data(kit.bowl)
    .join("path")
    .attr("d", ({ coordinates }) =>
      coordinates.flat().map((ring) => line()(ring.map(place)) + "Z").join(""),
    );
  const far = 2 * REACH;
  layer(view, "directions")
    .selectAll("line")
    .data([steep, flat])
    .join("line")
    .attr("x1", ([w]) => x(lowest.w - far * w))
    .attr("y1", ([, b]) => y(lowest.b - far * b))
    .attr("x2", ([w]) => x(lowest.w + far * w))
    .attr("y2", ([, b]) => y(lowest.b + far * b));
  layer(view, "names")
    .selectAll("text")
    .data([
      { text: "steep, λ₁", to: steep, away: [6, 16] },
      { text: "flat, λ₂", to: flat, away: [12, 0] },
    ])
    .join("text")
    .attr("x", ({ to, away }) => x(lowest.w + 1.75 * to[0]) + away[0])
    .attr("y", ({ to, away }) => y(lowest.b + 1.75 * to[1]) + away[1])
    .text(({ text }) => text);
}

/** The arrow of the next step: against the gradient, α times as long. */
function drawNext(g, kit, { steps }, x, y) {
  const now = kit.path.places[steps];
  const next = after(now, kit.path.alpha);
  const from = [clamp(x(now.w)), clamp(y(now.b))];
  const to = [clamp(x(next.w)), clamp(y(next.b))];
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const turn = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
  g.attr("display", length > 3 ? null : "none");
  layer(g, "shaft", "path").attr("d", line()([from, to]));
  layer(g, "head", "path")
    .attr("d", "M0,0L-9,-4.5L-9,4.5Z")
    .attr("transform", `translate(${to}) rotate(${turn})`);
}

/** What the map does not show: that descent diverges, or has left it. */
function drawNotice(g, { left, top, side }, outputs, x, y, diverges) {
  const off = (p, low, high) => p < low || p > high;
  const gone =
    off(x(outputs.w), left, left + side) || off(y(outputs.b), top, top + side);
  const lines = [];
  if (diverges) lines.push("▲ diverges: α is above 2/λ₁");
  const where = [outputs.w, outputs.b].map((value) => format(value));
  if (gone) lines.push(`off the map: w = ${where[0]}, b = ${where[1]}`);
  g.selectAll("text")
    .data(lines)
    .join("text")
    .attr("x", left + 8)
    .attr("y", (_, k) => top + side - 10 - 17 * (lines.length - 1 - k))
    .text((text) => text);
}
