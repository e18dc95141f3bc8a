"""Notation: symbols named as the code names them, and their LaTeX."""

import re

import sympy as sp

from .naming import name_latex
from .printer import Printer

__all__ = ["entries", "latex", "matrix", "symbol", "value_latex"]

_PLACE = re.compile(r"(.+)\[(\d+(?:, \d+)*)\]")


def latex(expr):
    """Return the LaTeX of a SymPy expression in the notation of the book."""
    return Printer({"mat_delim": "(", "order": "none"}).doprint(expr)


def value_latex(name):
    """Return the LaTeX of what a counterexample gives a value.

    Parameters
    ----------
    name : str
        Of a symbol, or of an entry: ``dL_dz_2``, ``W_2[1, 2]``.

    Returns
    -------
    str
    """
    match = _PLACE.fullmatch(name)
    if not match:
        return name_latex(name)
    indices = [sp.Integer(index) for index in match[2].split(", ")]
    return Printer()._with_indices(match[1], indices)


def symbol(name, **assumptions):
    """Return a real symbol (unless told otherwise) of that code name."""
    return sp.Symbol(name, **({"real": True} | assumptions))


def matrix(name, rows, columns):
    """Return the matrix symbol of that code name, shape (rows, columns)."""
    return sp.MatrixSymbol(name, rows, columns)


def entries(name, rows, columns=None):
    """Return an explicit matrix of symbols with entries from 1.

    ``entries("W1", 2, 3)`` has ``W1_11 ... W1_23``; without `columns` it is a
    column ``b1_1, b1_2``; a name without a layer gives ``x_1, x_2``.
    """
    if columns is None:
        return sp.Matrix([symbol(f"{name}_{i + 1}") for i in range(rows)])
    return sp.Matrix(
        rows, columns, lambda i, j: symbol(f"{name}_{i + 1}{j + 1}")
    )
