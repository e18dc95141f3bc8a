// Softmax of three logits: predictions, gradient and Jacobian.

import "./softmax.css";
import { axisBottom } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { html, svg as typeset } from "./kit/notation.js";
import { format, formatAt } from "./kit/numbers.js";
import { draggable, layer, select } from "./kit/picture.js";
import * as proved from "./static/softmax.mjs";

const CLASSES = [1, 2, 3];
const REACH = 20; // of a logit with its shift
const LARGEST = 0.25; // of an entry of the Jacobian
const NARROW = 480;
const ROW = 32;
const NUMBER = 52; // the place of a number beside its bar
const TITLE = 18;
const LOGITS = TITLE + 4 * ROW + 34; // height of the panel
const BARS = TITLE + 3 * ROW + 34;
const SQUARES = TITLE + 18 + 3 * 38 + 12;
const PAIRS = CLASSES.flatMap((i) => CLASSES.map((j) => ({ i, j })));

export default {
  name: "softmax",

  height: (width) => LOGITS + BARS + (width < NARROW ? SQUARES : 0),

  compute({ shift, target, ...z }) {
    const logits = Object.fromEntries(
      CLASSES.map((k) => [`z_${k}`, z[`z_${k}`] + shift]),
    );
    return {
      ...proved.softmax(logits),
      ...proved[`target_${target}`](logits),
    };
  },

  draw(svg, values, outputs, kit) {
    const at = places(kit.width);
    drawLogits(layer(svg, "logits"), values, at.logits, kit);
    drawShares(layer(svg, "shares"), values, outputs, at.shares, kit);
    drawErrors(layer(svg, "errors"), outputs, at.errors);
    drawJacobian(layer(svg, "jacobian"), values, outputs, at.jacobian);
    kit.below.replaceChildren(...chain(values, outputs));
  },

  say({ target, shift }, outputs) {
    const listed = (name) =>
      CLASSES.map((k) => format(outputs[`${name}_${k}`])).join(", ");
    const moved = shift
      ? ` With ${formatAt(shift, 0.5)} added to every logit all is as before.`
      : "";
    return (
      `Predictions ${listed("yhat")}; the target is class ${target}, the ` +
      `loss ${format(outputs.value)}. Gradient in the logits: ` +
      `${listed("dl_dz")}.${moved}${saturated(outputs)}`
    );
  },
};

function saturated(outputs) {
  const largest = (names) => Math.max(...names.map((n) => outputs[n]));
  const slopes = largest(CLASSES.map((k) => `jacobian_${k}${k}`));
  const gradient = largest(CLASSES.map((k) => `dl_dz_${k}`));
  return slopes < 0.01 && gradient > 0.5
    ? " The Jacobian is nearly zero, the gradient is not."
    : "";
}

/** Where the four panels lie: two and two, or one below the other. */
function places(width) {
  const half = Math.round(width / 2);
  const [left, right] = [
    { left: 0, right: half - 12 },
    { left: half + 12, right: width },
  ];
  const below = { top: LOGITS };
  if (width >= NARROW)
    return {
      logits: { ...left, top: 0 },
      jacobian: { ...right, top: 0 },
      shares: { ...left, ...below },
      errors: { ...right, ...below },
    };
  return {
    logits: { left: 0, right: width, top: 0 },
    shares: { ...left, ...below },
    errors: { ...right, ...below },
    jacobian: { left: 0, right: width, top: LOGITS + BARS },
  };
}

/** A panel's title, its axis, and the scale between label and number. */
function panel(group, { left, right, top }, title, domain, count, ticks) {
  const x = scaleLinear(domain, [left + 26, right - NUMBER]);
  const bottom = top + TITLE + count * ROW + 4;
  layer(group, "axis")
    .attr("transform", `translate(0,${bottom})`)
    .attr("aria-hidden", "true")
    .call(axisBottom(x).tickValues(ticks).tickSizeOuter(0));
  layer(group, "title", "text")
    .attr("x", left)
    .attr("y", top + 12)
    .text(title);
  layer(group, "zero", "line")
    .attr("x1", x(0))
    .attr("x2", x(0))
    .attr("y1", top + TITLE)
    .attr("y2", bottom);
  return { x, y: (row) => top + TITLE + (row - 0.5) * ROW, bottom };
}

/** One shape for each item, made once. */
const each = (group, tag, name, items) =>
  group
    .selectAll(`${tag}.${name}`)
    .data(items)
    .join((entered) => entered.append(tag).attr("class", name));

/** For each class a label, a bar from 0 and a number at the right. */
function bars(group, label, { left, right }, { x, y }, values, text) {
  names(group, "label", CLASSES, (k) => `${label}_${k}`, (k) => [left, y(k)]);
  each(group, "rect", "bar", CLASSES)
    .classed("negative", (k) => values[k - 1] < 0)
    .attr("x", (k) => Math.min(x(0), x(values[k - 1])))
    .attr("width", (k) => Math.abs(x(values[k - 1]) - x(0)))
    .attr("y", (k) => y(k) - 9)
    .attr("height", 18);
  each(group, "text", "number", CLASSES)
    .attr("x", right)
    .attr("y", (k) => y(k) + 4)
    .text((k) => text(values[k - 1]));
}

/** Names in notation, typeset when they are first made. */
function names(group, kind, items, name, place) {
  each(group, "g", kind, items)
    .attr("transform", (item) => {
      const [x, y] = place(item);
      return `translate(${x},${y + 4})`;
    })
    .filter((_, n, nodes) => !nodes[n].firstChild)
    .append("text")
    .each((item, n, nodes) => typeset(select(nodes[n]), name(item)));
}

