"""JavaScript from proved formulas, for pages that answer without a kernel."""

import json
import re
from typing import NamedTuple

import sympy as sp

from .derivation import VERDICTS
from .stable import functions

__all__ = ["Formula", "Proved", "javascript"]

#: How the functions of formulas are called in JavaScript.
CALLS = {"log1p": "Math.log1p"} | {
    name: name for name in ("relu", "sigma", "softplus")
}
_IDENTIFIER = re.compile(r"[A-Za-z]\w*")


class Formula(NamedTuple):
    """Several values of the same arguments, computed together.

    Attributes
    ----------
    name : str
        Of the JavaScript function.
    arguments : tuple of Symbol
        What it takes, as properties of one object.
    values : dict of str to Derivation
        What it returns, by name; the last line of each is printed.
    """

    name: str
    arguments: tuple
    values: dict


class Proved(NamedTuple):
    """Data, such as the terms of a sum, with what proves them right.

    Attributes
    ----------
    value : object
        Of what JSON can hold.
    derivation : Derivation
        Made from the value.
    """

    value: object
    derivation: object


def javascript(formulas, data=None):
    """Return a module with one exported function for each formula.

    Parameters
    ----------
    formulas : sequence of Formula
        Proved ones.
    data : dict of str to Proved, optional
        Exported as constants, by name.

    Returns
    -------
    str
        JavaScript, without imports.

    Raises
    ------
    ValueError
        When a value is not proved, an argument is missing, or a name is none
        of JavaScript's.
    """
    used, data = set(), data or {}
    for name, (_, derivation) in data.items():
        _check_name(name)
        _check_proof(name, derivation)
    for formula in formulas:
        _check(formula)
        for derivation in formula.values.values():
            used |= {type(f) for f in derivation.result.atoms(sp.Function)}
    helpers = [
        f"const {kind.__name__} = ({z}) => {_print(derivation.result)};"
        for kind, (z, derivation) in functions().items()
        if kind in used
    ]
    constants = [
        f"export const {name} = {json.dumps(value)};"
        for name, (value, _) in data.items()
    ]
    parts = [*helpers, *constants, *map(_function, formulas)]
    return "\n\n".join(parts) + "\n"


def _check_name(name):
    if not _IDENTIFIER.fullmatch(name):
        raise ValueError(f"name: found {name!r}, wanted an identifier")


def _check_proof(name, derivation):
    if VERDICTS.index(derivation.verdict) > VERDICTS.index("proved"):
        raise ValueError(
            f"{name}: found it {derivation.verdict}, "
            "wanted a proof of its last line"
        )


def _check(formula):
    names = [s.name for s in formula.arguments]
    for name in (formula.name, *names, *formula.values):
        _check_name(name)
    for name, derivation in formula.values.items():
        _check_proof(f"{formula.name}, {name}", derivation)
        free = derivation.result.free_symbols - set(formula.arguments)
        if free:
            raise ValueError(
                f"{formula.name}, {name}: found {free}, wanted no letters but "
                + ", ".join(names)
            )


def _function(formula):
    """Write one function; what its values share is computed once."""
    results = [d.result for d in formula.values.values()]
    letters = sp.numbered_symbols("_t", real=True)
    shared, values = sp.cse(results, symbols=letters)
    lines = [f"  const {name} = {_print(value)};" for name, value in shared]
    fields = zip(formula.values, values, strict=True)
    lines += ["  return {", *(f"    {k}: {_print(v)}," for k, v in fields)]
    arguments = ", ".join(s.name for s in formula.arguments)
    body = "\n".join([*lines, "  };"])
    return (
        f"export const {formula.name} = ({{ {arguments} }}) => {{\n{body}\n}};"
    )


def _print(expr):
    text = sp.jscode(expr, user_functions=CALLS)
    return " ".join(text.split())
