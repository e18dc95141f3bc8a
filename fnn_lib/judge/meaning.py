"""Meaning: a tree as a SymPy expression, for proofs."""

import sympy as sp

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
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "sech": sp.sech,
    "softplus": lambda z: sp.log(1 + sp.exp(z)),
}


def proved(left, right, names):
    """Tell whether SymPy reduces the difference of two trees to 0.

    Parameters
    ----------
    left, right : Tree
    names : dict
        The letters, as in an exercise; no proof is tried with matrices.

    Returns
    -------
    bool
        False where it found no proof; that refutes nothing.
    """
    if any("shape" in told for told in names.values()):
        return False
    letters = {name: sp.Symbol(name, real=True) for name in names}
    try:
        sides = [expression(tree, letters, DEFINED) for tree in (left, right)]
    except KeyError:  # a function of which nothing is said, or with a kink
        return False
    difference = (sides[0] - sides[1]).rewrite(sp.exp)
    return sp.simplify(difference) == 0
