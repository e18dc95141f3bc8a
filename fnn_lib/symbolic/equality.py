"""Equality of two expressions: proved, checked or refuted.

Refutation comes first: both sides are computed to 50 digits at chosen and at
random points, so that a counterexample stops a wrong step before any
simplification could hide it. What survives is handed to SymPy; what SymPy
cannot prove is called checked, never proved.
"""

import functools
from dataclasses import dataclass, replace

import sympy as sp

from .components import entry, indices, shape_of, size_text
from .functions import expand_definitions
from .named import MatrixOf
from .points import differ
from .refusal import CLASH
from .smooth import by_conjugates
from .sums import abstract_sums, normal, rename_bound

__all__ = ["Finding", "decide", "prepare"]

#: So many questions are remembered: each altered form of a statement asks
#: again what it shares with the right one.
REMEMBERED = 4096


@dataclass(frozen=True)
class Finding:
    """What was found out about ``left = right``.

    Attributes
    ----------
    verdict : str
        One of "proved for every size", "proved", "checked", "refuted".
    counterexample : dict or None
        Values at which the two differ, by symbol, where refuted.
    left, right : object
        The two values there.
    """

    verdict: str
    counterexample: dict | None = None
    left: object = None
    right: object = None


def decide(left, right, where=None, special=True):
    """Return a `Finding` on whether two expressions are equal.

    Parameters
    ----------
    left, right : sympy expression or Matrix
        Scalars, explicit matrices of one shape, indexed sums, or matrix
        expressions of symbolic size.
    where : dict, optional
        The interval that a symbol is restricted to, by symbol.
    special : bool
        Whether counterexamples are looked for at chosen points before random
        ones; a damage is told at a random one.

    Raises
    ------
    ValueError
        When a bound index also occurs free, so that it is unclear what is
        meant, or when neither side is defined anywhere.
    """
    sides = (_fixed(sp.sympify(side)) for side in (left, right))
    restricted = frozenset((where or {}).items())
    found = _decided(*sides, restricted, special, STRATEGIES)
    if found.counterexample is None:
        return found
    return replace(found, counterexample=dict(found.counterexample))


def _fixed(expr):
    """Return what cannot be changed any more."""
    return expr.as_immutable() if isinstance(expr, sp.MatrixBase) else expr


@functools.lru_cache(maxsize=REMEMBERED)
def _decided(left, right, where, special, _strategies):
    """Decide once: the same sides are tried at the same points."""
    where = dict(where)
    if _symbolic(left) or _symbolic(right):
        return _decide_matrices(left, right, where, special)
    left, right = map(_explicit, (left, right))
    sized = _sized(left, right)
    shapes = _entries(left), _entries(right)
    if shapes[0] != shapes[1]:
        return Finding("refuted", {}, *(f"shape {s}" for s in shapes))
    left, right = prepare(left), prepare(right)
    sized = sized or _summed(left, right)
    if difference := differ(left, right, where, special):
        return Finding("refuted", *difference)
    if not _proved(left, right, where):
        return Finding("checked")
    return Finding("proved for every size" if sized else "proved")


def _explicit(side):
    """Carry out products of explicit matrices."""
    return side.as_explicit() if isinstance(side, sp.MatrixExpr) else side


def _entries(side):
    """Return the shape of an explicit matrix, () of a scalar."""
    return side.shape if isinstance(side, sp.MatrixBase) else ()


def _symbolic(side):
    """Tell whether a side is a matrix expression, not explicit entries."""
    given = sp.MatrixSymbol, sp.FunctionMatrix, MatrixOf
    return isinstance(side, sp.MatrixExpr) and side.has(*given)


def _decide_matrices(left, right, where, special):
    """Compare matrix expressions at a generic row and column."""
    try:
        shapes = shape_of(left), shape_of(right)
    except ValueError as clash:
        return Finding("refuted", {}, CLASH, str(clash))
    if shapes[0] != shapes[1]:
        sizes = (f"shape {size_text(shape)}" for shape in shapes)
        return Finding("refuted", {}, *sizes)
    left, right = map(_collapsed, (left, right))
    (row, rows), (column, columns) = map(indices, shapes[0])
    ranges = {i: (low, high) for i, low, high in (*rows, *columns)}
    finding = decide(
        entry(left, row, column),
        entry(right, row, column),
        where | ranges,
        special,
    )
    symbolic = any(
        sp.sympify(s).free_symbols for s in (*shapes[0][0], *shapes[0][1])
    )
    if finding.verdict == "proved" and symbolic:
        return Finding("proved for every size")
    return finding


def _collapsed(side):
    """Multiply out products of blocks."""
    return sp.block_collapse(side) if side.has(sp.BlockMatrix) else side


def prepare(expr):
    """Rename bound indices, expand definitions, carry out derivatives."""
    return _prepared(_fixed(expr))


