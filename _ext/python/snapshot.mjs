// Keep the memory of a Python that has everything loaded, so that a page need
// not start one: node --import still.mjs snapshot.mjs PYODIDE LIBRARIES.zip
// JUDGE.zip RESULT

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

// Everything that a judgement or a proof may import is imported by making
// some; a judge that does not work here is not published.
const WARM = `
import gc, sys

ZIPS = ["/judge.zip", "/libraries.zip"]
sys.path[:0] = ZIPS
from judge.answering import answer
from judge.warming import warm

warm()
# The page has no such files.
sys.path[:2] = []
for name in list(sys.path_importer_cache):
    if name.startswith(tuple(ZIPS)):
        del sys.path_importer_cache[name]
gc.collect()
`;

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
python.runPython(WARM);
writeFileSync(result, gzipSync(python.makeMemorySnapshot(), { level: 9 }));
