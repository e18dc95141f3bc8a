// One equation in the notation of the book and of the five documents. What
// is typeset was run on arrays by Python; sizes are put in here.

import "./notation.css";
import { range, sum } from "d3-array";
import { element } from "./kit/controls.js";
import { html, svg as typeset } from "./kit/notation.js";
import { format } from "./kit/numbers.js";
import { layer, select } from "./kit/picture.js";

/* Of each factor a colour and, for those who do not see it, a kind of line;
 * a gradient has that of its variable. */
const MARKS = {
  Z: 1,
  dJ_dZ: 1,
  W: 2,
  W_next: 2,
  dJ_dW: 2,
  A_before: 3,
  dJ_dZ_next: 3,
  b: 4,
  dJ_db: 4,
  slope: 4,
  ones: 5,
  dJ_dA: 5,
  dJ_da: 5,
};
const SIZES = {
  n_before: "n_{l-1}",
  n_here: "n_l",
  n_next: "n_{l+1}",
  m: "m",
};
const HERE = "here";
const CELL = 8; // of the small pictures of arrays, in pixels

const titled = (name) => (name === HERE ? "Here" : `Document ${name}`);
const mark = (role) => `mark-${MARKS[role]}`;
const size = (parts, values) => sum(parts, (part) => values[part] ?? part);

const equationOf = (name, { equation }, { recorded }) =>
  recorded.documents[name].equations[equation];

/** Each output with the role of its factor and the words for it. */
const shapesOf = (kit) =>
  kit.model.get("_outputs").map(({ name, label }) => ({
    name,
    words: label,
    role: name.replace("shape_", ""),
  }));

const factorsOf = (equation) =>
  equation.lines.flat().filter(({ kind }) => kind === "factor");

/** A number of rows or columns in letters: n_l, or 1 + n_l. */
function letters(parts) {
  const names = parts.map((part) => SIZES[part] ?? { upright: String(part) });
  return html(names.flatMap((name, at) => (at ? [{ upright: " + " }, name] : [name])));
}

// -- One line of an equation ----------------------------------------------

/** A factor as the document writes it. */
function written({ role, letters: names, inside }) {
  const math = html(names, { stacked: true });
  const cell = element("span", { class: `math ${mark(role)}` }, math);
  cell.dataset.role = role;
  if (inside) cell.dataset.inside = inside.role;
  return cell;
}

/** Its array: a small grid, with the row or column that is something else. */
function grid({ role, shape, inside }, values) {
  const [rows, columns] = shape.map((parts) => size(parts, values));
  const block = element("span", { class: `array ${mark(role)}` });
  block.style.width = `${columns * CELL + 1}px`;
  block.style.height = `${rows * CELL + 1}px`;
  block.dataset.role = role;
  if (inside) {
    const part = element("span", {
      class: `inside ${inside.side} ${mark(inside.role)}`,
    });
    part.dataset.role = inside.role;
    block.append(part);
  }
  return block;
}

/** The inner sizes of a product, which have to be equal. */
function join(left, values) {
  const [, parts] = left.shape;
  const label = element("span", {}, letters(parts), `\u00a0= ${size(parts, values)}`);
  return element("span", { class: "join" }, label);
}

/* A line as a grid of four rows: letters, arrays, shapes, joins. A factor
 * takes two columns, so that a join runs from the middle of one to the middle
 * of the next. */
function line(parts, values) {
  const place = (node, row, from, to) => {
    node.style.gridRow = row;
    node.style.gridColumn = `${from} / ${to}`;
    return node;
  };
  const nodes = [];
  let column = 1;
  parts.forEach((part, at) => {
    if (part.kind !== "factor") {
      const sign = element("span", { class: "sign" }, html(part.letters));
      nodes.push(place(sign, 1, column, column + 1));
      column += 1;
      return;
    }
    const end = column + 2;
    nodes.push(place(written(part), 1, column, end));
    if (values) {
      const [rows, columns] = part.shape.map((one) => size(one, values));
      const shape = element("span", { class: "shape" }, `${rows} × ${columns}`);
      nodes.push(place(grid(part, values), 2, column, end));
      nodes.push(place(shape, 3, column, end));
      const [sign, next] = [parts[at + 1], parts[at + 2]];
      if (sign?.kind === "times" && next.kind === "factor") {
        nodes.push(place(join(part, values), 4, column + 1, end + 2));
      }
    }
    column = end;
  });
  const whole = element("div", { class: values ? "line wide" : "line" });
  whole.append(...nodes);
  return whole;
}

