// Where an entry of W goes: in vec(W), in the Kronecker product of x
// transposed with I, and in the gradient. All places count from 1.

import "./vec.css";
import { max, range, sum } from "d3-array";
import { pointer } from "d3-selection";
import { element } from "./kit/controls.js";
import { html, svg as typeset } from "./kit/notation.js";
import { formatAt } from "./kit/numbers.js";
import { layer, select } from "./kit/picture.js";
import * as proved from "./static/vec.mjs";

const NARROW = 560;
const CELLS = [30, 15]; // largest and smallest side of a cell
const HEAD = 24; // above a matrix: its title
const NUMBER = 13; // between the title of the widest and its cells
const GAP = 8; // between lines
const DIGIT = 0.62; // width of one, in its height
const SIDE = 16; // left of it: the number of a row
const upright = (text) => ({ upright: text });
const KRONECKER = [upright(" ⊗ "), upright("I")];
const TITLES = {
  W: ["W"],
  x: ["x"],
  z: ["z"],
  delta: ["delta"],
  xT: ["x^T"],
  dJ_dW: ["dJ_dW"],
  vec_W: [upright("vec("), "W", upright(")")],
  vec_dJ_dW: [upright("vec("), "dJ_dW", upright(")")],
  wide: ["x^T", ...KRONECKER],
  tall: ["x", ...KRONECKER],
};
// What a title needs where the matrix below it is narrower, in pixels.
const LEAST = { dJ_dW: 50, vec_W: 48, vec_dJ_dW: 82, wide: 50, tall: 46 };
const NUMBERED = ["vec_W", "vec_dJ_dW", "wide", "tall"];

const whole = (number) => formatAt(number, 1);
const places = (count) => range(1, count + 1);

/** The selected entry; one that lies beyond W is in its last row, column. */
const selected = ({ rows, columns, row, column }) => ({
  rows,
  row: Math.min(row, rows),
  column: Math.min(column, columns),
});

/* Each matrix: its size, what stands at a place of it, which entry of W that
 * belongs to (0 is any row or column), and where an entry of W is in it. */
function matrices({ rows, columns }, numbers) {
  const W = (row, column) => numbers.W[row - 1][column - 1];
  const x = (column) => numbers.x[column - 1];
  const dJ_dz = (row) => numbers.delta[row - 1];
  const dJ_dW = (row, column) =>
    proved.gradient({ dJ_dz: dJ_dz(row), x: x(column) }).dJ_dW;
  const coefficient = (i, [row, column]) =>
    proved.coefficient({ i, row, x: x(column) }).value;
  const all = rows * columns;
  const entries = []; // of W, at their places in vec(W)
  for (const column of places(columns)) {
    for (const row of places(rows)) {
      const { vec_position } = proved.places({ rows, row, column });
      entries[vec_position] = [row, column];
    }
  }
  const z = (i) =>
    sum(places(all), (p) => coefficient(i, entries[p]) * W(...entries[p]));
  const grid = (value) => ({
    size: [rows, columns],
    of: (row, column) => [row, column],
    value,
    at: ({ row, column }) => [row, column],
  });
  const stack = (value) => ({
    size: [all, 1],
    of: (p) => entries[p],
    value: (p) => value(...entries[p]),
    at: ({ place }) => [place, 1],
  });
  const perRow = (value) => ({
    size: [rows, 1],
    of: (row) => [row, 0],
    value,
    at: ({ row }) => [row, 1],
  });
  return {
    W: grid(W),
    dJ_dW: grid(dJ_dW),
    vec_W: stack(W),
    vec_dJ_dW: stack(dJ_dW),
    z: perRow(z),
    delta: perRow(dJ_dz),
    x: {
      size: [columns, 1],
      of: (column) => [0, column],
      value: x,
      at: ({ column }) => [column, 1],
    },
    xT: {
      size: [1, columns],
      of: (_, column) => [0, column],
      value: (_, column) => x(column),
      at: ({ column }) => [1, column],
    },
    wide: {
      size: [rows, all],
      block: [rows, rows],
      of: (_, p) => entries[p],
      value: (i, p) => coefficient(i, entries[p]),
      zero: (i, p) => entries[p][0] !== i,
      at: ({ row, place }) => [row, place],
    },
    tall: {
      size: [all, rows],
      block: [rows, rows],
      of: (p) => entries[p],
      value: (p, i) => coefficient(i, entries[p]),
      zero: (p, i) => entries[p][0] !== i,
      at: ({ row, place }) => [place, row],
    },
  };
}

