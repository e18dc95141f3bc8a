"""Where entries of W go: the proved places against NumPy and SymPy."""

import importlib
import itertools

import numpy as np
import pytest
import sympy as sp
import traitlets

from fnn_lib.explorables import Vec
from fnn_lib.layouts import vec
from fnn_lib.symbolic import Derivation, RefutedStep, entries

SIZES = list(itertools.product(range(1, 5), repeat=2))


def selections(sizes):
    """Yield rows, columns, and each entry of such a W."""
    for n, m in sizes:
        for i, j in itertools.product(range(1, n + 1), range(1, m + 1)):
            yield {"rows": n, "columns": m, "row": i, "column": j}


@pytest.fixture
def widget(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")
    return Vec


def test_places_agree_with_the_library(proved, agree, widget):
    every = list(selections(SIZES))
    wanted = [widget(**one).outputs() for one in every]
    names = "vec_position", "kron_row", "kron_column"
    found = proved("vec", "places", every)
    for name in names:
        agree([f[name] for f in found], [w[name] for w in wanted])


def test_places_hold_beyond_the_controls(proved, agree):
    every = list(selections([(7, 5), (3, 9)]))
    wanted = []
    for one in every:
        W = np.zeros((one["rows"], one["columns"]))
        W[one["row"] - 1, one["column"] - 1] = 1
        wanted.append(1 + int(vec(W).argmax()))
    found = proved("vec", "places", every)
    agree([f["vec_position"] for f in found], wanted)
    agree([f["kron_column"] for f in found], wanted)


@pytest.mark.parametrize(("n", "m"), SIZES)
def test_the_product_written_out_has_the_coefficients_there(proved, n, m):
    W, x = entries("W", n, m), entries("x", m)
    kronecker = sp.kronecker_product(x.T, sp.eye(n))
    assert sp.expand(kronecker * W.vec() - W * x) == sp.zeros(n, 1)
    every = list(selections([(n, m)]))
    for one, found in zip(every, proved("vec", "places", every), strict=True):
        i, j = one["row"] - 1, one["column"] - 1
        assert W.vec()[found["vec_position"] - 1] == W[i, j]
        alone = kronecker[:, found["kron_column"] - 1]
        wanted = sp.zeros(n, 1)
        wanted[found["kron_row"] - 1] = x[j]
        assert alone == wanted


def test_numbers_agree_with_the_library(proved, agree, widget):
    numbers = widget().record()
    every = list(selections([(4, 4)]))
    at = [(numbers["x"][s["column"] - 1], s["row"]) for s in every]
    coefficients = proved(
        "vec", "coefficient", [{"i": i, "row": i, "x": x} for x, i in at]
    )
    gradients = proved(
        "vec",
        "gradient",
        [{"dJ_dz": numbers["delta"][i - 1], "x": x} for x, i in at],
    )
    wanted = [widget(**one).outputs() for one in every]
    agree(
        [c["value"] for c in coefficients], [w["coefficient"] for w in wanted]
    )
    agree([g["dJ_dW"] for g in gradients], [w["dJ_dW"] for w in wanted])
    apart = {"i": 2, "row": 1, "x": 3}
    assert proved("vec", "coefficient", [apart]) == [{"value": 0}]


def test_outputs_are_those_of_a_product_by_hand(widget):
    shown = widget(rows=3, columns=2, row=3, column=2).outputs()
    x, delta = (widget().record()[name] for name in ("x", "delta"))
    assert shown == {
        "vec_position": 6,
        "kron_row": 3,
        "kron_column": 6,
        "coefficient": x[1],
        "dJ_dW": delta[2] * x[1],
    }


def test_an_entry_beyond_w_is_the_last_one(widget):
    beyond = widget(rows=2, columns=3, row=4, column=4).outputs()
    assert beyond == widget(rows=2, columns=3, row=2, column=3).outputs()


def test_all_places_are_proved_for_every_size():
    formulas = importlib.import_module("fnn_lib.explorables.proved.vec")
    for name in ("slope", "position", "row", "product", "column"):
        found = getattr(formulas, name).verdict
        assert found == "proved for every size", name


def test_places_by_rows_are_refuted():
    formulas = importlib.import_module("fnn_lib.explorables.proved.vec")
    position = Derivation(formulas.position.first)
    by_rows = formulas.c + formulas.m * (formulas.r - 1)
    with pytest.raises(RefutedStep):
        position.step(by_rows)
    swapped = Derivation(formulas.z_i)
    i, j, k = formulas.i, formulas.j, formulas.k
    term = formulas.X[k] * formulas.delta(i, k) * formulas.W[j, k]
    with pytest.raises(RefutedStep):
        swapped.step(
            sp.Sum(sp.Sum(term, (j, 1, formulas.n)), (k, 1, formulas.m))
        )


def test_a_setting_outside_its_limits_is_refused(widget):
    with pytest.raises(traitlets.TraitError, match="'rows'"):
        widget(rows=5)
    with pytest.raises(ValueError, match="q: found no such control"):
        widget(q=1)
