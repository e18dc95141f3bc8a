"""Load all that a judgement may need: run inside Pyodide, by `snapshot.mjs`.

SymPy imports much only when it is used. The page has no files to import from,
so everything that a loaded module could import later is imported here.
"""

import dis
import gc
import importlib
import sys
from importlib.util import find_spec, resolve_name

ZIPS = ["/judge.zip", "/libraries.zip"]
LIBRARIES = ("sympy", "mpmath")


def codes(code):
    """Yield a code object and all inside it."""
    yield code
    for part in code.co_consts:
        if hasattr(part, "co_code"):
            yield from codes(part)


def imports(name):
    """Yield the names that a loaded module may import, now or later."""
    module = sys.modules[name]
    package = module.__spec__.parent
    for code in codes(module.__loader__.get_code(name)):
        for base, level, inside in dis._find_imports(code):
            path = "." * level + base
            found = resolve_name(path, package) if level else path
            yield found
            yield from (f"{found}.{part}" for part in inside or ())


def ours(names):
    """Keep the names of the libraries' modules that exist."""
    for name in names:
        if name.partition(".")[0] in LIBRARIES and name not in sys.modules:
            if _exists(name):
                yield name


def _exists(name):
    try:
        return find_spec(name) is not None  # imports the packages around it
    except ImportError:  # an attribute, or a part for other software
        return False


def load():
    """Import until nothing is left that a loaded module could import."""
    seen = set()
    while todo := {
        name
        for name in sys.modules
        if name.partition(".")[0] in LIBRARIES and name not in seen
    }:
        seen |= todo
        for name in sorted(todo):
            for other in sorted(set(ours(imports(name)))):
                try:
                    importlib.import_module(other)
                except ImportError:  # for other software, such as NumPy
                    pass


sys.path[:0] = ZIPS
answer = importlib.import_module("judge.answering").answer
importlib.import_module("sympy")
load()
importlib.import_module("judge.warming").warm()
sys.path[:2] = []
for entry in list(sys.path_importer_cache):
    if entry.startswith(tuple(ZIPS)):
        del sys.path_importer_cache[entry]
gc.collect()
