// The steps of descent for one unit z = w x + b with the squared error.

import * as proved from "./static/descent.mjs";

const CLOSE = 1e-6; // a gradient shorter than this has arrived

/** The cost of all samples, their mean, and its gradient. */
export function costAt({ x, y }, { w, b }) {
  const m = x.length;
  const at = { w, b, cost: 0, dJ_dw: 0, dJ_db: 0 };
  for (let i = 0; i < m; i++) {
    const sample = proved.sample({ w, b, x: x[i], y: y[i] });
    at.cost += sample.loss / m;
    at.dJ_dw += sample.dl_dw / m;
    at.dJ_db += sample.dl_db / m;
  }
  return at;
}

/** Where a step from there leads. */
export const after = ({ w, b, dJ_dw, dJ_db }, alpha) => ({
  w: w - alpha * dJ_dw,
  b: b - alpha * dJ_db,
});

const finite = (at) => Object.values(at).every(Number.isFinite);

/** All places that descent has been at, from a start, with one rate. */
export class Path {
  constructor(samples, { w_0, b_0, log10_learning_rate }) {
    this.samples = samples;
    this.alpha = 10 ** log10_learning_rate;
    this.places = [costAt(samples, { w: w_0, b: b_0 })];
    this.full = false; // the next step would overflow
  }

  /** The place after some steps, or after the last that can be made. */
  go(steps) {
    while (this.places.length <= steps && !this.full) {
      const next = after(this.places.at(-1), this.alpha);
      const there = costAt(this.samples, next);
      // As `train` does: a step to where nothing is finite is not made.
      if (finite(there)) this.places.push(there);
      else this.full = true;
    }
    return Math.min(steps, this.places.length - 1);
  }

  /** From one number of steps to another: the first that has arrived. */
  arrival(from, to) {
    for (let steps = from; steps <= to; steps++) {
      const { dJ_dw, dJ_db } = this.places[steps];
      if (Math.hypot(dJ_dw, dJ_db) < CLOSE) return steps;
    }
    return undefined;
  }
}
