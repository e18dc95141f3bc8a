// The page's side of the judge: one worker for all exercises of a page,
// started when the first is touched, ended when a check takes too long.

const LIMIT = 5000; // milliseconds for one check
export const STAGES = ["interpreter", "libraries", "judge", "ready"];

export class Judge {
  #worker;
  #asked = new Map();
  #number = 0;
  #watchers = new Set();

  constructor(base) {
    this.base = base;
    this.stage = "";
  }

  /** Whether this page can load a worker at all. */
  get possible() {
    return location.protocol !== "file:";
  }

  /** Be told the stage of loading, now and whenever it changes. */
  watch(watcher) {
    this.#watchers.add(watcher);
    if (this.stage) watcher(this.stage);
  }

  start() {
    if (this.#worker || !this.possible) return;
    const address = new URL("python/worker.mjs", this.base);
    this.#worker = new Worker(address, { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#heard(data);
    this.#worker.onerror = () => this.#told("failed");
  }

  /** Ask; the promise is rejected when a check takes longer than 5 s. */
  ask(kind, exercise, text) {
    this.start();
    const number = ++this.#number;
    return new Promise((resolve, reject) => {
      this.#asked.set(number, { resolve, reject });
      this.#worker.postMessage({ number, kind, exercise, text });
      if (this.stage === "ready") this.#limit(number);
    });
  }

  #limit(number) {
    const asked = this.#asked.get(number);
    asked.timer = setTimeout(() => this.#end(), LIMIT);
  }

  #end() {
    this.#worker.terminate();
    this.#worker = undefined;
    this.stage = "";
    for (const { reject, timer } of this.#asked.values()) {
      clearTimeout(timer);
      reject(new Error("This check took longer than 5 s and was ended."));
    }
    this.#asked.clear();
    this.start();
  }

  #heard({ stage, message, number, result }) {
    if (stage) return this.#told(stage, message);
    const asked = this.#asked.get(number);
    if (!asked) return undefined;
    clearTimeout(asked.timer);
    this.#asked.delete(number);
    return asked.resolve(result);
  }

  #told(stage, message) {
    this.stage = stage;
    if (stage === "ready") {
      for (const number of this.#asked.keys()) this.#limit(number);
    }
    if (stage === "failed") {
      for (const { reject } of this.#asked.values()) {
        reject(new Error(`Python could not be loaded. ${message ?? ""}`));
      }
      this.#asked.clear();
    }
    for (const watcher of this.#watchers) watcher(stage);
  }
}
