// Put on each page: what a test does there, one frame at a time.
window.hands = (() => {
  const find = (name, number = 0) =>
    document.querySelectorAll(`[data-explorable="${name}"]`)[number];
  const frame = () => new Promise(requestAnimationFrame);
  const control = (root, name) =>
    root.querySelector(`:is(input, select, button)[name="${name}"]`);
  const happen = (element, ...events) => {
    for (const name of events)
      element.dispatchEvent(new Event(name, { bubbles: true }));
  };

  // As a hand does: the form element gets a value and says so.
  function put(root, name, value) {
    const element = control(root, name);
    if (element.type === "submit" || element.type === "button")
      return element.click();
    element.value = String(value);
    const taken = element.type === "range" ? Number(element.value)
      : element.value;
    if (taken !== (element.type === "range" ? value : String(value)))
      throw new Error(`${name}: ${taken} instead of ${value}`);
    // A slider says so while it is moved, and must be heard then.
    happen(element, ...(element.type === "range" ? ["input"]
      : ["input", "change"]));
  }

  const outputs = (root) => Object.fromEntries(
    [...root.querySelectorAll("output")]
      .map(({ name, dataset }) => [name, dataset.value]));

  // Attributes have no order: one that went and came back stands last. And a
  // style that nothing is left of is none.
  const sorted = (markup) => markup.replace(
    /<([\w-]+)((?: [\w:-]+="[^"]*")+)/g,
    (_, tag, attributes) =>
      "<" + tag + (attributes.replace(' style=""', "")
        .match(/ [^ =]+="[^"]*"/g) ?? []).sort().join(""));

  // All that a reader may see of the answer, without the controls.
  const picture = (root) => JSON.stringify([
    outputs(root),
    root.dataset.frame,
    ...[...root.querySelectorAll(".fnn-picture, .fnn-below, .fnn-keys")]
      .map((part) => sorted(part.innerHTML)),
    ...[...root.querySelectorAll("canvas")].map((c) => c.toDataURL()),
  ]);

  // One frame after the last input all must be there. Only many steps at once
  // may take longer, a few milliseconds of each frame.
  async function settled(root) {
    await frame();
    if (!control(root, "step")) return;
    for (let before, now; before !== (now = JSON.stringify(outputs(root)));) {
      before = now;
      await frame();
    }
  }

  async function each(see, name, settings, number) {
    const root = find(name, number), found = [];
    for (const setting of settings) {
      for (const [control, value] of Object.entries(setting))
        put(root, control, value);
      await settled(root);
      found.push(see(root));
    }
    return found;
  }

  const go = (...given) => each(outputs, ...given);
  const pictures = (...given) => each(picture, ...given);

  const settings = (name) => Object.fromEntries(
    [...find(name).querySelectorAll(":is(input, select)[name]")].map((e) =>
      [e.name, e.type === "range" ? Number(e.value) : e.value]));

  async function reset(name, number = 0) {
    const button = control(find(name, number), "reset");
    button.click(); // of steps, first to their start, then of the sliders
    button.click();
    await frame();
  }

  // Into sight, all folds open; where it is then.
  async function see(name, part = null, number = 0) {
    const root = find(name, number);
    for (const fold of root.querySelectorAll("details")) fold.open = true;
    if (document.readyState !== "complete") // what loads may move the rest
      await new Promise((done) => addEventListener("load", done));
    await document.fonts.ready;
    const element = part ? root.querySelector(part) : root;
    // What comes near is laid out then, and may push the rest away.
    const calm = [];
    while (calm.length < 100 && new Set(calm.slice(-6)).size !== 1
        || calm.length < 6) {
      element.scrollIntoView({ block: "center", behavior: "instant" });
      await frame();
      calm.push(element.getBoundingClientRect().y);
    }
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  }

  async function sentence(name, settings) {
    const root = find(name), says = root.querySelector("[aria-live]");
    const before = says.textContent, changes = [];
    const watch = new MutationObserver(() => changes.push(performance.now()));
    watch.observe(says, { childList: true });
    let last;
    for (const setting of settings) {
      for (const [control, value] of Object.entries(setting))
        put(root, control, value);
      last = performance.now();
      await new Promise((later) => setTimeout(later, 100));
    }
    const limit = performance.now() + 5000;
    while (!changes.length && performance.now() < limit) await frame();
    watch.disconnect();
    return { before, after: says.textContent, late: changes[0] - last };
  }

  // Everything that the keyboard may reach, in the order of the page.
  function reachable(name) {
    const root = find(name);
    for (const fold of root.querySelectorAll("details")) fold.open = true;
    root.tabIndex = -1;
    root.focus();
    window.reached = [];
    const called = (e) => e.name || e.tagName.toLowerCase();
    root.addEventListener("focusin", ({ target }) =>
      window.reached.push(called(target)));
    const all = root.querySelectorAll(
      "input, select, button, summary, a[href], [tabindex='0']");
    return [...all].map(called);
  }

  // What is too small or out of place, in words.
  function misfits(name) {
    const root = find(name), frame = root.getBoundingClientRect(), found = [];
    const outside = ({ left, right }) =>
      left < frame.left - 1 || right > frame.right + 1;
    for (const e of root.querySelectorAll("input, select, button, summary")) {
      const box = e.getBoundingClientRect();
      const what = e.name || e.textContent;
      if (box.height < 24) found.push(`${what}: ${box.height} px high`);
      if (outside(box)) found.push(`${what}: sticks out`);
    }
    for (const e of root.querySelectorAll(".fnn-picture text")) {
      const box = e.getBoundingClientRect(), what = `“${e.textContent}”`;
      if (!e.textContent || !box.width) continue;
      const picture = e.closest("svg").getBoundingClientRect();
      const size = parseFloat(getComputedStyle(e).fontSize);
      if (size < 11) found.push(`${what}: ${size} px`);
      if (outside(box)) found.push(`${what}: sticks out`);
      if (box.top < picture.top - 2 || box.bottom > picture.bottom + 2)
        found.push(`${what}: above or below the picture`);
    }
    for (const e of root.querySelectorAll("output, label, .fnn-key")) {
      const box = e.getBoundingClientRect(); // a hidden one has no width
      if (box.width && outside(box))
        found.push(`${e.name || e.textContent}: sticks out`);
    }
    return found;
  }

  const handles = (name) =>
    [...find(name).querySelectorAll(".fnn-handle")]
      .map((e) => e.getBoundingClientRect())
      .filter(({ width }) => width)
      .map(({ x, y, width, height }) => ({ x, y, width, height }));

  async function frames(number) {
    const state = JSON.parse(document.querySelector(
      'script[type*="widget-state"]').textContent).state;
    const live = Object.values(state).map(({ state }) => state)
      .filter(({ _explorable }) => _explorable === "live")[number];
    const sources = live._recorded.frames.map(({ image }) => image);
    return Promise.all(sources.filter(Boolean).map(async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      return image.naturalWidth;
    }));
  }

  // Each prediction, before any choice and after each.
  const predictions = () =>
    [...document.querySelectorAll("[data-prediction]")].map((box) => ({
      group: box.querySelector("input").name,
      before: box.textContent,
      folds: box.querySelectorAll("details").length,
      answers: [...box.querySelectorAll("label")].map((label) => {
        label.click();
        const fold = box.querySelector("details");
        const checked = label.querySelector("input").checked;
        const { open, textContent } = fold;
        return { checked, open, answer: textContent, all: box.textContent };
      }),
    }));

  return { find, frame, control, put, happen, outputs, picture, go, pictures,
    settings, reset, see, sentence, reachable, misfits, handles, frames,
    predictions };
})();
