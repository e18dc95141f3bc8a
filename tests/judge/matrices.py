"""Formulas of matrices: for NumPy and as readers write them."""

import numpy as np
from hypothesis import strategies as st

SHAPES = {
    "delta": (2, 1),
    "h": (3, 1),
    "b": (4, 1),
    "W": (2, 3),
    "A": (3, 4),
    "S": (3, 3),
    "m": None,
}
TOLD = {
    name: {"shape": list(shape)} if shape else {"domain": "positive"}
    for name, shape in SHAPES.items()
}
SIZES = (1, 2, 3, 4)
MATRICES = ["@", " @ ", "*", " ", "\\,", "\\cdot "]
ENTRIES = ["⊙", " \\odot ", " ∘ "]


@st.composite
def matrices(draw, shape, depth=3):
    """Draw a formula of a shape: its Python and how it might be typed."""
    rows, columns = shape
    kinds = ["sum", "entries", "call", "scaled", "neg", "T"]
    if depth and (rows, columns) != (1, 1):
        kind = draw(st.sampled_from([*kinds, "product", "product"]))
    else:
        kind = "letter"
    return KINDS[kind](draw, shape, depth - 1)


def _letter(draw, shape, _depth):
    names = [name for name in SHAPES if SHAPES[name] == shape]
    turned = [name for name in SHAPES if SHAPES[name] == shape[::-1]]
    choices = [(f"{name}", name) for name in names]
    for name in turned:
        for typed in ("%s.T", "%s^T", "%s^\\top", "%sᵀ", "{%s}^{\\top}"):
            choices.append((f"{name}.T", typed % name))
    if not choices:
        one = _letter(draw, (shape[0], 1), 0)
        two = _letter(draw, (1, shape[1]), 0)
        return f"({one[0]} @ {two[0]})", f"({one[1]} {two[1]})"
    return draw(st.sampled_from(choices))


def _both(draw, shape, depth, python, signs):
    one, two = draw(matrices(shape, depth)), draw(matrices(shape, depth))
    sign = draw(st.sampled_from(signs))
    return f"({one[0]} {python} {two[0]})", f"({one[1]}{sign}{two[1]})"


def _product(draw, shape, depth):
    inner = draw(st.sampled_from([k for k in SIZES if k > 1]))
    one = draw(matrices((shape[0], inner), depth))
    two = draw(matrices((inner, shape[1]), depth))
    sign = draw(st.sampled_from(MATRICES))
    return f"({one[0]} @ {two[0]})", f"({one[1]}{sign}{two[1]})"


def _one(python, typed):
    def write(draw, shape, depth):
        inner = draw(matrices(shape, depth))
        return python % inner[0], typed % inner[1]

    return write


def _turned(draw, shape, depth):
    inner = draw(matrices(shape[::-1], depth))
    typed = draw(st.sampled_from(["(%s).T", "(%s)^\\top", "[%s]ᵀ"]))
    return f"({inner[0]}).T", typed % inner[1]


KINDS = {
    "letter": _letter,
    "sum": lambda *given: _both(*given, "+", ["+", " + "]),
    "entries": lambda *given: _both(*given, "*", ENTRIES),
    "product": _product,
    "call": _one("np.tanh(%s)", "\\tanh(%s)"),
    "scaled": _one("(%s / m)", "(\\frac{1}{m}(%s))"),
    "neg": _one("(-%s)", "(-(%s))"),
    "T": _turned,
}


def evaluate(python, point):
    """Let NumPy evaluate a formula at a point of the judge."""
    names = {name: np.array(x, dtype=float) for name, x in point.items()}
    return eval(python, {"np": np}, names)
