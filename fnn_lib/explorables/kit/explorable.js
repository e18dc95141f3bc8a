// The frame around each picture: controls, outputs, sentence, reset, link.
//
// An explorable is an object with
//   name                    the page's data-explorable
//   height(width)           of the picture
//   compute(values, kit)    the outputs, an object of numbers (or of texts:
//                           a shape "2x3"; what there is none of, "", is hidden)
//   draw(svg, values, outputs, kit)   the picture, on each change
//   say(values, outputs)    a sentence for what is seen
// and may have
//   press(button, kit)      what a button does
//   start(kit)              once, before the first drawing
// `kit` has set(values), move(name, value), front(name), redraw(), width,
// height, model, recorded, root, svg, keys for a legend (picture.js), and
// below, a place under the picture for what is no drawing.

import { select } from "d3-selection";
import "./explorable.css";
import { element, makeControl } from "./controls.js";
import { anchor, fromAddress, toAddress } from "./link.js";
import { html } from "./notation.js";
import { fit, format, formatAt } from "./numbers.js";

const WIDTH = 640; // until the page says how wide the place is
const QUIET = 500; // milliseconds after the last input, then the sentence

/** Make an anywidget of an explorable. */
export const widget = (explorable) => ({
  render: ({ model, el, page }) => mount(explorable, model, el, page),
});

/* `page` is the key of the widget in a static page: the links have it. */
function mount(explorable, model, el, page = "") {
  const controls = model.get("_controls");
  const inputs = controls.filter(({ kind }) => kind !== "button");
  const name = model.get("_explorable");
  const root = element("div", {
    class: "fnn-explorable",
    "data-explorable": name,
    role: "group",
    "aria-label": model.get("_title"),
    id: page ? anchor(page) : undefined,
  });
  const frame = new Frame(explorable, model, root, controls, inputs);
  frame.key = page;
  if (page) frame.set(fromAddress(page, controls));
  try {
    frame.build(page);
  } catch (error) {
    frame.end(); // nothing goes on listening for what is not there
    throw error;
  }
  el.append(root);
  frame.update();
  frame.speak();
  return () => frame.end();
}

class Frame {
  constructor(explorable, model, root, controls, inputs) {
    Object.assign(this, { explorable, model, root, controls, inputs });
    this.recorded = model.get("_recorded");
    this.width = WIDTH;
    this.rows = new Map();
    this.ends = [];
  }

  /** Set controls; the picture follows in the next frame. */
  set = (values) => {
    for (const [name, value] of Object.entries(values)) {
      this.model.set(name, value);
    }
    this.model.save_changes();
  };

  /** Set one control to the nearest value that it can have. */
  move = (name, value) => {
    const control = this.controls.find((one) => one.name === name);
    this.set({ [name]: fit(control, value) });
  };

  get values() {
    if (this.printing) return this.initial;
    const entries = this.controls.map(({ name }) => [
      name,
      this.model.get(name),
    ]);
    return Object.fromEntries(entries);
  }

  get height() {
    return this.explorable.height?.(this.width) ?? 0;
  }

  build(page) {
    this.keys = element("p", { class: "fnn-keys", "aria-hidden": "true" });
    this.root.append(this.keys);
    this.svg = select(this.root)
      .append("svg")
      .attr("class", "fnn-picture")
      .attr("role", "img");
    this.below = element("div", { class: "fnn-below" });
    this.upfront = element("div", { class: "fnn-front" });
    this.says = element("p", { class: "fnn-says", "aria-live": "polite" });
    const groups = new Groups(this.root);
    this.root.append(this.below, this.upfront);
    for (const control of this.controls) this.#control(control, groups);
    this.outputs = new Map();
    for (const output of this.model.get("_outputs")) {
      this.#output(output, groups);
    }
    this.root.append(this.says, this.#tools(page));
    this.#listen();
    this.explorable.start?.(this);
  }

  #control(control, groups) {
    const made = makeControl(control, (value) =>
      this.attempt(() => {
        const { kind, name } = control;
        if (kind === "button") this.explorable.press(name, this);
        else this.set({ [name]: value });
      }),
    );
    this.rows.set(control.name, made);
    const kind = control.kind === "button" ? "fnn-buttons" : "fnn-controls";
    groups.place(control.group, kind).append(made.row);
    const changed = () => {
      made.show(this.model.get(control.name));
      this.redraw();
    };
    made.show(this.model.get(control.name));
    this.model.on(`change:${control.name}`, changed);
    this.ends.push(() => this.model.off(`change:${control.name}`, changed));
  }

