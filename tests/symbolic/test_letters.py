"""Letters: printed as one letter, proved as what they stand for."""

import pytest
import sympy as sp

from fnn_lib.symbolic import RefutedStep, latex, smooth, symbol, verify
from fnn_lib.symbolic.letters import letter

w, x = symbol("w"), symbol("x")
f, df = smooth("f"), smooth("f'")
z = letter("z_1", w * x)
a = letter("a_1", f(z))


def test_a_letter_prints_as_its_name():
    assert latex(a * df(z)) == latex(symbol("a_1") * df(symbol("z_1")))


def test_a_letter_is_differentiated_as_what_it_stands_for():
    assert verify(sp.Derivative(a, w), df(z) * x).verdict == "proved"


@pytest.mark.parametrize("wrong", [df(z), df(a) * x, df(z) * w, f(z) * x])
def test_a_wrong_slope_of_a_letter_is_refuted(wrong):
    with pytest.raises(RefutedStep):
        verify(sp.Derivative(a, w), wrong)


def test_a_slope_of_a_letter_with_an_index_prints_as_one():
    found = latex(symbol("dz_2_dw_1"))
    assert found == r"\frac{\partial z_{2}}{\partial w_{1}}"


def test_a_letter_has_no_brackets_whatever_it_stands_for():
    k = sp.Symbol("k", integer=True)
    total = sp.Sum(sp.exp(sp.IndexedBase("z")[k]), (k, 1, 3))
    product = letter("S", total) * symbol("x")
    assert sorted(latex(product).split()) == ["S", "x"]
