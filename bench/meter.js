// Runs in a page before its own scripts, and notes what a reader feels.

window.meter = { shift: 0, tasks: [], painted: 0, ready: null, inputs: [] };
const READY = '[data-explorable][data-ready="true"]';

const watch = (type, note) =>
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
    ...{ type, buffered: true },
  });
watch("layout-shift", ({ hadRecentInput, value }) => {
  if (!hadRecentInput) meter.shift += value;
});
watch("longtask", ({ duration }) => meter.tasks.push(duration));
watch("largest-contentful-paint", ({ startTime }) => {
  meter.painted = startTime;
});

// Asked once a frame: an observer of all changes would take part in them.
requestAnimationFrame(function look() {
  if (!document.querySelector(READY)) return requestAnimationFrame(look);
  meter.ready = performance.now();
  // A script whose name tells the debugger that those before it came before.
  new Function("//# sourceURL=meter-ready")();
});

// A task that was asked for in the frame's callback runs after its paint.
// Several keys may wait for one frame: each brings its own time along.
const after = new MessageChannel();
after.port1.onmessage = ({ data }) =>
  meter.inputs.push(performance.now() - data);
addEventListener(
  "keydown",
  ({ timeStamp }) =>
    requestAnimationFrame(() => after.port2.postMessage(timeStamp)),
  { capture: true },
);

// All that the page does by itself: formulas typeset, a first widget there if
// there are any, and then for a while no widget more, and no long task.
meter.settled = async (widgets, calm) => {
  const pause = () => new Promise((done) => setTimeout(done, calm));
  const done = () => [
    meter.tasks.length,
    document.querySelectorAll("[data-ready]").length,
  ];
  while (widgets && meter.ready === null) await pause();
  await window.MathJax?.startup?.promise;
  for (let before; `${before}` !== `${done()}`; await pause()) before = done();
};

// The first slider, or else the first choice, in sight and with the focus.
meter.focus = (root) => {
  for (const fold of root.querySelectorAll("details")) fold.open = true;
  const control =
    root.querySelector("input[type=range]") ?? root.querySelector("select");
  control?.scrollIntoView({ block: "center", behavior: "instant" });
  control?.focus({ preventScroll: true });
  return control?.tagName;
};