/** The equation of a document with arrays and shapes. */
function large(name, values, kit) {
  const { layout } = kit.recorded.documents[name];
  const { lines, note, statements } = equationOf(name, values, kit);
  const title = element("p", { class: "title" });
  title.append(element("strong", {}, titled(name)), ` · ${layout}`);
  const about = element("p", { class: "note" }, note);
  if (statements.length) {
    about.append(` In the ledger: ${statements.join(", ")}.`);
  }
  const rows = lines.map((parts) => line(parts, values));
  return [title, ...rows, ...(note ? [about] : [])];
}

/** The equation of a document in its letters only, to choose it by. */
function small(name, values, kit) {
  const { layout } = kit.recorded.documents[name];
  const { lines, own } = equationOf(name, values, kit);
  const words = own ? layout : "no such equation; this one holds it";
  const title = element("p", { class: "title" });
  title.append(element("strong", {}, name), ` · ${words}`);
  return [title, ...lines.map((parts) => line(parts))];
}

// -- The network -----------------------------------------------------------

const REACH = 20; // from unit to unit

/** Where the factors are in the network: at a layer, or between two. */
const PLACES = {
  A_before: 0,
  W: 0.5,
  dJ_dW: 0.5,
  Z: 1,
  dJ_dZ: 1,
  b: 1,
  dJ_db: 1,
  W_next: 1.5,
  dJ_dZ_next: 2,
};
const BIASES = ["b", "dJ_db"]; // are at a layer and have no line of their own

/** The three layers; what the equation is about has its factor's colour. */
function network(svg, values, kit) {
  const x = (place) =>
    kit.width / 2 + (place - 1) * Math.min(kit.width * 0.36, 190);
  const counts = [values.n_before, values.n_here, values.n_next];
  const units = counts.map((count, l) =>
    range(count).map((k) => ({
      place: l,
      x: x(l),
      y: kit.height / 2 + (k - (count - 1) / 2) * REACH,
    })),
  );
  const edges = [0, 1].flatMap((l) =>
    units[l].flatMap((from) =>
      units[l + 1].map((to) => ({ place: l + 0.5, from, to })),
    ),
  );
  const placed = factorsOf(equationOf(HERE, values, kit)).filter(
    ({ role }) => role in PLACES,
  );
  const roleAt = ({ place }) =>
    placed.find(({ role }) => PLACES[role] === place && !BIASES.includes(role))
      ?.role;
  const dress = (nodes) =>
    nodes
      .attr("class", (one) => (roleAt(one) ? mark(roleAt(one)) : "idle"))
      .attr("data-role", (one) => roleAt(one) ?? "");
  const lines = layer(svg, "edges").selectAll("line").data(edges).join("line");
  dress(lines)
    .attr("x1", ({ from }) => from.x)
    .attr("y1", ({ from }) => from.y)
    .attr("x2", ({ to }) => to.x)
    .attr("y2", ({ to }) => to.y);
  const circles = layer(svg, "units")
    .selectAll("circle")
    .data(units.flat())
    .join("circle");
  dress(circles)
    .attr("cx", (unit) => unit.x)
    .attr("cy", (unit) => unit.y)
    .attr("r", 6.5);
  name(svg, placed, x);
  layer(svg, "captions")
    .selectAll("text")
    .data(counts)
    .join("text")
    .attr("x", (_, l) => x(l))
    .attr("y", kit.height - 5)
    .each(function (count, l) {
      const letter = Object.values(SIZES)[l];
      typeset(select(this), [letter, { upright: ` = ${count}` }]);
    });
}

