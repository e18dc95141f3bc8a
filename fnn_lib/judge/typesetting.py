"""Typesetting: a tree as LaTeX, as it was typed and not rearranged."""

import re

__all__ = ["latex"]

LETTERS = {
    "yhat": r"\hat{y}",
    "Yhat": r"\hat{Y}",
    "loss": r"\ell",
    "delta": r"\delta",
    "alpha": r"\alpha",
}
CALLS = {
    "sigma": r"\sigma",
    "tanh": r"\tanh",
    "sinh": r"\sinh",
    "cosh": r"\cosh",
    "sech": r"\operatorname{sech}",
    "softplus": r"\operatorname{softplus}",
    "log": r"\log",
    "relu": r"\operatorname{ReLU}",
}
NAME = re.compile(r"([A-Za-z]+?)(\d*)(?:_(\w+))?")
#: How tightly a node binds; looser parts get brackets.
BINDS = {"+": 1, "neg": 1, "*": 2, "@": 2, "o": 2, "/": 4, "^": 3, "T": 3}
SIGNS = {"*": r" \, ", "@": r" \, ", "o": r" \odot "}


def latex(tree):
    """Return the LaTeX of a tree.

    Parameters
    ----------
    tree : Tree

    Returns
    -------
    str
        Made of this module's own text, names and digits only: nothing that
        was typed gets through as it is.
    """
    return PRINTERS.get(tree.kind, _product)(tree)


def _number(tree):
    return tree.parts[0]


def _letter(tree):
    base, layer, index = NAME.fullmatch(tree.parts[0]).groups()
    text = LETTERS.get(base, base)
    if layer:
        text += rf"^{{[{layer}]}}"
    return text + (f"_{{{index}}}" if index else "")


def _call(tree):
    name, primes, argument = tree.parts
    inner = latex(argument)
    if name == "exp":
        return f"e^{{{inner}}}"
    if name == "sqrt":
        return rf"\sqrt{{{inner}}}"
    head = CALLS.get(name, name) + "'" * primes
    return rf"{head}\left({inner}\right)"


def _sum(tree):
    first, *rest = tree.parts
    text = latex(first)
    for term in rest:
        if term.kind == "neg":
            text += f" - {_within(term.parts[0], 2)}"
        else:
            text += f" + {_within(term, 1)}"
    return text


def _product(tree):
    left, right = tree.parts
    sign = SIGNS[tree.kind]
    if right.kind == "number":
        sign = r" \cdot "
    return f"{_within(left, 2)}{sign}{_within(right, 2)}"


def _quotient(tree):
    above, below = map(latex, tree.parts)
    return rf"\frac{{{above}}}{{{below}}}"


def _power(tree):
    base, exponent = tree.parts
    if base.kind == "call" and base.parts[0] not in ("exp", "sqrt"):
        name, primes, argument = base.parts
        head = CALLS.get(name, name) + "'" * primes
        power = latex(exponent)
        return rf"{head}^{{{power}}}\left({latex(argument)}\right)"
    return f"{{{_within(base, 4)}}}^{{{latex(exponent)}}}"


def _within(tree, level):
    text = latex(tree)
    loose = BINDS.get(tree.kind, 5) < level
    return rf"\left({text}\right)" if loose else text


PRINTERS = {
    "number": _number,
    "letter": _letter,
    "call": _call,
    "+": _sum,
    "neg": lambda tree: f"-{_within(tree.parts[0], 2)}",
    "/": _quotient,
    "^": _power,
    "T": lambda tree: f"{{{_within(tree.parts[0], 4)}}}^{{\\top}}",
}
