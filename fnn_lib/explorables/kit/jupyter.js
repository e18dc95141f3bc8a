// The same explorables as an anywidget of a running notebook.

import katex from "katex";
import { EXPLORABLES } from "../registry.js";

// A notebook has no KaTeX to lend, but every browser shows MathML.
const mathematics = (place, latex, displayMode = false) =>
  katex.render(latex, place, {
    ...{ displayMode, throwOnError: false, output: "mathml" },
  });

export default {
  render: ({ model, el }) => {
    // An arrow moves the slider that has the focus; JupyterLab would take it
    // to move among its cells. It looks for this mark at the focus only.
    el.addEventListener("focusin", ({ target }) =>
      target.setAttribute("data-lm-suppress-shortcuts", "true"),
    );
    return EXPLORABLES[model.get("_explorable")].render({
      ...{ model, el, mathematics },
    });
  },
};
