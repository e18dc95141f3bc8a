"""Inequalities: proved for all values, refuted with values, never guessed."""

import pytest
import sympy as sp

from fnn_lib.display import show
from fnn_lib.symbolic import Inequality, RefutedStep, relu, sigma, symbol

z, y = symbol("z"), symbol("y")
SLOPE = sigma(z) * (1 - sigma(z))
PART = sp.Interval.open(0, 1)

TRUE = {
    "sigmoid above 0": (0, sigma(z)),
    "sigmoid below 1": (sigma(z), 1),
    "slope above 0": (0, SLOPE),
    "slope at most a quarter": (SLOPE, sp.Rational(1, 4), False),
    "tanh slope at most 1": (1 - sp.tanh(z) ** 2, 1, False),
    "square": (0, (z - y) ** 2, False),
    "product of parts": (0, y * (1 - y), True, {y: PART}),
}
FALSE = {
    "sigmoid above a tenth": (sp.Rational(1, 10), sigma(z)),
    "slope below a quarter": (SLOPE, sp.Rational(1, 4)),
    "slope below a fifth": (SLOPE, sp.Rational(1, 5), False),
    "sides exchanged": (1, sigma(z)),
    "square above 0": (0, z**2),
    "relu above 0": (0, relu(z)),
    "holds for parts only": (0, y * (1 - y), False),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_bound_is_proved(name):
    assert Inequality(*TRUE[name]).verdict == "proved"


@pytest.mark.parametrize("name", FALSE)
def test_a_false_bound_is_refuted_with_values(name):
    with pytest.raises(RefutedStep, match="does not hold") as caught:
        Inequality(*FALSE[name])
    assert caught.value.counterexample


def test_what_cannot_be_proved_is_not_called_a_bound(monkeypatch):
    monkeypatch.setattr("fnn_lib.symbolic.inequality.FORMS", ())
    with pytest.raises(ValueError, match="no proof"):
        Inequality(0, sigma(z))


def test_it_is_shown_with_its_relation_and_verdict():
    text = repr(show(Inequality(SLOPE, sp.Rational(1, 4), strict=False)))
    assert r"&\le \frac{1}{4}" in text
    assert "✓ proved" in text


def test_numbers_that_are_equal_are_not_strictly_ordered():
    with pytest.raises(RefutedStep, match="does not hold") as caught:
        Inequality(1, 1)
    assert (caught.value.left, caught.value.right) == (0, "more than 0")
    assert Inequality(1, 1, strict=False).verdict == "proved"
