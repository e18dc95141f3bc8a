// Mistakes in a network: which check finds which, and where it shows.

import "./mutants.css";
import { scaleLinear } from "d3-scale";
import { axes, layer } from "./kit/picture.js";
import { element } from "./kit/controls.js";
import { format, powerOfTen } from "./kit/numbers.js";

const CHECKS = ["central difference", "complex step", "SymPy’s derivative"];
const OUTPUTS = ["error_central", "error_complex", "error_symbolic"];
const PARTS = { input: "forward", count: "cost", output: "backward" };
const KINDS = ["W", "b"];
const LAYERS = [1, 2, 3];
const LEAST = -17; // an error of 0 stands there, below all others
const TICKS = new Map([
  [LEAST, "0"],
  ...[-12, -8, -4, 0].map((n) => [n, powerOfTen(n)]),
]);
const ROW = 74;
const CELL = 22;

/** Where an error stands on the axis; 0 has a place of its own. */
const level = (error) => Math.max(LEAST, error ? Math.log10(error) : LEAST);

/** Code, with no end of a line within a name and its index. */
const unbroken = (text) =>
  text
    .split(/(\w+\[l - 1\])/)
    .map((part, k) =>
      k % 2 ? element("span", { class: "whole" }, part) : part,
    );

/** Whether each of the three checks finds a mistake. */
const caught = ({ rows }) => rows.map((row) => row.includes(false));

export default {
  name: "mutants",

  height: () => CHECKS.length * ROW + 46,

  start(kit) {
    kit.code = new Code(kit);
    kit.all = new Overview(kit);
    kit.svg.node().before(kit.code.root);
    kit.below.append(kit.all.root);
  },

  compute({ mutant, point }, kit) {
    const found = kit.recorded.table[point][mutant];
    const errors = OUTPUTS.map((name, k) => [name, found.errors[k]]);
    return { ...Object.fromEntries(errors), ...found };
  },

  draw(svg, values, outputs, kit) {
    kit.code.show(values.mutant);
    kit.all.show(values);
    const left = 12;
    const right = kit.width - 3 * CELL - 42;
    const x = scaleLinear([LEAST - 0.4, 0], [left, right]);
    axis(svg, x, kit);
    CHECKS.forEach((name, k) => {
      const group = layer(svg, `check-${k}`);
      group.attr("transform", `translate(0,${k * ROW})`);
      check(group, name, k, outputs, x, values.mutant === "none", kit);
      arrays(group, k, outputs.rows[k], right + 40);
    });
  },

  say({ mutant, point }, outputs, kit) {
    const option = (name, value) =>
      kit.controls
        .find((one) => one.name === name)
        .options.find(([one]) => one === value)[1];
    const found = caught(outputs);
    const place = option("point", point);
    if (mutant === "none") return `No mistake, ${place}: all three agree.`;
    const who = CHECKS.filter((_, k) => found[k]);
    const finders = ["no check finds it", `only ${who[0]} finds it`];
    const verdict =
      who.length === 3
        ? "all three checks find it"
        : (finders[who.length] ?? `${who.join(" and ")} find it`);
    return (
      `“${option("mutant", mutant)}”, ${place}: ${verdict}. ` +
      reason(found, point, outputs)
    );
  },
};

/** The axis below all three, drawn anew for another width only. */
function axis(svg, x, kit) {
  if (kit.drawn === kit.width) return;
  kit.drawn = kit.width;
  const bottom = CHECKS.length * ROW + 6;
  const titles = { titleX: "largest relative error", titleY: "" };
  const y = scaleLinear([0, 1], [bottom, bottom]);
  const [left] = x.range();
  axes(svg, { x, y, left, bottom, ...titles, ticksX: TICKS, ticks: 0 });
}

const HIDES = {
  one_sample: "With one sample a sum is a mean: a lost 1/m changes nothing.",
  symmetric: "Here W is its own transpose.",
  zero: "Nothing flows through weights that are zero, forward or back.",
};

