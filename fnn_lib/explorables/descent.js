// Gradient descent on the cost of one unit, seen from above.

import "./descent.css";
import { range } from "d3-array";
import { scaleLinear, scaleLog } from "d3-scale";
import { line } from "d3-shape";
import { drawMap } from "./descent_map.js";
import { Path } from "./descent_path.js";
import { format, formatAt, powerOfTen } from "./kit/numbers.js";
import {
  axes,
  clamp,
  draggable,
  layer,
  legend,
  select,
} from "./kit/picture.js";
import { Run } from "./kit/run.js";
import * as proved from "./static/descent.mjs";

const RATE = "log10_learning_rate";
const TINY = 1e-30; // what a cost of 0 counts as on a logarithmic axis

/** Where the map, the rates, the costs and the line stand. */
function plan(width) {
  const wide = width >= 560;
  const side = wide ? Math.min(410, width * 0.55) : width - 40;
  const map = { left: 32, top: 8, side };
  if (wide) {
    const left = map.left + side + 58;
    const right = width - 10;
    const bottom = map.top + side;
    return {
      height: bottom + 40,
      map,
      rates: { left, right, y: 34 },
      costs: { left, right, top: 98, bottom: 98 + (side - 98) * 0.46 },
      unit: { left, right, top: bottom - (side - 98) * 0.35, bottom },
    };
  }
  const y = map.top + side + 84;
  const [top, bottom, half] = [y + 66, y + 176, (width - 8) / 2];
  return {
    height: bottom + 40,
    map,
    rates: { left: 12, right: width - 12, y },
    costs: { left: 40, right: half - 6, top, bottom },
    unit: { left: half + 34, right: width - 8, top, bottom },
  };
}

export default {
  name: "descent",

  height: (width) => plan(width).height,

  start(kit) {
    // Slowly first, so that each step is seen.
    const pace = (t) => 6 * t + 4 * t ** 3;
    kit.run = new Run(kit, { pace, most: 1000 });
    kit.drawn = {};
  },

  press: (button, kit) => kit.run.press(button),

  compute(values, kit) {
    const setting = [values.w_0, values.b_0, values[RATE]].join(" ");
    if (kit.setting !== setting) {
      kit.setting = setting;
      kit.path = new Path(kit.recorded, values);
      kit.run.ending = "";
    }
    const { path, run } = kit;
    const due = run.due(values);
    let steps = path.go(due);
    const arrived = run.running ? path.arrival(values.step, steps) : undefined;
    if (arrived !== undefined) {
      steps = arrived;
      run.came(steps, "the gradient is shorter than a millionth.");
    } else {
      run.came(steps, steps < due ? "the next step would overflow." : "");
    }
    const { w, b, cost } = path.places[steps];
    const { lambda_1, lambda_2 } = kit.recorded;
    const rates = proved.rates({ alpha: path.alpha, lambda_1, lambda_2 });
    return { steps, w, b, cost, ...rates };
  },

  draw(svg, values, outputs, kit) {
    const places = plan(kit.width);
    const diverges = Math.abs(outputs.factor_steep) > 1;
    select(kit.root).classed("diverges", diverges);
    drawMap(layer(svg, "map"), places.map, values, outputs, kit, diverges);
    drawRates(layer(svg, "rates"), places.rates, outputs, kit);
    drawCosts(layer(svg, "costs"), places.costs, outputs, kit);
    drawUnit(layer(svg, "unit"), places.unit, outputs, kit);
    legend(kit, [
      { text: "steps", line: diverges ? 5 : 2 },
      { text: "next step, −α ∂J/∂(w, b)", line: 3, dash: "5 3" },
      { text: "cost, doubled from line to line", line: 1, thin: true },
    ]);
  },

  say(values, { steps, cost, factor_steep, factor_flat, limit }, kit) {
    const { alpha } = kit.path;
    const times = steps === 1 ? "1 step" : `${steps} steps`;
    const when = steps ? `After ${times}` : "At the start,";
    const what =
      `${when} with α = ${short(alpha)} the cost is ${format(cost)}.`;
    const ended = kit.run.ending ? ` The run ended: ${kit.run.ending}` : "";
    const how =
      Math.abs(factor_steep) > 1
        ? `This rate is above the limit 2/λ₁ = ${short(limit)}: each step ` +
          `multiplies the distance along the steep direction by ` +
          `${factor(factor_steep)}, and descent diverges.`
        : `Each step multiplies the distance by ${factor(factor_steep)} ` +
          `along the steep direction` +
          `${factor_steep < 0 ? ", to the other side," : ""} ` +
          `and by ${factor(factor_flat)} along the flat one.`;
    return `${what} ${how}${ended}`;
  },
};

const short = (value) => value.toPrecision(3);
const factor = (value) => formatAt(Number(value.toFixed(3)), 0.001);

/* -- The rates ----------------------------------------------------------- */

