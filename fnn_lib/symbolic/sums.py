"""Indexed sums: one name for each bound index, constants drawn out."""

import itertools

import sympy as sp

__all__ = ["collect_sums", "rename_bound", "write_out"]

#: Bound indices by nesting depth: equal sums become equal expressions.
_INDICES = [sp.Dummy(f"k_{depth}", integer=True) for depth in range(9)]


def rename_bound(expr):
    """Return `expr` with every bound index renamed by its nesting depth.

    No name of the reader's can then be captured, and two sums that differ
    only in their index are the same expression.
    """
    return _rebuild(expr, lambda function, limit: sp.Sum(function, limit))


def collect_sums(expr):
    """Return `expr` with each sum split into terms without constants.

    Nested sums are brought into one order. A sum from 0 gives its first
    term apart. A sum over ``KroneckerDelta(k, i)`` picks its i-th term: a
    free index is taken to lie within the range of the sums that it meets.
    """
    return rename_bound(_rebuild(expr, _split))


def write_out(expr):
    """Return `expr` with each sum between numbers written out.

    SymPy's ``doit`` does the same and looks for closed forms first, which
    takes most of the time of a numerical comparison.
    """
    return _rebuild(expr, _written)


def _written(function, limit):
    index, low, high = limit
    if not (low.is_Integer and high.is_Integer):
        return sp.Sum(function, limit)
    terms = range(int(low), int(high) + 1)
    return sp.Add(*(function.xreplace({index: sp.Integer(v)}) for v in terms))


def _rebuild(expr, finish):
    if not expr.has(sp.Sum):
        return expr
    if isinstance(expr, sp.MatrixBase):
        return expr.applyfunc(lambda entry: _rebuild(entry, finish))
    if not isinstance(expr, sp.Sum):
        return expr.func(*(_rebuild(arg, finish) for arg in expr.args))
    indices = {limit[0] for limit in expr.limits}
    if any(
        indices & part.free_symbols
        for _, *ends in expr.limits
        for part in ends
    ):
        raise ValueError(
            f"sum: found {expr}, where a range depends on another index, "
            "wanted independent ranges"
        )
    function = _rebuild(expr.function, finish)
    for index, low, high in expr.limits:  # the innermost first
        fresh = _INDICES[_depth(function)]
        function = finish(
            function.xreplace({index: fresh}), (fresh, low, high)
        )
    return function


def _depth(expr):
    sums = expr.atoms(sp.Sum)
    return max((len(s.limits) + _depth(s.function) for s in sums), default=0)


def _split(function, limit):
    index, low, high = limit
    if low == 0:
        first = function.xreplace({index: sp.Integer(0)})
        return first + _split(function, (index, sp.Integer(1), high))
    terms = sp.Add.make_args(sp.expand(function))
    return sp.Add(*(_term(term, limit) for term in terms))


def _term(term, limit):
    index, low, high = limit
    constant, varying = term.as_independent(index, as_Add=False)
    if varying == 1:
        return constant * (high - low + 1)
    product, limits = _open(varying, limit)
    for delta in sp.Mul.make_args(product):
        picked = isinstance(delta, sp.KroneckerDelta) and _pick(delta, limits)
        if picked:
            bound, other = picked
            product = (product / delta).xreplace({bound: other})
            for rest in (lim for lim in limits if lim[0] != bound):
                product = _split(product, rest)
            return constant * product
    return constant * _ordered(product, limits)


def _open(varying, limit):
    """Return a product without sums as factors, and the limits of all."""
    factors, limits = [], [limit]
    for factor in sp.Mul.make_args(varying):
        base, power = factor.as_base_exp()
        if not (isinstance(base, sp.Sum) and power.is_Integer and power > 0):
            factors.append(factor)
            continue
        for _ in range(int(power)):
            fresh = {lim[0]: sp.Dummy(integer=True) for lim in base.limits}
            factors.append(base.function.xreplace(fresh))
            limits += [
                tuple(part.xreplace(fresh) for part in lim)
                for lim in base.limits
            ]
    return sp.Mul(*factors), limits


def _pick(delta, limits):
    """Return the bound index that a delta fixes, and at what."""
    ranges = {index: (low, high) for index, low, high in limits}
    i, j = delta.args
    for bound, other in ((i, j), (j, i)):
        if (
            bound in ranges
            and ranges.get(other, ranges[bound]) == ranges[bound]
        ):
            return bound, other
    return None


def _ordered(product, limits):
    """Return the sum, its limits in an order that its terms alone decide."""
    candidates = []
    for order in itertools.permutations(limits):
        names = {lim[0]: _INDICES[d] for d, lim in enumerate(order)}
        ranges = [(names[index], low, high) for index, low, high in order]
        candidates.append(sp.Sum(product.xreplace(names), *ranges))
    return min(candidates, key=sp.default_sort_key)
