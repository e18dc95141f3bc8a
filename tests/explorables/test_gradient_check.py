"""The explorable of the V-curve: its record, its bounds, its tips."""

import importlib
import math

import mpmath
import numpy as np
import pytest
import sympy as sp
import traitlets

from fnn_lib.differences import METHODS
from fnn_lib.explorables import GradientCheck
from fnn_lib.explorables import gradient_check as explorable
from fnn_lib.symbolic import RefutedStep, verify

SAMPLE = explorable.SAMPLE
# The range of the control, and beyond.
POWERS = [*np.round(np.linspace(-20, -1, 96), 1), -40.0, 0.0, 3.0]


@pytest.fixture
def widget(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")
    return GradientCheck


@pytest.fixture(scope="module")
def exact():
    """The cost and three derivatives, to 40 digits."""
    with mpmath.workdps(40):
        w, x, y = (mpmath.mpf(SAMPLE[name]) for name in "wxy")
        return mpmath.taylor(
            lambda at: (mpmath.tanh(at * x) - y) ** 2 / 2, w, 3
        )


def derivative(exact, k):
    return float(exact[k] * math.factorial(k))


def test_derivatives_agree_with_the_library(proved, agree, exact):
    (found,) = proved("gradient_check", "cost", [SAMPLE])
    wanted = explorable.derivatives()
    agree([found[name] for name in ("f", "f1", "f2", "f3")], wanted)
    agree(wanted, [derivative(exact, k) for k in range(4)])
    agree(explorable.slope(), derivative(exact, 1))


@pytest.mark.parametrize("method", METHODS)
def test_bounds_agree_with_the_library(proved, agree, widget, method):
    (cost,) = proved("gradient_check", "cost", [SAMPLE])
    inside = [p for p in POWERS if -20 <= p <= -1]
    points = [cost | {"h": 10.0**p} for p in inside]
    found = proved("gradient_check", method, points)
    wanted = [widget(method=method, log10_h=p).outputs() for p in inside]
    for name in ("truncation", "rounding"):
        agree([f[name] for f in found], [w[name] for w in wanted])


@pytest.mark.parametrize("method", METHODS)
def test_the_best_step_is_where_the_bound_is_least(proved, method):
    (cost,) = proved("gradient_check", "cost", [SAMPLE])
    steps = 10.0 ** np.linspace(-12, -2, 2001)
    found = proved(
        "gradient_check", method, [cost | {"h": float(h)} for h in steps]
    )
    total = np.array([f["truncation"] + f["rounding"] for f in found])
    best = found[0]["best"]
    if method == "complex":  # no tip: truncation is rounding there
        (at,) = proved("gradient_check", method, [cost | {"h": best}])
        assert at["truncation"] == pytest.approx(at["rounding"], rel=1e-12)
    else:
        assert best == pytest.approx(steps[total.argmin()], rel=0.01)


def test_the_record_is_the_error_at_each_step(widget, exact):
    slope = derivative(exact, 1)
    recorded = widget().record()["errors"]
    assert list(recorded) == list(METHODS)
    for errors in recorded.values():
        assert len(errors) == 191

    def cost(w):
        return (np.tanh(w * SAMPLE["x"]) - SAMPLE["y"]) ** 2 / 2

    w = SAMPLE["w"]
    for k in (60, 100, 140, 180):
        h = 10.0 ** round(-20 + k / 10, 1)
        by_hand = {
            "forward": (cost(w + h) - cost(w)) / ((w + h) - w),
            "central": (cost(w + h) - cost(w - h)) / ((w + h) - (w - h)),
            "complex": cost(w + 1j * h).imag / h,
        }
        for method, quotient in by_hand.items():
            wanted = abs(quotient / slope - 1)
            assert recorded[method][k] == pytest.approx(
                wanted, rel=1e-3, abs=4e-16
            )


def test_errors_lie_below_what_is_predicted(widget):
    for method in METHODS:
        for power in np.round(np.arange(-16, -0.95, 0.5), 1):
            shown = widget(method=method, log10_h=float(power)).outputs()
            bound = shown["truncation"] + shown["rounding"]
            # The example's bounds leave out higher powers of h.
            assert shown["error"] <= 3 * bound, (method, power)


def test_a_lost_step_counts_as_wrong_and_complex_steps_are_not_lost(widget):
    recorded = widget().record()["errors"]
    assert set(recorded["forward"][:37]) == {1.0}
    assert set(recorded["central"][:37]) == {1.0}
    assert max(recorded["complex"][:120]) < 1e-15
    assert 0.0 in recorded["complex"]  # the page must show it


def test_outputs_read_the_grid_between_its_steps(widget):
    between = widget(method="central", log10_h=-5.04).outputs()
    assert between == widget(method="central", log10_h=-5.0).outputs()


def test_wrong_formulas_are_refused(agree, proved):
    formulas = importlib.import_module(
        "fnn_lib.explorables.proved.gradient_check"
    )
    w, x, y, t = formulas.w, formulas.x, formulas.y, formulas.t
    with pytest.raises(RefutedStep):  # the inner x forgotten
        verify(sp.diff(formulas.J, w), (1 - t**2) * (t - y))
    with pytest.raises(RefutedStep):  # a sign
        verify(sp.diff(formulas.J, w), x * (1 + t**2) * (t - y))
    # The comparison sees it as well: truncation of another order.
    (cost,) = proved("gradient_check", "cost", [SAMPLE])
    point = [cost | {"h": 1e-2}]
    first = proved("gradient_check", "forward", point)[0]["truncation"]
    second = proved("gradient_check", "central", point)[0]["truncation"]
    with pytest.raises(AssertionError):
        agree(first, second)


def test_the_tip_of_a_wrong_balance_is_refused(monkeypatch):
    formulas = importlib.import_module(
        "fnn_lib.explorables.proved.gradient_check"
    )
    assert formulas.tip(1) == sp.sqrt(formulas.c / formulas.a)
    # As if truncation and rounding were alike at the tip, for every order.
    monkeypatch.setattr(
        formulas.sp, "root", lambda q, n: (q * (n - 1)) ** sp.Rational(1, n)
    )
    with pytest.raises(RefutedStep):
        formulas.tip(2)


def test_a_setting_outside_its_limits_is_refused(widget):
    shown = widget()
    with pytest.raises(traitlets.TraitError, match="'log10_h'"):
        shown.log10_h = 0.5
    with pytest.raises(traitlets.TraitError, match="'method'"):
        shown.method = "backward"
    assert (shown.method, shown.log10_h) == ("central", -2.0)
    with pytest.raises(ValueError, match="h: found no such control"):
        widget(h=1e-3)
