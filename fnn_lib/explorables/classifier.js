// A small network that learns two classes in the plane.

import "./classifier.css";
import { range } from "d3-array";
import { contours } from "d3-contour";
import { scaleLinear } from "d3-scale";
import { line, symbol as outline, symbolCircle, symbolSquare } from "d3-shape";
import { Learner } from "./classifier_network.js";
import { element } from "./kit/controls.js";
import { svg as symbol } from "./kit/notation.js";
import { format } from "./kit/numbers.js";
import {
  axes,
  colours,
  layer,
  legend,
  select,
  still,
} from "./kit/picture.js";
import { Run } from "./kit/run.js";

const REACH = 2.5; // of the plane, on each side of 0
const CELLS = 64; // of the image, across
const EDGE = 2; // cells around it, so that no contour follows the border
const SIZE = CELLS + 2 * EDGE;
const LEARNED = 0.01; // a cost below this is learned
const PATIENCE = 5; // milliseconds of a frame for epochs
const MARKS = [outline(symbolSquare, 42)(), outline(symbolCircle, 46)()];
const PLACES = range(SIZE).map(
  (k) => ((k + 0.5 - EDGE) / CELLS - 0.5) * 2 * REACH,
);
const DOWN = [...PLACES].reverse();

/** Where the plane, the costs and the network stand. */
function plan(width) {
  const wide = width >= 560;
  const side = wide ? Math.min(410, width * 0.56) : width - 40;
  const plane = { left: 30, top: 8, side };
  if (wide) {
    const left = side + 84;
    const right = width - 10;
    const bottom = plane.top + side;
    return {
      height: bottom + 40,
      plane,
      costs: { left, right, top: 30, bottom: side * 0.46 },
      net: { left, right, top: side * 0.46 + 66, bottom: bottom + 24 },
    };
  }
  const top = plane.top + side + 70;
  const half = width / 2;
  return {
    height: top + 172,
    plane,
    costs: { left: 34, right: half - 4, top, bottom: top + 130 },
    net: { left: half + 22, right: width - 8, top: top - 4, bottom: top + 160 },
  };
}

export default {
  name: "classifier",

  height: (width) => plan(width).height,

  start(kit) {
    const pace = (t) => 20 * t + 25 * t ** 2;
    kit.run = new Run(kit, { pace, most: 3000 });
    kit.drawn = {};
    kit.canvas = element("canvas", {
      width: CELLS,
      height: CELLS,
      "aria-hidden": "true",
    });
    const stage = element("div", { class: "stage" });
    kit.svg.node().before(stage);
    stage.append(kit.canvas, kit.svg.node());
    kit.field = new Float64Array(SIZE * SIZE);
  },

  press: (button, kit) => kit.run.press(button),

  compute(values, kit) {
    const { data, hidden_units: n, log10_learning_rate: rate } = values;
    const { samples, weights } = kit.recorded;
    const setting = [data, n, rate].join(" ");
    const { run } = kit;
    const due = run.due(values);
    if (kit.setting !== setting || kit.learner.epochs > due) {
      if (kit.setting !== setting) run.ending = "";
      kit.setting = setting;
      kit.learner = new Learner(samples[data], weights[n], 10 ** rate);
    }
    const { learner } = kit;
    // A run ends where the set is learned, unless it began beyond.
    const open = run.running && learner.costs[run.from] >= LEARNED;
    learner.train(due, PATIENCE, open ? LEARNED : 0);
    const { epochs, cost, accuracy } = learner;
    const learned = open && cost < LEARNED;
    run.came(epochs, learned ? "the cost is below 0.01." : "");
    // What one frame has no time for, the next ones do.
    kit.behind = epochs < due && !learned;
    if (kit.behind) kit.redraw();
    return { epochs, cost, accuracy };
  },

  draw(svg, values, outputs, kit) {
    const { plane, costs, net } = plan(kit.width);
    if (kit.behind && still() && kit.drawn.done) return;
    kit.drawn.done = true;
    drawPlane(layer(svg, "plane"), plane, values, kit);
    drawCosts(layer(svg, "costs"), costs, kit);
    drawNetwork(layer(svg, "net"), net, kit);
    legend(kit, [
      { text: "y = 1", line: 1, mark: MARKS[1] },
      { text: "y = 0", line: 2, mark: MARKS[0] },
      { text: "boundary, ŷ = 1/2", ink: true },
      { text: "where a hidden unit is 0", dash: "4 4" },
    ]);
  },

  say({ hidden_units: n }, { epochs, cost, accuracy }, kit) {
    const { m, alpha } = kit.learner;
    const right = Math.round(accuracy * m);
    const units = n === 1 ? "1 hidden unit" : `${n} hidden units`;
    const ended = kit.run.ending ? ` The run ended: ${kit.run.ending}` : "";
    const times = epochs === 1 ? "1 epoch" : `${epochs} epochs`;
    const when = epochs ? `After ${times}` : "Before the first epoch";
    return (
      `${when} with ${units} and α = ${alpha.toPrecision(3)}, the cost is ` +
      `${format(cost)}, and ${right} of ${m} samples lie on their side of ` +
      `the boundary${right < m ? "; the others are outlined" : ""}.${ended}`
    );
  },
};