  #output({ name, label, group, whole, symbol }, groups) {
    const output = element("output", { name, "data-whole": whole });
    const words = label ? element("span", {}, label) : html(symbol || name);
    const pair = element("div", {}, words, output);
    groups.place(group, "fnn-outputs").append(pair);
    this.outputs.set(name, output);
  }

  #tools(page) {
    const button = this.controls.some(({ name }) => name === "reset")
      ? ""
      : element("button", { type: "button", name: "reset" }, "Reset");
    if (button) button.addEventListener("click", () => this.reset());
    const tools = element("p", { class: "fnn-tools" }, button);
    if (page) tools.append(this.#link());
    return tools;
  }

  #link() {
    this.link = element("a", { class: "fnn-link" }, "Link to this setting");
    this.link.addEventListener("click", async (event) => {
      event.preventDefault();
      clearTimeout(this.later);
      this.speak(); // now, and not over the answer
      history.replaceState(null, "", this.link.href);
      const copied = await navigator.clipboard
        ?.writeText(location.href)
        .then(() => true, () => false);
      this.says.textContent = copied
        ? "The link is copied, and it stands in the address bar."
        : "The link stands in the address bar.";
    });
    return this.link;
  }

  #listen() {
    // Nobody drags on paper: it shows what the page showed first.
    const print = ({ type }) => {
      this.printing = type === "beforeprint";
      for (const [name, row] of this.rows) row.show(this.values[name]);
      this.update();
      this.speak();
    };
    addEventListener("beforeprint", print);
    addEventListener("afterprint", print);
    const sized = new ResizeObserver(([{ contentRect }]) => {
      const width = Math.round(contentRect.width);
      if (!width || width === this.width || this.printing) return;
      this.width = width;
      this.redraw();
    });
    sized.observe(this.root);
    const themed = new MutationObserver(() => this.redraw());
    themed.observe(document.documentElement, {
      attributeFilter: ["data-theme"],
    });
    this.ends.push(
      () => removeEventListener("beforeprint", print),
      () => removeEventListener("afterprint", print),
      () => sized.disconnect(),
      () => themed.disconnect(),
    );
  }

  get initial() {
    return Object.fromEntries(
      this.controls.map(({ name, initial }) => [name, initial]),
    );
  }

  reset = () => {
    this.set(
      Object.fromEntries(this.inputs.map((c) => [c.name, c.initial])),
    );
    this.redraw();
  };

  /** Bring the control of what was selected in the picture forward. */
  front = (name) => {
    if (this.forward === name) return;
    this.back?.();
    const { row } = this.rows.get(name);
    const place = document.createComment(name);
    row.replaceWith(place);
    this.upfront.append(row);
    this.forward = name;
    this.back = () => place.replaceWith(row);
  };

  redraw = () => {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.update();
    });
    clearTimeout(this.later);
    this.later = setTimeout(() => this.speak(), QUIET);
  };

  update() {
    this.attempt(() => {
      const { values, explorable } = this;
      const outputs = explorable.compute(values, this);
      this.computed = outputs;
      for (const [name, output] of this.outputs) {
        this.#show(output, outputs[name]);
      }
      const box = `0 0 ${this.width} ${this.height}`;
      // The same box once more would have all its texts laid out again.
      if (this.height && this.svg.attr("viewBox") !== box) {
        this.svg.attr("viewBox", box).attr("height", this.height);
      }
      explorable.draw(this.svg, values, outputs, this);
      if (this.link) {
        this.link.href = toAddress(this.key, this.controls, values);
      }
      // What stopped at one setting may work at the next.
      delete this.root.dataset.failed;
      this.root.dataset.ready = "true";
    });
  }

  #show(output, value) {
    output.dataset.value = String(value);
    output.textContent = output.dataset.whole
      ? formatAt(value, 1)
      : format(value);
    output.parentElement.hidden = value === "";
  }

  speak() {
    if (this.root.dataset.failed) return;
    this.attempt(() => {
      const sentence = this.explorable.say(this.values, this.computed, this);
      this.svg.attr("aria-label", sentence);
      if (this.says.textContent !== sentence) this.says.textContent = sentence;
    });
  }

  /** Do something; what fails stops this picture, and nothing else. */
  attempt(action) {
    try {
      action();
    } catch (error) {
      console.error(error);
      this.root.dataset.failed = "true";
      this.says.textContent = `This picture stopped: ${error.message}`;
    }
  }

  end() {
    clearTimeout(this.later);
    cancelAnimationFrame(this.waiting);
    for (const end of this.ends) end();
    this.explorable.end?.(this);
  }
}

/** Where rows go: an open list, or a folded table for each group. */
class Groups {
  constructor(root) {
    this.root = root;
    this.places = new Map();
  }

  place(group, kind) {
    const key = `${kind} ${group ?? ""}`;
    if (!this.places.has(key)) {
      const list = element("div", { class: kind });
      this.places.set(key, list);
      this.root.append(group ? this.#folded(group, list) : list);
    }
    return this.places.get(key);
  }

  #folded(group, list) {
    const title = element("summary", {}, group);
    return element("details", { class: "fnn-folded" }, title, list);
  }
}
