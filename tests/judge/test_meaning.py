"""What SymPy proves with is what the values are of."""

import mpmath
import pytest
import sympy as sp

from fnn_lib.judge.meaning import DEFINED
from fnn_lib.judge.values import FUNCTIONS, SLOPES

VALUES = FUNCTIONS | {f"{name}'": slope for name, slope in SLOPES.items()}
#: Of these SymPy proves nothing: they have a kink.
KINKED = {"relu", "relu'"}


def test_each_function_has_both():
    assert DEFINED.keys() | KINKED == VALUES.keys()


@pytest.mark.parametrize("name", sorted(DEFINED))
@pytest.mark.parametrize("z", ["1/3", "2"])
def test_symbol_and_value_are_one_function(name, z):
    with mpmath.workdps(40):
        value = VALUES[name](mpmath.mpf(sp.Rational(z).p) / sp.Rational(z).q)
    symbol = sp.N(DEFINED[name](sp.Rational(z)), 40)
    assert abs(sp.Float(value, 40) - symbol) < sp.Float("1e-35")
