"""When two formulas are written alike."""

import pytest

from _ext.latex import normal, relations


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\hat y", r"\hat{y}"),
        (r"\tfrac12 x", r"\frac{1}{2} x"),
        (r"\frac{\partial J}{\partial z}", r"\partial J/\partial z"),
        (r"1/(1 + e^{-z})", r"\frac{1}{1 + e^{- z}}"),
        (r"(a + b)/c", r"\frac{a + b}{c}"),
        (r"\log\hat{y}", r"\log{\left(\hat{y} \right)}"),
        (r"\sigma(z)", r"\sigma{\left(z \right)}"),
        (r"W^{[l]\top} \, \delta", r"W^{[l]\top}\delta"),
        (r"n\cdot m", "n m"),
        (r"2a\,h", "2 a h"),
    ],
)
def test_the_same(one, other):
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a - b", "a + b"),
        ("W_{12}", "W_{21}"),
        (r"W^\top \delta", r"W \delta"),
        ("A^{[l]}", "A^{[l-1]}"),
        (r"\frac{a}{b}", r"\frac{b}{a}"),
        (r"\frac{1}{1 + e^{z}}", r"1/1 + e^{z}"),
    ],
)
def test_not_the_same(one, other):
    assert normal(one) != normal(other)


@pytest.mark.parametrize(
    ("latex", "found"),
    [
        ("a = b = c", [("a", "=", "b"), ("b", "=", "c")]),
        (r"0 < p \le 1", [("0", "<", "p"), ("p", r"\le", "1")]),
        ("p > 0", [("0", "<", "p")]),
        (r"\sum_{i=1}^{n} x_i = s", [(r"\sum_{i=1}^{n} x_i", "=", "s")]),
        (r"\left(x\right)", []),
        ("f(a=b)", []),
    ],
)
def test_relations(latex, found):
    assert relations(latex) == found