/** α on its scale, with the fastest rate and the limit. */
function drawRates(g, { left, right, y }, { limit, fastest }, kit) {
  const { min, max } = kit.controls.find(({ name }) => name === RATE);
  const x = scaleLog([10 ** min, 10 ** max], [left, right]);
  const { alpha } = kit.path;
  if (kit.drawn.rates !== right) {
    kit.drawn.rates = right;
    bar(g, "allowed", left, x(limit), y);
    bar(g, "beyond", x(limit), right, y);
    const marks = [
      { text: `fastest ${short(fastest)}`, at: x(fastest), side: "end" },
      { text: `limit ${short(limit)}`, at: x(limit), side: "start" },
    ];
    layer(g, "marks")
      .selectAll("line")
      .data(marks)
      .join("line")
      .attr("x1", ({ at }) => at)
      .attr("x2", ({ at }) => at)
      .attr("y1", y - 3)
      .attr("y2", y + 14);
    layer(g, "names")
      .selectAll("text")
      .data(marks)
      .join("text")
      .attr("x", ({ at, side }) => at + (side === "end" ? -3 : 3))
      .attr("y", y + 25)
      .attr("text-anchor", ({ side }) => side)
      .text(({ text }) => text);
  }
  const at = x(alpha);
  const anchor = at > right - 50 ? "end" : at < left + 40 ? "start" : "middle";
  layer(g, "rate", "text")
    .attr("x", anchor === "end" ? right : anchor === "start" ? left : at)
    .attr("y", y - 15)
    .attr("text-anchor", anchor)
    .text(`α = ${short(alpha)}`);
  const handle = layer(g, "handle", "circle")
    .attr("cx", at)
    .attr("cy", y)
    .attr("r", 9.5);
  draggable(handle, (px) => {
    const near = Math.max(left, Math.min(right, px));
    kit.move(RATE, Math.log10(x.invert(near)));
  });
}

const bar = (g, name, from, to, y) =>
  layer(g, name, "rect")
    .attr("x", from)
    .attr("width", to - from)
    .attr("y", y - 3)
    .attr("height", 6);

/* -- The costs ----------------------------------------------------------- */

/** The cost after each step, on a logarithmic axis. */
function drawCosts(g, { left, right, top, bottom }, { steps }, kit) {
  const { drawn, path } = kit;
  const powers = path.places
    .slice(0, steps + 1)
    .map(({ cost }) => Math.log10(Math.max(cost, TINY)));
  // Whole powers of ten; a wider axis than needed, so that it seldom moves.
  let [low, high] = [-3, 1];
  for (const power of powers) {
    if (power < low) low = 4 * Math.floor(power / 4);
    if (power > high) high = above(power);
  }
  let most = 20;
  while (most < steps) most *= most < 100 ? 2.5 : 2;
  const x = scaleLinear([0, most], [left, right]);
  const y = scaleLinear([low, high], [bottom, top]);
  const key = [right, bottom, low, high, most].join(" ");
  if (drawn.costs !== key) {
    drawn.costs = key;
    const between = [1, 4, 10, 50].find((n) => (high - low) / n <= 7);
    const first = between * Math.ceil(low / between);
    const ticks = range(first, high + between / 2, between);
    const ticksY = new Map(ticks.map((at) => [at, powerOfTen(at)]));
    const titles = { titleX: "", titleY: "" };
    axes(g, { x, y, left, bottom, ...titles, ticks: 4, ticksY });
    layer(g, "title", "text")
      .attr("x", left - 26)
      .attr("y", top - 14)
      .text(right - left > 180 ? "cost J after each step" : "cost J");
  }
  const curve = line((_, t) => x(t), (p) => y(p));
  layer(g, "curve", "path").attr("d", curve(powers));
  layer(g, "now", "circle")
    .attr("cx", x(steps))
    .attr("cy", y(powers.at(-1)))
    .attr("r", 4.5);
}

/** A power of ten above another, so far above that the axis seldom moves. */
function above(power) {
  const between = power < 12 ? 4 : 50;
  return between * Math.ceil(power / between);
}

/* -- The unit ------------------------------------------------------------ */

/** The samples and the line z = w x + b that the unit draws. */
function drawUnit(g, { left, right, top, bottom }, { w, b }, kit) {
  const samples = kit.recorded;
  const x = scaleLinear([-0.3, 2.3], [left, right]);
  const y = scaleLinear([-1.5, 4], [bottom, top]);
  const view = layer(g, "view", "svg")
    .attr("x", left)
    .attr("y", top)
    .attr("width", right - left)
    .attr("height", bottom - top)
    .attr("viewBox", `${left} ${top} ${right - left} ${bottom - top}`);
  if (kit.drawn.unit !== right) {
    kit.drawn.unit = right;
    axes(g, { x, y, left, bottom, titleX: "", titleY: "", ticks: 3 });
    layer(g, "title", "text")
      .attr("x", left - 26)
      .attr("y", top - 14)
      .text(right - left > 180 ? "z = w x + b and the samples" : "z = w x + b");
    layer(g, "samples")
      .selectAll("circle")
      .data(samples.x)
      .join("circle")
      .attr("cx", x)
      .attr("cy", (_, i) => y(samples.y[i]))
      .attr("r", 4);
  }
  const z = (at) => clamp(y(w * at + b));
  layer(view, "misses")
    .selectAll("line")
    .data(samples.x)
    .join("line")
    .attr("x1", x)
    .attr("x2", x)
    .attr("y1", (_, i) => y(samples.y[i]))
    .attr("y2", z);
  const ends = x.domain();
  layer(view, "line", "path").attr("d", line(x, z)(ends));
}
