"""Softmax as one letter: its printing, and proofs that know what it is."""

import pytest
import sympy as sp

from fnn_lib.symbolic import Derivation, RefutedStep, latex, symbol
from fnn_lib.symbolic.softmax import share, softmax

i, j, k = sp.symbols("i j k", integer=True, positive=True)
C = sp.Symbol("C", integer=True, positive=True)
z = sp.IndexedBase("z", real=True)


def a(index):
    return softmax(symbol("a"), index, z, C)


JACOBIAN = a(j) * (sp.KroneckerDelta(i, j) - a(i))


def test_it_prints_as_an_indexed_letter():
    assert latex(a(i)) == "a_{i}"
    assert latex(a(i) ** 2) == "a^{2}_{i}"
    yhat = softmax(symbol("yhat"), k, z, C)
    assert latex(yhat) == r"\hat{y}_{k}"
    y = share(symbol("y"), k, z, C)
    assert latex(y * sp.log(yhat)).startswith("y_{k} ")
    assert latex(softmax(symbol("A_2"), j, z, C)) == "A_{2,j}"


def test_what_holds_for_its_letters_holds_for_every_size():
    d = Derivation(a(i) * (1 - a(i)))
    d.step(a(i) - a(i) ** 2)
    assert d.verdict == "proved for every size"


def test_its_jacobian_is_proved_for_every_size():
    d = Derivation(sp.Derivative(a(j), z[i], evaluate=False))
    d.step(JACOBIAN)
    assert d.verdict == "proved for every size"


@pytest.mark.parametrize(
    "wrong", [-JACOBIAN, JACOBIAN + 2 * a(i) * a(j), a(j) * (1 - a(i))]
)
def test_a_wrong_jacobian_is_refuted(wrong):
    d = Derivation(sp.Derivative(a(j), z[i], evaluate=False))
    with pytest.raises(RefutedStep):
        d.step(wrong)


def test_its_entries_sum_to_one():
    d = Derivation(sp.Sum(a(k), (k, 1, C)))
    d.step(1)
    assert d.verdict == "proved for every size"


def test_shares_sum_to_one_and_other_numbers_do_not():
    t = sp.IndexedBase("t", real=True)
    y = share(symbol("y"), k, t, C)
    d = Derivation(a(i) * sp.Sum(y, (k, 1, C)))
    d.step(a(i))
    assert d.verdict == "proved for every size"
    with pytest.raises(RefutedStep):
        Derivation(a(i) * sp.Sum(t[k], (k, 1, C))).step(a(i))
