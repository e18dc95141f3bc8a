// Compile Python inside the Pyodide that will run it, so that the magic
// number fits: node archive.mjs PYODIDE SOURCES.zip RESULT.zip

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const COMPILE = `
import os, py_compile, zipfile

MODE = py_compile.PycInvalidationMode.UNCHECKED_HASH
with zipfile.ZipFile("/sources.zip") as sources:
    sources.extractall("/sources")
with zipfile.ZipFile("/result.zip", "w", zipfile.ZIP_DEFLATED) as result:
    for folder, names, files in os.walk("/sources"):
        names.sort()
        for file in sorted(files):
            path = os.path.join(folder, file)
            name = os.path.relpath(path, "/sources")
            # With docstrings: parts of SymPy put theirs together.
            py_compile.compile(
                path, "/compiled", dfile=name, doraise=True, optimize=1,
                invalidation_mode=MODE,
            )
            # Of one date: the same sources give the same bytes.
            entry = zipfile.ZipInfo(name + "c", (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with open("/compiled", "rb") as compiled:
                result.writestr(entry, compiled.read())
`;

// What went wrong in a few lines; the script that Pyodide is has only one.
process.on("uncaughtException", ({ message }) => {
  console.error(message);
  process.exit(1);
});

const [, , home, sources, result] = process.argv;
const { loadPyodide } = await import(pathToFileURL(`${home}/pyodide.mjs`));
const { info } = JSON.parse(readFileSync(`${home}/pyodide-lock.json`, "utf8"));
const python = await loadPyodide({
  indexURL: `${home}/`,
  lockFileContents: JSON.stringify({ info, packages: {} }),
});
python.FS.writeFile("/sources.zip", new Uint8Array(readFileSync(sources)));
python.runPython("import warnings; warnings.simplefilter('ignore')");
python.runPython(COMPILE);
writeFileSync(result, python.FS.readFile("/result.zip"));
