// Runs of an explorable whose control `step` counts steps from the start.
//
// Three buttons belong to it: `step` makes one step, `run` starts a run and
// ends it, `reset` returns to the start and, there, the other controls to
// theirs. What is shown depends on `step` and the other controls alone, never
// on when a button was pressed, so that Python can say what is right.

import { still } from "./picture.js";

const PAUSE = 4000; // milliseconds between two sentences of a run

export class Run {
  /**
   * `pace(t)` is how many steps there are t seconds after the beginning, and
   * `most` how many a run makes. `ending` says why the last run ended.
   */
  constructor(kit, { pace, most }) {
    Object.assign(this, { kit, pace, most, running: false, ending: "" });
    const toggle = () => (this.running ? this.stop() : this.begin());
    const back = () => {
      this.stop();
      kit.set({ step: 0 });
    };
    this.#on("run", toggle);
    this.#on("reset", back);
    kit.ends.push(() => (this.running = false));
  }

  #on(button, does) {
    const { model, ends } = this.kit;
    model.on(`change:${button}`, does);
    ends.push(() => model.off(`change:${button}`, does));
  }

  press(button) {
    const { kit } = this;
    if (button === "step") this.stop();
    if (button === "reset" && kit.model.get("step") === 0) {
      const initial = kit.inputs.map((one) => [one.name, one.initial]);
      kit.set(Object.fromEntries(initial));
    }
    kit.set({ [button]: kit.model.get(button) + 1 });
  }

  begin() {
    this.from = this.seen = this.kit.model.get("step");
    this.since = this.said = performance.now();
    this.ending = "";
    this.#show(true);
  }

  stop(why = "") {
    this.ending = why;
    this.#show(false);
  }

  #show(running) {
    this.running = running;
    const { button } = this.kit.rows.get("run");
    button.textContent = running ? "Pause" : "Run";
    this.kit.redraw();
  }

  /** How many steps there should be in this frame. */
  due({ step }) {
    if (this.kit.printing) return step;
    // Who sets `step` elsewhere, ends the run.
    if (this.running && step !== this.seen) this.stop();
    if (!this.running) return step;
    const seconds = (performance.now() - this.since) / 1000;
    const steps = still() ? this.most : Math.floor(this.pace(seconds));
    return this.from + Math.min(this.most, steps);
  }

  /** What a frame came to: how many steps, and, at an end, why it is one. */
  came(steps, why) {
    if (!this.running || this.kit.printing) return;
    const last = steps - this.from >= this.most;
    if (why || last) this.stop(why || `${this.most} steps were made.`);
    this.seen = steps;
    this.kit.set({ step: steps });
    if (!this.running) return;
    this.kit.redraw();
    this.#speak();
  }

  /* The frame speaks when all is quiet; in a run, which is not, seldom. */
  #speak() {
    const now = performance.now();
    if (now - this.said < PAUSE) return;
    this.said = now;
    this.kit.speak();
  }
}
