"""Evaluation: a formula, as printed, run on given arrays.

One rule for each kind of SymPy node. Matrix products, sums and powers are
those of NumPy on the arrays that stand for the symbols, and shapes must
conform without broadcasting wherever the formula has matrices.
"""

import numpy as np
import sympy as sp
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction

from .functions import norm
from .refusal import CLASH, RefutedStep

__all__ = ["evaluate"]


def evaluate(expr, values):
    """Return the number or array that `expr` has at `values`.

    Parameters
    ----------
    expr : sympy expression
        Scalars, indexed sums, explicit matrices or matrix expressions.
    values : dict
        Numbers or arrays by symbol, and callables by function class.
        An `IndexedBase` stands for an array counted from 1.

    Raises
    ------
    RefutedStep
        When two shapes do not conform.
    ValueError
        When a symbol has no value.
    """
    try:
        if expr in values:
            return np.asarray(values[expr])
    except TypeError:  # unhashable: a mutable matrix
        pass
    if expr.is_Number or expr.is_NumberSymbol:
        return np.asarray(float(expr))
    for kind in type(expr).__mro__:
        if kind in values:
            return values[kind](*(evaluate(a, values) for a in expr.args))
        if kind in RULES:
            return RULES[kind](expr, values)
    raise ValueError(f"values: found none for {expr}, wanted one")


def _all(expr, values):
    return [evaluate(arg, values) for arg in expr.args]


def _fold(operation):
    def rule(expr, values):
        total, *rest = _all(expr, values)
        for value in rest:
            total = operation(total, value)
        return total

    return rule


def _same(operation, verb):
    def apply(a, b):
        if a.shape != b.shape:
            text = (
                f"shapes: found {a.shape} {verb} {b.shape}, wanted equal ones"
            )
            raise RefutedStep(text, {}, CLASH, text)
        return operation(a, b)

    return apply


def _matmul(a, b):
    if a.ndim == 0 or b.ndim == 0:
        return a * b
    if a.shape[1] != b.shape[0]:
        text = (
            f"shapes: found {a.shape} times {b.shape}, wanted inner sizes "
            "that agree"
        )
        raise RefutedStep(text, {}, CLASH, text)
    return a @ b


def _matrix_power(expr, values):
    base, exponent = expr.args
    array = evaluate(base, values)
    product = array
    for _ in range(int(exponent) - 1):
        product = _matmul(product, array)
    return product


def _size(size, values):
    return int(evaluate(sp.sympify(size), values))


def _ones(expr, values):
    return np.ones([_size(n, values) for n in expr.shape])


def _zeros(expr, values):
    return np.zeros([_size(n, values) for n in expr.shape])


def _identity(expr, values):
    return np.eye(_size(expr.shape[0], values))


def _blocks(expr, values):
    rows, columns = expr.blockshape
    return np.block(
        [
            [evaluate(expr.blocks[i, j], values) for j in range(columns)]
            for i in range(rows)
        ]
    )


def _indexed(expr, values):
    array = np.asarray(values[expr.base])
    where = [_size(i, values) for i in expr.indices]
    if any(not 1 <= i <= n for i, n in zip(where, array.shape, strict=True)):
        raise ValueError(f"index: found {where}, wanted it in {array.shape}")
    return array[tuple(i - 1 for i in where)]


def _sum(expr, values):
    *inner, (index, low, high) = expr.limits
    function = sp.Sum(expr.function, *inner) if inner else expr.function
    return sum(
        evaluate(function, values | {index: k})
        for k in range(_size(low, values), _size(high, values) + 1)
    )


def _entries(expr, values):
    flat = [float(evaluate(entry, values)) for entry in expr]
    return np.array(flat).reshape(expr.shape)


def _elementwise(expr, values):
    function, argument = expr.function, evaluate(expr.expr, values)
    if isinstance(function, sp.Lambda):
        (x,) = function.variables
        return evaluate(function.expr, values | {x: argument})
    if function in values:
        return values[function](argument)
    return RULES[function](
        function(sp.Symbol("x")), {sp.Symbol("x"): argument}
    )


def _piecewise(expr, values):
    pairs = expr.args
    out = evaluate(pairs[-1][0], values)
    for value, condition in reversed(pairs[:-1]):
        out = np.where(
            evaluate(condition, values), evaluate(value, values), out
        )
    return out


def _call(function):
    return lambda expr, values: function(*_all(expr, values))


#: How each kind of node is computed.
RULES = {
    sp.UnevaluatedExpr: lambda expr, values: evaluate(expr.args[0], values),
    sp.Add: _fold(np.add),
    sp.Mul: _fold(np.multiply),
    sp.Pow: _call(np.power),
    sp.exp: _call(np.exp),
    sp.log: _call(np.log),
    sp.tanh: _call(np.tanh),
    sp.cosh: _call(np.cosh),
    sp.sinh: _call(np.sinh),
    sp.sqrt: _call(np.sqrt),
    sp.Abs: _call(np.abs),
    sp.Max: _fold(np.maximum),
    sp.Min: _fold(np.minimum),
    norm: _call(np.linalg.norm),
    sp.Sum: _sum,
    sp.Indexed: _indexed,
    sp.KroneckerDelta: _call(lambda i, j: np.asarray(float(i == j))),
    sp.Piecewise: _piecewise,
    sp.StrictGreaterThan: _call(np.greater),
    sp.StrictLessThan: _call(np.less),
    sp.GreaterThan: _call(np.greater_equal),
    sp.LessThan: _call(np.less_equal),
    sp.MatAdd: _fold(_same(np.add, "plus")),
    sp.MatMul: _fold(_matmul),
    sp.MatPow: _matrix_power,
    sp.HadamardProduct: _fold(_same(np.multiply, "by entries times")),
    sp.KroneckerProduct: _fold(np.kron),
    sp.Transpose: lambda expr, values: evaluate(expr.arg, values).T,
    sp.Trace: lambda expr, values: np.trace(evaluate(expr.arg, values)),
    sp.OneMatrix: _ones,
    sp.ZeroMatrix: _zeros,
    sp.Identity: _identity,
    sp.DiagMatrix: lambda expr, values: np.diag(
        evaluate(expr.args[0], values)[:, 0]
    ),
    sp.BlockMatrix: _blocks,
    sp.MatrixBase: _entries,
    ElementwiseApplyFunction: _elementwise,
}