/** A line of matrices and signs that starts at x, y: where each one stands;
 * beside the widest its cells begin lower. */
function place(line, x, y, side, found) {
  const items = [];
  y += HEAD + (y === 0 || line[0] === "wide" ? NUMBER : 0);
  for (const name of line) {
    if (!found[name]) {
      items.push({ sign: name, x: x + 3, y: y + side / 2 });
      x += 22;
      continue;
    }
    const [rows, columns] = found[name].size;
    const left = NUMBERED.includes(name) ? SIDE : 0;
    const width = Math.max(columns * side, (LEAST[name] ?? 0) - left);
    const spare = (width - columns * side) / 2;
    items.push({ name, x: x + left + spare, y });
    x += left + width + 8;
    const bottom = y + rows * side + GAP;
    items.bottom = Math.max(items.bottom ?? 0, bottom);
  }
  return Object.assign(items, { right: x - 8 });
}

/** All lines, with cells of that side. */
function arrange(side, width, found) {
  const line = (names, x, y) => place(names, x, y, side, found);
  const product = ["tall", "delta", "=", "vec_dJ_dW"];
  const outer = ["delta", "xT", "=", "dJ_dW"];
  let lines;
  if (width < NARROW) {
    const first = line(["W", "x", "=", "z"], 0, 0);
    const wide = line(["wide"], 0, first.bottom);
    const stacks = line(["vec_W", ...product], 0, wide.bottom);
    lines = [first, wide, stacks, line(outer, 0, stacks.bottom)];
  } else {
    const wide = line(["wide"], 0, 0);
    const first = line(["W", "x", "=", "z"], SIDE, wide.bottom);
    const last = line(outer, SIDE, first.bottom);
    const left = [wide, first, last];
    const stack = line(["vec_W", "=", "z"], max(left, (l) => l.right) + 6, 0);
    lines = [...left, stack, line(product, stack.right + 30, 0)];
  }
  const items = lines.flat(); // a matrix may stand in two of them
  items.forEach((item, at) => {
    const again = items.findIndex(({ name }) => name === item.name) < at;
    item.key = again ? `${item.name} again` : item.name;
  });
  return {
    side,
    items,
    right: max(lines, (l) => l.right),
    bottom: max(lines, (l) => l.bottom),
  };
}

/** The arrangement with the largest cells that fit. */
function fitting(width, height, found) {
  const [largest, least] = CELLS;
  for (let side = largest; ; side--) {
    const all = arrange(side, width, found);
    const fits = all.right <= width && all.bottom <= height;
    if (fits || side === least) return all;
  }
}

/** The nodes of the picture; they stay until W has another size. */
function build(svg, { side, items }, found) {
  layer(svg, "matrices")
    .selectAll("g.matrix")
    .data(
      items.filter(({ name }) => name),
      ({ key }) => key,
    )
    .join("g")
    .attr("class", ({ name }) => `matrix ${name}`)
    .attr("transform", ({ x, y }) => `translate(${x},${y})`)
    .each(function ({ name }) {
      const group = select(this);
      fill(group, side, found[name]);
      blocks(group, side, found[name]);
      const title = layer(group, "title", "text")
        .attr("x", (found[name].size[1] * side) / 2)
        .attr("y", name === "wide" ? -8 - NUMBER : -8);
      if (title.selectChild().empty()) {
        typeset(title, TITLES[name]).classed("title", true);
      }
    });
  layer(svg, "signs")
    .selectAll("text")
    .data(items.filter(({ sign }) => sign))
    .join("text")
    .attr("x", ({ x }) => x)
    .attr("y", ({ y }) => y + 4)
    .text(({ sign }) => sign);
}

const middle = (k, side) => (k - 0.5) * side;

/** The cells of a matrix: one path for each column of W, one text for all
 * numbers and one for all zeros, since few nodes are laid out sooner. */
