// Python in a worker of the page: reads, typesets and judges typed lines.
// Everything it needs lies beside it; it asks no other host for anything.

import { loadPyodide } from "./pyodide.mjs";

const say = (stage) => self.postMessage({ stage });

async function bytes(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function start() {
  say("interpreter");
  const libraries = Promise.all([bytes("libraries.zip"), bytes("judge.zip")]);
  const python = await loadPyodide({
    indexURL: new URL("./", import.meta.url).href,
    lockFileURL: new URL("./lock.json", import.meta.url).href,
  });
  say("libraries");
  const [sympy, judge] = await libraries;
  python.FS.writeFile("/libraries.zip", sympy);
  python.FS.writeFile("/judge.zip", judge);
  python.runPython(
    "import sys; sys.path[:0] = ['/judge.zip', '/libraries.zip']",
  );
  const answer = python.runPython("from judge.answering import answer; answer");
  say("judge");
  python.runPython("import sympy");
  return answer;
}

const ready = start();
ready.then(
  () => say("ready"),
  (error) => self.postMessage({ stage: "failed", message: error.message }),
);

// Text goes in and text comes out: nothing typed is ever run.
self.onmessage = async ({ data }) => {
  const answer = await ready;
  const result = answer(data.kind, JSON.stringify(data.exercise), data.text);
  self.postMessage({ number: data.number, result: JSON.parse(result) });
};
