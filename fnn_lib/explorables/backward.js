// The backward pass of the small network: the paths from a parameter to J.

import { element } from "./kit/controls.js";
import { brief, format } from "./kit/numbers.js";
import { layer, legend, still } from "./kit/picture.js";
import { writeTerms } from "./kit/terms.js";
import { forward, height, line, part } from "./small_network.js";
import { drawNetwork, factor, flow, short, stopFlow } from "./small_picture.js";
import "./backward.css"; // after the style that it refines
import * as activations from "./static/activation.mjs";
import * as proved from "./static/backward.mjs";

const LINES = 4; // of a unit: its bias, Z, A, and delta, the gradient in Z
const UNKNOWN = "?";

const layerOf = (parameter) => Number(parameter[1]);
const LAST = Math.max(...Object.keys(proved.PATHS).map(layerOf));
/* How many layers to walk back until the gradient in a parameter is there. */
const needed = (parameter) => LAST + 1 - layerOf(parameter);

export default {
  name: "backward",

  height: (width) => height(width, LINES),

  start(kit) {
    kit.paths = [0, 1].map((n) => {
      const badge = element("span", { class: `path-number path-${n + 1}` }, n + 1);
      const terms = element("div", { class: "fnn-terms", role: "math" });
      const row = element("div", { class: "path" }, badge, terms);
      kit.below.append(row);
      return { row, terms };
    });
    kit.total = element("div", { class: "fnn-terms", role: "math" });
    kit.below.append(kit.total);
  },

  compute(values, kit) {
    const all = factors(values);
    const gradient = (name) => sum(contributions(name, all));
    for (const name of Object.keys(proved.PATHS)) {
      all[`dJ_d${name}`] = gradient(name);
    }
    all.dJ_selected = all[`dJ_d${values.parameter}`];
    all.dJ_numeric = central(values, kit.recorded.h);
    return all;
  },

  draw(svg, values, all, kit) {
    const choose = (name) => {
      kit.front(name);
      kit.set({ parameter: name });
    };
    const route = routes(values.parameter);
    const placed = drawNetwork(svg, values, kit, {
      lines: LINES,
      end: { name: "J", lines: 2 },
      rows: (unit) => rows(unit, values, all),
      mark: (thing) => mark(thing, route, values.reached),
      chosen: values.parameter,
      choose,
    });
    drawEnd(svg, placed, values.reached);
    drawBadges(svg, placed, route, kit.shape);
    writePaths(values, all, kit);
    stepBack(values.reached, route, kit);
    legend(kit, [
      { text: "path 1", line: 3 },
      ...(route.length > 1 ? [{ text: "path 2", line: 4 }] : []),
      { text: "negative weight", dash: "6 4" },
      { text: "δ: gradient in Z", bare: true },
    ]);
  },

  say({ parameter, reached, hidden }, all) {
    const missing = needed(parameter) - reached;
    if (missing > 0) {
      return (
        `Walked back ${reached} of ${LAST} layers: the gradient in ` +
        `${spoken(parameter)} needs ${missing} more.`
      );
    }
    const parts = contributions(parameter, all);
    const over =
      parts.length === 1
        ? "one path carries all of it"
        : `its two paths carry ${parts.map((part) => format(part)).join(" and ")}`;
    return (
      `The gradient in ${spoken(parameter)} is ${format(all.dJ_selected)}: ` +
      `${over}. ${compared(all, hidden)}`
    );
  },

  end: stopFlow,
};

const spoken = (name) =>
  `the ${name[0] === "W" ? "weight" : "bias"} ${name}`;

function compared({ dJ_selected, dJ_numeric }, hidden) {
  const off = Math.abs(dJ_selected - dJ_numeric);
  if (off < 1e-7 * Math.max(1, Math.abs(dJ_selected))) {
    return "The central difference of the cost agrees.";
  }
  const why = hidden === "relu" ? "a kink of ReLU is near" : "its own error";
  return `The central difference is off by ${format(off)}: ${why}.`;
}

/* -- Numbers --------------------------------------------------------------- */

const product = (factors) => factors.reduce((a, b) => a * b, 1);
const sum = (terms) => terms.reduce((a, b) => a + b, 0);

const cost = (all) => Object.assign(all, proved.cost(all));

const FACTORS = new Set(Object.values(proved.PATHS).flat(3));

/** Every factor of every path, by its name. */
function factors(values) {
  const all = cost(forward(values));
  const activation = activations[values.hidden];
  for (const name of FACTORS) {
    const slope = /^g'\((.+)\)$/.exec(name);
    if (slope) all[name] = activation({ z: all[slope[1]] }).dg;
  }
  return all;
}

/** What each path contributes to the gradient in a parameter. */
const contributions = (name, all) =>
  proved.PATHS[name].map((path) => product(path.flat().map((f) => all[f])));

