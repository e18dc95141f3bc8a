"""Indexed sums: a normal form in which equal sums are equal expressions.

An expression is written as a sum of terms, each a product of factors under
some bound indices. Factors that share no index stand in sums of their own,
constants stand outside, a Kronecker delta picks its term, and the bound
indices are named by one rule. No name of the reader's can be captured.
"""

import itertools

import sympy as sp

__all__ = ["abstract_sums", "normal", "rename_bound", "write_out"]

#: More indices than this under one sum are not put in order.
MOST_INDICES = 5


def normal(expr):
    """Return the normal form of an expression with indexed sums.

    A free index is taken to lie within the range of the sums that it meets.
    """
    if isinstance(expr, sp.MatrixBase):
        return expr.applyfunc(normal)
    if not expr.has(sp.Sum, sp.KroneckerDelta):
        return expr
    if not isinstance(expr, sp.Expr):  # a condition, or a case of several
        return expr.func(*(normal(arg) for arg in expr.args))
    return sp.Add(*(_assemble(*term) for term in _terms(expr)))


def rename_bound(expr):
    """Return `expr` with a fresh dummy for each bound index."""
    if isinstance(expr, sp.MatrixBase):
        return expr.applyfunc(rename_bound)
    if not expr.has(sp.Sum):
        return expr
    if isinstance(expr, sp.Sum):
        function, limits = expr.function, []
        # The last limit is the outermost; an inner bound may depend on it.
        for index, low, high in expr.limits:
            fresh = sp.Dummy(index.name, integer=True, positive=True)
            function = _put(function, index, fresh)
            limits = [
                (i, a.xreplace({index: fresh}), b.xreplace({index: fresh}))
                for i, a, b in limits
            ]
            limits.append((fresh, low, high))
        return sp.Sum(rename_bound(function), *limits)
    return expr.func(*(rename_bound(arg) for arg in expr.args))


def write_out(expr):
    """Return `expr` with each sum between numbers written out.

    SymPy's ``doit`` does the same and looks for closed forms first, which
    takes most of the time of a numerical comparison.
    """
    if isinstance(expr, sp.MatrixBase):
        return expr.applyfunc(write_out)
    if not expr.has(sp.Sum):
        return expr
    if isinstance(expr, sp.Sum):
        function, (index, low, high), *outer = expr.args
        if outer:
            inner = sp.Sum(function, (index, low, high))
            return write_out(sp.Sum(write_out(inner), *outer))
        if low.is_Integer and high.is_Integer:
            terms = range(int(low), int(high) + 1)
            return sp.Add(
                *(
                    write_out(_put(function, index, sp.Integer(v)))
                    for v in terms
                )
            )
    return expr.func(*(write_out(arg) for arg in expr.args))


def _put(expr, index, fresh):
    """Replace a free index, not one that an inner sum binds anew."""
    if isinstance(expr, sp.Sum) and index in expr.variables:
        return expr
    if expr == index:
        return fresh
    if not expr.args:
        return expr
    return expr.func(*(_put(arg, index, fresh) for arg in expr.args))


def abstract_sums(expr):
    """Return `expr` with each sum replaced by a symbol of the same sign."""
    return _abstract(expr)[0]


def _abstract(expr):
    letters = {}
    for total in sorted(expr.atoms(sp.Sum), key=_depth, reverse=True):
        sign = {"positive": True} if total.function.is_positive else {}
        letter = sp.Dummy("S", real=True, **sign)
        expr = expr.xreplace({total: letter})
        letters[letter] = total
    return expr, letters


def _logarithm(expr):
    """Return the terms of a logarithm, split where factors are positive."""
    argument, letters = _abstract(normal(expr.args[0]))
    parts = sp.expand_log(sp.log(argument), force=False)
    return [
        ([f.xreplace(letters) for f in sp.Mul.make_args(part)], [])
        for part in sp.Add.make_args(parts)
    ]


def _terms(expr):
    """Return the terms of `expr` as (factors, limits) pairs."""
    if isinstance(expr, sp.Add):
        return [term for arg in expr.args for term in _terms(arg)]
    if isinstance(expr, sp.Mul):
        return _product([_terms(arg) for arg in expr.args])
    if isinstance(expr, sp.Pow):
        return _power(expr)
    if isinstance(expr, sp.exp) and isinstance(expr.exp, sp.Add):
        parts = [[([sp.exp(normal(a))], [])] for a in expr.exp.args]
        return _product(parts)
    if isinstance(expr, sp.log):
        return _logarithm(expr)
    if isinstance(expr, sp.Sum):
        if (same := _from_one(expr)) != expr:
            return _terms(same)
        function, fresh = _open(expr)
        return [
            (factors, [*limits, *fresh])
            for factors, limits in _terms(function)
        ]
    if not expr.args or isinstance(expr, sp.Indexed):
        return [([expr], [])]
    return [([expr.func(*(normal(arg) for arg in expr.args))], [])]


