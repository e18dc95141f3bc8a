// A question before the picture. The answer is there once one was given.

import { element } from "./kit/controls.js";
import "./prediction.css";

let serial = 0;

function render({ model, el }) {
  const name = `prediction-${++serial}`;
  const answer = element("div", { "aria-live": "polite" });
  const options = model.get("_options").map((text, number) => {
    const input = element("input", { type: "radio", name, value: number });
    input.addEventListener("change", () => {
      model.set("chosen", number);
      model.save_changes();
    });
    return { input, label: element("label", {}, input, " ", text) };
  });
  const show = () => {
    const chosen = model.get("chosen");
    options.forEach(({ input }, number) => {
      input.checked = number === chosen;
    });
    if (chosen < 0) answer.replaceChildren();
    else answer.replaceChildren(...said(model, chosen));
  };
  show();
  model.on("change:chosen", show);
  el.append(
    element(
      "fieldset",
      { class: "fnn-prediction", "data-prediction": "" },
      element("legend", {}, "Before you drag: predict"),
      element("p", {}, model.get("_question")),
      element("div", { class: "fnn-options" }, ...options.map((one) => one.label)),
      answer,
    ),
  );
  return () => model.off("change:chosen", show);
}

function said(model, chosen) {
  const options = model.get("_options");
  const right = model.get("_right");
  const verdict =
    chosen === right
      ? "You were right. "
      : `You expected “${options[chosen]}”; it is “${options[right]}”. `;
  return [
    element("p", {}, `Noted. ${model.get("_then")}`),
    element(
      "details",
      {},
      element("summary", {}, "I have looked: was I right?"),
      element("p", {}, verdict + model.get("_because")),
    ),
  ];
}

export default { render };
