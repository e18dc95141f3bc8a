// The forward pass of the small network: drag, and every number answers.

import { element } from "./kit/controls.js";
import { brief, format } from "./kit/numbers.js";
import { legend, still } from "./kit/picture.js";
import { writeTerms } from "./kit/terms.js";
import { forward, height } from "./small_network.js";
import { drawNetwork, factor, flow, short, stopFlow } from "./small_picture.js";
import "./forward.css"; // after the style that it refines

const LINES = 3; // of a unit: its bias, its Z, its A

export default {
  name: "forward",

  height: (width) => height(width, LINES),

  start(kit) {
    kit.sum = element("div", { class: "fnn-terms", role: "math" });
    kit.bend = element("div", { class: "fnn-terms", role: "math" });
    kit.below.append(kit.sum, kit.bend);
  },

  compute: forward,

  draw(svg, values, all, kit) {
    const choose = (name) => {
      const [, layer, j] = /(\d)_(\d)/.exec(name);
      kit.chosen = name;
      kit.front(name);
      kit.set({ unit: `${layer}_${j}` });
      kit.redraw();
    };
    drawNetwork(svg, values, kit, {
      lines: LINES,
      rows: (unit) => rows(unit, all),
      chosen: kit.chosen,
      mark: ({ name, to }) =>
        [name, to].includes(`Z${values.unit}`) ? "read" : "",
      choose,
    });
    readUnit(values, all, kit);
    legend(kit, [
      { text: "positive weight", line: 1 },
      { text: "negative weight", line: 2, dash: "6 4" },
    ]);
    const now = JSON.stringify(values);
    const moved = kit.seen !== undefined && kit.seen !== now;
    if (moved && !kit.printing && !still()) flow(kit, byLayer(kit));
    kit.seen = now;
  },

  say({ hidden, x_1, x_2, x_3 }, { Z3_1, yhat }) {
    const x = [x_1, x_2, x_3].map(short).join(", ");
    return (
      `With ${hidden} in the hidden layers and the inputs ${x} the last ` +
      `pre-activation is ${format(Z3_1)}, the prediction ${format(yhat)}.`
    );
  },

  end: stopFlow,
};

function rows({ name, bias, activation }, all) {
  if (!bias) return [[name, short(all[name])]];
  const computed = [name, activation].map((one) => [one, brief(all[one])]);
  return [[bias, short(all[bias])], ...computed];
}

function byLayer({ shape: { edges, last } }) {
  const layers = Array.from({ length: last }, (_, n) => n + 1);
  return layers.map((l) =>
    edges.filter(({ layer }) => layer === l).map(({ name }) => name),
  );
}

const CALLS = { sigmoid: "sigma", tanh: "tanh", relu: "relu" };

/** The arithmetic of one unit: its weighted sum, then its activation. */
function readUnit(values, all, kit) {
  const { units, edges, last } = kit.shape;
  const unit = units.find(({ name }) => name === `Z${values.unit}`);
  const { name, bias, activation, layer } = unit;
  const term = (sign, name) => ({ sign, name, text: factor(all[name]) });
  writeTerms(kit.sum, [
    { sign: "", name, text: format(all[name]) },
    ...edges
      .filter(({ to }) => to === name)
      .flatMap(({ name: weight, from }, n) => [
        term(n ? "+" : "=", weight),
        term("·", from.replace("Z", "A")),
      ]),
    term("+", bias),
  ]);
  const call = CALLS[layer === last ? "sigmoid" : values.hidden];
  const text = format(all[activation]);
  writeTerms(kit.bend, [
    { sign: "", name: activation, text },
    { sign: "=", name: `${call}(${name})`, text },
  ]);
}
