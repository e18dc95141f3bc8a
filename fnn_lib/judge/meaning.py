"""Meaning: a tree as a SymPy expression, for proofs."""

import operator

import sympy as sp

from .fitting import fit, shape_of
from .reading import read
from .values import RULES as OPERATIONS
from .values import each

__all__ = ["expression", "proved"]


def expression(tree, letters, functions):
    """Return the SymPy expression of a tree.

    Parameters
    ----------
    tree : Tree
    letters : dict
        A SymPy symbol, scalar or matrix, by name.
    functions : dict
        A function of SymPy by name, for all that the tree calls.

    Returns
    -------
    sympy expression
    """
    parts = [
        expression(part, letters, functions)
        for part in tree.parts
        if hasattr(part, "kind")
    ]
    if tree.kind == "letter":
        return letters[tree.parts[0]]
    if tree.kind == "number":
        return sp.Rational(tree.parts[0])
    if tree.kind == "call":
        name, primes, _ = tree.parts
        return _called(functions[name + "'" * primes], *parts)
    return RULES[tree.kind](*parts)


def _called(function, x):
    return x.applyfunc(function) if x.is_Matrix else function(x)


def _product(left, right):
    if left.is_Matrix and right.is_Matrix and left.shape[1] != right.shape[0]:
        return sp.HadamardProduct(left, right)
    return left * right


RULES = {
    "+": lambda *terms: sum(terms[1:], terms[0]),
    "neg": lambda x: -x,
    "*": _product,
    "@": lambda x, y: x * y,
    "o": lambda x, y: sp.HadamardProduct(x, y),
    "/": lambda x, y: x / y,
    "o/": lambda x, y: sp.HadamardProduct(x, sp.HadamardPower(y, -1)),
    "^": lambda x, y: x**y,
    "T": lambda x: x.T if x.is_Matrix else x,
}

#: What the functions of an answer stand for.
DEFINED = {
    "sigma": lambda z: 1 / (1 + sp.exp(-z)),
    "sigma'": lambda z: sp.exp(-z) / (1 + sp.exp(-z)) ** 2,
    "tanh": sp.tanh,
    "tanh'": lambda z: 1 - sp.tanh(z) ** 2,
    "exp": sp.exp,
    "log": sp.log,
    "sqrt": sp.sqrt,
    "exp'": sp.exp,
    "softplus'": lambda z: 1 / (1 + sp.exp(-z)),
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "sech": sp.sech,
    "softplus": lambda z: sp.log(1 + sp.exp(z)),
}


def proved(left, right, letters):
    """Tell whether SymPy reduces the difference of two trees to 0.

    Parameters
    ----------
    left, right : Tree
        Of `fit`, of one shape.
    letters : dict
        As in an exercise; a matrix has a symbol for each entry.

    Returns
    -------
    bool
        False where it found no proof; that refutes nothing.
    """
    drawn = {name: told for name, told in letters.items() if "is" not in told}
    point = {name: _symbols(name, told) for name, told in drawn.items()}
    for name in letters.keys() - drawn.keys():
        line, _ = fit(read(letters[name]["is"], drawn), drawn)
        point[name] = _entries(line, point)
    sides = _entries(left, point), _entries(right, point)
    return all(map(_vanishes, _flat(each(operator.sub, *sides))))


def _vanishes(difference):
    if difference == 0 or sp.expand(difference) == 0:
        return True
    difference = sp.expand_log(difference.rewrite(sp.exp))
    return sp.simplify(difference) == 0


def _symbols(name, told):
    """Return a symbol for each entry of a letter, or its value."""
    shape = shape_of(told)
    if "value" in told and not shape:
        return sp.Rational(str(told["value"]))
    assumed = ASSUMED.get(told.get("domain"), {"real": True})
    if not shape:
        return sp.Symbol(name, **assumed)
    rows, columns = shape
    if "value" in told:
        return ((sp.Rational(str(told["value"])),) * columns,) * rows
    return tuple(
        tuple(sp.Symbol(f"{name}_{i}_{j}", **assumed) for j in range(columns))
        for i in range(rows)
    )


def _entries(tree, point):
    """Evaluate a tree with symbols, each entry of a matrix by itself."""
    if tree.kind == "letter":
        return point[tree.parts[0]]
    if tree.kind == "number":
        return sp.Rational(tree.parts[0])
    if tree.kind == "call":
        name, primes, argument = tree.parts
        name += "'" * primes
        function = DEFINED.get(name) or sp.Function(name)
        return each(function, _entries(argument, point))
    parts = [_entries(part, point) for part in tree.parts]
    if tree.kind in ("^", "o^"):
        return each(operator.pow, *parts)
    return OPERATIONS[tree.kind](tree, *parts)


def _flat(x):
    if not isinstance(x, tuple):
        return [x]
    return [entry for row in x for entry in row]


ASSUMED = {
    "positive": {"positive": True},
    "unit": {"positive": True},
    "whole": {"positive": True, "integer": True},
}
