"""Bundle the explorables in parts: a page loads those that it shows.

What many of them share is in ``explorables.js``, which also mounts them; what
one has for itself, in ``explorable-NAME.js``. These are classic scripts: a
browser loads no module from a folder.
"""

import hashlib
import json
import re
import tempfile
from collections import Counter
from pathlib import Path

#: As Sphinx writes it into a page.
_SHARED_TAG = re.compile(
    r"<script\b[^>]*_static/explorables\.js[^>]*></script>"
)
_KIND = re.compile(r'data-kind="([\w-]+)"')
_IMPORT = re.compile(r'^import (\w+) from "\./(\w+)\.js";$', re.M)
#: Parts that so many explorables share come with every page.
SHARED = 5
KIND = """\
import {{ widget }} from "{folder}/kit/explorable.js";
import found from "{folder}/{module}.js";
export default found.render ? found : widget(found);
"""
#: A part is run when it is first asked for.
DEFINE = "(self.fnnParts??={{}})[{name}]=(module,exports,require)=>{{{code}}};"
START = (
    "self.fnnPart=(name)=>{const part=fnnParts[name.replace('./','')];"
    "if(!part.exports){const module=part.exports={exports:{}};"
    "part(module,module.exports,fnnPart)}return part.exports.exports};"
    "fnnPart('host.js');"
)


def kinds(source):
    """List the explorables that the registry has.

    Parameters
    ----------
    source : Path
        The folder of the explorables.

    Returns
    -------
    dict
        From the name that pages have to the name of the module.
    """
    registry = (source / "registry.js").read_text("utf-8")
    modules = [module for _, module in _IMPORT.findall(registry)]
    return {module.replace("_", "-"): module for module in modules}


def script(kind):
    """Name the script of one explorable.

    Parameters
    ----------
    kind : str
        As pages name it.

    Returns
    -------
    str
        The name of its file.
    """
    return f"explorable-{kind}.js"


def load_parts(page, assets, pathto):
    """Let a page load the scripts of the explorables that it shows.

    Parameters
    ----------
    page : str
        HTML with their places.
    assets : Path
        Folder of the scripts.
    pathto : callable
        Gives the address of a file of the book, as seen from the page.

    Returns
    -------
    str
        HTML with these scripts before the one that mounts.
    """

    def tag(kind):
        name = script(kind)
        version = hashlib.sha256((assets / name).read_bytes()).hexdigest()[:8]
        address = f"{pathto(f'_static/{name}', 1)}?v={version}"
        return f'<script defer="defer" src="{address}"></script>\n'

    def with_own(shared):
        return "".join(map(tag, sorted(set(_KIND.findall(page))))) + shared[0]

    return _SHARED_TAG.sub(with_own, page)


def bundle_parts(source, target, esbuild):
    """Bundle the scripts of the pages.

    Parameters
    ----------
    source : Path
        The folder of the explorables.
    target : Path
        Receives the scripts.
    esbuild : callable
        Runs esbuild with the arguments that it is given.
    """
    found = kinds(source)
    with tempfile.TemporaryDirectory() as place:
        parts, needs = _parts(found, source, Path(place), esbuild)
    of_kind = {kind: needs[script(kind)] for kind in found}
    asked = Counter(part for some in of_kind.values() for part in some)
    core = {part for part, count in asked.items() if count >= SHARED}
    core |= needs["host.js"]
    for old in target.glob("explorable-*.js"):
        old.unlink()
    for kind, some in of_kind.items():
        text = _text(parts, some - core)
        (target / script(kind)).write_text(text, "utf-8")
    text = _text(parts, core) + START
    (target / "explorables.js").write_text(text, "utf-8")


def _parts(found, source, place, esbuild):
    """Return the text of each part, and which parts each one needs."""
    entries = [source / "kit" / "host.js"]
    for kind, module in found.items():
        entries.append(place / script(kind))
        text = KIND.format(folder=source.resolve().as_posix(), module=module)
        entries[-1].write_text(text, "utf-8")
    esbuild(
        *entries,
        *("--bundle", "--splitting", "--format=esm", "--minify"),
        *(f"--outdir={place}/esm", f"--metafile={place}/meta.json"),
        *("--entry-names=[name]", "--chunk-names=part-[hash]"),
        "--loader:.css=empty",
    )
    made = sorted((place / "esm").glob("*.js"))
    # An exchange of parts that needs no modules.
    esbuild(*made, "--format=cjs", "--minify", f"--outdir={place}/cjs")
    outputs = json.loads((place / "meta.json").read_text("utf-8"))["outputs"]
    imports = {
        Path(name).name: [Path(i["path"]).name for i in output["imports"]]
        for name, output in outputs.items()
    }
    texts = {
        path.name: (place / "cjs" / path.name).read_text("utf-8").strip()
        for path in made
    }
    return texts, {name: _reach(name, imports) for name in texts}


def _reach(name, imports):
    return {name}.union(*(_reach(n, imports) for n in imports[name]))


def _text(parts, some):
    return "".join(
        DEFINE.format(name=json.dumps(name), code=parts[name])
        for name in sorted(some)
    )