/** The factors' names above their places, side by side where there are two. */
function name(svg, placed, x) {
  const aside = ({ role }) => {
    const here = placed.filter((one) => PLACES[one.role] === PLACES[role]);
    const at = here.findIndex((one) => one.role === role);
    return (at - (here.length - 1) / 2) * 54;
  };
  layer(svg, "names")
    .selectAll("text")
    .data(placed)
    .join("text")
    .attr("x", (one) => x(PLACES[one.role]) + aside(one))
    .attr("y", 15)
    .each(function ({ role, letters: letter }) {
      const text = typeset(select(this), letter);
      text.classed(mark(role), true).attr("data-role", role);
    });
}

// -- All together ----------------------------------------------------------

/** Mark a factor wherever it is, and say where it is not. */
function light(kit, { factor, document: chosen }) {
  for (const node of kit.root.querySelectorAll("[data-role]")) {
    node.classList.toggle("lit", node.dataset.role === factor);
    node.classList.toggle("holds", node.dataset.inside === factor);
  }
  const { words } = shapesOf(kit).find(({ role }) => role === factor) ?? {};
  const absent = [
    [kit.ours, "our equation"],
    [kit.theirs, `that of document ${chosen}`],
  ].filter(([place]) => words && !place.querySelector(".lit"));
  const of = absent.map(([, name]) => name).join(" or in ");
  kit.absent.textContent = of ? `No such factor in ${of}: ${words}.` : "";
}

export default {
  name: "notation",

  height: () => 128,

  start(kit) {
    kit.ours = element("div", { class: "equation" });
    kit.theirs = element("div", { class: "equation" });
    kit.absent = element("p", { class: "absent" });
    kit.cards = Object.keys(kit.recorded.documents)
      .filter((one) => one !== HERE)
      .map((one) => {
        const card = element("div", { class: "rosetta" });
        card.dataset.document = one;
        return card;
      });
    const cards = element("div", { class: "rosettas" }, ...kit.cards);
    const pair = element("div", { class: "pair" }, kit.ours, kit.theirs);
    kit.below.append(pair, kit.absent, cards);
    kit.root.addEventListener("click", ({ target }) => {
      const { role } = target.closest("[data-role]")?.dataset ?? {};
      const { document: chosen } =
        target.closest("[data-document]")?.dataset ?? {};
      const same = role === kit.values.factor;
      if (role) kit.set({ factor: same ? "none" : role });
      else if (chosen) kit.set({ document: chosen });
    });
  },

  compute(values, kit) {
    const none = shapesOf(kit).map(({ name }) => [name, ""]);
    const found = factorsOf(equationOf(values.document, values, kit)).map(
      ({ role, shape }) => [
        `shape_${role}`,
        shape.map((parts) => size(parts, values)).join("x"),
      ],
    );
    return Object.fromEntries([...none, ...found]);
  },

  draw(svg, values, outputs, kit) {
    network(svg, values, kit);
    kit.ours.replaceChildren(...large(HERE, values, kit));
    kit.theirs.replaceChildren(...large(values.document, values, kit));
    for (const card of kit.cards) {
      const { document: one } = card.dataset;
      if (kit.shown !== values.equation) {
        card.replaceChildren(...small(one, values, kit));
      }
      card.classList.toggle("chosen", one === values.document);
    }
    kit.shown = values.equation;
    light(kit, values);
  },

  say(values, outputs, kit) {
    const shapes = shapesOf(kit)
      .filter(({ name }) => outputs[name])
      .map(({ name, words }) => `${words} ${format(outputs[name])}`);
    const { own } = equationOf(values.document, values, kit);
    const missing = own ? "" : " This document has no such equation.";
    return `${titled(values.document)}: ${shapes.join(", ")}.${missing}`;
  },
};
