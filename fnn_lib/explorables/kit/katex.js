// KaTeX for what is typed in a page: loaded when the first formula is.

import { element } from "./controls.js";

// Where this script lies; KaTeX lies beside it.
export const BASE = globalThis.document?.currentScript?.src;

let library;
const load = () =>
  (library ??= new Promise((resolve, reject) => {
    const src = new URL("katex/katex.min.js", BASE);
    const script = element("script", { src });
    script.onload = () => resolve(globalThis.katex);
    script.onerror = () => {
      library = undefined; // the next formula tries again
      reject(new Error("KaTeX could not be loaded"));
    };
    document.head.append(script);
  }));

/** Typeset LaTeX in a place; as text where KaTeX cannot be had. */
export async function typeset(place, latex, displayMode = false) {
  try {
    const options = { displayMode, throwOnError: false };
    (await load()).render(latex, place, options);
  } catch {
    place.textContent = latex;
  }
}