/** Why some checks find it and others do not. */
function reason([central, exact, symbolic], point, { rows, largest }) {
  if (!central && !exact && !symbolic) {
    return (
      HIDES[point] ??
      `No gradient is larger than ${format(largest, 2)}, which is below ` +
        "rounding: nothing was tested."
    );
  }
  if (central && !symbolic) {
    return (
      "The gradient is right and the cost is wrong. Differences see that " +
      "the two do not fit, and cannot say which is to blame."
    );
  }
  if (!central && exact) {
    return "It is smaller than central differences can see.";
  }
  if (!exact) {
    return (
      "Cost and gradient are wrong alike, so that differences of that cost " +
      "agree. SymPy differentiates a cost that was written independently."
    );
  }
  const names = rows[2].flatMap((passed, k) =>
    passed ? [] : [`${KINDS[k % 2]}[${1 + Math.floor(k / 2)}]`],
  );
  return names.length === 6
    ? "It shows in every array: look at the output."
    : `It shows in the gradients of ${names.join(", ")}.`;
}

function verdict(finds, right, narrow) {
  if (finds) return narrow ? "✗ found" : "✗ differs: found";
  if (right) return "✓ agrees";
  return narrow ? "missed" : "✓ agrees: missed";
}

/** The error of one check on a log axis, beside its tolerance. */
function check(group, name, k, outputs, x, right, kit) {
  const allowed = kit.recorded.allowed[k];
  const error = outputs.errors[k];
  const finds = caught(outputs)[k];
  const [from, to] = x.range();
  const middle = 46;
  const text = (kind, place, up, anchor, words) =>
    layer(group, kind, "text")
      .attr("x", place)
      .attr("y", up)
      .attr("text-anchor", anchor)
      .text(words);
  text("name", from, 18, "start", name);
  text("verdict", to, 18, "end", verdict(finds, right, kit.width < 480))
    .classed("finds", finds)
    .classed("misses", !finds && !right);
  layer(group, "band", "rect")
    .attr("x", from)
    .attr("width", x(Math.log10(allowed)) - from)
    .attr("y", middle - 9)
    .attr("height", 18);
  layer(group, "track", "line")
    .attr("x1", from)
    .attr("x2", to)
    .attr("y1", middle)
    .attr("y2", middle);
  const limit = x(Math.log10(allowed));
  layer(group, "limit", "line")
    .attr("x1", limit)
    .attr("x2", limit)
    .attr("y1", middle - 13)
    .attr("y2", middle + 13);
  const size = `tolerance ${powerOfTen(Math.round(Math.log10(allowed)))}`;
  text("says-limit", limit, middle + 25, "middle", size);
  const at = x(level(error));
  layer(group, "error", "path")
    .classed("finds", finds)
    .attr(
      "d",
      finds
        ? `M${at - 6},${middle - 6}l12,12m0,-12l-12,12`
        : `M${at - 6},${middle}a6,6 0 1 0 12,0a6,6 0 1 0 -12,0`,
    );
}

/** Which arrays differ: layers across, W and b down. */
function arrays(group, k, rows, left) {
  const top = 28;
  const heads = layer(group, "heads").selectAll("text");
  heads
    .data([
      ...LAYERS.map((l) => [(l - 0.5) * CELL, -6, `[${l}]`]),
      ...KINDS.map((kind, i) => [-9, i * CELL + 15, kind]),
    ])
    .join("text")
    .attr("x", ([across]) => left + across)
    .attr("y", ([, down]) => top + down)
    .attr("text-anchor", "middle")
    .text(([, , words]) => words);
  const cells = layer(group, "cells")
    .selectAll("g")
    .data(rows)
    .join((entered) => {
      const cell = entered.append("g").attr("class", "cell");
      cell.append("rect").attr("width", CELL - 2).attr("height", CELL - 2);
      cell
        .append("text")
        .attr("x", CELL / 2 - 1)
        .attr("y", 15)
        .attr("text-anchor", "middle");
      return cell;
    })
    .classed("differs", (passed) => !passed)
    .attr("transform", (_, i) => {
      const [across, down] = [Math.floor(i / 2), i % 2];
      return `translate(${left + across * CELL},${top + down * CELL})`;
    });
  cells.select("text").text((passed) => (passed ? "✓" : "✗"));
}

