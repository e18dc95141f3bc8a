// The error of a difference quotient over its step: the V-curve.

import "./gradient_check.css";
import { scaleLinear } from "d3-scale";
import { fit, powerOfTen } from "./kit/numbers.js";
import { axes, draggable, layer, legend } from "./kit/picture.js";
import * as proved from "./static/gradient_check.mjs";

const NONE = -17.6; // where an error of exactly 0 stands on the log axis
const TOP = 1.4;
const TICKS = new Map([
  [NONE, "0"],
  ...[-16, -12, -8, -4, 0].map((n) => [n, powerOfTen(n)]),
]);
const STEPS = new Map([-20, -16, -12, -8, -4].map((n) => [n, powerOfTen(n)]));
const METHODS = {
  forward: { title: "Forward difference", line: 1, order: "h", power: 1 },
  central: { title: "Central difference", line: 2, order: "h²", power: 2 },
  complex: { title: "Complex step", line: 3, order: "h²", power: 2 },
};
const DASHES = { forward: null, central: "7 4", complex: "2 4" };
const NEAR = 14; // pixels: a click this close to a curve chooses it

/** Where an error stands on the axis; 0 has a place of its own. */
const level = (error) => (error === 0 ? NONE : Math.log10(error));

export default {
  name: "gradient-check",

  height: (width) => (width < 480 ? 370 : 400),

  start(kit) {
    const { w, x, y } = kit.recorded;
    kit.cost = proved.cost({ w, x, y });
    kit.predicted = (method, h) => proved[method]({ h, ...kit.cost });
  },

  compute({ method, log10_h: power }, kit) {
    const control = kit.controls.find(({ name }) => name === "log10_h");
    // What Python sets between the steps was recorded at the nearest.
    const near = fit(control, power);
    const place = Math.round((near - control.min) / control.step);
    const h = 10 ** near;
    const error = kit.recorded.errors[method][place];
    return { error, h, ...kit.predicted(method, h) };
  },

  draw(svg, values, outputs, kit) {
    const at = places(kit);
    const { method } = values;
    // A drag moves the point alone: the rest is drawn when it changes.
    const key = `${kit.width} ${method}`;
    if (kit.drawn !== key) {
      frame(svg, at);
      regions(svg, method, outputs, at);
      click(svg, at, kit);
      for (const one of Object.keys(METHODS)) {
        const chosen = one === method;
        curve(svg, "dots", one, chosen, measured(one, at, kit));
        curve(svg, "bound", one, chosen, bound(one, at, kit));
      }
      parts(svg, method, at, kit);
      keys(kit, method);
      kit.drawn = key;
    }
    const point = layer(svg, "point", "circle")
      .attr("cx", at.x(values.log10_h))
      .attr("cy", at.y(level(outputs.error)))
      .attr("r", 9)
      .attr("data-method", method);
    draggable(point, (x) => kit.move("log10_h", at.x.invert(x)));
  },

  say({ method }, { error, h, truncation, rounding }, kit) {
    const { title } = METHODS[method];
    const intro = `${title}, h = ${short(h)}: `;
    if (method !== "complex" && kit.recorded.w + h === kit.recorded.w) {
      return (
        `${intro}w + h rounds to w. The step is lost, the quotient is 0/0 ` +
        "and counts as wrong by 100 %."
      );
    }
    const found = error === 0 ? "no error at all" : `error ${short(error)}`;
    return `${intro}${found}. ${advice(method, truncation, rounding)}`;
  },
};

/** A digit, some decimals and a power of ten. */
function short(value, decimals = 1) {
  const [digits, power] = value.toExponential(decimals).split("e");
  const size = powerOfTen(Number(power));
  return Number(digits) === 1 ? size : `${digits} · ${size}`;
}

function advice(method, truncation, rounding) {
  if (truncation > rounding) {
    const factor = 10 ** METHODS[method].power;
    return (
      "Truncation rules: a step ten times smaller makes the error " +
      `${factor} times smaller.`
    );
  }
  return method === "complex"
    ? "Nothing cancels, so that no step is too small."
    : "Rounding rules: a smaller step makes it worse.";
}

/** The scales: powers of ten across, and up. */
function places({ width, height }) {
  const left = 44;
  const right = width - 12;
  const [bottom, top] = [height - 40, 28];
  return {
    narrow: width < 480,
    left,
    right,
    bottom,
    top,
    x: scaleLinear([-20, -1], [left, right]),
    y: scaleLinear([NONE - 0.5, TOP], [bottom, top]),
  };
}

function frame(svg, at) {
  const { x, y, left, right, bottom } = at;
  const titles = { titleX: "step h", titleY: "relative error of the slope" };
  axes(svg, { x, y, left, bottom, ...titles, ticksX: STEPS, ticksY: TICKS });
  // The axis is broken: below this line stands 0, which has no logarithm.
  layer(svg, "break", "line")
    .attr("x1", left)
    .attr("x2", right)
    .attr("y1", y(NONE + 0.6))
    .attr("y2", y(NONE + 0.6));
}