/* -- The plane ----------------------------------------------------------- */

function drawPlane(g, { left, top, side }, { data }, kit) {
  const { learner, field, drawn } = kit;
  const x = scaleLinear([-REACH, REACH], [left, left + side]);
  const y = scaleLinear([-REACH, REACH], [top + side, top]);
  learner.field(PLACES, DOWN, field);
  paint(kit, { left, top, side });
  const view = layer(g, "view", "svg")
    .attr("x", left)
    .attr("y", top)
    .attr("width", side)
    .attr("height", side)
    .attr("viewBox", `${left} ${top} ${side} ${side}`);
  drawUnits(layer(view, "units"), x, y, learner);
  layer(view, "boundary", "path").attr("d", boundary(field, left, top, side));
  const key = [data, side].join(" ");
  if (drawn.plane !== key) {
    drawn.plane = key;
    const bottom = top + side;
    axes(g, { x, y, left, bottom, titleX: "", titleY: "", ticks: 5 });
    drawNames(layer(g, "names"), [
      { name: "x_1", at: [left + side - 16, bottom + 32] },
      { name: "x_2", at: [2, top + 12] },
    ]);
    const place = (i) => [x(learner.x_1[i]), y(learner.x_2[i])];
    layer(view, "samples")
      .selectAll("path")
      .data(learner.y)
      .join("path")
      .attr("class", (y) => (y === 1 ? "one" : "zero"))
      .attr("d", (y) => MARKS[y])
      .attr("transform", (_, i) => `translate(${place(i)})`);
  }
  view
    .select(".samples")
    .selectAll("path")
    .classed("wrong", (_, i) => !learner.right(_, i));
}

/** The line ŷ = 1/2, from a grid of predictions. */
function boundary(field, left, top, side) {
  const { coordinates } = contours().size([SIZE, SIZE]).contour(field, 0.5);
  const place = ([i, j]) => [
    left + ((i - EDGE) / CELLS) * side,
    top + ((j - EDGE) / CELLS) * side,
  ];
  const ring = line()
    .x((p) => place(p)[0].toFixed(1))
    .y((p) => place(p)[1].toFixed(1));
  return coordinates.flat().map((one) => ring(one) + "Z").join("");
}