/** The lines of the network; pressing one plants its next mistake. */
class Code {
  constructor(kit) {
    this.kit = kit;
    this.rows = new Map();
    this.root = element("div", { class: "fnn-lines" });
    for (const [line, text] of kit.recorded.lines) {
      this.root.append(this.#row(line, text));
    }
  }

  #row(line, text) {
    const names = this.#mistakes(line);
    const right = element(names.length ? "button" : "span", {
      type: names.length ? "button" : undefined,
      class: "right",
      title: names.length ? "Plant a mistake here" : undefined,
    });
    right.append(element("code", {}, ...unbroken(text)));
    const wrong = element("code", { class: "wrong" });
    wrong.hidden = true;
    right.addEventListener("click", () => this.#plant(names));
    this.rows.set(line, { right, wrong });
    const part = element("span", { class: "part" }, PARTS[line] ?? "");
    return element("div", {}, part, right, wrong);
  }

  #mistakes(line) {
    const { mutants } = this.kit.recorded;
    return Object.keys(mutants).filter((name) => mutants[name].line === line);
  }

  /** The next mistake of a line; after the last, none. */
  #plant(names) {
    const now = names.indexOf(this.kit.model.get("mutant"));
    if (names.length) this.kit.set({ mutant: names[now + 1] ?? "none" });
  }

  show(mutant) {
    const { line, text } = this.kit.recorded.mutants[mutant];
    for (const [name, { right, wrong }] of this.rows) {
      const here = name === line;
      right.classList.toggle("replaced", here);
      wrong.hidden = !here;
      wrong.replaceChildren(...(here ? unbroken(text) : []));
    }
  }
}

/** All mistakes at one point, folded: who finds which. */
class Overview {
  constructor(kit) {
    this.kit = kit;
    this.rows = new Map();
    this.title = element("summary");
    const body = element("tbody");
    const { options } = kit.controls.find(({ name }) => name === "mutant");
    for (const [mutant, label] of options) {
      if (mutant !== "none") body.append(this.#row(mutant, label));
    }
    const head = element("tr", {}, element("th", { scope: "col" }, "mistake"));
    for (const name of CHECKS) {
      head.append(element("th", { scope: "col" }, name));
    }
    const table = element("table", {}, element("thead", {}, head), body);
    this.root = element("details", { class: "fnn-folded" }, this.title, table);
  }

  #row(mutant, label) {
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", () => this.kit.set({ mutant }));
    const cells = CHECKS.map(() => element("td"));
    const head = element("th", { scope: "row" }, button);
    const row = element("tr", {}, head, ...cells);
    this.rows.set(mutant, { row, cells });
    return row;
  }

  show({ mutant, point }) {
    for (const [name, { row }] of this.rows) {
      row.toggleAttribute("data-current", name === mutant);
    }
    if (this.point !== point) this.#fill(point);
    this.point = point;
  }

  #fill(point) {
    const table = this.kit.recorded.table[point];
    let missed = 0;
    for (const [name, { cells }] of this.rows) {
      const found = caught(table[name]);
      if (!found.includes(true)) missed += 1;
      found.forEach((finds, k) => {
        cells[k].textContent = finds ? "✗ found" : "missed";
        cells[k].toggleAttribute("data-misses", !finds);
      });
    }
    this.title.textContent =
      `All ${this.rows.size} mistakes at this point: ` +
      (missed ? `${missed} of them found by no check` : "each found by some check");
  }
}
