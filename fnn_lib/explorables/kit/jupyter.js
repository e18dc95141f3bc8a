// The same explorables as an anywidget of a running notebook.

import { EXPLORABLES } from "../registry.js";

export default {
  render: ({ model, el }) => {
    // An arrow moves the slider that has the focus; JupyterLab would take it
    // to move among its cells. It looks for this mark at the focus only.
    el.addEventListener("focusin", ({ target }) =>
      target.setAttribute("data-lm-suppress-shortcuts", "true"),
    );
    return EXPLORABLES[model.get("_explorable")].render({ model, el });
  },
};