/** Left of the best step rounding rules, right of it truncation. */
function regions(svg, method, { best }, at) {
  const { x, y, left, top, bottom } = at;
  const middle = x(Math.log10(best));
  layer(svg, "rounding", "rect")
    .attr("x", left)
    .attr("y", top)
    .attr("width", middle - left)
    .attr("height", bottom - top);
  layer(svg, "best", "line")
    .attr("x1", middle)
    .attr("x2", middle)
    .attr("y1", top)
    .attr("y2", bottom);
  const words = (name, across, up, anchor, text) =>
    layer(svg, name, "text")
      .attr("x", across)
      .attr("y", up)
      .attr("text-anchor", anchor)
      .text(text);
  const [back, on, name] = at.narrow
    ? ["", "", "h*"]
    : ["← ", " →", "best h"];
  words("says-rounding", middle - 5, top + 14, "end", `${back}rounding`);
  words("says-truncation", middle + 5, top + 14, "start", `truncation${on}`);
  const step = at.narrow ? short(best, 0).replaceAll(" ", "") : short(best, 0);
  if (method === "complex") {
    words("says-best", middle - 5, y(-11.2), "end", `any h below ${step}`);
  } else {
    words("says-best", middle + 5, y(-15.7), "start", `${name} ≈ ${step}`);
  }
  // Where a difference has no step left, its dots lie in a row at 1.
  const lost = method === "complex" ? "" : "w+h = w";
  words("says-lost", left + 4, y(0) + 17, "start", lost);
}

/** A click moves the point there, to another curve if that is close. */
function click(svg, at, kit) {
  const { x, y, left, right, top, bottom } = at;
  layer(svg, "ground", "rect")
    .attr("x", left)
    .attr("y", top)
    .attr("width", right - left)
    .attr("height", bottom - top)
    .on("click", (event) => {
      const box = svg.node().getBoundingClientRect();
      const scale = kit.width / box.width;
      const across = (event.clientX - box.left) * scale;
      const up = (event.clientY - box.top) * scale;
      const off = (method) => {
        const { truncation, rounding } = kit.predicted(
          method,
          10 ** x.invert(across),
        );
        return Math.abs(y(Math.log10(truncation + rounding)) - up);
      };
      const [method] = Object.keys(METHODS).sort((a, b) => off(a) - off(b));
      const own = off(kit.model.get("method"));
      if (off(method) < Math.min(NEAR, own)) kit.set({ method });
      kit.move("log10_h", x.invert(across));
    });
}

function curve(svg, kind, method, chosen, d) {
  layer(svg, `${kind}-${method}`, "path")
    .classed(kind, true)
    .classed("chosen", chosen)
    .attr("data-method", method)
    .attr("stroke-dasharray", kind === "bound" ? DASHES[method] : null)
    .attr("d", d);
}

/** A dot for each step of the slider: a line of no length, its end round. */
const measured = (method, { x, y }, kit) =>
  kit.recorded.errors[method]
    .map((e, k) => `M${x(-20 + k / 10)},${y(level(e))}h0`)
    .join("");

/** Truncation and rounding together. */
function bound(method, { x, y }, kit) {
  const points = [];
  for (let power = -20; power <= -1; power += 0.25) {
    const { truncation, rounding } = kit.predicted(method, 10 ** power);
    const up = Math.log10(truncation + rounding);
    if (up <= TOP) points.push(`${x(power)},${y(up)}`);
  }
  return `M${points.join("L")}`;
}

/** Both parts of the chosen bound: straight lines, each with its slope. */
function parts(svg, method, at, kit) {
  const size = method === "complex" ? "ε" : "ε/h";
  const predicted = (power) => kit.predicted(method, 10 ** power);
  part(svg, "truncation", METHODS[method].order, -13, at, predicted);
  part(svg, "rounding", size, -3.4, at, predicted);
}

/** One of them; its words stand where it passes the error 10^up. */
function part(svg, name, size, up, { x, y }, predicted) {
  const [first, last] = [-20, -1].map((power) => ({
    power,
    error: Math.log10(predicted(power)[name]),
  }));
  const rise = last.error - first.error;
  const slope = Math.round(rise / (last.power - first.power));
  const to = ({ power, error }, level) =>
    slope ? power + (level - error) / slope : power;
  // Cut off at the top, and where errors of 0 stand.
  const ends = [first, last].map((end) => {
    const level = Math.min(TOP, Math.max(NONE + 0.6, end.error));
    return [x(to(end, level)), y(level)];
  });
  layer(svg, `part-${name}`, "path")
    .classed("part", true)
    .attr("d", `M${ends.join("L")}`);
  const level = slope ? up : first.error;
  layer(svg, `says-part-${name}`, "text")
    .classed("halo", true)
    .attr("x", x(slope ? to(first, level) : -16) + (slope > 0 ? -7 : 7))
    .attr("y", y(level) - (slope ? 0 : 9))
    .attr("text-anchor", slope > 0 ? "end" : "start")
    .text(`${size}: slope ${String(slope).replace("-", "−")}`);
}

function keys(kit, chosen) {
  const key = (method) => {
    const { title, line } = METHODS[method];
    const text = method === chosen ? `${title}, chosen` : title;
    return { text, line, dash: DASHES[method] };
  };
  legend(kit, Object.keys(METHODS).map(key));
}
