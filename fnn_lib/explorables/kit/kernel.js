// The judge of a running notebook: its kernel, asked by messages.

export class Kernel {
  possible = true;
  #asked = new Map();
  #number = 0;

  constructor(model) {
    this.model = model;
    model.on("msg:custom", ({ number, result }) => {
      this.#asked.get(number)?.(result);
      this.#asked.delete(number);
    });
  }

  watch(watcher) {
    watcher("ready");
  }

  start() {}

  ask(kind, _exercise, text) {
    const number = ++this.#number;
    return new Promise((resolve) => {
      this.#asked.set(number, resolve);
      this.model.send({ number, kind, text });
    });
  }
}
