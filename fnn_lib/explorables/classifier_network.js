// A 2-n-1 network of tanh and sigmoid, and its descent with all samples.

import * as proved from "./static/classifier.mjs";

export class Learner {
  /** Samples { x_1, x_2, y } and first weights [{ W, b }, { W, b }]. */
  constructor(samples, [first, second], alpha) {
    Object.assign(this, samples, { alpha });
    this.m = samples.y.length;
    this.n = first.b.length;
    this.W1_1 = Float64Array.from(first.W, (row) => row[0]);
    this.W1_2 = Float64Array.from(first.W, (row) => row[1]);
    this.b1 = Float64Array.from(first.b);
    this.W2 = Float64Array.from(second.W[0]);
    this.b2 = second.b[0];
    // Of all hidden units one after the other, all samples in each.
    this.A1 = new Float64Array(this.n * this.m);
    this.slope1 = new Float64Array(this.n * this.m);
    this.Z2 = new Float64Array(this.m);
    this.dJ_dZ2 = new Float64Array(this.m);
    this.forward();
    this.costs = [this.cost];
  }

  get epochs() {
    return this.costs.length - 1;
  }

  /** Z1 = W1 X + b1, A1 = tanh Z1, Z2 = W2 A1 + b2, and the cost. */
  forward() {
    const { x_1, x_2, y, m, n, W1_1, W1_2, b1, W2, A1, slope1, Z2 } = this;
    Z2.fill(this.b2);
    for (let j = 0; j < n; j++) {
      for (let i = 0, k = j * m; i < m; i++, k++) {
        const z = W1_1[j] * x_1[i] + W1_2[j] * x_2[i] + b1[j];
        const { a, slope } = proved.hidden({ z });
        A1[k] = a;
        slope1[k] = slope;
        Z2[i] += W2[j] * a;
      }
    }
    let sum = 0;
    for (let i = 0; i < m; i++) {
      const { loss, dl_dz } = proved.output({ z: Z2[i], y: y[i] });
      sum += loss;
      this.dJ_dZ2[i] = dl_dz / m;
    }
    this.cost = sum / m;
  }

  /** One epoch: backward, a step against the gradient, forward again. */
  epoch() {
    const { x_1, x_2, m, n, alpha, A1, slope1, dJ_dZ2, W2 } = this;
    let dJ_db2 = 0;
    for (let i = 0; i < m; i++) dJ_db2 += dJ_dZ2[i];
    for (let j = 0; j < n; j++) {
      let [dJ_dW2, dJ_dW1_1, dJ_dW1_2, dJ_db1] = [0, 0, 0, 0];
      for (let i = 0, k = j * m; i < m; i++, k++) {
        const dJ_dZ1 = W2[j] * dJ_dZ2[i] * slope1[k];
        dJ_dW2 += dJ_dZ2[i] * A1[k];
        dJ_dW1_1 += dJ_dZ1 * x_1[i];
        dJ_dW1_2 += dJ_dZ1 * x_2[i];
        dJ_db1 += dJ_dZ1;
      }
      // Nothing below reads the weights of unit j: all slopes are old ones.
      W2[j] -= alpha * dJ_dW2;
      this.W1_1[j] -= alpha * dJ_dW1_1;
      this.W1_2[j] -= alpha * dJ_dW1_2;
      this.b1[j] -= alpha * dJ_db1;
    }
    this.b2 -= alpha * dJ_db2;
    this.forward();
    this.costs.push(this.cost);
  }

  /** Make epochs until there are so many, the cost is below a goal, or the
   * time (in milliseconds) is over. */
  train(epochs, time, goal = 0) {
    const end = performance.now() + time;
    const more = () => this.epochs < epochs && !(this.cost < goal);
    while (more() && performance.now() < end) this.epoch();
  }

  /** Whether a sample lies on its side of the boundary. */
  right = (_, i) => this.Z2[i] > 0 === (this.y[i] === 1);

  get accuracy() {
    return this.y.filter(this.right).length / this.m;
  }

  /** The prediction at each place of a grid, row by row. */
  field(xs, ys, into) {
    const { n, W1_1, W1_2, b1, W2 } = this;
    let k = 0;
    for (const x_2 of ys) {
      for (const x_1 of xs) {
        let z2 = this.b2;
        for (let j = 0; j < n; j++) {
          const z = W1_1[j] * x_1 + W1_2[j] * x_2 + b1[j];
          z2 += W2[j] * proved.tanh({ z }).a;
        }
        into[k++] = proved.sigmoid({ z: z2 }).yhat;
      }
    }
    return into;
  }
}
