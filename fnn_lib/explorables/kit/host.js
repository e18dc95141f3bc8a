// Mounts the widgets of a static page from their saved state.

import { Model } from "./model.js";

const STATE = 'script[type="application/vnd.jupyter.widget-state+json"]';
const PLACES = "[data-widget]";

/** What the script of one explorable brings (_ext/parts.py). */
function explorable(name) {
  const part = `explorable-${name}.js`;
  if (!Object.hasOwn(globalThis.fnnParts, part)) {
    throw new Error(`found no explorable “${name}”`);
  }
  return globalThis.fnnPart(part).default;
}

/** Mount what a place asks for; one that fails leaves the others alone. */
function mountPlace(place, states, key) {
  try {
    const { state } = states[place.dataset.widget];
    const name = state._explorable;
    const widget = explorable(name);
    const fresh = document.createElement("div");
    const page = key(name);
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
