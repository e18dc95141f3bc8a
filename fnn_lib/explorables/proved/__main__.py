"""Write the modules: ``python -m fnn_lib.explorables.proved FOLDER``."""

import importlib
import pkgutil
import sys
from pathlib import Path

from ...symbolic.javascript import javascript
from . import __name__ as package
from . import __path__ as places


def write(folder):
    """Write one JavaScript module for each module here.

    Each has `FORMULAS`, and may have `DATA`.

    Parameters
    ----------
    folder : Path
        Where to; it exists.
    """
    for found in pkgutil.iter_modules(places):
        if found.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package}.{found.name}")
        data = getattr(module, "DATA", {})
        text = javascript(module.FORMULAS, data)
        (folder / f"{found.name}.mjs").write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
