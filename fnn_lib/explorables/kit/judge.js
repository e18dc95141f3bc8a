// The page's side of the judge: one worker for all exercises of a page,
// started when the first is touched, ended when a check takes too long.

const LIMIT = 5000; // milliseconds for one check

export class Judge {
  #worker;
  #asked = new Map();
  #number = 0;
  #watchers = new Set();

  /** `base` is the address of the page's script; Python lies beside it. */
  constructor(base) {
    this.base = base;
    this.stage = "";
  }

  /** Whether this page can load a worker at all. */
  get possible() {
    return location.protocol !== "file:";
  }

  /** Be told the stage, now and whenever it changes. */
  watch(watcher) {
    this.#watchers.add(watcher);
    if (this.stage) watcher(this.stage);
  }

  start() {
    if (this.#worker || !this.possible) return;
    // With the digest of what it loads: never one of another build.
    const address = new URL(`python/worker.js?v=${PYTHON}`, this.base);
    this.#worker = new Worker(address, { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#heard(data);
    this.#worker.onerror = ({ message }) => this.#told("failed", message);
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
    this.#asked.get(number).timer = setTimeout(() => this.#end(), LIMIT);
  }

  #end() {
    this.#drop();
    this.#refuse("This check took longer than 5 s and was ended.");
    this.start();
  }

  #drop() {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.stage = "";
  }

  #refuse(words) {
    for (const { reject, timer } of this.#asked.values()) {
      clearTimeout(timer);
      reject(new Error(words));
    }
    this.#asked.clear();
  }

  #heard({ stage, message, number, result, error }) {
    if (stage) return this.#told(stage, message);
    const asked = this.#asked.get(number);
    if (!asked) return undefined;
    clearTimeout(asked.timer);
    this.#asked.delete(number);
    // Of a traceback the last line says what happened.
    if (error) return asked.reject(new Error(error.trim().split("\n").at(-1)));
    return asked.resolve(result);
  }

  #told(stage, message) {
    this.stage = stage;
    for (const watcher of this.#watchers) watcher(stage);
    if (stage === "ready") {
      for (const number of this.#asked.keys()) this.#limit(number);
      keep(this.base).then((kept) => kept && this.#tell("kept"));
    }
    if (stage === "failed") {
      this.#drop(); // the next question tries again
      this.#refuse(`Python could not be loaded. ${message ?? ""}`);
    }
  }

  #tell(stage) {
    if (this.stage === "ready") for (const told of this.#watchers) told(stage);
  }
}

/** Keep this page and its Python in the browser, for a time without a server. */
async function keep(base) {
  const workers = navigator.serviceWorker;
  if (!workers) return false; // not on plain http from another machine
  try {
    const address = new URL("../service-worker.js", base);
    const at = await workers.register(address, { updateViaCache: "none" });
    await at.update(); // what an older one keeps, the new one drops
    const worker = at.installing ?? at.waiting ?? at.active;
    await activated(worker);
    const loaded = performance.getEntriesByType("resource");
    const addresses = [location.href, ...loaded.map(({ name }) => name)];
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    worker.postMessage({ keep: addresses }, [port2]);
    return await answer;
  } catch {
    return false; // storage is full or forbidden: it works while there is a server
  }
}

function activated(worker) {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("replaced"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}
