"""The backward pass of the small network: paths, proved and walked."""

import copy
import json
import math
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
import traitlets

from _ext.formulas import NODE
from fnn_lib.activations import ACTIVATIONS
from fnn_lib.differences import numerical_gradient
from fnn_lib.explorables import Backward
from fnn_lib.explorables.proved.backward import PATHS, prove
from fnn_lib.explorables.small_network import PARAMETERS
from fnn_lib.pairings import PAIRINGS
from fnn_lib.symbolic import RefutedStep, latex, smooth, symbol

KIT = Path(__file__).parents[2] / "fnn_lib" / "explorables" / "kit"
HIDDEN = ["tanh", "sigmoid", "relu"]
NAMES = ["x_1", "x_2", "x_3", *PARAMETERS]


@pytest.fixture(autouse=True)
def build(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")


def drawn(hidden, seed):
    """Return the widget at random values of its controls."""
    random = np.random.default_rng(seed)
    values = random.integers(-30, 31, size=len(NAMES)) / 10
    settings = dict(zip(NAMES, values.tolist(), strict=True))
    return Backward(hidden=hidden, y=seed % 2, **settings)


def numbers_of(widget):
    """Return every factor by its name, from the numbers of `fnn_lib`."""
    net, X, Y = widget.network(), widget.sample(), [[float(widget.y)]]
    trace, back = net.trace(X), net.backward(X, Y)
    numbers = {name: getattr(widget, name) for name in NAMES}
    for l in (1, 2):
        slopes = net.activations[l].slope(trace.Z[l])
        for j in (0, 1):
            numbers[f"A{l}_{j + 1}"] = trace.A[l][j, 0]
            numbers[f"g'(Z{l}_{j + 1})"] = slopes[j, 0]
    return numbers | {"dJ_dZ3_1": back.dJ_dZ[3][0, 0]}


def test_the_cost_agrees_with_the_library_far_out(proved, agree):
    Z = np.concatenate([np.linspace(-40, 40, 81), [-5e3, -710, 710, 5e3]])
    points = [{"Z3_1": z, "y": y} for z in Z for y in (0, 1)]
    found = proved("backward", "cost", points)
    pairing = PAIRINGS["sigmoid", "binary_cross_entropy"]
    logits = np.array([[p["Z3_1"] for p in points]])
    Y = np.array([[float(p["y"]) for p in points]])
    agree([f["J"] for f in found], pairing.value(logits, Y))
    agree([f["dJ_dZ3_1"] for f in found], pairing.dl_dZ(logits, Y)[0])


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("seed", range(8))
def test_sums_over_paths_are_the_library_s_gradients(agree, hidden, seed):
    widget = drawn(hidden, seed)
    numbers, shown = numbers_of(widget), widget.outputs()
    for name, paths in PATHS.items():
        products = [
            math.prod(numbers[f] for part in path for f in part)
            for path in paths
        ]
        agree(sum(products), shown[f"dJ_d{name}"])


def test_as_many_paths_as_ways():
    assert list(PATHS) == list(PARAMETERS)
    ways = {"1": 2, "2": 1, "3": 1}
    assert all(len(PATHS[name]) == ways[name[1]] for name in PATHS)


def damaged(change):
    ways = copy.deepcopy(PATHS["W1_12"])
    change(ways)
    return {"W1_12": ways}


@pytest.mark.parametrize(
    "change",
    [
        lambda ways: ways.pop(),
        lambda ways: ways.append(ways[0]),
        lambda ways: ways[0].pop(1),
        lambda ways: ways[0][1].remove("g'(Z2_1)"),
        lambda ways: ways[1][2].remove("g'(Z1_1)"),
        lambda ways: ways[1][2].__setitem__(0, "W2_12"),
        lambda ways: ways[0][1].__setitem__(0, "W3_12"),
        lambda ways: ways[0][1].__setitem__(1, "g'(Z1_1)"),
        lambda ways: ways[0][3].__setitem__(0, "x_1"),
        lambda ways: ways[1][3].__setitem__(0, "A1_2"),
        lambda ways: ways[0].append(["W1_12"]),
    ],
    ids=[
        "a lost path",
        "a path twice",
        "a lost layer",
        "a lost slope of layer 2",
        "a lost slope of layer 1",
        "a transposed weight",
        "a weight of the other path",
        "a slope of the wrong layer",
        "another input",
        "an activation for the input",
        "the weight itself",
    ],
)
def test_a_damaged_path_is_refuted(change):
    with pytest.raises(RefutedStep):
        prove(damaged(change))


def test_paths_of_another_parameter_are_refuted():
    with pytest.raises(RefutedStep):
        prove({"b1_1": PATHS["b1_2"]})
    with pytest.raises(RefutedStep):
        prove(PATHS | {"W3_11": PATHS["W3_12"]})


@pytest.mark.parametrize("hidden", HIDDEN)
def test_outputs_are_slopes_of_the_cost(hidden):
    widget = drawn(hidden, seed=11)
    widget.parameter = "W2_21"
    found, x, y = widget.outputs(), widget.sample(), widget.y
    g = ACTIVATIONS[hidden].value

    def J(flat):
        p = dict(zip(PARAMETERS, flat, strict=True))
        A = x
        for l, rows, columns in ((1, 2, 3), (2, 2, 2), (3, 1, 2)):
            W = [
                [p[f"W{l}_{j}{k}"] for k in range(1, columns + 1)]
                for j in range(1, rows + 1)
            ]
            b = [[p[f"b{l}_{j}"]] for j in range(1, rows + 1)]
            Z = np.array(W) @ A + np.array(b)
            A = g(Z)
        yhat = 1 / (1 + np.exp(-Z[0, 0]))
        return -y * np.log(yhat) - (1 - y) * np.log(1 - yhat)

    flat = [getattr(widget, name) for name in PARAMETERS]
    slopes = numerical_gradient(J, flat, "complex")
    names = [f"dJ_d{name}" for name in PARAMETERS]
    wanted = dict(zip(names, slopes, strict=True))
    shown = {name: found[name] for name in wanted}
    assert shown == pytest.approx(wanted, rel=1e-10, abs=1e-12)
    assert found["J"] == pytest.approx(J(np.array(flat)))
    assert found["dJ_selected"] == found["dJ_dW2_21"]
    assert found["dJ_numeric"] == pytest.approx(found["dJ_dW2_21"], abs=1e-8)
    assert set(found) == {output.name for output in Backward.OUTPUTS}


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_the_difference_is_that_of_the_selected_parameter(parameter):
    found = Backward(parameter=parameter, x_1=0.7).outputs()
    slopes = [found[f"dJ_d{name}"] for name in PARAMETERS]
    assert min(np.diff(sorted(slopes))) > 1e-7, "they can be told apart"
    slope = found[f"dJ_d{parameter}"]
    assert found["dJ_selected"] == slope
    assert found["dJ_numeric"] == pytest.approx(slope, abs=1e-8)


def test_at_a_kink_the_difference_tells():
    at_kink = Backward(hidden="relu", x_1=0.0, x_2=0.0, x_3=0.0, b1_1=0.0)
    at_kink.parameter = "b1_1"
    found = at_kink.outputs()
    assert found["dJ_selected"] == 0
    assert abs(found["dJ_numeric"]) > 1e-3


def test_factors_are_typeset_as_sympy_prints_them(tmp_path):
    (tmp_path / "notation.mjs").write_text(
        (KIT / "notation.js").read_text("utf-8"), "utf-8"
    )
    names = {f for ways in PATHS.values() for w in ways for p in w for f in p}
    names = sorted(names)
    script = (
        'import { tex } from "./notation.mjs";'
        f"console.log(JSON.stringify({json.dumps(names)}.map((n) => tex(n))))"
    )
    (tmp_path / "run.mjs").write_text(script, "utf-8")
    done = subprocess.run(
        [NODE, str(tmp_path / "run.mjs")],
        capture_output=True,
        text=True,
        check=True,
    )
    for name, found in zip(names, json.loads(done.stdout), strict=True):
        call = re.fullmatch(r"(g')\((.+)\)", name)
        wanted = smooth(call[1])(symbol(call[2])) if call else symbol(name)
        assert found == latex(wanted)


def test_settings_that_do_not_exist_are_refused():
    widget = Backward()
    with pytest.raises(traitlets.TraitError, match="'y'"):
        widget.y = 2
    with pytest.raises(traitlets.TraitError, match="'parameter'"):
        widget.parameter = "W1_31"
    with pytest.raises(traitlets.TraitError, match="'reached'"):
        widget.reached = 4
    assert (widget.y, widget.parameter, widget.reached) == (1, "W1_11", 3)
