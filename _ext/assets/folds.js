// Formulas in folded statements are typeset when a reader unfolds them. Until
// then the page carries what they say (MathML, which a browser shows by
// itself), and neither their thousands of boxes nor KaTeX.
(() => {
  const LATER = ".fnn-later";
  const { src } = document.currentScript;
  let library;

  const load = () =>
    (library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("katex/katex.min.js", src);
      script.onload = () => resolve(globalThis.katex);
      script.onerror = () => {
        library = undefined; // the next fold tries again
        reject(new Error("KaTeX could not be loaded"));
      };
      document.head.append(script);
    }));

  function typeset(katex, formula) {
    const latex = formula.querySelector("annotation").textContent;
    const displayMode = formula.querySelector("math[display=block]") !== null;
    katex.render(latex, formula.parentElement, { displayMode });
  }

  async function unfold(fold) {
    const formulas = fold.querySelectorAll(LATER);
    if (!formulas.length) return;
    try {
      const katex = await load();
      for (const formula of fold.querySelectorAll(LATER)) {
        typeset(katex, formula);
      }
    } catch (error) {
      console.error(error); // the MathML stays
    }
  }

  const inside = (event) => event.target.closest?.("summary")?.parentElement;
  // Whoever points at a fold will open it: KaTeX is there by then.
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      if (inside(event)?.querySelector(LATER)) load().catch(() => {});
    });
  }
  document.addEventListener(
    "toggle",
    ({ target }) => target.open && unfold(target),
    true,
  );
})();
