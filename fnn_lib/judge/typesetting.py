"""Typesetting: a tree as LaTeX, as it was typed and not rearranged."""

from .names import GREEK, parsed

__all__ = ["latex"]

LETTERS = {name: rf"\{name}" for name in GREEK if name != "omicron"} | {
    "loss": r"\ell",
    "Delta": r"\Delta",
    "ones": r"\mathbf{1}",
}
CALLS = {
    "sigma": r"\sigma",
    "tanh": r"\tanh",
    "sinh": r"\sinh",
    "cosh": r"\cosh",
    "sech": r"\operatorname{sech}",
    "softplus": r"\operatorname{softplus}",
    "log": r"\log",
    "exp": r"\exp",
    "relu": r"\operatorname{ReLU}",
}
#: Functions whose power stands before their argument.
NAMED = frozenset(CALLS) - {"sigma", "exp"}
#: How tightly a node binds; looser parts get brackets.
BINDS = {"+": 1, "neg": 2, "*": 3, "@": 3, "o": 3, "o/": 3, "/": 4, "^": 4}
SUM, PRODUCT, ATOM = 1, 3, 5


def latex(tree):
    """Return the LaTeX of a tree.

    Parameters
    ----------
    tree : Tree
        Of `read` or, so that it shows what each product means, of `fit`.

    Returns
    -------
    str
        Made of this module's own text, names and digits only: nothing that
        was typed gets through as it is. `read` reads it.
    """
    return PRINTERS[tree.kind](tree)


def _letter(tree, above=""):
    name = parsed(tree.parts[0])
    base = name.base
    text = LETTERS.get(base, base if len(base) == 1 else rf"\mathrm{{{base}}}")
    if base.endswith("hat") and len(base) > 3:
        text = rf"\hat{{{base[:-3]}}}"
    above = (f"[{name.layer}]" if name.layer else "") + above
    below = f"_{{{name.index}}}" if name.index else ""
    return text + below + (f"^{{{above}}}" if above else "")


def _head(call):
    name, primes, _ = call.parts
    plain = name if len(name) == 1 else rf"\operatorname{{{name}}}"
    return CALLS.get(name, plain) + "'" * primes


def _call(tree):
    name, primes, argument = tree.parts
    inner = latex(argument)
    if name == "exp" and not primes:
        return f"e^{{{inner}}}"
    if name == "sqrt" and not primes:
        return rf"\sqrt{{{inner}}}"
    return rf"{_head(tree)}\left({inner}\right)"


def _sum(tree):
    first, *rest = tree.parts
    text = _within(first, SUM)
    for term in rest:
        if term.kind == "neg":
            text += f" - {_subtracted(term.parts[0])}"
        else:
            shown = _within(term, SUM)
            text += " + " + (_bracketed(term) if shown[0] == "-" else shown)
    return text


def _product(tree):
    left, right = tree.parts
    first, second = _left(left, tree.kind), _right(right)
    sign = SIGNS.get(tree.kind, "")
    if not sign:
        cold = second[0].isdigit() or first[-1].isdigit()
        beside = second.startswith((r"\left", r"\frac")) and not cold
        sign = " " if beside else r" \, "
        if second[0].isdigit() or (cold and second.startswith(r"\frac")):
            sign = r" \cdot "
    return f"{first}{sign}{second}"


def _left(tree, kind):
    """Typeset a first factor; its minus may stand before the product."""
    if tree.kind == "neg":
        return f"-{_left(tree.parts[0], kind)}"
    mixed = tree.kind in SIGNS and tree.kind != kind
    shown = _within(tree, PRODUCT)
    return _bracketed(tree) if mixed else shown


def _right(tree):
    """Typeset what stands behind a sign; a product there has brackets."""
    return _bracketed(tree) if tree.kind in PRODUCTS else _subtracted(tree)


def _subtracted(tree):
    shown = _within(tree, PRODUCT)
    return _bracketed(tree) if shown[0] == "-" else shown


def _quotient(tree):
    above, below = tree.parts
    if above.kind == "neg":
        return "-" + _quotient(tree._replace(parts=(above.parts[0], below)))
    return rf"\frac{{{latex(above)}}}{{{latex(below)}}}"


def _power(tree, mark=""):
    base, exponent = tree.parts
    above = f"^{{{mark}{latex(exponent)}}}"
    if base.kind == "call":
        name, primes, argument = base.parts
        if name in NAMED and not primes and exponent.kind == "number":
            return rf"{CALLS[name]}{above}\left({latex(argument)}\right)"
        if name not in (*NAMED, "exp", "sqrt"):
            return latex(base) + above
    plain = base.kind == "number" or (
        base.kind == "letter" and not parsed(base.parts[0]).layer
    )
    return (latex(base) if plain else _bracketed(base)) + above


def _transpose(tree):
    (base,) = tree.parts
    if base.kind == "letter":
        return _letter(base, r"\top")
    if base.kind == "call" and base.parts[0] not in ("exp", "sqrt"):
        return rf"{latex(base)}^{{\top}}"
    return rf"{_bracketed(base)}^{{\top}}"


def _bracketed(tree):
    return rf"\left({latex(tree)}\right)"


def _within(tree, level):
    loose = BINDS.get(tree.kind, ATOM) < level
    return _bracketed(tree) if loose else latex(tree)


PRODUCTS = ("*", "@", "o", "o/")
SIGNS = {"o": r" \odot ", "o/": r" \oslash "}
PRINTERS = {
    "number": lambda tree: tree.parts[0],
    "letter": _letter,
    "call": _call,
    "+": _sum,
    "neg": lambda tree: f"-{_subtracted(tree.parts[0])}",
    "*": _product,
    "@": _product,
    "o": _product,
    "o/": _product,
    "/": _quotient,
    "^": _power,
    "o^": lambda tree: _power(tree, r"\odot "),
    "T": _transpose,
}
