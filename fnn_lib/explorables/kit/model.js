// The state of a widget in a static page: what anywidgets ask of a model.

export class Model {
  #state;
  #listeners = new Map();

  constructor(state) {
    this.#state = { ...state };
  }

  get(name) {
    return this.#state[name];
  }

  set(name, value) {
    if (Object.is(this.#state[name], value)) return;
    this.#state[name] = value;
    for (const listener of this.#listeners.get(`change:${name}`) ?? []) {
      listener();
    }
  }

  on(event, listener) {
    const known = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, known.add(listener));
  }

  off(event, listener) {
    this.#listeners.get(event)?.delete(listener);
  }

  save_changes() {}
}
