"""Names of symbols as the code writes them, and their LaTeX.

A symbol is named as in the code column of the notation table: ``W1_21``,
``Z[l]``, ``dJ_dW[l]``, ``yhat``. One rule turns such a name into LaTeX, so a
formula's text and its code cannot drift apart. Slopes of entries by entries
are named with a dot at the place of each index: ``dy._du.`` for an
`IndexedBase` whose entry (k, i) is the slope of ``y[k]`` in ``u[i]``.
"""

import re

from sympy.printing.latex import translate

__all__ = [
    "GRADIENT",
    "LETTERS",
    "SLOPES",
    "name_latex",
    "slope_names",
    "subscribed",
]

#: Letters that are not read as they are spelled.
LETTERS = {
    "yhat": r"\hat{y}",
    "Yhat": r"\hat{Y}",
    "loss": r"\ell",
    "l": r"\ell",
    "learning_rate": r"\alpha",
    "ones": r"\mathbf{1}",
}
GRADIENT = re.compile(r"d([A-Za-z]+(?:\(\d+\))?(?:_(?:\d+|[A-Za-z]))?)_d(.+)")
SLOPES = re.compile(r"d(.+)\._d(.+)\.")
_LAYERED = re.compile(r"([A-Za-z_]+?)(\[|\()(.+)(\]|\))")
_LAYERED_ENTRY = re.compile(r"([A-Za-z]+[\[(][^\[\]()]+[\])])_(\w+)")
_ENTRY = re.compile(r"([A-Za-z]+?)(\d+)_(\w+)")
_SUBSCRIBED = re.compile(r"([^_]+)_\{([^{}]+)\}")
_INDEXED = re.compile(r"([A-Za-z]+)_?(\w+)")


def name_latex(name):
    """Return the LaTeX of a symbol's name.

    Parameters
    ----------
    name : str
        As in code: ``dJ_dW1_21``, ``A[l-1]``, ``W(1)``, ``yhat_k``, ``z``.
    """
    if name in LETTERS:
        return r"l" if name == "l" else LETTERS[name]
    if match := GRADIENT.fullmatch(name):
        of, by = match.groups()
        of = "loss" if of == "l" else of  # as code has it for short: dl_dz
        of, by = name_latex(of), name_latex(by)
        return rf"\frac{{\partial {of}}}{{\partial {by}}}"
    if match := _LAYERED.fullmatch(name):
        base, left, index, right = match.groups()
        return f"{name_latex(base)}^{{{left}{index}{right}}}"
    if match := _LAYERED_ENTRY.fullmatch(name):
        return f"{name_latex(match[1])}_{{{match[2]}}}"
    if match := _ENTRY.fullmatch(name):
        base, layer, index = match.groups()
        return f"{name_latex(base)}^{{[{layer}]}}_{{{index}}}"
    if "_" in name and (match := _INDEXED.fullmatch(name)):
        base, index = match.groups()
        return f"{name_latex(base)}_{{{index}}}"
    return translate(name)


def slope_names(name):
    """Return what a name of a slope is the slope of, and by what.

    Parameters
    ----------
    name : str
        As in code: ``dJ_dW[l]``, ``da._dz.``.

    Returns
    -------
    tuple of str or None
        None for a name of anything else.
    """
    match = SLOPES.fullmatch(name) or GRADIENT.fullmatch(name)
    return match and match.groups()


def subscribed(text, index, power=""):
    """Return LaTeX with an index: Z_{i}, or W_{2,i} where it has one."""
    if match := _SUBSCRIBED.fullmatch(text):
        text, own = match.groups()
        index = f"{own},{index}"
    return f"{text}{power}_{{{index}}}"