def _open(total):
    """Return the function and limits of a sum under fresh indices."""
    fresh = rename_bound(sp.Sum(total.function, *total.limits))
    return fresh.function, list(fresh.limits)


def _from_one(total):
    """Return a sum that starts elsewhere as one from 1 and single terms."""
    function, *limits = total.args
    (index, low, high) = limits[0]
    if low == 1 or not low.is_Integer or abs(low) > MOST_INDICES:
        if len(limits) == 1:
            return total
        outer = limits[1:]
        if all(x[1] == 1 for x in outer):
            return total
        return _from_one(sp.Sum(sp.Sum(function, limits[0]), *outer))
    start, sign = (low, 1) if low < 1 else (sp.Integer(1), -1)
    stop = 1 if low < 1 else low
    singles = sp.Add(
        *(_put(function, index, sp.Integer(i)) for i in range(start, stop))
    )
    inner = sp.Sum(function, (index, 1, high)) + sign * singles
    return sp.Sum(inner, *limits[1:]) if limits[1:] else inner


def _power(expr):
    base, exponent = expr.args
    if exponent.is_Integer and 1 < exponent <= 4 and base.has(sp.Sum, sp.Add):
        return _product([_terms(rename_bound(base)) for _ in range(exponent)])
    return [([normal(base) ** normal(exponent)], [])]


def _product(groups):
    out = []
    for choice in itertools.product(*groups):
        factors = [f for term in choice for f in term[0]]
        limits = [limit for term in choice for limit in term[1]]
        out.append((factors, limits))
    return out


def _assemble(factors, limits):
    """Return one term: constants times sums that share no index."""
    factors, limits = _pick(list(factors), list(limits))
    constant, parts = sp.Integer(1), []
    for factor in factors:
        parts.append(([factor], _bound_in(factor, limits)))
    for limit in limits:  # join the parts that share an index
        index = limit[0]
        joint = [p for p in parts if index in {i for i, _, _ in p[1]}]
        if not joint:
            constant *= limit[2] - limit[1] + 1
            continue
        for part in joint:
            parts.remove(part)
        together = {i: (i, a, b) for p in joint for i, a, b in p[1]}
        parts.append(
            ([f for p in joint for f in p[0]], list(together.values()))
        )
    sums = (_canonical(sp.Mul(*f), bound) for f, bound in parts)
    return sp.Mul(constant, *sums)


def _bound_in(factor, limits):
    return [limit for limit in limits if limit[0] in factor.free_symbols]


def _pick(factors, limits):
    """Use up each Kronecker delta on a bound index."""
    for delta in [f for f in factors if isinstance(f, sp.KroneckerDelta)]:
        ranges = {index: (a, b) for index, a, b in limits}
        for index, other in (delta.args, delta.args[::-1]):
            inside = other.is_Symbol and (
                other not in ranges or ranges[other] == ranges.get(index)
            )
            if index in ranges and inside:
                factors.remove(delta)
                factors = [_put(f, index, other) for f in factors]
                limits = [x for x in limits if x[0] != index]
                return _pick(
                    [t for f in factors for t in sp.Mul.make_args(f)], limits
                )
    return factors, limits


def _canonical(function, limits):
    """Name the indices so that equal sums become equal expressions."""
    if not limits:
        return function
    if len(limits) > MOST_INDICES:
        return sp.Sum(function, *limits)
    depth = _depth(function)
    best = None
    for order in itertools.permutations(limits):
        names = {
            limit[0]: _index(depth, place) for place, limit in enumerate(order)
        }
        named = sp.Sum(
            function.xreplace(names),
            *((names[i], a, b) for i, a, b in order),
        )
        key = sp.default_sort_key(named)
        if best is None or key < best[0]:
            best = key, named
    return best[1]


_INDICES = {}


def _index(depth, place):
    """Return the index for this place: one that no inner sum binds."""
    return _INDICES.setdefault(
        (depth, place),
        sp.Dummy(f"k_{depth}{place}", integer=True, positive=True),
    )


def _depth(expr):
    inner = expr.atoms(sp.Sum)
    return 1 + max(_depth(s.function) for s in inner) if inner else 0
