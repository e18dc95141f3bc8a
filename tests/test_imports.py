"""Importing the package loads NumPy and nothing heavier."""

import json
import subprocess
import sys

import pytest

HEAVY = (
    "IPython anywidget autograd ipywidgets matplotlib mpmath scipy sympy tqdm"
).split()


def loaded(statement):
    """Return the top-level modules that a fresh interpreter has loaded."""
    code = (
        f"import json, sys; {statement}; "
        "print(json.dumps([m.partition('.')[0] for m in sys.modules]))"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(run.stdout))


def submodules(statement):
    code = f"import json, sys; {statement}; print(json.dumps([*sys.modules]))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def beyond_numpy():
    return loaded("import fnn_lib") - loaded("import numpy")


def test_import_loads_numpy_and_the_standard_library_only(beyond_numpy):
    assert beyond_numpy - set(sys.stdlib_module_names) == {"fnn_lib"}


def test_import_loads_numpy():
    assert "numpy" in loaded("import fnn_lib")


@pytest.mark.parametrize("name", HEAVY)
def test_import_loads_nothing_heavy(beyond_numpy, name):
    assert name not in beyond_numpy


@pytest.mark.parametrize(
    "part", ["data", "display", "explorables", "symbolic"]
)
def test_import_loads_no_other_room(part):
    assert f"fnn_lib.{part}" not in submodules("import fnn_lib")


def test_training_without_progress_needs_no_tqdm():
    train = (
        "import fnn_lib; net = fnn_lib.Network((1, 1)); "
        "fnn_lib.train(net, [[1.0]], [[1.0]], progress=False)"
    )
    assert "tqdm" not in loaded(train)


# -- the judge: in the page it stands alone ----------------------------------

JUDGED = (
    "from judge.answering import answer; "
    "from judge.exercises import EXERCISES; "
    "told = json.dumps(EXERCISES['sigmoid-derivative']); "
    "assert json.loads(answer('judge', told, 'sigma(z)(1-sigma(z))'))"
    "['verdict'] == 'right'; answer('typeset', told, 'z'); "
    "answer('judge', told, '-z')"
)


def judge_alone(root, statement):
    """Return the modules that the judge loads as a package of its own."""
    home = f"sys.path.insert(0, {str(root / 'fnn_lib')!r})"
    return submodules(f"{home}; {statement}")


def test_the_judge_needs_neither_numpy_nor_the_library(root):
    found = {m.partition(".")[0] for m in judge_alone(root, JUDGED)}
    own = found - set(sys.stdlib_module_names) - {"gmpy2", "sitecustomize"}
    assert own - loaded("pass") == {"judge", "mpmath"}


def test_judging_a_line_needs_no_sympy_but_a_proof_does(root):
    assert "sympy" not in judge_alone(root, JUDGED)
    proof = JUDGED + (
        "; found = answer('prove', told, '1/(2 + e^z + e^{-z})'); "
        "assert json.loads(found)['proved']"
    )
    assert "sympy" in judge_alone(root, proof)


def test_judging_in_a_notebook_loads_no_other_room():
    found = submodules("import fnn_lib.judge")
    for part in ("data", "display", "explorables", "symbolic"):
        assert f"fnn_lib.{part}" not in found
