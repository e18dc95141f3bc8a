"""The explorable of losses: proved formulas against the library."""

import mpmath
import numpy as np
import pytest
import traitlets

from fnn_lib.activations import ACTIVATIONS
from fnn_lib.explorables import Loss
from fnn_lib.explorables.proved import loss as formulas
from fnn_lib.pairings import PAIRINGS
from fnn_lib.symbolic import RefutedStep, sigma, verify

LOSSES = ("binary_cross_entropy", "squared_error")
# The range of the control, and beyond: up to where exp is a float.
LOGITS = np.concatenate([np.linspace(-12, 12, 481), [-700.0, 700.0]])


def library(loss, Z, Y):
    """Return what the library computes, by the name of the output."""
    pairing = PAIRINGS["sigmoid", loss]
    return {
        "yhat": ACTIVATIONS["sigmoid"].value(Z)[0],
        "value": pairing.value(Z, Y),
        "dl_dyhat": pairing.dl_dYhat(Z, Y)[0],
        "dl_dz": pairing.dl_dZ(Z, Y)[0],
    }


@pytest.fixture
def shown(proved):
    """Run the proved formulas over all logits, for a loss and a target."""

    def run(loss, y, logits=LOGITS):
        points = [{"z": z, "y": y} for z in logits]
        found = proved("loss", loss, points)
        return {name: [f[name] for f in found] for name in found[0]}

    return run


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("loss", LOSSES)
def test_formulas_agree_with_the_library(shown, agree, loss, y):
    found = shown(loss, y)
    wanted = library(loss, LOGITS[None], np.full((1, LOGITS.size), float(y)))
    assert found.keys() == wanted.keys()
    for name, values in wanted.items():
        agree(found[name], values)


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("loss", LOSSES)
def test_slopes_keep_all_their_digits(shown, loss, y):
    logits = [-300.0, -40.0, -12.0, 0.0, 12.0, 40.0, 300.0]
    found = shown(loss, y, logits)["dl_dz"]
    with mpmath.workdps(300):
        p = [1 / (1 + mpmath.exp(-z)) for z in logits]
        factor = [q * (1 - q) if loss == "squared_error" else 1 for q in p]
        exact = [(q - y) * f for q, f in zip(p, factor, strict=True)]
        wanted = [float(slope) for slope in exact]
    assert found == pytest.approx(wanted, rel=1e-14, abs=0)


def test_outputs_are_the_definition_s(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")
    p = 1 / (1 + np.exp(2.5))
    entropy = Loss(loss="binary_cross_entropy", y=0, z=-2.5).outputs()
    assert entropy == pytest.approx(
        {
            "yhat": p,
            "value": -np.log(1 - p),
            "dl_dyhat": 1 / (1 - p),
            "dl_dz": p,
        }
    )
    square = Loss(loss="squared_error", y=1, z=-2.5).outputs()
    assert square == pytest.approx(
        {
            "yhat": p,
            "value": (p - 1) ** 2 / 2,
            "dl_dyhat": p - 1,
            "dl_dz": (p - 1) * p * (1 - p),
        }
    )
    names = [output.name for output in Loss.OUTPUTS]
    assert names == list(square)


def test_the_stall_is_seen(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")
    wrong = {
        loss: Loss(loss=loss, y=1, z=-12.0).outputs()["dl_dz"]
        for loss in LOSSES
    }
    assert abs(wrong["squared_error"]) < 1e-5
    assert wrong["binary_cross_entropy"] < -0.99


def test_wrong_formulas_are_refused(shown):
    z, y = formulas.z, formulas.y
    with pytest.raises(RefutedStep):
        verify(formulas.in_logit(formulas.half_square), sigma(z) - y)
    with pytest.raises(RefutedStep):
        verify(formulas.in_logit(formulas.cross_entropy), y - sigma(z))
    # The comparison sees it as well: the factor of the stall forgotten.
    found = shown("squared_error", 1)
    assert np.abs(np.subtract(found["dl_dz"], found["dl_dyhat"])).max() > 0.5


def test_a_setting_outside_its_limits_is_refused(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")
    widget = Loss()
    with pytest.raises(traitlets.TraitError, match="'y'"):
        widget.y = 2
    with pytest.raises(traitlets.TraitError, match="'z'"):
        widget.z = -12.5
    assert (widget.y, widget.z) == (1, -2.0)
    with pytest.raises(ValueError, match="target: found no such control"):
        Loss(target=1)
