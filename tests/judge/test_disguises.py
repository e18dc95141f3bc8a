"""Whatever way a formula is typed, it is read as what it means."""

import mpmath
import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from fnn_lib.judge.fitting import fit
from fnn_lib.judge.points import points
from fnn_lib.judge.reading import LONGEST, read
from fnn_lib.judge.typesetting import latex
from fnn_lib.judge.values import evaluated

from .disguise import FUNCTIONS, LETTERS, Far, disguised, formulas, oracle

TOLD = {name: {} for name in LETTERS}
AT = list(points(TOLD))[:3]


def values(text):
    tree, shape = fit(read(text, TOLD), TOLD)
    assert shape is None
    return list(evaluated(tree, AT))


def same(xs, ys):
    """Compare values; neither side may have one where the other has none."""
    for x, y in zip(xs, ys, strict=True):
        assert (x is None) == (y is None)
        if x is not None:
            with mpmath.workdps(40):
                assert abs(x - y) <= mpmath.mpf(10) ** -25 * (1 + abs(y))


@settings(max_examples=300, deadline=None)
@given(formulas(), st.data())
def test_a_formula_means_in_disguise_what_python_computes(formula, data):
    text = disguised(formula, lambda items: data.draw(st.sampled_from(items)))
    assume(len(text) <= LONGEST)
    with mpmath.workdps(40):
        try:
            wanted = [oracle(formula, point) for point in AT]
        except Far:
            reject()
    same(values(text), wanted)


@settings(max_examples=200, deadline=None)
@given(formulas(), st.data())
def test_what_is_typeset_is_read_as_the_same(formula, data):
    text = disguised(formula, lambda items: data.draw(st.sampled_from(items)))
    assume(len(text) <= LONGEST)
    shown = latex(read(text, TOLD))
    assume(len(shown) <= LONGEST)
    same(values(shown), values(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [(name, text) for name in LETTERS for text in LETTERS[name]],
)
def test_every_spelling_of_a_letter(name, text):
    assert read(text, TOLD).parts == (name,)


@pytest.mark.parametrize(
    ("name", "text"),
    [(name, text) for name in FUNCTIONS for text in FUNCTIONS[name]],
)
def test_every_spelling_of_a_function(name, text):
    if text != "e^":
        assert read(f"{text}(z)", TOLD).parts[0] == name
