"""Unspecified smooth functions: what is proved of them, and printed."""

import mpmath
import numpy as np
import pytest
import sympy as sp

from fnn_lib.symbolic import Executed, latex, matrix, norm, smooth, symbol
from fnn_lib.symbolic.equality import decide
from fnn_lib.symbolic.smooth import Smooth, example

f, g = smooth("f"), smooth("g")
df = smooth("f'")
x, z = symbol("x"), symbol("z")
h = symbol("h", positive=True)
AHEAD = x + sp.I * h
IMAGINARY = (f(AHEAD) - f(x - sp.I * h)) / (2 * sp.I)


def test_a_derivative_is_the_function_with_a_prime():
    assert sp.diff(f(x), x) == df(x)
    assert sp.diff(f(x), x, 3) == smooth("f'''")(x)
    assert sp.diff(f(g(x)), x) == df(g(x)) * smooth("g'")(x)
    assert smooth("f") == f != g


RIGHT = {
    "product": (sp.diff(x * f(x), x), f(x) + x * df(x)),
    "chain": (sp.diff(f(x**2), x), 2 * x * df(x**2)),
    "reflection": (sp.im(f(AHEAD)), IMAGINARY),
    "real part": (sp.re(f(AHEAD)), f(AHEAD) - sp.I * IMAGINARY),
}
WRONG = {
    "another function": (f(x), g(x)),
    "another argument": (f(x), f(z)),
    "a lost factor": (sp.diff(f(x**2), x), df(x**2)),
    "a derivative for the value": (f(x), df(x)),
    "a wrong sign": (sp.im(f(AHEAD)), -IMAGINARY),
    "even": (f(-x), f(x)),
    "linear": (f(x + z), f(x) + f(z)),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_holds_for_every_function_is_proved(name):
    assert decide(*RIGHT[name]).verdict == "proved"


@pytest.mark.parametrize("name", WRONG)
def test_what_holds_for_some_functions_only_is_refuted(name):
    assert decide(*WRONG[name]).verdict == "refuted"


@pytest.mark.parametrize("key", range(5))
def test_the_example_of_a_prime_is_the_derivative_of_the_example(key):
    with mpmath.workdps(40):
        slope = mpmath.diff(lambda z: example("f", key, z), 0.3)
        assert abs(slope - example("f'", key, mpmath.mpf(0.3))) < 1e-15


def test_primes_steps_and_parts_print_as_one_writes_them():
    assert latex(smooth("f'''")(x)) == r"f'''{\left(x \right)}"
    assert latex(h**2 + h + x) == "x + h + h^{2}"
    assert latex(x + h) == "x + h"
    assert latex(1 / h + x * h) == r"h x + \frac{1}{h}"
    assert latex(x - h) == "x - h"
    assert latex(sp.im(f(AHEAD))).startswith(r"\operatorname{Im}\left(f")
    assert latex(sp.re(f(AHEAD))).startswith(r"\operatorname{Re}\left(f")


def test_a_norm_prints_with_bars_and_is_computed():
    A, s = matrix("A", 2, 3), symbol("s")
    assert latex(norm(A)) == r"\left\lVert A \right\rVert_2"
    value = np.arange(6.0).reshape(2, 3)
    Executed(s, norm(A) / 2, {A: value, s: np.sqrt(55) / 2})


def test_a_plain_function_of_the_same_name_is_another():
    argument = symbol("other")
    assert not isinstance(sp.Function("f'")(argument), Smooth)
    assert isinstance(smooth("f'")(argument), Smooth)
