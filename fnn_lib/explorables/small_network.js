// The small network of two chapters: its forward pass, its shape, its places.
//
// Its shape is read from the names of the controls: x_1 is an input, W2_12 an
// edge from unit 2 of layer 1 to unit 1 of layer 2, b2_1 the bias of unit 1 of
// layer 2. A unit has the name of its pre-activation, Z2_1.

import * as proved from "./static/forward.mjs";

const TALL = 480; // below this width the layers stand one above the other
export const LINE = 21; // of a unit: as high as a symbol with its indices
const BOX = { width: 88, pad: 6 };
const END = { width: 64, pad: 11 }; // an input, and what follows the output
const GAP = 62; // between layers one above the other

/** All that a forward pass computes, with what it was computed from. */
export function forward(values) {
  const all = { ...values };
  for (const layer of [`${values.hidden}_1`, `${values.hidden}_2`, "output"]) {
    Object.assign(all, proved[layer](all));
  }
  return all;
}

/** The units and edges that the controls are about. */
export function shape(controls) {
  const found = (pattern, make) =>
    controls
      .map(({ name }) => pattern.exec(name))
      .filter(Boolean)
      .map(([name, ...digits]) => make(name, ...digits));
  const inputs = found(/^x_\d$/, (name) => ({ name, layer: 0 }));
  const units = found(/^b(\d)_(\d)$/, (bias, l, j) => ({
    name: `Z${l}_${j}`,
    activation: `A${l}_${j}`,
    bias,
    layer: Number(l),
  }));
  const edges = found(/^W(\d)_(\d)(\d)$/, (name, l, j, k) => ({
    name,
    layer: Number(l),
    from: l === "1" ? `x_${k}` : `Z${l - 1}_${k}`,
    to: `Z${l}_${j}`,
  }));
  const output = units.at(-1);
  output.activation = "yhat";
  return { inputs, units, edges, last: output.layer };
}

const isTall = (width) => width < TALL;

/** How high the picture of units with so many lines is. */
export function height(width, lines) {
  const box = lines * LINE + BOX.pad;
  return isTall(width) ? 3 * (box + GAP) + LINE + END.pad + 4 : 2 * box + 112;
}

/** Boxes by the name of their unit; `end` is one after the last. */
export function places({ inputs, units, last }, { width, height }, lines, end) {
  const tall = isTall(width);
  const sized = (unit, kind, count) => ({
    ...unit,
    w: kind.width,
    h: count * LINE + kind.pad,
  });
  const layers = [inputs.map((unit) => sized(unit, END, 1))];
  for (let l = 1; l <= last; l++) {
    const here = units.filter(({ layer }) => layer === l);
    layers.push(here.map((unit) => sized(unit, BOX, lines)));
  }
  const after = end && sized(end, END, end.lines);
  if (after && !tall) layers.push([after]);
  const deep = ([{ w, h }]) => (tall ? h : w);
  const [room, breadth] = tall ? [height, width] : [width, height];
  const taken = layers.reduce((sum, layer) => sum + deep(layer), 0);
  const gap = (room - 4 - taken) / (layers.length - 1);
  const boxes = new Map();
  let at = 2;
  for (const layer of layers) {
    const along = at + deep(layer) / 2;
    layer.forEach((unit, n) => {
      const across = (breadth * (n + 0.5)) / layer.length;
      const [x, y] = tall ? [across, along] : [along, across];
      boxes.set(unit.name, { ...unit, x, y });
    });
    at += deep(layer) + gap;
  }
  if (after && tall) {
    const { y } = boxes.get(units.at(-1).name);
    boxes.set(after.name, { ...after, x: width - after.w / 2 - 2, y });
  }
  return { boxes, tall, gap };
}

/** Where an edge leaves one box and enters the other. */
export function line({ from, to }, { boxes, tall }) {
  const [a, b] = [boxes.get(from), boxes.get(to)];
  if (tall && a.y !== b.y) {
    return [a.x, a.y + a.h / 2, b.x, b.y - b.h / 2];
  }
  return [a.x + a.w / 2, a.y, b.x - b.w / 2, b.y];
}

/** A place on a line, from 0 at its begin to 1 at its end. */
export const part = ([x1, y1, x2, y2], t) => [
  x1 + t * (x2 - x1),
  y1 + t * (y2 - y1),
];
