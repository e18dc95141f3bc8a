// Python in a worker of the page: reads, typesets and judges typed lines.
// It does not start: it takes up the memory of one that had everything loaded
// when the book was built. All it needs lies beside it.

import { loadPyodide } from "./pyodide.mjs";

const PAGE = 65536; // bytes of a page of memory
const near = (name) => new URL(name, import.meta.url).href;
const say = (stage) => self.postMessage({ stage });

async function unpacked(name) {
  // With the digest of this build, as this script was asked for.
  const answer = await fetch(near(name) + self.location.search);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  const packed = new DecompressionStream("gzip");
  const memory = new Response(answer.body.pipeThrough(packed));
  return new Uint8Array(await memory.arrayBuffer());
}

/** Make the interpreter's memory large enough for what it takes up. */
async function create(settings, memory) {
  const { default: createModule } = await import("./pyodide.asm.mjs");
  const { instantiateWasm } = settings;
  settings.instantiateWasm = (imports, done) =>
    instantiateWasm(imports, (instance, module) => {
      const { buffer } = instance.exports.memory;
      const missing = Math.ceil((memory.length - buffer.byteLength) / PAGE);
      if (missing > 0) instance.exports.memory.grow(missing);
      return done(instance, module);
    });
  return createModule(settings);
}

async function start() {
  say("loading");
  const memory = await unpacked("judge.snapshot");
  say("starting");
  const python = await loadPyodide({
    indexURL: near("./"),
    lockFileURL: near("lock.json"),
    _loadSnapshot: memory,
    createPyodideModule: (settings) => create(settings, memory),
  });
  return python.runPython("answer");
}

const ready = start();
ready.then(
  () => say("ready"),
  (error) => self.postMessage({ stage: "failed", message: error.message }),
);

// Text goes in and text comes out: nothing typed is ever run.
self.onmessage = async ({ data }) => {
  const { number, kind, exercise, text } = data;
  try {
    const answer = await ready;
    const result = answer(kind, JSON.stringify(exercise), text);
    self.postMessage({ number, result: JSON.parse(result) });
  } catch (error) {
    self.postMessage({ number, error: error.message });
  }
};
