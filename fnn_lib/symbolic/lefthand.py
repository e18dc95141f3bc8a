"""Left-hand sides: a name of a slope, held against the slope that is taken.

What stands left of a derivation is a name, and a name can carry the wrong
index or layer. Where the first line takes a derivative, it tells by what.
"""

import sympy as sp

from .naming import slope_names
from .notation import latex

__all__ = ["wrong_name"]


def wrong_name(lhs, first):
    """Return what the name of a slope says wrongly, if anything.

    Parameters
    ----------
    lhs : sympy expression or Matrix
        The name: a symbol, an entry, or a matrix of such.
    first : sympy expression or Matrix
        What it is a name for.

    Returns
    -------
    tuple of str or None
        The name, what it says, and what the first line has.
    """
    shapes = [side.shape for side in (lhs, first) if _is_explicit(side)]
    if len(set(shapes)) == 2:
        return str(lhs), *(f"shape {shape}" for shape in shapes)
    pairs = [(lhs, sp.sympify(first))]
    if shapes:
        pairs = zip(lhs, first, strict=True) if len(shapes) == 2 else ()
    for name, line in pairs:
        taken = {
            variable
            for node in line.atoms(sp.Derivative)
            for variable, _ in node.variable_count
        }
        found = _wrong_variable(name, taken) or _lost_index(name, line, taken)
        if found:
            return str(name), *found
    return None


def _is_explicit(side):
    return isinstance(side, sp.MatrixBase)


def _wrong_variable(name, taken):
    """Compare what the name is by with what the line differentiates by."""
    for variable in sorted(taken, key=sp.default_sort_key):
        wanted = _variable(name, variable)
        if wanted is not None and latex(variable) != wanted:
            return f"a slope in {wanted}", f"a slope in {latex(variable)}"
    return None


def _variable(name, variable):
    """Return as LaTeX what a name is by; None where it does not tell."""
    if isinstance(name, sp.Derivative):
        return latex(name.variables[0])
    indices = ()
    if isinstance(name, sp.Indexed):
        indices, name = name.indices, name.base.label
    _, by = slope_names(str(name)) or (None, None)
    if by is None:
        return None
    if isinstance(variable, sp.Indexed):
        # Entries of a slope of entries carry the indices of both.
        indices = indices[-len(variable.indices) :]
        if not indices and by == str(variable.base):
            indices = variable.indices
    return latex(sp.IndexedBase(by)[indices] if indices else sp.Symbol(by))


def _lost_index(name, line, taken):
    """Return an index of the name that the line does not have."""
    free = set().union(*(one.free_symbols for one in (line, *taken)))
    if not isinstance(name, sp.Indexed) or not free:
        return None
    lost = sp.Tuple(*name.indices).free_symbols - free
    if not lost:
        return None
    letter = min(map(str, lost))
    return f"an index {letter}", f"no free index {letter}"