/** The gradient in the parameter from two values of the cost. */
function central(values, h) {
  const { parameter } = values;
  const J = (value) => cost(forward({ ...values, [parameter]: value })).J;
  const [ahead, behind] = [values[parameter] + h, values[parameter] - h];
  return (J(ahead) - J(behind)) / (ahead - behind);
}

/* -- The picture ----------------------------------------------------------- */

const isReached = (layer, reached) => layer > LAST - reached;

function rows({ name, bias, activation, layer }, values, all) {
  if (name === "J") return [["y", String(values.y)], ["J", brief(all.J)]];
  if (layer === 0) return [[name, short(all[name])]];
  // A bias is added to Z: the gradient in it is that in Z.
  const slope = brief(all[`dJ_d${bias}`]);
  return [
    [bias, short(all[bias])],
    ...[name, activation].map((one) => [one, brief(all[one])]),
    [
      name.replace("Z", "delta"),
      isReached(layer, values.reached) ? slope : UNKNOWN,
    ],
  ];
}

/** The edges and units of each path from a parameter. */
function routes(parameter) {
  return proved.PATHS[parameter].map((path) => {
    const names = path.flat();
    const units = names.map((name) => /Z\d_\d/.exec(name)?.[0]);
    return new Set([...names, ...units]);
  });
}

/* The gradient in the chosen parameter comes with the layer it belongs to; an
   edge on the way is walked once the unit before it is reached. */
function mark({ name, layer, bias, to }, route, reached) {
  if (!to && !bias) return "";
  const on = route.map((names) => names.has(name));
  const first = on.indexOf(true) + 1;
  const both = on.length > 1 && on.every(Boolean);
  const path = both ? "path-both" : first ? `path-${first}` : "";
  const place = to && first ? layer - 1 : layer;
  return `${path} ${isReached(place, reached) ? "walked" : "ahead"}`;
}

/** A further layer was walked back: let drops run along the paths there. */
function stepBack(reached, route, kit) {
  const entered = LAST + 2 - reached;
  const walked = kit.shape.edges
    .filter(({ layer }) => layer === entered)
    .map(({ name }) => name)
    .filter((name) => route.some((names) => names.has(name)));
  const further = kit.seen !== undefined && reached > kit.seen;
  if (further && walked.length && !still()) flow(kit, [walked], true);
  kit.seen = reached;
}

/** The line from the output to the cost. */
function drawEnd(svg, placed, reached) {
  const [x1, y1, x2, y2] = line({ from: "Z3_1", to: "J" }, placed);
  layer(svg.select(".edges"), "end", "line")
    .attr("class", `end ${reached ? "walked" : "ahead"}`)
    .attr("x1", x1)
    .attr("y1", y1)
    .attr("x2", x2)
    .attr("y2", y2);
}

/** The number of each path, where there are two. */
function drawBadges(svg, placed, route, { edges }) {
  const lasts = route.map((names) =>
    edges.find(({ layer, name }) => layer === LAST && names.has(name)),
  );
  const badges = lasts.length < 2 ? [] : lasts;
  const groups = layer(svg, "badges")
    .selectAll("g")
    .data(badges)
    .join((entered) => {
      const made = entered.append("g");
      made.append("circle").attr("r", 9);
      made
        .append("text")
        .attr("dy", "0.35em")
        .attr("text-anchor", "middle")
        .text((_, n) => n + 1);
      return made;
    })
    .attr("class", (_, n) => `badge-${n + 1}`);
  groups.attr(
    "transform",
    (edge) => `translate(${part(line(edge, placed), 0.74)})`,
  );
}

/* -- The formula ----------------------------------------------------------- */

function writePaths(values, all, kit) {
  const { parameter, reached } = values;
  const paths = proved.PATHS[parameter];
  const parts = contributions(parameter, all);
  const shown = (text) => (reached >= needed(parameter) ? text : UNKNOWN);
  kit.paths.forEach(({ row, terms }, n) => {
    row.hidden = n >= paths.length;
    if (row.hidden) return;
    const end = { sign: "=", text: shown(format(parts[n])) };
    writeTerms(terms, [...writePath(paths[n], values, all), end]);
  });
  const name = `dJ_d${parameter}`;
  writeTerms(kit.total, [
    { sign: "", name, text: shown(format(all.dJ_selected)) },
    ...parts.map((value, n) => ({
      sign: n ? "+" : "=",
      words: `path ${n + 1}`,
      text: shown(factor(value)),
    })),
    {
      sign: "",
      words: "central difference",
      text: format(all.dJ_numeric),
      kind: "apart",
    },
  ]);
}

/** The factors of a path, each known once its layer is reached. */
function writePath(path, { parameter, reached }, all) {
  // The last factor comes with the layer of the parameter.
  const isKnown = (step) => Math.min(step + 1, needed(parameter)) <= reached;
  return path.flatMap((layer, step) =>
    layer.map((name) => ({
      sign: step ? "·" : "",
      name,
      text: isKnown(step) ? factor(all[name]) : UNKNOWN,
      kind: isKnown(step) ? "" : "unknown",
    })),
  );
}
