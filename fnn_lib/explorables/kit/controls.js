// Native form elements, from the specification that Python sends.

import { html } from "./notation.js";
import { fit, formatAt } from "./numbers.js";

let serial = 0;

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function labelled(control, input, ...more) {
  input.id = `fnn-control-${++serial}`;
  const words = element("span", {}, control.label);
  const label = element("label", { for: input.id }, words);
  const symbol = control.symbol ?? control.name;
  if (symbol) label.append(" ", html(symbol));
  return element(
    "div",
    { class: `fnn-control ${control.kind}` },
    label,
    input,
    ...more,
  );
}

/* Each kind makes { row, show(value) } and calls changed(value). */
const KINDS = {
  range(control, changed) {
    const { name, min, max, step } = control;
    const input = element("input", { type: "range", name, min, max, step });
    const value = element("span", { class: "fnn-value" });
    input.addEventListener("input", () => changed(Number(input.value)));
    const show = (number) => {
      if (Number(input.value) !== number) input.value = number;
      value.textContent = formatAt(number, step);
      input.setAttribute("aria-valuetext", value.textContent);
    };
    return { row: labelled(control, input, value), show };
  },

  choice(control, changed) {
    const select = element("select", { name: control.name });
    for (const [value, text] of control.options) {
      select.append(element("option", { value }, text));
    }
    select.addEventListener("change", () =>
      changed(control.options[select.selectedIndex][0]),
    );
    const show = (value) => {
      select.selectedIndex = control.options.findIndex(([v]) => v === value);
    };
    return { row: labelled(control, select), show };
  },

  button(control, changed) {
    const button = element(
      "button",
      { type: "button", name: control.name },
      control.label,
    );
    let count = 0;
    button.addEventListener("click", () => changed(count + 1));
    const show = (value) => (count = value);
    return { row: button, show, button };
  },
};

export const makeControl = (control, changed) =>
  KINDS[control.kind](control, changed);

/** A value from outside (a link) as the control allows it, or undefined. */
export function accept(control, text) {
  if (control.kind === "choice") {
    return control.options.find(([value]) => String(value) === text)?.[0];
  }
  if (control.kind !== "range" || text.trim() === "") return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? fit(control, number) : undefined;
}
