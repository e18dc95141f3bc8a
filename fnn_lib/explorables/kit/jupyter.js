// The same explorables as an anywidget of a running notebook.

import { EXPLORABLES } from "../registry.js";

export default {
  render: ({ model, el }) =>
    EXPLORABLES[model.get("_explorable")].render({ model, el }),
};