function fill(group, side, { size: [rows, columns], of, value, zero }) {
  layer(group, "ground", "rect")
    .attr("width", columns * side)
    .attr("height", rows * side);
  const all = places(rows).flatMap((i) => places(columns).map((j) => [i, j]));
  const filled = all.filter((at) => !zero?.(...at));
  const square = ([i, j]) =>
    `M${(j - 1) * side} ${(i - 1) * side}h${side}v${side}h${-side}z`;
  layer(group, "cells")
    .selectAll("path")
    .data([...new Set(filled.map((at) => of(...at)[1]))])
    .join("path")
    .attr("class", (column) => `column-${column}`)
    .attr("d", (column) =>
      filled.filter((at) => of(...at)[1] === column).map(square).join(""),
    );
  write(layer(group, "numbers", "text"), filled, side, (at) =>
    whole(value(...at)),
  );
  const zeros = all.filter((at) => zero?.(...at));
  write(layer(group, "zeros", "text"), zeros, side, () => "0");
}

/** Write what stands at some places, each letter at its own. */
function write(text, cells, side, content) {
  const size = Math.min(13.5, Math.max(11, 0.6 * side));
  const letters = cells.flatMap(([i, j]) =>
    [...content([i, j])].map((letter, at, all) => ({
      letter,
      x: middle(j, side) + (at - (all.length - 1) / 2) * DIGIT * size,
      y: middle(i, side) + 4,
    })),
  );
  text
    .attr("x", letters.map(({ x }) => x.toFixed(1)).join(" "))
    .attr("y", letters.map(({ y }) => y.toFixed(1)).join(" "))
    .style("font-size", `${size}px`)
    .text(letters.map(({ letter }) => letter).join(""));
}

/** Frames around a matrix or its blocks, and what marks its entry. */
function blocks(group, side, { size: [rows, columns], block }) {
  const [high, wide] = block ?? [rows, columns];
  const corners = range(0, rows, high).flatMap((i) =>
    range(0, columns, wide).map((j) => [i, j]),
  );
  layer(group, "blocks")
    .selectAll("rect")
    .data(corners)
    .join("rect")
    .attr("x", ([, j]) => j * side)
    .attr("y", ([i]) => i * side)
    .attr("width", wide * side)
    .attr("height", high * side);
  for (const name of ["under", "picked"]) {
    layer(group, name, "rect").attr("width", side).attr("height", side);
  }
  layer(group, "of-row", "text").attr("x", -4);
  layer(group, "of-column", "text").attr("y", -4);
}

/** Put the frames of that name around one entry of W wherever it stands. */
function frame(svg, name, entry, { side }, found) {
  const place = entry && proved.places(entry).vec_position;
  svg
    .selectAll("g.matrix")
    .each(function (matrix) {
      const mark = layer(select(this), name, "rect");
      mark.attr("display", entry ? null : "none");
      if (!entry) return;
      const [i, j] = found[matrix.name].at({ ...entry, place });
      mark.attr("x", (j - 1) * side).attr("y", (i - 1) * side);
    });
}

/** Number the place of the selected entry where places matter. */
function number(svg, entry, { side }, found) {
  const place = proved.places(entry).vec_position;
  svg
    .selectAll("g.matrix")
    .filter(({ name }) => NUMBERED.includes(name))
    .each(function ({ name }) {
      const [i, j] = found[name].at({ ...entry, place });
      const group = select(this);
      layer(group, "of-row", "text").attr("y", middle(i, side) + 4).text(i);
      if (name !== "wide") return;
      layer(group, "of-column", "text").attr("x", middle(j, side)).text(j);
    });
}

/** The entry of W that a place of the picture belongs to, if any. */
function entryAt(event, values, kit) {
  const matrix = event.target.closest?.("g.matrix");
  if (!matrix) return null;
  const [x, y] = pointer(event, matrix);
  const { size, of } = kit.found[select(matrix).datum().name];
  const at = [y, x].map((d) => 1 + Math.floor(d / kit.arranged.side));
  if (at.some((k, axis) => k < 1 || k > size[axis])) return null;
  const now = selected(values);
  const [row, column] = of(...at);
  return { ...now, row: row || now.row, column: column || now.column };
}

