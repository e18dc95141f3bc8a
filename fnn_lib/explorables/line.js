// Your line: a reader's own line, typeset as it is typed, judged on demand.

import { Judge } from "../judge/page/client.js";
import { element } from "./kit/controls.js";
import "./line.css";

const PAUSE = 150; // milliseconds of quiet before a line is typeset
const STORE = "fnn-lines";
// Where this script lies: Python and KaTeX lie beside it.
const BASE = globalThis.document?.currentScript?.src;

let shared;
const judgeOfThePage = () => (shared ??= new Judge(BASE));

/** The judge of a notebook: its kernel, by messages. */
class Kernel {
  possible = true;
  #asked = new Map();
  #number = 0;

  constructor(model) {
    this.model = model;
    model.on("msg:custom", ({ number, result }) => {
      this.#asked.get(number)?.(result);
      this.#asked.delete(number);
    });
  }

  watch(watcher) {
    watcher("ready");
  }

  start() {}

  ask(kind, _exercise, text) {
    const number = ++this.#number;
    return new Promise((resolve) => {
      this.#asked.set(number, resolve);
      this.model.send({ number, kind, text });
    });
  }
}

/** KaTeX, loaded when the first formula is typed; undefined elsewhere. */
let katex;
const typesetter = () =>
  (katex ??= new Promise((resolve) => {
    if (!BASE) return resolve(undefined);
    const script = element("script", { src: new URL("katex/katex.min.js", BASE) });
    script.onload = () => resolve(globalThis.katex);
    script.onerror = () => resolve(undefined);
    document.head.append(script);
  }));

async function typeset(place, latex, displayMode = false) {
  const library = await typesetter();
  if (library) library.render(latex, place, { displayMode, throwOnError: false });
  else place.textContent = latex;
}

/** What this browser remembers; nothing leaves it. */
const progress = {
  read: () => JSON.parse(localStorage.getItem(STORE) ?? "{}"),
  get: (id) => {
    try {
      return progress.read()[id];
    } catch {
      return undefined; // storage is forbidden, or not ours
    }
  },
  set: (id, line) => {
    try {
      const all = { ...progress.read(), [id]: line };
      localStorage.setItem(STORE, JSON.stringify(all));
    } catch {
      // It works without a memory, too.
    }
  },
};

const STAGES = {
  interpreter: [1, "Python is being loaded: the interpreter"],
  libraries: [2, "Python is being loaded: SymPy"],
  judge: [3, "Python is being loaded: the judge"],
  ready: [4, ""],
  failed: [4, "Python could not be loaded; hints and solution work."],
};

function render({ model, el, page }) {
  const exercise = model.get("_exercise");
  const judge = page ? judgeOfThePage() : new Kernel(model);
  new Line(exercise, model.get("_derivation"), judge, el);
}

class Line {
  constructor(exercise, derivation, judge, el) {
    Object.assign(this, { exercise, judge, hints: 0 });
    const id = `fnn-line-${exercise.id}`;
    this.input = element("input", {
      ...{ id, name: "answer", type: "text", autocomplete: "off" },
      ...{ autocapitalize: "off", spellcheck: "false", maxlength: 400 },
    });
    this.shown = element("div", { class: "fnn-typed", "aria-hidden": "true" });
    this.verdict = element("output", { name: "verdict", for: id });
    this.loading = element("p", { class: "fnn-loading", role: "status" });
    this.hint = element("button", { type: "button", name: "hint" }, "Hint");
    this.given = element("ol", { class: "fnn-hints" });
    this.root = element(
      "form",
      { class: "fnn-line", "data-exercise": exercise.id },
      element("label", { for: id }, exercise.asks),
      element(
        "div",
        { class: "fnn-entry" },
        this.input,
        element("button", { type: "submit", name: "check" }, "Check"),
        this.hint,
      ),
      this.shown,
      this.loading,
      this.verdict,
      this.given,
      this.#solution(derivation),
    );
    this.#listen();
    el.append(this.root);
    this.#remember();
    this.root.dataset.ready = "true";
  }

  #solution(derivation) {
    const place = element("div", { class: "fnn-solution" });
    const details = element(
      "details",
      {},
      element("summary", {}, "The derivation"),
      place,
    );
    details.addEventListener(
      "toggle",
      () => typeset(place, derivation, true),
      { once: true },
    );
    return details;
  }

  #listen() {
    this.input.addEventListener("focus", () => this.#wake(), { once: true });
    this.input.addEventListener("input", () => this.#typed());
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#check();
    });
    this.hint.addEventListener("click", () => this.#nextHint());
  }

  #wake() {
    if (!this.judge.possible) {
      this.loading.textContent =
        "Opened from a folder, a page may not start Python. Run " +
        "“python3 -m http.server” in that folder and open the address that " +
        "it prints. Hints and derivation work here, too.";
      return;
    }
    this.judge.watch((stage) => {
      const [step, words] = STAGES[stage] ?? [0, ""];
      const bar = element("progress", { max: 4, value: step });
      this.loading.replaceChildren(...(words ? [bar, ` ${words}`] : []));
    });
    this.judge.start();
  }

  #remember() {
    const line = progress.get(this.exercise.id);
    if (!line) return;
    this.input.value = line;
    this.#say("right", `Right, when you were here last.`);
  }

  #typed() {
    this.#say("", "");
    clearTimeout(this.later);
    this.later = setTimeout(() => this.#typeset(), PAUSE);
  }

  async #typeset() {
    const text = this.input.value;
    if (!text.trim() || !this.judge.possible) {
      this.shown.replaceChildren();
      return;
    }
    const { latex } = await this.#ask("typeset", text);
    if (text !== this.input.value) return; // typed on meanwhile
    if (latex) await typeset(this.shown, latex);
    this.shown.classList.toggle("unread", !latex);
  }

  async #check() {
    const text = this.input.value;
    this.#wake();
    if (!this.judge.possible) return;
    this.#say("", "…");
    const found = await this.#ask("judge", text);
    if (found.failed) return this.#say("", found.failed);
    this.#say(found.verdict, found.words);
    if (found.latex) await typeset(this.shown, found.latex);
    if (found.verdict === "right") progress.set(this.exercise.id, text);
    if (found.verdict === "malformed") {
      this.input.setSelectionRange(found.place, found.place + 1);
    }
    return undefined;
  }

  #ask(kind, text) {
    return this.judge
      .ask(kind, this.exercise, text)
      .catch((error) => ({ failed: error.message }));
  }

  #say(verdict, words) {
    this.verdict.dataset.verdict = verdict;
    this.verdict.textContent = words;
  }

  #nextHint() {
    const { hints } = this.exercise;
    this.given.append(element("li", {}, hints[this.hints++]));
    this.hint.disabled = this.hints === hints.length;
  }
}

export default { render };
