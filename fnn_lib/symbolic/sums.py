"""Indexed sums: one name for each bound index, constants drawn out."""

import sympy as sp

__all__ = ["collect_sums", "rename_bound"]

#: Bound indices by nesting depth: equal sums become equal expressions.
_INDICES = [sp.Dummy(f"k_{depth}", integer=True) for depth in range(6)]


def rename_bound(expr):
    """Return `expr` with every bound index renamed by its nesting depth.

    No name of the reader's can then be captured, and two sums that differ
    only in their index are the same expression.
    """
    return _rebuild(expr, lambda total: total)


def collect_sums(expr):
    """Return `expr` with each sum split into terms without constants.

    A sum over ``KroneckerDelta(k, i)`` picks its i-th term: a free index is
    taken to lie within the range of the sums that it meets.
    """
    return rename_bound(_rebuild(expr, _split))


def _rebuild(expr, finish):
    if not expr.has(sp.Sum):
        return expr
    if isinstance(expr, sp.MatrixBase):
        return expr.applyfunc(lambda entry: _rebuild(entry, finish))
    args = [_rebuild(arg, finish) for arg in expr.args]
    expr = expr.func(*args)
    if isinstance(expr, sp.Sum):
        fresh = _INDICES[_depth(expr.function)]
        (index, low, high), *rest = expr.limits
        if rest:
            raise ValueError(f"sum: found {expr}, wanted nested single sums")
        function = expr.function.xreplace({index: fresh})
        expr = finish(sp.Sum(function, (fresh, low, high)))
    return expr


def _depth(expr):
    inner = expr.atoms(sp.Sum)
    return 1 + max(_depth(s.function) for s in inner) if inner else 0


def _split(total):
    index, low, high = total.limits[0]
    terms = sp.Add.make_args(sp.expand(total.function))
    return sp.Add(*(_term(term, index, low, high) for term in terms))


def _term(term, index, low, high):
    constant, varying = term.as_independent(index, as_Add=False)
    if varying == 1:
        return constant * (high - low + 1)
    for factor in sp.Mul.make_args(varying):
        if isinstance(factor, sp.KroneckerDelta) and index in factor.args:
            other = next(arg for arg in factor.args if arg != index)
            return constant * (varying / factor).xreplace({index: other})
    return constant * sp.Sum(varying, (index, low, high))