@functools.lru_cache(maxsize=REMEMBERED)
def _prepared(expr):
    bound = {s for total in expr.atoms(sp.Sum) for s in total.variables}
    if clash := bound & expr.free_symbols:
        raise ValueError(
            f"index {', '.join(map(str, clash))}: found both bound by a sum "
            "and free, wanted different letters"
        )
    expr = expand_definitions(rename_bound(expr))
    if not expr.has(sp.Sum):
        return expr.doit()
    # Derivatives only: carrying out a sum asks whether an index is in range.
    return rename_bound(
        expr.replace(
            lambda e: isinstance(e, sp.Derivative | sp.Subs),
            lambda e: e.doit(deep=False),
        )
    )


def _sized(*sides):
    """Tell whether a size is a symbol: a sum over it, or an index in it."""
    return _summed(*sides) or any(side.has(sp.Indexed) for side in sides)


def _summed(*sides):
    """Tell whether a sum has a symbol for a limit."""
    return any(
        limit.free_symbols
        for side in sides
        for total in side.atoms(sp.Sum)
        for _, *limits in total.limits
        for limit in map(sp.sympify, limits)
    )


#: What is tried, in this order, to bring a difference to zero.
STRATEGIES = (
    lambda e: sp.expand(_letters(e)),
    lambda e: _numerator(_letters(e)),
    lambda e: sp.expand(normal(e)),
    lambda e: _numerator(_merged(normal(e))),
    lambda e: sp.expand(by_conjugates(e)),
    lambda e: sp.expand(normal(sp.fraction(sp.together(normal(e)))[0])),
    lambda e: _numerator(abstract_sums(normal(e))),
    lambda e: sp.simplify(abstract_sums(normal(e))),
    lambda e: sp.simplify(sp.expand(abstract_sums(normal(e)).rewrite(sp.exp))),
    lambda e: sp.simplify(sp.piecewise_fold(e.rewrite(sp.Piecewise))),
    lambda e: sp.simplify(sp.expand_log(abstract_sums(normal(e)))),
)

#: What SymPy raises where it gives up.
FAILURES = (
    RuntimeError,
    StopIteration,
    ValueError,
    TypeError,
    NotImplementedError,
)


def _letters(expr):
    """Return `expr` with a letter for each value of a function.

    What then holds for all values of the letters holds for these ones; and
    without what stands inside the functions it is decided fast.
    """
    letters = {}

    def read(node):
        if isinstance(node, sp.Function | sp.Sum | sp.Indexed):
            return letters.setdefault(node, sp.Dummy(real=True))
        if not node.args or not isinstance(node, sp.Add | sp.Mul | sp.Pow):
            return node
        return node.func(*map(read, node.args))

    return read(expr)


def _merged(expr):
    """Return `expr` with one letter for two where a delta makes them equal.

    Beside a delta of free indices all else may be read at one of the two.
    """
    terms = []
    for term in sp.Add.make_args(sp.expand(expr)):
        for delta in term.atoms(sp.KroneckerDelta):
            rest = term / delta
            if not rest.has(delta) and all(i.is_Symbol for i in delta.args):
                term = delta * rest.xreplace(dict([delta.args]))
        terms.append(term)
    return sp.Add(*terms)


def _numerator(expr):
    return sp.expand(sp.fraction(sp.together(expr))[0])


def _proved(left, right, where):
    if isinstance(left, sp.MatrixBase):
        pairs = zip(left, right, strict=True)
    else:
        pairs = [(left, right)]
    named = assume(where)
    return all(_zero((a - b).xreplace(named)) for a, b in pairs)


def assume(where):
    """Return for each restricted symbol what carries its restriction.

    A positive symbol for an interval from 0, and ``p / (1 + p)`` with a
    positive p for the interval from 0 to 1.
    """
    named = {}
    for s, interval in where.items():
        if isinstance(s, sp.IndexedBase):  # restricts the points only
            continue
        if isinstance(interval, sp.Interval) and interval.inf >= 0:
            p = sp.Dummy(s.name, positive=True)
            unit = (interval.inf, interval.sup) == (0, 1)
            named[s] = p / (1 + p) if unit else p
    return named


def _zero(difference):
    if any(_brings_to_zero(s, difference) for s in STRATEGIES):
        return True
    cases = _by_sign(difference)
    return bool(cases) and all(map(_zero, cases))


#: More letters than this are not split into cases.
MOST_LETTERS = 3


def _by_sign(expr):
    """Return `expr` for each sign of the letters that a case depends on."""
    split = expr.atoms(sp.Piecewise, sp.Abs, sp.Max, sp.Min, sp.sign)
    letters = {
        s
        for case in split
        for s in case.free_symbols
        if s.is_Symbol and s.is_positive is None and s.is_real
    }
    if not 0 < len(letters) <= MOST_LETTERS:
        return []
    cases = [expr]
    for s in letters:
        values = (
            sp.Dummy(s.name, positive=True),
            sp.Dummy(s.name, negative=True),
            sp.Integer(0),
        )
        cases = [case.subs(s, value) for case in cases for value in values]
    return cases


def _brings_to_zero(strategy, difference):
    try:
        return strategy(difference) == 0
    except FAILURES:
        return False  # SymPy gave up: that strategy proves nothing