function drawLogits(group, values, place, kit) {
  const ticks = [-REACH, -REACH / 2, 0, REACH / 2, REACH];
  const title = values.shift ? "logits, the shift added" : "logits";
  const frame = panel(group, place, title, [-REACH, REACH], 4, ticks);
  const { x, y, bottom } = frame;
  const logits = CLASSES.map((k) => values[`z_${k}`] + values.shift);
  bars(group, "z", place, frame, logits, (z) => fixed(z, 1));
  // The place that a logit of 0 has moved to; all three move with it.
  layer(group, "moved", "line")
    .attr("x1", x(values.shift))
    .attr("x2", x(values.shift))
    .attr("y1", place.top + TITLE)
    .attr("y2", bottom);
  layer(group, "shift-label", "text")
    .attr("x", place.left)
    .attr("y", y(4) + 4)
    .text("shift");
  layer(group, "shift-number", "text")
    .attr("x", place.right)
    .attr("y", y(4) + 4)
    .text(signed(values.shift, 1));
  const handles = grips(group, "grip", CLASSES, (k) => x(logits[k - 1]), y);
  draggable(handles, (at, _, k) =>
    kit.move(`z_${k}`, x.invert(at) - values.shift),
  );
  const all = grips(group, "grip-all", [4], () => x(values.shift), y);
  draggable(all, (at) => kit.move("shift", x.invert(at)));
}

/** Slim grips that hide no bar, each in a wide place for a finger. */
function grips(group, name, rows, x, y) {
  each(group, "rect", name, rows)
    .attr("x", (row) => x(row) - 3)
    .attr("y", (row) => y(row) - 12)
    .attr("width", 6)
    .attr("height", 24)
    .attr("rx", 3);
  return each(group, "circle", `${name}-place`, rows)
    .attr("cx", x)
    .attr("cy", y)
    .attr("r", 14);
}

function drawShares(group, { target }, outputs, place, kit) {
  const frame = panel(group, place, "predictions ŷ", [0, 1], 3, [0, 0.5, 1]);
  const { x, y } = frame;
  const shares = CLASSES.map((k) => outputs[`yhat_${k}`]);
  bars(group, "yhat", place, frame, shares, (share) => fixed(share, 3));
  layer(group, "target", "rect")
    .attr("x", x(0))
    .attr("width", x(1) - x(0))
    .attr("y", y(target) - 12)
    .attr("height", 24);
  layer(group, "target-says", "text")
    .attr("x", x(1) - 4)
    .attr("y", y(target) + 4)
    .text(shares[target - 1] < 0.6 ? "target" : "");
  each(group, "rect", "row", CLASSES)
    .attr("x", place.left)
    .attr("width", place.right - place.left)
    .attr("y", (k) => y(k) - ROW / 2)
    .attr("height", ROW)
    .on("click", (_, k) => kit.set({ target: k }));
}

function drawErrors(group, outputs, place) {
  const title = "gradient ŷ − y";
  const frame = panel(group, place, title, [-1, 1], 3, [-1, 0, 1]);
  const errors = CLASSES.map((k) => outputs[`dl_dz_${k}`]);
  bars(group, "z", place, frame, errors, (error) => signed(error, 3));
}

function drawJacobian(group, { target }, outputs, { left, right, top }) {
  const [width, height] = [Math.min(84, (right - left - 26) / 3), 38];
  const x = (j) => left + 26 + (j - 1) * width;
  const y = (i) => top + TITLE + 18 + (i - 1) * height;
  const entry = ({ i, j }) => outputs[`jacobian_${i}${j}`];
  layer(group, "title", "text")
    .attr("x", left)
    .attr("y", top + 12)
    .text("Jacobian, target's column marked");
  names(group, "row-name", CLASSES, (i) => `z_${i}`, (i) => [
    left,
    y(i) + height / 2,
  ]);
  names(group, "column-name", CLASSES, (j) => `yhat_${j}`, (j) => [
    x(j) + width / 2 - 6,
    top + TITLE + 8,
  ]);
  each(group, "rect", "entry", PAIRS)
    .classed("negative", ({ i, j }) => i !== j)
    .attr("x", ({ j }) => x(j) + 1.5)
    .attr("y", ({ i }) => y(i) + 1.5)
    .attr("width", width - 3)
    .attr("height", height - 3)
    .attr("fill-opacity", (at) => (0.55 * Math.abs(entry(at))) / LARGEST);
  each(group, "text", "slope", PAIRS)
    .attr("x", ({ j }) => x(j) + width / 2)
    .attr("y", ({ i }) => y(i) + height / 2 + 4)
    .text((at) => exact(entry(at)));
  layer(group, "column", "rect")
    .attr("x", x(target) - 1)
    .attr("width", width + 2)
    .attr("y", y(1) - 1)
    .attr("height", 3 * height + 2);
}

/** From the Jacobian to the gradient, in words and a number. */
function chain({ target }, { dl_dyhat: slope }) {
  return [
    "The marked column times ",
    html(`dl_dyhat_${target}`),
    ` = −1/`,
    html(`yhat_${target}`),
    ` = ${format(slope)} is the gradient.`,
  ];
}

const fixed = (value, decimals) =>
  value.toFixed(decimals).replace("-", "−");

/** A sign, and powers of ten for small numbers, to fit a square. */
const exact = (value) =>
  (value < 0 ? "" : "+") + format(value, 3).replaceAll(" ", "");

const signed = (value, decimals) =>
  (value < 0 ? "" : "+") + fixed(value, decimals);
