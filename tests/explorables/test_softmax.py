"""The explorable of softmax: proved formulas against the library."""

import mpmath
import numpy as np
import pytest
import sympy as sp
import traitlets

from fnn_lib.activations import ACTIVATIONS
from fnn_lib.differences import numerical_jacobian
from fnn_lib.explorables import Softmax
from fnn_lib.explorables.proved import softmax as formulas
from fnn_lib.pairings import pairing
from fnn_lib.symbolic import RefutedStep, symbol, verify
from fnn_lib.symbolic.stable import (
    categorical_cross_entropy,
    softmax_jacobian,
)

CLASSES = (1, 2, 3)
HEAD = pairing("softmax", "categorical_cross_entropy")


def logits():
    """Columns of logits: the range of the controls with shift, and beyond."""
    random = np.random.default_rng(7)
    ends = np.array(np.meshgrid(*[[-20.0, 0.0, 20.0]] * 3)).reshape(3, -1)
    far = [[700.0, 0.0, -5e3], [800.0, 800.0, 800.5], [1e4, 1e4, 1e4]]
    inside = random.uniform(-20, 20, size=(3, 200))
    return np.hstack([inside, ends, np.array(far).T])


@pytest.fixture
def shown(proved):
    """Run one proved function for columns of logits."""

    def run(name, Z):
        points = [
            {f"z_{k}": float(z) for k, z in enumerate(column, 1)}
            for column in Z.T
        ]
        found = proved("softmax", name, points)
        return {name: [f[name] for f in found] for name in found[0]}

    return run


def test_predictions_agree_with_the_library(shown, agree):
    Z = logits()
    found, Yhat = shown("softmax", Z), ACTIVATIONS["softmax"].value(Z)
    for k in CLASSES:
        agree(found[f"yhat_{k}"], Yhat[k - 1])


def test_the_jacobian_agrees_with_the_library(shown, agree):
    Z = logits()
    found = shown("softmax", Z)
    for j in CLASSES:
        one = np.zeros_like(Z)
        one[j - 1] = 1
        column = ACTIVATIONS["softmax"].pullback(Z, one)
        for i in CLASSES:
            agree(found[f"jacobian_{i}{j}"], column[i - 1])


@pytest.mark.parametrize("target", CLASSES)
def test_loss_and_gradient_agree_with_the_library(shown, agree, target):
    Z = logits()
    Y = np.zeros_like(Z)
    Y[target - 1] = 1
    found, dl_dZ = shown(f"target_{target}", Z), HEAD.dl_dZ(Z, Y)
    agree(found["value"], HEAD.value(Z, Y))
    for k in CLASSES:
        agree(found[f"dl_dz_{k}"], dl_dZ[k - 1])
    near = np.ptp(Z, axis=0) <= 40  # beyond, the library stops at a float
    slopes = np.array(found["dl_dyhat"], float)[near]
    agree(slopes, HEAD.dl_dYhat(Z, Y)[target - 1, near])


@pytest.mark.parametrize("target", CLASSES)
def test_all_digits_are_kept(shown, target):
    Z = np.array([[30.0, 20, -8.5], [-10, 9, 9.25], [3, -20, -20]]).T
    found = shown("softmax", Z) | shown(f"target_{target}", Z)
    with mpmath.workdps(60):
        for n, column in enumerate(Z.T):
            powers = [mpmath.exp(z) for z in column]
            p = [e / mpmath.fsum(powers) for e in powers]
            exact = {"value": -mpmath.log(p[target - 1])}
            exact["dl_dyhat"] = -1 / p[target - 1]
            for i in CLASSES:
                own = 1 if i == target else 0
                exact[f"dl_dz_{i}"] = p[i - 1] - own
                exact[f"jacobian_{i}{i}"] = p[i - 1] * (1 - p[i - 1])
            for name, value in exact.items():
                wanted = pytest.approx(float(value), rel=1e-13, abs=0)
                assert found[name][n] == wanted, name


def test_outputs_are_those_of_independent_numbers(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")
    setting = {"z_1": 1.5, "z_2": -0.5, "z_3": 0.2, "target": 3}
    shown = Softmax(**setting, shift=4.0).outputs()
    z = np.array([[1.5], [-0.5], [0.2]])
    p = np.exp(z) / np.exp(z).sum()
    # Row of the logit, column of the prediction, as in chapter 07.
    J = numerical_jacobian(ACTIVATIONS["softmax"].value, z)
    wanted = {"value": -np.log(p[2, 0]), "dl_dyhat": -1 / p[2, 0]}
    for i in CLASSES:
        wanted[f"yhat_{i}"] = p[i - 1, 0]
        wanted[f"dl_dz_{i}"] = p[i - 1, 0] - (i == 3)
        for j in CLASSES:
            wanted[f"jacobian_{i}{j}"] = J[i - 1, j - 1]
    assert shown == pytest.approx(wanted, abs=1e-8)
    assert shown.keys() == {output.name for output in Softmax.OUTPUTS}
    unmoved = Softmax(**setting).outputs()
    assert shown == pytest.approx(unmoved, rel=1e-14)


def test_the_marked_column_leads_to_the_gradient(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")
    shown = Softmax(z_1=10.0, z_2=0.0, z_3=0.0, target=2).outputs()
    for i in CLASSES:
        product = shown[f"jacobian_{i}2"] * shown["dl_dyhat"]
        assert shown[f"dl_dz_{i}"] == pytest.approx(product)
        assert abs(shown[f"jacobian_{i}2"]) < 1e-4
    assert shown["dl_dz_1"] > 0.99


def test_wrong_formulas_are_refused():
    gained = sp.diff(sp.exp(symbol("z_1")) / formulas.total, symbol("z_2"))
    right = formulas.JACOBIAN["jacobian_21"].result
    assert verify(gained, right).verdict == "proved"
    with pytest.raises(RefutedStep):
        verify(gained, -right)
    with pytest.raises(RefutedStep):
        verify(gained, formulas.JACOBIAN["jacobian_22"].result)
    loss = formulas.log_likelihood(1)
    with pytest.raises(RefutedStep):
        verify(loss, categorical_cross_entropy(formulas.logits, 2).result)


def test_the_comparison_sees_a_mistake(shown, agree):
    Z = logits()
    found = shown("target_1", Z)
    with pytest.raises(AssertionError):
        agree(found["dl_dz_1"], ACTIVATIONS["softmax"].value(Z)[0])


def test_stable_forms_go_beyond_three_classes():
    pair = [symbol("z_1"), symbol("z_2")]
    slopes = softmax_jacobian(pair)
    assert {d.verdict for d in slopes.values()} == {"proved"}
    four = [symbol(f"z_{k}") for k in (1, 2, 3, 4)]
    assert categorical_cross_entropy(four, 4).verdict == "proved"


def test_a_setting_outside_its_limits_is_refused(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")
    widget = Softmax()
    with pytest.raises(traitlets.TraitError, match="'target'"):
        widget.target = 0
    with pytest.raises(traitlets.TraitError, match="'shift'"):
        widget.shift = 11.0
    assert (widget.target, widget.shift) == (2, 0.0)
    with pytest.raises(ValueError, match="y: found no such control"):
        Softmax(y=1)
