"""Proved JavaScript, and what is built on it, run in Node."""

import importlib
import json
import subprocess

import numpy as np
import pytest

from _ext.bundle import FOLDER
from _ext.formulas import NODE
from fnn_lib.symbolic.javascript import javascript


@pytest.fixture(scope="session")
def proved(tmp_path_factory):
    """Run a proved function at many points: ``proved(module, name, points)``.

    A point is a dict of arguments; the answer has a dict for each.
    """
    folder = tmp_path_factory.mktemp("proved")

    def run(module, name, points):
        path = folder / f"{module}.mjs"
        if not path.exists():
            formulas = importlib.import_module(
                f"fnn_lib.explorables.proved.{module}"
            )
            data = getattr(formulas, "DATA", {})
            path.write_text(javascript(formulas.FORMULAS, data), "utf-8")
        script = folder / "run.mjs"
        script.write_text(
            f'import * as formulas from "./{path.name}";'
            f"const points = {json.dumps(points)};"
            f"console.log(JSON.stringify(points.map(formulas.{name})));",
            "utf-8",
        )
        done = subprocess.run(
            [NODE, str(script)], capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)

    return run


@pytest.fixture
def beside(root, tmp_path):
    """Run a script that stands beside a proved module.

    ``beside("descent", "descent_path.js", code, argument)`` evaluates
    ``run(argument)``, which the code defines; a dict of `altered` lines puts
    mistakes into the script first.
    """
    (tmp_path / "static").mkdir()
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")

    def run(module, script, code, argument, altered=None):
        formulas = importlib.import_module(
            f"fnn_lib.explorables.proved.{module}"
        )
        printed = tmp_path / "static" / f"{module}.mjs"
        printed.write_text(javascript(formulas.FORMULAS), "utf-8")
        text = (root / FOLDER / script).read_text("utf-8")
        for line, wrong in (altered or {}).items():
            assert text.count(line) == 1, line
            text = text.replace(line, wrong)
        (tmp_path / script).write_text(text, "utf-8")
        (tmp_path / "run.js").write_text(
            f'import * as script from "./{script}";\n{code}\n'
            f"console.log(JSON.stringify(run({json.dumps(argument)})));",
            "utf-8",
        )
        done = subprocess.run(
            [NODE, str(tmp_path / "run.js")],
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def agree():
    """Hold what Node found against the library, to 1e-12 max(1, |b|)."""

    def hold(found, wanted):
        found = np.asarray(found, float)
        wanted = np.asarray(wanted, float)
        close = 1e-12 * np.maximum(1, np.abs(wanted))
        assert found.shape == wanted.shape
        assert (np.abs(found - wanted) <= close).all()

    return hold


@pytest.fixture(scope="session")
def tex(root, tmp_path_factory):
    """Return the LaTeX of names as the page's script reads them."""
    folder = tmp_path_factory.mktemp("names")
    script = root / "fnn_lib" / "explorables" / "kit" / "notation.js"
    (folder / "notation.mjs").write_text(script.read_text("utf-8"), "utf-8")

    def read(names):
        run = folder / "run.mjs"
        run.write_text(
            'import { tex } from "./notation.mjs";'
            f"const names = {json.dumps(list(names))};"
            "console.log(JSON.stringify(names.map((name) => tex(name))));",
            "utf-8",
        )
        done = subprocess.run(
            [NODE, str(run)], capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)

    return read
