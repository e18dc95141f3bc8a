"""The forward pass of the small network: proved formulas, outputs."""

import numpy as np
import pytest
import traitlets

from fnn_lib.explorables import Forward
from fnn_lib.explorables.small_network import PARAMETERS

HIDDEN = ["tanh", "sigmoid", "relu"]
NAMES = ["x_1", "x_2", "x_3", *PARAMETERS]


@pytest.fixture(autouse=True)
def build(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")


def settings(count, seed):
    """Draw values on the sliders' grids, both ends among them."""
    random = np.random.default_rng(seed)
    grid = random.integers(-30, 31, size=(count, len(NAMES))) / 10
    grid[0], grid[1] = -3, 3
    return [dict(zip(NAMES, row.tolist(), strict=True)) for row in grid]


def passed(proved, hidden, points):
    """Chain the proved functions, layer by layer, as the page does."""
    found = points
    for name in (f"{hidden}_1", f"{hidden}_2", "output"):
        layer = proved("forward", name, found)
        found = [a | b for a, b in zip(found, layer, strict=True)]
    return found


@pytest.mark.parametrize("hidden", HIDDEN)
def test_formulas_agree_with_the_library(proved, agree, hidden):
    points = settings(60, seed=1)
    found = passed(proved, hidden, points)
    for point, got in zip(points, found, strict=True):
        shown = Forward(hidden=hidden, **point).outputs()
        agree([got[name] for name in shown], list(shown.values()))


@pytest.mark.parametrize("hidden", HIDDEN)
def test_formulas_agree_beyond_the_controls(proved, agree, hidden):
    widget = Forward(hidden=hidden)
    net, points = widget.network(), settings(40, seed=2)
    far = [{name: 1e3 * value for name, value in p.items()} for p in points]
    found = passed(proved, hidden, far)
    for point, got in zip(far, found, strict=True):
        flat = iter([point[name] for name in PARAMETERS])
        for W, b in net.parameters:
            for array in (W, b):
                array.flat = [next(flat) for _ in range(array.size)]
        trace = net.trace([[point[f"x_{k}"]] for k in (1, 2, 3)])
        agree([got["Z2_1"], got["Z2_2"]], trace.Z[2][:, 0])
        agree([got["Z3_1"], got["yhat"]], [trace.Z[3][0, 0], trace.A[3][0, 0]])


def test_a_transposed_weight_is_seen(proved, agree):
    point = settings(3, seed=3)[2]
    (found,) = passed(proved, "tanh", [point])
    swapped = {"W2_12": point["W2_21"], "W2_21": point["W2_12"]}
    other = Forward(hidden="tanh", **point | swapped).outputs()
    with pytest.raises(AssertionError):
        agree(found["yhat"], other["yhat"])


@pytest.mark.parametrize(
    ("hidden", "g"),
    [
        ("tanh", np.tanh),
        ("sigmoid", lambda z: 1 / (1 + np.exp(-z))),
        ("relu", lambda z: max(z, 0)),
    ],
)
def test_outputs_are_those_of_the_network(hidden, g):
    p = settings(5, seed=4)[4]
    found = Forward(hidden=hidden, **p).outputs()
    for j in (1, 2):
        terms = [p[f"W1_{j}{k}"] * p[f"x_{k}"] for k in (1, 2, 3)]
        assert found[f"Z1_{j}"] == pytest.approx(sum(terms) + p[f"b1_{j}"])
        assert found[f"A1_{j}"] == pytest.approx(g(found[f"Z1_{j}"]))
    for j in (1, 2):
        terms = [p[f"W2_{j}{k}"] * found[f"A1_{k}"] for k in (1, 2)]
        assert found[f"Z2_{j}"] == pytest.approx(sum(terms) + p[f"b2_{j}"])
        assert found[f"A2_{j}"] == pytest.approx(g(found[f"Z2_{j}"]))
    terms = [p[f"W3_1{k}"] * found[f"A2_{k}"] for k in (1, 2)]
    assert found["Z3_1"] == pytest.approx(sum(terms) + p["b3_1"])
    assert found["yhat"] == pytest.approx(1 / (1 + np.exp(-found["Z3_1"])))
    assert set(found) == {output.name for output in Forward.OUTPUTS}


def test_first_values_can_be_told_apart():
    assert len(set(PARAMETERS.values())) == len(PARAMETERS) == 17
    assert all(value != 0 for value in PARAMETERS.values())


def test_settings_that_do_not_exist_are_refused():
    with pytest.raises(ValueError, match="W1_31: found no such control"):
        Forward(W1_31=1.0)
    with pytest.raises(traitlets.TraitError, match="'W3_11'"):
        Forward(W3_11=3.5)
