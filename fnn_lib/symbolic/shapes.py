"""Shapes: a matrix formula that conforms, and what it is shaped like."""

import sympy as sp

from .components import shape_of, size_text
from .notation import latex
from .refusal import CLASH, RefutedStep

__all__ = ["Shape"]


class Shape:
    """A statement that a matrix expression conforms and has a shape.

    Parameters
    ----------
    expr : sympy matrix expression
        Of symbolic or explicit size.
    rows, columns : sympy expression or tuple
        Its shape; a tuple of sizes, outer first, for the side of a Kronecker
        product or of a vec.

    Raises
    ------
    RefutedStep
        When a product or a sum in it does not conform, or the shape is
        another one; with the shapes.

    Examples
    --------
    >>> import sympy as sp
    >>> from fnn_lib.symbolic import Shape, matrix
    >>> n, k, m = sp.symbols("n k m", integer=True, positive=True)
    >>> Shape(matrix("W", n, k) * matrix("A", k, m), n, m).verdict
    'proved for every size'
    """

    def __init__(self, expr, rows, columns):
        self.expr = sp.sympify(expr)
        self.shape = _structure(rows), _structure(columns)
        try:
            found = shape_of(self.expr)
        except ValueError as clash:
            raise RefutedStep(
                f"{self.expr} does not conform: {clash}",
                {},
                CLASH,
                str(clash),
            ) from clash
        if found != self.shape:
            raise RefutedStep(
                f"{self.expr} has the shape {size_text(found)}, "
                f"not {size_text(self.shape)}",
                {},
                f"shape {size_text(found)}",
                f"shape {size_text(self.shape)}",
            )

    @property
    def verdict(self):
        """Proved, for every size where a size is a symbol."""
        sizes = [sp.sympify(size) for side in self.shape for size in side]
        symbolic = any(size.free_symbols for size in sizes)
        return "proved for every size" if symbolic else "proved"

    @property
    def claim(self):
        """The statement on one line, as LaTeX."""
        rows, columns = (
            _exponent(sp.Mul(*map(sp.sympify, side))) for side in self.shape
        )
        space = rf"\mathbb{{R}}^{{{rows} \times {columns}}}"
        return rf"{latex(self.expr)} \in {space}"

    def latex(self):
        """Return the statement as printed."""
        return self.claim

    def formulas(self):
        """Return the statement's LaTeX, as a group of its own."""
        return [[self.claim]]


def _exponent(size):
    text = latex(size)
    return rf"\left({text}\right)" if size.is_Add else text


def _structure(side):
    sides = side if isinstance(side, tuple) else (side,)
    return tuple(sp.sympify(size) for size in sides if size != 1)