/** The predictions as an image: the colour of a class where it is sure. */
function paint(kit, { left, top, side }) {
  const { canvas, field } = kit;
  Object.assign(canvas.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${side}px`,
    height: `${side}px`,
  });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const image = (kit.image ??= pen.createImageData(CELLS, CELLS));
  const shades = tones(kit, pen);
  const pixels = new Uint32Array(image.data.buffer);
  for (let j = 0; j < CELLS; j++) {
    for (let i = 0; i < CELLS; i++) {
      const yhat = field[(j + EDGE) * SIZE + i + EDGE];
      pixels[j * CELLS + i] = shades[Math.round(255 * yhat)];
    }
  }
  pen.putImageData(image, 0, 0);
}

/** Of 256 predictions from 0 to 1 the pixel; once for each theme. */
function tones(kit, pen) {
  const { lines, paper } = colours(kit.root);
  const key = [...lines, paper].join(" ");
  if (kit.drawn.theme === key) return kit.tones;
  kit.drawn.theme = key;
  const [one, zero, between] = [lines[0], lines[1], paper].map((colour) => {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return pen.getImageData(0, 0, 1, 1).data;
  });
  const bytes = new Uint8ClampedArray(4 * 256);
  for (let k = 0; k < 256; k++) {
    const sure = (2 * k) / 255 - 1;
    const strength = 0.06 + 0.4 * Math.abs(sure);
    const towards = sure > 0 ? one : zero;
    const [r, g, b] = [0, 1, 2].map(
      (c) => between[c] + strength * (towards[c] - between[c]),
    );
    bytes.set([r, g, b, 255], 4 * k);
  }
  return (kit.tones = new Uint32Array(bytes.buffer));
}

/** Where the pre-activation of each hidden unit is 0: a straight line. */
function drawUnits(g, x, y, { n, W1_1, W1_2, b1, W2 }) {
  const largest = Math.max(...W2.map(Math.abs));
  const lines = range(n).map((j) => {
    const length = Math.hypot(W1_1[j], W1_2[j]);
    const [u, v] = [W1_1[j] / length, W1_2[j] / length];
    const off = -b1[j] / length;
    const end = (t) => [x(off * u - t * v), y(off * v + t * u)];
    return { ends: [end(-9), end(9)], weight: Math.abs(W2[j]) / largest };
  });
  g.selectAll("line")
    .data(lines)
    .join("line")
    .attr("x1", ({ ends }) => ends[0][0])
    .attr("y1", ({ ends }) => ends[0][1])
    .attr("x2", ({ ends }) => ends[1][0])
    .attr("y2", ({ ends }) => ends[1][1])
    .attr("stroke-opacity", ({ weight }) => 0.15 + 0.5 * weight);
}

/* -- The costs ----------------------------------------------------------- */

function drawCosts(g, { left, right, top, bottom }, { learner, drawn }) {
  const { costs, epochs, alpha } = learner;
  let most = 50;
  while (most < epochs) most *= 2;
  const peak = Math.max(0.8, ...sample(costs, 200).map(([, cost]) => cost));
  const x = scaleLinear([0, most], [left, right]);
  const y = scaleLinear([0, peak > 0.8 ? Math.ceil(peak) : 0.8], [bottom, top]);
  const key = [right, bottom, most, y.domain()].join(" ");
  if (drawn.costs !== key) {
    drawn.costs = key;
    axes(g, { x, y, left, bottom, titleX: "epochs", titleY: "", ticks: 4 });
    layer(g, "title", "text")
      .attr("x", left - 26)
      .attr("y", top - 12)
      .text("cost J");
  }
  layer(g, "rate", "text")
    .attr("x", right)
    .attr("y", top - 12)
    .attr("text-anchor", "end")
    .text(`α = ${alpha.toPrecision(3)}`);
  const curve = line(([t]) => x(t), ([, cost]) => y(cost));
  layer(g, "curve", "path").attr("d", curve(sample(costs, right - left)));
  layer(g, "now", "circle")
    .attr("cx", x(epochs))
    .attr("cy", y(learner.cost))
    .attr("r", 4.5);
}

/** Some of many values, the last among them, each with its number. */
function sample(values, most) {
  const every = Math.max(1, Math.floor(values.length / most));
  const picked = [];
  for (let t = 0; t < values.length; t += every) picked.push([t, values[t]]);
  picked.push([values.length - 1, values.at(-1)]);
  return picked;
}

/* -- The network --------------------------------------------------------- */

/** Units and edges; the width of an edge is its weight, dashes a minus. */
function drawNetwork(g, { left, right, top, bottom }, { learner, drawn }) {
  const { n, W1_1, W1_2, W2 } = learner;
  const across = scaleLinear([0, 2], [left + 6, right - 18]);
  const middle = (top + bottom) / 2;
  const gap = Math.min(34, (bottom - top) / Math.max(n, 2));
  const down = (k, count, apart) => middle + (k - (count - 1) / 2) * apart;
  const inputs = [0, 1].map((k) => [across(0), down(k, 2, 52)]);
  const hidden = range(n).map((j) => [across(1), down(j, n, gap)]);
  const output = [across(2), middle];
  const edges = hidden.flatMap((unit, j) => [
    { from: inputs[0], to: unit, weight: W1_1[j] },
    { from: inputs[1], to: unit, weight: W1_2[j] },
    { from: unit, to: output, weight: W2[j] },
  ]);
  layer(g, "edges")
    .selectAll("line")
    .data(edges)
    .join("line")
    .attr("x1", ({ from }) => from[0])
    .attr("y1", ({ from }) => from[1])
    .attr("x2", ({ to }) => to[0])
    .attr("y2", ({ to }) => to[1])
    .attr("class", ({ weight }) => (weight < 0 ? "minus" : "plus"))
    .attr("stroke-width", ({ weight }) => width(weight));
  const key = [n, left, top].join(" ");
  if (drawn.net === key) return;
  drawn.net = key;
  layer(g, "title", "text")
    .attr("x", left - 20)
    .attr("y", top - 8)
    .text("weights, dashed below 0");
  layer(g, "nodes")
    .selectAll("circle")
    .data([...inputs, ...hidden, output])
    .join("circle")
    .attr("cx", ([cx]) => cx)
    .attr("cy", ([, cy]) => cy)
    .attr("r", Math.min(8, gap / 2 - 1.5));
  const beside = (dx, [cx, cy]) => [cx + dx, cy + 4];
  drawNames(layer(g, "names"), [
    { name: "x_1", at: beside(-26, inputs[0]) },
    { name: "x_2", at: beside(-26, inputs[1]) },
    { name: "yhat", at: beside(12, output) },
  ]);
}

/** Names in notation at their places. */
const drawNames = (g, names) =>
  g
    .selectAll("text")
    .data(names)
    .join("text")
    .attr("x", ({ at }) => at[0])
    .attr("y", ({ at }) => at[1])
    .each(function ({ name }) {
      symbol(select(this), name);
    });

/* The root grows more slowly than the weight: large ones stay apart. */
const width = (weight) => 0.5 + 1.8 * Math.sqrt(Math.min(16, Math.abs(weight)));
