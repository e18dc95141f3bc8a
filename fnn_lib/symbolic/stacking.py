"""Stacking: the columns of a matrix, one under the other."""

import sympy as sp

__all__ = ["Vec"]


class Vec(sp.MatrixExpr):
    """The columns of `W` stacked, see :eq:`eq-matrix-calculus-vec`.

    A matrix expression of shape (rows * columns, 1). To run it, give a
    callable for the class: ``{Vec: fnn_lib.layouts.vec}``.
    """

    def __new__(cls, arg):
        """Return the stacked columns of the matrix expression `arg`."""
        return super().__new__(cls, sp.sympify(arg))

    @property
    def arg(self):
        """The matrix whose columns are stacked."""
        return self.args[0]

    @property
    def shape(self):
        """One row for each entry, one column."""
        return self.arg.rows * self.arg.cols, sp.Integer(1)

    def _entry(self, i, j, **kwargs):
        rows = self.arg.rows
        return self.arg[sp.Mod(i, rows), sp.floor(i / rows)]

    def doit(self, **hints):
        """Return the column itself where the matrix is explicit."""
        arg = self.arg.doit(**hints)
        return arg.vec() if isinstance(arg, sp.MatrixBase) else Vec(arg)

    def _latex(self, printer):
        inside = printer.doprint(self.arg)
        if not isinstance(self.arg, sp.MatrixBase):  # that has its own
            inside = rf"\left({inside}\right)"
        return rf"\operatorname{{vec}}{inside}"
