// Two losses of a sigmoid output over the logit, and how hard each pulls.

import "./loss.css";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { format, formatAt } from "./kit/numbers.js";
import { axes, draggable, layer, legend } from "./kit/picture.js";
import * as proved from "./static/loss.mjs";

const REACH = 12;
const FLAT = 0.05; // a slope below a twentieth hardly pulls
const TITLES = {
  binary_cross_entropy: "binary cross-entropy",
  squared_error: "squared error",
};
const LOSSES = Object.keys(TITLES);
const TOPS = { binary_cross_entropy: 12.5, squared_error: 1.5 };
const TICKS = { binary_cross_entropy: 6, squared_error: 3 };
const GRID = Array.from({ length: 241 }, (_, k) => -REACH + k / 10);
/* The curves: they depend on the loss and the target alone. */
const CURVES = Object.fromEntries(
  LOSSES.map((loss) => [
    loss,
    [0, 1].map((y) => GRID.map((z) => ({ z, ...proved[loss]({ z, y }) }))),
  ]),
);

export default {
  name: "loss",

  height: (width) => (width < 480 ? 390 : 410),

  compute: (values) => proved[values.loss](values),

  draw(svg, values, outputs, kit) {
    const at = places(values, kit);
    const above = layer(svg, "values");
    const below = layer(svg, "slopes");
    frames(above, below, at, values);
    stall(below, values, at);
    for (const loss of LOSSES) {
      const chosen = loss === values.loss;
      const points = CURVES[loss][values.y];
      curve(above, loss, chosen, points, at.x, at.value, "value");
      curve(below, loss, chosen, points, at.x, at.slope, "dl_dz");
    }
    tangent(above, values, outputs, at);
    step(svg, values, outputs, at);
    const drop = layer(svg, "drop", "line");
    drop
      .attr("x1", at.x(values.z))
      .attr("x2", at.x(values.z))
      .attr("y1", at.value(outputs.value))
      .attr("y2", at.slope(outputs.dl_dz));
    const moved = (x) => kit.move("z", at.x.invert(x));
    handle(above, "point", at.x(values.z), at.value(outputs.value), moved);
    handle(below, "point", at.x(values.z), at.slope(outputs.dl_dz), moved);
    keys(values, kit);
  },

  say({ loss, z, y }, { yhat, value, dl_dz: slope }) {
    const wrong = Math.abs(yhat - y) > 0.5;
    const flat = Math.abs(slope) < FLAT;
    let pull = flat
      ? "Right, and left alone."
      : "A step of descent moves the logit by as much.";
    if (wrong && flat) pull = "Quite wrong, and hardly any pull: it stalls.";
    if (wrong && !flat) pull = "Wrong, and pulled back.";
    return (
      `Target ${y}, logit ${formatAt(z, 0.05)}: the prediction is ` +
      `${format(yhat)}, ${TITLES[loss]} ${format(value)}, its slope in the ` +
      `logit ${format(slope)}. ${pull}`
    );
  },
};

/** The scales, and where the two frames and the lane between them lie. */
function places({ loss, y }, { width, height }) {
  const left = 38;
  const bottom = height - 40;
  const middle = Math.round(height * 0.46);
  const slopes = y === 1 ? [-1.1, 0.2] : [-0.2, 1.1];
  return {
    left,
    right: width - 12,
    middle,
    bottom,
    lane: middle + 24,
    x: scaleLinear([-REACH, REACH], [left, width - 12]),
    value: scaleLinear([0, TOPS[loss]], [middle, 26]),
    slope: scaleLinear(slopes, [bottom, middle + 76]),
  };
}

function frames(above, below, at, { loss }) {
  const { x, left } = at;
  axes(above, {
    x,
    y: at.value,
    left,
    bottom: at.middle,
    titleX: "",
    titleY: "loss ℓ",
    ticks: TICKS[loss],
  });
  axes(below, {
    x,
    y: at.slope,
    left,
    bottom: at.bottom,
    titleX: "logit z",
    titleY: "slope ∂ℓ/∂z",
    ticks: 4,
  });
  layer(below, "zero", "line")
    .attr("x1", left)
    .attr("x2", at.right)
    .attr("y1", at.slope(0))
    .attr("y2", at.slope(0));
}

/** One curve, broken off where it leaves its frame. */
function curve(parent, loss, chosen, points, x, y, name) {
  const top = y.domain()[1];
  const path = line((p) => x(p.z), (p) => y(p[name]));
  path.defined((p) => p[name] <= top);
  layer(parent, loss, "path")
    .classed("chosen", chosen)
    .attr("d", path(points));
}

/** Where the prediction is wrong and the slope pulls hardly at all. */
function stall(below, { loss, y }, { x, slope }) {
  const stalled = CURVES[loss][y]
    .filter((p) => Math.abs(p.yhat - y) > 0.5 && Math.abs(p.dl_dz) < FLAT)
    .map(({ z }) => x(z));
  const [from, to] = [stalled[0] ?? 0, stalled.at(-1) ?? 0];
  const [low, high] = slope.range();
  layer(below, "stall", "rect")
    .attr("x", from)
    .attr("width", to - from)
    .attr("y", high)
    .attr("height", low - high);
  layer(below, "stall-says", "text")
    .attr("x", (from + to) / 2)
    .attr("y", (low + high) / 2 + 4)
    .text(stalled.length ? "wrong, no pull" : "");
}

function tangent(above, { z }, { value, dl_dz: slope }, { x, value: y }) {
  layer(above, "tangent", "line")
    .attr("x1", x(z - 1.5))
    .attr("x2", x(z + 1.5))
    .attr("y1", y(value - 1.5 * slope))
    .attr("y2", y(value + 1.5 * slope));
}

/** The lane between the frames: how far one step of descent goes. */
function step(svg, { z }, { dl_dz: slope }, { x, left, right, lane }) {
  const group = layer(svg, "step");
  const [from, to] = [x(z), x(z - slope)];
  const head = Math.min(7, Math.abs(to - from)) * Math.sign(to - from);
  layer(group, "lane", "line")
    .attr("x1", left)
    .attr("x2", right)
    .attr("y1", lane)
    .attr("y2", lane);
  layer(group, "arrow", "path").attr(
    "d",
    `M${from},${lane - 7}v14M${from},${lane}H${to}` +
      `m${-head},-5l${head},5l${-head},5`,
  );
  // The words lie on the side that the arrow is not on.
  layer(group, "step-says", "text")
    .attr("x", z < 0 ? right : left + 4)
    .attr("text-anchor", z < 0 ? "end" : "start")
    .attr("y", lane - 7)
    .text("one step, α = 1");
}

function handle(parent, name, x, y, moved) {
  const circle = layer(parent, name, "circle").attr("cx", x).attr("cy", y);
  draggable(circle.attr("r", 9), moved);
}

function keys({ loss }, kit) {
  const key = (name, line) =>
    name === loss
      ? { text: TITLES[name], line }
      : { text: `${TITLES[name]}, to compare`, line, dash: "2 4" };
  legend(kit, [key("binary_cross_entropy", 1), key("squared_error", 2)]);
}
