"""JavaScript from proved formulas, run in Node against `fnn_lib`."""

import json
import subprocess

import numpy as np
import pytest
import sympy as sp

from _ext.formulas import NODE
from fnn_lib.activations import ACTIVATIONS
from fnn_lib.pairings import PAIRINGS
from fnn_lib.symbolic import Derivation, relu, sigma, softplus, symbol, verify
from fnn_lib.symbolic.javascript import Formula, Proved, javascript
from fnn_lib.symbolic.stable import (
    binary_cross_entropy,
    binary_cross_entropy_slope,
    categorical_cross_entropy,
    sigmoid_slope,
    softmax_entries,
    tanh_slope,
)

z, y = symbol("z"), symbol("y")
LOGITS = sp.symbols("z_1:4", real=True)


def alone(expr):
    """Return a derivation of what is computed as it is printed."""
    return verify(expr, expr + 0)


ONE = Formula(
    "one",
    (z,),
    {
        "sigmoid": alone(sigma(z)),
        "sigmoid_slope": sigmoid_slope(z),
        "tanh": alone(sp.tanh(z)),
        "tanh_slope": tanh_slope(z),
        "relu": alone(relu(z)),
        "softplus": alone(softplus(z)),
    },
)
LOSS = Formula(
    "loss",
    (z, y),
    {
        "value": binary_cross_entropy(z, y),
        "dl_dyhat": binary_cross_entropy_slope(z, y),
    },
)
SOFTMAX = Formula(
    "softmax",
    LOGITS,
    {f"yhat_{k}": d for k, d in enumerate(softmax_entries(LOGITS), 1)}
    | {f"value_{k}": categorical_cross_entropy(LOGITS, k) for k in (1, 2, 3)},
)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run a function of the module at many points, in one process."""
    folder = tmp_path_factory.mktemp("javascript")
    code = javascript([ONE, LOSS, SOFTMAX])
    (folder / "formulas.mjs").write_text(code, "utf-8")

    def run(name, points):
        script = (
            'import * as formulas from "./formulas.mjs";'
            f"const points = {json.dumps(points)};"
            f"console.log(JSON.stringify(points.map(formulas.{name})));"
        )
        (folder / "run.mjs").write_text(script, "utf-8")
        done = subprocess.run(
            [NODE, str(folder / "run.mjs")],
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    return run


def agree(found, wanted):
    """Hold what Node found against the library."""
    found, wanted = np.asarray(found, float), np.asarray(wanted, float)
    close = 1e-12 * np.maximum(1, np.abs(wanted))
    assert (np.abs(found - wanted) <= close).all()


FAR = np.concatenate([np.linspace(-40, 40, 401), [-700.0, 700.0, -5e3, 5e3]])


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
def test_activations_agree_far_out(run, name):
    found = run("one", [{"z": value} for value in FAR])
    Z = FAR[None]
    agree([f[name] for f in found], ACTIVATIONS[name].value(Z)[0])


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_slopes_keep_their_digits(run, name):
    found = run("one", [{"z": value} for value in FAR])
    slopes = ACTIVATIONS[name].slope(FAR[None])[0]
    agree([f[f"{name}_slope"] for f in found], slopes)
    near = [f[f"{name}_slope"] for f in run("one", [{"z": 18.0}])]
    exact = {"sigmoid": np.exp(-18.0), "tanh": 4 * np.exp(-36.0)}[name]
    assert near[0] == pytest.approx(exact, rel=1e-7)


def test_the_loss_agrees_far_out(run):
    points = [{"z": v, "y": t} for v in FAR for t in (0.0, 1.0)]
    found = run("loss", points)
    pairing = PAIRINGS["sigmoid", "binary_cross_entropy"]
    for point, got in zip(points, found, strict=True):
        Z, Y = np.array([[point["z"]]]), np.array([[point["y"]]])
        agree(got["value"], pairing.value(Z, Y).item())
        if abs(point["z"]) <= 40:
            slope = (1 + np.exp(-Z)) * -Y + (1 - Y) * (1 + np.exp(Z))
            assert got["dl_dyhat"] == pytest.approx(slope.item(), rel=1e-12)


def test_softmax_agrees_far_out(run):
    random = np.random.default_rng(0)
    rows = random.normal(scale=10, size=(200, 3))
    rows = np.vstack([rows, [[1e4, -1e4, 0.0], [800.0, 800.0, 800.0]]])
    points = [dict(zip(map(str, LOGITS), row, strict=True)) for row in rows]
    found = run("softmax", points)
    shares = ACTIVATIONS["softmax"].value(rows.T)
    for k in (1, 2, 3):
        agree([f[f"yhat_{k}"] for f in found], shares[k - 1])
        top = rows.max(axis=1)
        total = np.log(np.exp(rows - top[:, None]).sum(axis=1))
        agree([f[f"value_{k}"] for f in found], total + top - rows[:, k - 1])


def test_what_is_not_proved_is_not_printed():
    checked = verify(sp.atan(sp.exp(z)), sp.pi / 2 - sp.atan(sp.exp(-z)))
    with pytest.raises(ValueError, match="found it checked, wanted a proof"):
        javascript([Formula("one", (z,), {"g": checked})])
    with pytest.raises(ValueError, match="found it read"):
        javascript([Formula("one", (z,), {"g": Derivation(z)})])


def test_letters_and_names_must_fit():
    with pytest.raises(ValueError, match="wanted no letters but z"):
        javascript([Formula("one", (z,), {"g": alone(z * y)})])
    with pytest.raises(ValueError, match="wanted an identifier"):
        javascript([Formula("a-b", (z,), {"g": alone(z)})])


def test_only_helpers_that_are_used_are_written():
    code = javascript([Formula("one", (z,), {"g": alone(sigma(z))})])
    assert "const sigma" in code
    assert "relu" not in code
    assert "softplus" not in code


def test_data_are_written_once_they_are_proved():
    ways = [["x", 2], ["y"]]
    code = javascript([], {"WAYS": Proved(ways, alone(z))})
    assert code == 'export const WAYS = [["x", 2], ["y"]];\n'
    with pytest.raises(ValueError, match="WAYS: found it read"):
        javascript([], {"WAYS": Proved(ways, Derivation(z))})
    with pytest.raises(ValueError, match="wanted an identifier"):
        javascript([], {"the ways": Proved(ways, alone(z))})
