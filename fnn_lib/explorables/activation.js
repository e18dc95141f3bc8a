// An activation, its slope, and the tangent at a point.

import "./activation.css";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { format, formatAt } from "./kit/numbers.js";
import { axes, draggable, layer, legend } from "./kit/picture.js";
import * as proved from "./static/activation.mjs";

const REACH = 8;
const FLAT = 0.05; // a slope below a twentieth lets little through
const RANGES = { sigmoid: [-0.15, 1.1], tanh: [-1.1, 1.1], relu: [-0.5, 8] };
const TITLES = { sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU" };
const GRID = Array.from({ length: 321 }, (_, k) => -REACH + k / 20);

export default {
  name: "activation",

  height: (width) => (width < 480 ? 300 : 340),

  compute: (values) => proved[values.function](values),

  draw(svg, values, { g, dg }, kit) {
    const { width, height } = kit;
    const left = 34;
    const bottom = height - 40;
    const x = scaleLinear([-REACH, REACH], [left, width - 12]);
    const y = scaleLinear(RANGES[values.function], [bottom, 26]).nice();
    const points = GRID.map((z) => ({ z, ...proved[values.function]({ z }) }));
    axes(svg, { x, y, left, bottom, titleX: "z", titleY: "" });
    shade(svg, points, x, y);
    const path = line((p) => x(p.z));
    layer(svg, "curve", "path").attr("d", path.y((p) => y(p.g))(points));
    // ReLU has no slope at its kink: the line is broken there.
    path.defined((p) => values.function !== "relu" || p.z !== 0);
    layer(svg, "slope", "path").attr("d", path.y((p) => y(p.dg))(points));
    const tangent = (z) => g + dg * (z - values.z);
    const [from, to] = [values.z - 2, values.z + 2];
    layer(svg, "tangent", "line")
      .attr("x1", x(from))
      .attr("y1", y(tangent(from)))
      .attr("x2", x(to))
      .attr("y2", y(tangent(to)));
    layer(svg, "drop", "line")
      .attr("x1", x(values.z))
      .attr("x2", x(values.z))
      .attr("y1", y(g))
      .attr("y2", y(dg));
    layer(svg, "slope-point", "circle")
      .attr("cx", x(values.z))
      .attr("cy", y(dg))
      .attr("r", 4.5);
    const handle = layer(svg, "point", "circle")
      .attr("cx", x(values.z))
      .attr("cy", y(g))
      .attr("r", 9);
    draggable(handle, (at) => kit.move("z", x.invert(at)));
    legend(kit, [
      { text: "value", line: 1 },
      { text: "slope", line: 2, dash: "6 4" },
      { text: "saturated: slope below 0.05", shade: true },
    ]);
  },

  say({ z, function: name }, { g, dg }) {
    const flat =
      dg === 0
        ? "With this slope nothing of a gradient gets through."
        : dg < FLAT
          ? "Here the curve is flat: almost nothing of a gradient gets through."
          : `A gradient that passes here is multiplied by ${format(dg)}.`;
    return (
      `${TITLES[name]} at z = ${formatAt(z, 0.05)} is ${format(g)}, ` +
      `its slope ${format(dg)}. ${flat}`
    );
  },
};

/** Where the slope is small: the parts of the axis that saturate. */
function shade(svg, points, x, y) {
  const flat = points.filter(({ dg }) => dg < FLAT).map(({ z }) => z);
  const parts = [flat.filter((z) => z < 0), flat.filter((z) => z > 0)];
  const [low, high] = y.range();
  layer(svg, "saturation")
    .selectAll("rect")
    .data(parts.filter((part) => part.length > 1))
    .join("rect")
    .attr("x", (part) => x(part[0]))
    .attr("width", (part) => x(part.at(-1)) - x(part[0]))
    .attr("y", high)
    .attr("height", low - high);
}
