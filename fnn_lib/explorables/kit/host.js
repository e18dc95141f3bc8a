// Mounts the widgets of a static page from their saved state. Each has a
// model with what anywidgets ask of one: get, set, on, off, save_changes.

import { EXPLORABLES } from "../registry.js";

const STATE = 'script[type="application/vnd.jupyter.widget-state+json"]';
const PLACES = "[data-widget]";

class Model {
  #state;
  #listeners = new Map();

  constructor(state) {
    this.#state = state;
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

/** Mount what a place asks for; one that fails leaves the others alone. */
export function mountPlace(place, states, key) {
  try {
    const { state } = states[place.dataset.widget];
    const widget = EXPLORABLES[state._explorable];
    const fresh = document.createElement("div");
    const page = key(state._explorable);
    widget.render({ model: new Model(state), el: fresh, page });
    place.replaceChildren(fresh);
  } catch (error) {
    console.error(error);
    place.dataset.failed = "true";
    place.textContent =
      "This picture could not be started; the rest of the page works. " +
      `(${error.message})`;
  }
}

const saved = document.querySelector(STATE);
if (saved) {
  const { state } = JSON.parse(saved.textContent);
  const seen = new Map();
  const key = (name) => {
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return number === 1 ? name : `${name}-${number}`;
  };
  for (const place of document.querySelectorAll(PLACES)) {
    mountPlace(place, state, key);
  }
}
