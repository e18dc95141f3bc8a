"""The explorable of activations: proved formulas against the library."""

import numpy as np
import pytest
import traitlets

from fnn_lib.activations import ACTIVATIONS
from fnn_lib.explorables import Activation

# The range of the control, and beyond.
POINTS = np.concatenate([np.linspace(-8, 8, 321), [-5e3, -710.0, 710.0, 5e3]])


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
def test_formulas_agree_with_the_library(proved, agree, name):
    found = proved("activation", name, [{"z": z} for z in POINTS])
    g = ACTIVATIONS[name]
    agree([f["g"] for f in found], g.value(POINTS[None])[0])
    agree([f["dg"] for f in found], g.slope(POINTS[None])[0])


def test_outputs_are_the_library_s(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")
    shown = Activation(function="tanh", z=0.5).outputs()
    assert shown == pytest.approx(
        {"g": np.tanh(0.5), "dg": 1 - np.tanh(0.5) ** 2}
    )


def test_a_setting_outside_its_limits_is_refused(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")
    widget = Activation()
    with pytest.raises(traitlets.TraitError, match="'z'"):
        widget.z = 99.0
    assert widget.z == 1.0
    with pytest.raises(ValueError, match="q: found no such control"):
        Activation(q=1)
