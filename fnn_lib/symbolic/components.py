"""Matrix expressions of symbolic size, entry by entry.

A side of a matrix is a tuple of sizes: ``(n,)`` for n rows, ``()`` for a
single one, ``(k, n)`` for the rows of a Kronecker product or of ``vec``, outer
place first. Two matrices can only be equal, and be multiplied, where these
structures agree.
"""

import itertools

import sympy as sp
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction

from .named import MatrixOf
from .stacking import Vec

__all__ = ["entry", "indices", "shape_of", "size_text"]

_NUMBER = itertools.count()


def shape_of(expr):
    """Return the structure of rows and columns, each a tuple of sizes.

    Raises
    ------
    ValueError
        When a product or a sum does not conform; it names the shapes.
    """
    return _rule(SHAPES, expr)(expr)


def entry(expr, row, column):
    """Return the entry of a matrix expression at tuples of indices."""
    return _rule(ENTRIES, expr)(expr, row, column)


def size_text(shape):
    """Return a structure as the plain sizes: (n k, m)."""
    return f"({', '.join(str(sp.Mul(*side)) for side in shape)})"


def indices(sizes):
    """Return a fresh index for each size of a structure, and the limits."""
    fresh = tuple(
        sp.Dummy(f"i{next(_NUMBER)}", integer=True, positive=True)
        for _ in sizes
    )
    return fresh, [(i, 1, size) for i, size in zip(fresh, sizes, strict=True)]


def _rule(rules, expr):
    for kind in type(expr).__mro__:
        if kind in rules:
            return rules[kind]
    raise ValueError(f"matrix: found {expr}, wanted a form with known entries")


def _split(expr):
    """Return the scalar and the matrix factors of a product."""
    scalars = [a for a in expr.args if not getattr(a, "is_Matrix", False)]
    return sp.Mul(*scalars), [a for a in expr.args if a not in scalars]


def _product_shape(expr):
    _, factors = _split(expr)
    rows, inner = shape_of(factors[0])
    for factor in factors[1:]:
        found, outer = shape_of(factor)
        if found != inner:
            product = " ".join(str(expr).split())
            raise ValueError(
                f"shapes: found {sp.Mul(*inner)} columns times "
                f"{sp.Mul(*found)} rows in {product}, wanted inner sizes "
                "that agree"
            )
        inner = outer
    return rows, inner


def _power_shape(expr):
    rows, columns = shape_of(expr.base)
    if rows != columns:
        raise ValueError(
            f"shapes: found {sp.Mul(*columns)} columns times "
            f"{sp.Mul(*rows)} rows in {expr}, wanted inner sizes that agree"
        )
    return rows, columns


def _equal_shapes(expr):
    shapes = [shape_of(arg) for arg in expr.args]
    if any(shape != shapes[0] for shape in shapes):
        found = " and ".join(map(size_text, shapes))
        raise ValueError(
            f"shapes: found {found} in {expr}, wanted equal shapes"
        )
    return shapes[0]


def _kron_shape(expr):
    shapes = [shape_of(arg) for arg in expr.args]
    return tuple(
        tuple(itertools.chain(*(shape[side] for shape in shapes)))
        for side in (0, 1)
    )


def _vec_shape(expr):
    rows, columns = shape_of(expr.args[0])
    return (*columns, *rows), ()


def _plain(expr):
    return tuple(() if size == 1 else (size,) for size in expr.shape)


def _diagonal_shape(expr):
    rows, columns = shape_of(expr.args[0])
    if columns:
        raise ValueError(
            f"shapes: found columns {columns} in {expr}, wanted a column"
        )
    return rows, rows


SHAPES = {
    sp.MatrixSymbol: _plain,
    sp.OneMatrix: _plain,
    sp.ZeroMatrix: _plain,
    sp.Identity: _plain,
    sp.BlockMatrix: _plain,
    MatrixOf: _plain,
    sp.DiagMatrix: _diagonal_shape,
    sp.Transpose: lambda expr: shape_of(expr.arg)[::-1],
    sp.MatMul: _product_shape,
    sp.MatPow: _power_shape,
    sp.MatAdd: _equal_shapes,
    sp.HadamardProduct: _equal_shapes,
    sp.KroneckerProduct: _kron_shape,
    ElementwiseApplyFunction: lambda expr: shape_of(expr.expr),
    Vec: _vec_shape,
}


def _symbol_entry(expr, row, column):
    one = (sp.Integer(1),)
    return sp.IndexedBase(expr.name, real=True)[(row or one) + (column or one)]


def _named_entry(expr, row, column):
    one = (sp.Integer(1),)
    return expr.rule(*(row or one), *(column or one))


def _diagonal_entry(expr, row, column):
    deltas = map(sp.KroneckerDelta, row, column)
    return sp.Mul(*deltas) * entry(expr.args[0], row, ())


def _product_entry(expr, row, column):
    scalar, (first, *rest) = _split(expr)
    if not rest:
        return scalar * entry(first, row, column)
    tail = sp.MatMul(*rest) if len(rest) > 1 else rest[0]
    if isinstance(first, sp.DiagMatrix):  # of its sum one term is left
        own = entry(first.args[0], row, ())
        return scalar * own * entry(tail, row, column)
    inner, limits = indices(shape_of(first)[1])
    term = entry(first, row, inner) * entry(tail, inner, column)
    return scalar * (sp.Sum(term, *limits) if limits else term)


def _kron_entry(expr, row, column):
    out = sp.Integer(1)
    for factor in expr.args:
        rows, columns = (len(side) for side in shape_of(factor))
        out *= entry(factor, row[:rows], column[:columns])
        row, column = row[rows:], column[columns:]
    return out


def _vec_entry(expr, row, column):
    columns = len(shape_of(expr.args[0])[1])
    return entry(expr.args[0], row[columns:], row[:columns])


def _applied_entry(expr, row, column):
    return expr.function(entry(expr.expr, row, column))


ENTRIES = {
    sp.MatrixSymbol: _symbol_entry,
    sp.OneMatrix: lambda expr, row, column: sp.Integer(1),
    sp.ZeroMatrix: lambda expr, row, column: sp.Integer(0),
    sp.Identity: lambda expr, row, column: sp.Mul(
        *map(sp.KroneckerDelta, row, column)
    ),
    MatrixOf: _named_entry,
    sp.DiagMatrix: _diagonal_entry,
    sp.Transpose: lambda expr, row, column: entry(expr.arg, column, row),
    sp.MatMul: _product_entry,
    sp.MatAdd: lambda expr, row, column: sp.Add(
        *(entry(arg, row, column) for arg in expr.args)
    ),
    sp.HadamardProduct: lambda expr, row, column: sp.Mul(
        *(entry(arg, row, column) for arg in expr.args)
    ),
    sp.KroneckerProduct: _kron_entry,
    ElementwiseApplyFunction: _applied_entry,
    Vec: _vec_entry,
}
