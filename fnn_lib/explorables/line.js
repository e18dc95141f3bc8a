// Your line: a reader's own line, typeset as it is typed, judged on demand.

import { element } from "./kit/controls.js";
import { Judge } from "./kit/judge.js";
import { BASE, typeset } from "./kit/katex.js";
import { Kernel } from "./kit/kernel.js";
import { lineOf, remember } from "./kit/progress.js";
import "./line.css";

const PAUSE = 150; // milliseconds of quiet before a line is typeset
const CALM = 400; // and before a right one is proved, which takes longer

let shared;
const judgeOfThePage = () => (shared ??= new Judge(BASE));

const FROM_A_FOLDER =
  "Opened from a folder, a page may not start Python, so nothing is judged " +
  "here. Run “python3 -m http.server” in the book's folder and open the " +
  "address that it prints. Hints and derivation work here, too.";
//: By the stage of loading: how far it is, and words for it.
const STAGES = {
  loading: [1, "Python and SymPy are being loaded (once) …"],
  starting: [2, "Python starts …"],
  ready: [3, ""],
  kept: [3, "Kept in this browser: the exercises of this page need no network."],
  failed: [3, "Python could not be loaded. Hints and derivation work."],
};

function render({ model, el, page, mathematics = typeset }) {
  const judge = page ? judgeOfThePage() : new Kernel(model);
  new Line(model, judge, mathematics, el);
}

class Line {
  #hints = 0;
  #later; // timers: of typesetting, of the proof
  #calm;

  constructor(model, judge, mathematics, el) {
    this.exercise = model.get("_exercise");
    this.judge = judge;
    this.typeset = mathematics;
    this.#build(model.get("_derivation"));
    this.#listen();
    el.append(this.root);
    this.#recall();
    this.root.dataset.ready = "true";
  }

  #build(derivation) {
    const { id, asks } = this.exercise;
    const field = `fnn-line-${id}`;
    const told = `${field}-told`;
    this.input = element("input", {
      ...{ id: field, name: "answer", type: "text", autocomplete: "off" },
      ...{ autocapitalize: "off", spellcheck: "false" },
      "aria-describedby": told,
    });
    this.hint = element("button", { type: "button", name: "hint" }, "Hint");
    this.shown = element("div", { class: "fnn-typed" });
    this.loading = element("p", { class: "fnn-loading", role: "status" });
    this.verdict = element("output", {
      ...{ id: told, name: "verdict", for: field, "aria-live": "polite" },
    });
    this.proof = element("p", { class: "fnn-proof", role: "status" });
    this.given = element("ol", { class: "fnn-hints", "aria-live": "polite" });
    this.root = element(
      "form",
      { class: "fnn-line", "data-exercise": id, novalidate: "" },
      element("label", { for: field }, asks),
      element(
        "div",
        { class: "fnn-entry" },
        this.input,
        element("button", { type: "submit", name: "check" }, "Check"),
        this.hint,
      ),
      this.shown,
      this.verdict,
      this.proof,
      this.loading,
      this.given,
      this.#solution(derivation),
    );
  }

  #solution(derivation) {
    const place = element("div", { class: "fnn-solution", tabindex: "0" });
    const summary = element("summary", {}, "The derivation");
    const details = element("details", {}, summary, place);
    const open = () => this.typeset(place, derivation, true);
    details.addEventListener("toggle", open, { once: true });
    return details;
  }

  #listen() {
    const wake = () => this.#wake();
    this.input.addEventListener("focus", wake, { once: true });
    this.input.addEventListener("input", () => this.#typed());
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#check();
    });
    // JupyterLab keeps a browser from submitting at Enter.
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      this.root.requestSubmit();
    });
    this.hint.addEventListener("click", () => this.#nextHint());
  }

  /** Begin to load Python, with the first touch. */
  #wake() {
    if (this.awake) return;
    this.awake = true;
    if (!this.judge.possible) {
      this.loading.textContent = FROM_A_FOLDER;
      return;
    }
    this.judge.watch((stage) => this.#stage(stage));
    this.judge.start();
  }

  #stage(stage) {
    const [step, words] = STAGES[stage];
    const busy = step < STAGES.ready[0];
    const bar = busy ? [element("progress", { max: 3, value: step }), " "] : [];
    this.loading.replaceChildren(...bar, words);
    this.root.dataset.python = stage;
  }

  #recall() {
    const line = lineOf(this.exercise.id);
    if (line === undefined) return;
    this.input.value = line;
    this.#say("right", "Right, when you were here last.");
  }

  #typed() {
    this.#say("", "");
    this.#later = setTimeout(() => this.#typeset(), PAUSE);
  }

  async #typeset() {
    const text = this.input.value;
    if (!text.trim() || !this.judge.possible) {
      this.shown.replaceChildren();
      return;
    }
    const { latex } = await this.#ask("typeset", text);
    const fresh = element("span");
    if (latex) await this.typeset(fresh, latex);
    // Typed on meanwhile, or judged: then that is shown.
    if (text !== this.input.value || this.verdict.dataset.verdict) return;
    if (latex) this.shown.replaceChildren(fresh);
    this.shown.classList.toggle("unread", !latex);
  }

  async #check() {
    const text = this.input.value;
    this.#wake();
    if (!this.judge.possible) return;
    this.#say("", "…");
    const found = await this.#ask("judge", text);
    if (text !== this.input.value) return; // typed on meanwhile
    if (found.failed) {
      this.#say("", found.failed);
      return;
    }
    this.#say(found.verdict, found.words);
    OUTCOMES[found.verdict](this, text, found);
  }

  right(text, { latex }) {
    remember(this.exercise.id, text);
    this.show(latex);
    this.#calm = setTimeout(() => this.#prove(text), CALM);
  }

  show(latex) {
    this.shown.classList.remove("unread");
    if (latex) this.typeset(this.shown, latex);
  }

  /** Mark the place that was not understood. */
  malformed(text, { place }) {
    if (!text.trim()) return;
    const signs = [...text]; // as Python counts them
    const marked = element("mark", {}, signs[place] ?? "here");
    const before = signs.slice(0, place).join("");
    const after = signs.slice(place + 1).join("");
    const line = element("code", {}, before, marked, after);
    this.shown.classList.remove("unread");
    this.shown.replaceChildren(line);
  }

  async #prove(text) {
    const { words, failed } = await this.#ask("prove", text);
    if (text === this.input.value) this.proof.textContent = words ?? failed;
  }

  #ask(kind, text) {
    return this.judge
      .ask(kind, this.exercise, text)
      .catch((error) => ({ failed: error.message }));
  }

  #say(verdict, words) {
    clearTimeout(this.#later);
    clearTimeout(this.#calm);
    this.verdict.dataset.verdict = verdict;
    this.verdict.textContent = words;
    this.proof.textContent = "";
  }

  #nextHint() {
    const { hints } = this.exercise;
    this.given.append(element("li", {}, hints[this.#hints++]));
    if (this.#hints < hints.length) return;
    this.hint.disabled = true;
    this.root.querySelector("summary").focus(); // what comes after the hints
  }
}

//: What to do next, by the verdict.
const OUTCOMES = {
  right: (line, text, found) => line.right(text, found),
  wrong: (line, _text, { latex }) => line.show(latex),
  malformed: (line, text, found) => line.malformed(text, found),
};

export default { render };
