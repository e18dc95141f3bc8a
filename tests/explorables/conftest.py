"""Functions of the proved JavaScript modules, run in Node."""

import importlib
import json
import subprocess

import numpy as np
import pytest

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
