"""Values: against NumPy and mpmath, and where there are none."""

import time

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fnn_lib.judge.fitting import Unfit, fit
from fnn_lib.judge.points import DOMAINS, POINTS, points
from fnn_lib.judge.reading import LONGEST, read
from fnn_lib.judge.typesetting import latex
from fnn_lib.judge.values import FUNCTIONS, SLOPES, alike, evaluated

from .matrices import TOLD, evaluate, matrices

#: Seconds after which the page ends a check.
LIMIT = 5

AT = list(points(TOLD))[:2]


def fitted(text, letters=TOLD):
    return fit(read(text, letters, ["g", "f"]), letters)


def one(text, **values):
    """Evaluate a line in numbers at one point."""
    tree, _ = fitted(text, {name: {} for name in values})
    (value,) = evaluated(tree, [{k: mpmath.mpf(v) for k, v in values.items()}])
    return value


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([(2, 1), (1, 3), (2, 3), (3, 3), (4, 2), (3, 4)]),
    st.data(),
)
def test_matrices_are_what_numpy_computes(shape, data):
    python, typed = data.draw(matrices(shape))
    assume(len(typed) <= LONGEST and typed.count("(") < 18)
    tree, found = fitted(typed)
    assert found == shape
    for x, point in zip(evaluated(tree, AT), AT, strict=True):
        wanted = evaluate(python, point)
        np.testing.assert_allclose(
            np.array(x, dtype=float), wanted, rtol=1e-9, atol=1e-9
        )
    # and as typeset
    shown = latex(tree)
    assume(len(shown) <= LONGEST)
    again, _ = fitted(shown)
    assert all(map(alike, evaluated(again, AT), evaluated(tree, AT)))


@pytest.mark.parametrize(
    ("text", "kind", "shape"),
    [
        ("W*h", "@", (2, 1)),
        ("W h", "@", (2, 1)),
        ("delta*delta", "o", (2, 1)),
        ("W*W", "o", (2, 3)),
        ("S*S", "@", (3, 3)),
        ("S⊙S", "o", (3, 3)),
        ("h.T*h", "@", None),
        ("m*W", "*", (2, 3)),
        ("W/m", "/", (2, 3)),
        ("W/W", "o/", (2, 3)),
        ("1/W", "o/", (2, 3)),
        ("W^2", "o^", (2, 3)),
        ("1 - W", "+", (2, 3)),
        ("(h.T*h)*W", "*", (2, 3)),
        ("h^T h + 1", "+", None),
    ],
)
def test_the_shapes_tell_what_a_product_means(text, kind, shape):
    tree, found = fitted(text)
    assert (tree.kind, found) == (kind, shape)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("delta*h", 5, "(2, 1) and (3, 1) cannot be multiplied"),
        ("W + h", 4, "(2, 3) and (3, 1) cannot be added"),
        ("W @ W", 2, "(2, 3) and (2, 3) are no product of matrices"),
        ("W ⊙ h", 2, "(2, 3) and (3, 1) are no product entry by entry"),
        ("W / h", 2, "(2, 3) and (3, 1) cannot be divided"),
        ("2^h", 1, "an exponent is one number"),
    ],
)
def test_shapes_that_do_not_fit(text, place, words):
    with pytest.raises(Unfit) as error:
        fitted(text)
    assert words in str(error.value)
    assert error.value.place == place
    assert (error.value.kind == "shape") == ("exponent" not in words)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@pytest.mark.parametrize("z", ["0.3", "1.7", "-0.9"])
def test_slopes_are_those_of_the_functions(name, z):
    if name not in SLOPES:
        with pytest.raises(Unfit, match="out"):
            one(f"{name}'(z)", z="0.5")
        return
    with mpmath.workdps(40):
        slope = mpmath.diff(FUNCTIONS[name], mpmath.mpf(z))
        assert abs(one(f"{name}'(z)", z=z) - slope) < mpmath.mpf(10) ** -12


def test_unknown_functions_differ_and_have_slopes():
    with mpmath.workdps(40):
        z = mpmath.mpf("0.4")
        assert abs(one("g(z)", z=z) - one("f(z)", z=z)) > 1e-3
        h = mpmath.mpf(10) ** -10
        slope = (one("g(z)", z=z + h) - one("g(z)", z=z - h)) / (2 * h)
        assert abs(one("g'(z)", z=z) - slope) < mpmath.mpf(10) ** -12
    with pytest.raises(Unfit, match="one prime"):
        one("g''(z)", z=1)


@pytest.mark.parametrize(
    "text",
    [
        *("1/0", "1/(z-z)", "0^{-1}", "log(-z)", "log 0", "sqrt(-z)"),
        *("(-z)^0.5", "exp(exp(exp(exp(9z))))", "tanh(10^{50})"),
        "(((((2^60)^60)^60)^60)^60)^60",
        "log(-1)*0 + z",
    ],
)
def test_where_there_is_no_real_value(text):
    start = time.process_time()
    assert one(text, z="1.5") is None
    assert time.process_time() - start < LIMIT


@pytest.mark.parametrize("text", ["9^9^9^9", "2^61", "z^{-100}", "2^(10^9)"])
def test_huge_powers_are_refused(text):
    with pytest.raises(Unfit, match="beyond 60"):
        one(text, z="1.5")


def test_nothing_agrees_with_no_value():
    assert not alike(None, None)
    assert not alike(mpmath.mpf(1), None)
    assert not alike(mpmath.mpf(1), ((mpmath.mpf(1),),))
    assert not alike(((mpmath.mpf(1),),), ((mpmath.mpf(1),) * 2,))


@pytest.mark.parametrize(("off", "agree"), [("1e-32", True), ("1e-28", False)])
def test_values_agree_to_30_digits(off, agree):
    with mpmath.workdps(40):
        assert alike(mpmath.mpf(1), 1 + mpmath.mpf(off)) == agree


def test_points_are_the_same_each_time_and_within_their_domains():
    told = {name: {"domain": name} for name in DOMAINS}
    drawn = list(points(told))
    assert drawn == list(points(told))
    assert len(drawn) == POINTS
    assert drawn != list(points(told, seed=1))
    for point in drawn:
        assert point["positive"] > 0
        assert 0 < point["unit"] < 1
    assert {point["real"] > 0 for point in drawn} == {True, False}