/** A line of words and formulas; what belongs to the entry stands out. */
function sentence(parts) {
  const line = element("p", {});
  for (const part of parts) {
    line.append(part.mark ? element("mark", {}, ...part.mark) : part);
  }
  return line;
}

/** Said where the controls ask for more than W has; else an empty line, so
 * that the controls stay where they are. */
function beyond(values) {
  const missing = ["row", "column"]
    .filter((axis) => values[axis] > values[`${axis}s`])
    .map((axis) => `no ${axis} ${values[axis]}`);
  const text = `W has ${missing.join(" and ")}: the last is taken.`;
  return sentence([missing.length ? text : "\u00a0"]);
}

const factor = (number) => (number < 0 ? `(${whole(number)})` : whole(number));

/** The row of z that the entry feeds, term by term, and its gradient. */
function sums(values, outputs, { found, recorded: { W, x, delta } }) {
  const { row, column } = selected(values);
  const terms = places(values.columns).flatMap((j) => {
    const symbols = html([`x_${j}`, `W_${row}${j}`]);
    const term = j === column ? { mark: [symbols] } : symbols;
    return j > 1 ? [" + ", term] : [term];
  });
  const numbers = places(values.columns).flatMap((j) => {
    const text = `${factor(x[j - 1])} · ${factor(W[row - 1][j - 1])}`;
    const term = j === column ? { mark: [text] } : text;
    return j > 1 ? [" + ", term] : [term];
  });
  return [
    sentence([
      html(`z_${row}`),
      ...[" = ", ...terms, " = ", ...numbers, ` = ${whole(found.z.value(row))}`],
    ]),
    sentence([
      html(`dJ_dW_${row}${column}`),
      " = ",
      html([`delta_${row}`, `x_${column}`]),
      ` = ${factor(delta[row - 1])} · ${factor(x[column - 1])}`,
      ` = ${whole(outputs.dJ_dW)}`,
    ]),
  ];
}

export default {
  name: "vec",

  height: (width) => (width < NARROW ? 656 : 400),

  start(kit) {
    const show = (entry) =>
      frame(kit.svg, "under", entry, kit.arranged, kit.found);
    kit.svg
      .on("click", (event) => {
        const entry = entryAt(event, kit.values, kit);
        if (entry) kit.set({ row: entry.row, column: entry.column });
      })
      .on("pointermove", (event) => show(entryAt(event, kit.values, kit)))
      .on("pointerleave", () => show(null));
  },

  compute(values, kit) {
    const { x, delta } = kit.recorded;
    const one = selected(values);
    const at = [delta[one.row - 1], x[one.column - 1]];
    return {
      ...proved.places(one),
      coefficient: proved.coefficient({ ...one, i: one.row, x: at[1] }).value,
      ...proved.gradient({ dJ_dz: at[0], x: at[1] }),
    };
  },

  draw(svg, values, outputs, kit) {
    const { rows, columns } = values;
    const size = `${rows} ${columns} ${kit.width}`;
    if (kit.size !== size) {
      kit.size = size;
      kit.found = matrices(values, kit.recorded);
      kit.arranged = fitting(kit.width, kit.height, kit.found);
      build(svg, kit.arranged, kit.found);
      frame(svg, "under", null, kit.arranged, kit.found);
    }
    const entry = selected(values);
    frame(svg, "picked", entry, kit.arranged, kit.found);
    number(svg, entry, kit.arranged, kit.found);
    kit.below.replaceChildren(
      ...sums(values, outputs, kit),
      beyond(values),
    );
    for (const name of ["row", "column"]) {
      const { row } = kit.rows.get(name);
      row.querySelector(".fnn-value").textContent = entry[name];
      row.querySelector("input").setAttribute("aria-valuetext", entry[name]);
    }
  },

  say(values, outputs) {
    const { row, column } = selected(values);
    const { vec_position: place, kron_row: r, kron_column: c } = outputs;
    return (
      `The entry in row ${row} and column ${column} of W is number ${place} ` +
      `of vec(W). In xᵀ ⊗ I its coefficient, ${whole(outputs.coefficient)}, ` +
      `stands in row ${r} and column ${c}: it feeds entry ${r} of z and no ` +
      `other. Its gradient, ${whole(outputs.dJ_dW)}, has the same two places.`
    );
  },
};
