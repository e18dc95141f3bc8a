// Keep the memory of a Python that has everything loaded, so that a page need
// not start one: node --import still.mjs snapshot.mjs PYODIDE LIBRARIES.zip
// JUDGE.zip RESULT

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

// Imports all there is and judges every exercise: a judge that does not work
// here is not published.
const WARM = new URL("warm.py", import.meta.url);

// What went wrong in a few lines; the script that Pyodide is has only one.
process.on("uncaughtException", ({ message }) => {
  console.error(message);
  process.exit(1);
});

const [, , home, libraries, judge, result] = process.argv;
const { loadPyodide } = await import(pathToFileURL(`${home}/pyodide.mjs`));
const { info } = JSON.parse(readFileSync(`${home}/pyodide-lock.json`, "utf8"));
const python = await loadPyodide({
  indexURL: `${home}/`,
  lockFileContents: JSON.stringify({ info, packages: {} }),
  env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
  _makeSnapshot: true,
});
const read = (path) => new Uint8Array(readFileSync(path));
python.FS.writeFile("/libraries.zip", read(libraries));
python.FS.writeFile("/judge.zip", read(judge));
python.runPython(readFileSync(WARM, "utf8"));
writeFileSync(result, gzipSync(python.makeMemorySnapshot(), { level: 9 }));
