"""Named matrices: a letter on the page, a rule for the entries in proofs."""

import sympy as sp
from sympy.core.symbol import Str

from .naming import name_latex

__all__ = ["MatrixOf", "matrix_of"]


class MatrixOf(sp.MatrixExpr):
    """A matrix with a name and a rule for its entries, see `matrix_of`."""

    def __new__(cls, name, rows, columns, rule):
        """Return the matrix; `rule` is a Lambda of row and column."""
        sizes = map(sp.sympify, (rows, columns))
        return super().__new__(cls, Str(str(name)), *sizes, rule)

    @property
    def name(self):
        """The name, as in code."""
        return str(self.args[0])

    @property
    def shape(self):
        """Rows and columns."""
        return self.args[1:3]

    def rule(self, i, j):
        """Return the entry in row `i`, column `j`, both counted from 1."""
        return self.args[3](i, j)

    def doit(self, **hints):
        """Return the matrix itself: its derivatives are to be derived."""
        return self

    def _latex(self, printer):
        return name_latex(self.name)

    def _sympystr(self, printer):
        return self.name


def matrix_of(name, entry, rows=None, columns=None):
    """Return the matrix of that name with these entries.

    It prints as its name. A proof replaces its entry at a row and a column
    by the given one, such as a derivative still to be carried out. To run
    it, give an array for the matrix as a whole.

    Parameters
    ----------
    name : str
        As in code: ``dL_dz_N``.
    entry : sympy expression
        In the two indices.
    rows, columns : tuple, optional
        An index and the size that it runs to. Without columns it is a
        column, without rows as well a single number.

    Returns
    -------
    MatrixOf

    Examples
    --------
    >>> import sympy as sp
    >>> from fnn_lib.symbolic import matrix, verify
    >>> i, n = sp.symbols("i n", integer=True, positive=True)
    >>> z, entries = matrix("z", n, 1), sp.IndexedBase("z", real=True)
    >>> slope = sp.Derivative(entries[i, 1] ** 2, entries[i, 1])
    >>> verify(matrix_of("da_dz", slope, (i, n)), 2 * z).verdict
    'proved for every size'
    """
    i, n = rows or (sp.Dummy("row"), 1)
    j, k = columns or (sp.Dummy("column"), 1)
    own = {s: sp.Dummy(s.name, integer=True, positive=True) for s in (i, j)}
    rule = sp.Lambda(tuple(own.values()), sp.sympify(entry).xreplace(own))
    return MatrixOf(name, n, k, rule)
