"""Equations between matrices as texts: read, run on arrays, typeset.

``dJ_dZ[l] = g'(Z[l]) ⊙ ( W[l+1]^T dJ_dZ[l+1] )``: tokens between blanks. A
token is a name in the grammar of ``kit/notation.js``, with ``^T`` for its
transpose; a function of one, ``g'(Z[l])``; a 1 above or before one,
``[1;x]`` and ``[1,x^T]``; a sign ``+ ⊙ ∘ ·`` or a bracket; or a sum over what
follows, ``Sigma_{axis=1}``. A product of matrices needs no sign and binds
before a product entry by entry.
"""

import re
from typing import NamedTuple

import numpy as np

__all__ = ["Arrays", "Factor", "Line", "read"]

_FUNCTION = re.compile(r"(\w+'?)\((\D.*)\)")
_WITH_ONES = re.compile(r"\[1([;,])(.+)\]")
_CLOSES = {"(": ")", "{": "}"}
_SUM = "Sigma_"


class Arrays(NamedTuple):
    """What equations are run on.

    Attributes
    ----------
    values : dict of str to ndarray
        By name.
    functions : dict of str to callable
        Of one array, by name.
    samples : int
        The axis that has the samples.
    """

    values: dict
    functions: dict
    samples: int = 1


class Factor(NamedTuple):
    """An array as it stands in an equation.

    Attributes
    ----------
    token : str
        As written; without its ``^T`` the key of its role.
    name : str
        Of the array.
    transposed : bool
        Whether the transpose is meant.
    function : str
        What is applied to it, if anything.
    ones : {"", ";", ","}
        Whether a 1 stands above it or before it.
    """

    token: str
    name: str
    transposed: bool = False
    function: str = ""
    ones: str = ""

    @property
    def key(self):
        """The token without a transpose."""
        return self.token.removesuffix("^T")

    def value(self, arrays):
        """Return the array that stands in the equation."""
        value = arrays.values[self.name]
        if self.function:
            value = arrays.functions[self.function](value)
        if self.transposed:
            value = value.T
        if self.ones == ";":
            return np.vstack([np.ones((1, value.shape[1])), value])
        if self.ones == ",":
            return np.hstack([np.ones((value.shape[0], 1)), value])
        return value


class Chain(NamedTuple):
    """Parts with one kind of sign between them, perhaps in brackets."""

    kind: str
    parts: tuple
    signs: tuple
    fence: str = ""

    def value(self, arrays):
        """Return the sum, the product or the product entry by entry."""
        values = [part.value(arrays) for part in self.parts]
        result = values[0]
        for value in values[1:]:
            if self.kind == "entrywise" and result.shape != value.shape:
                raise ValueError(
                    f"entry by entry: found shapes {result.shape} and "
                    f"{value.shape}, wanted one"
                )
            result = _OPERATIONS[self.kind](result, value)
        return result


_OPERATIONS = {
    "plus": np.add,
    "entrywise": np.multiply,
    "product": np.matmul,
}


class Over(NamedTuple):
    """A sum over samples: columns are added up, or rows."""

    label: str
    part: Factor

    def value(self, arrays):
        """Return the sum over the samples."""
        return self.part.value(arrays).sum(arrays.samples, keepdims=True)


class Line(NamedTuple):
    """An equation.

    Attributes
    ----------
    left : Factor
        What it computes.
    right : Factor, Chain or Over
        How.
    """

    left: Factor
    right: object

    def error(self, arrays):
        """Return by how much the two sides differ at most.

        Raises
        ------
        ValueError
            When the shapes of parts do not fit, or the two sides have
            different shapes.
        """
        left = self.left.value(arrays)
        right = self.right.value(arrays)
        if left.shape != right.shape:
            raise ValueError(
                f"{self.left.token}: found shape {right.shape}, "
                f"wanted {left.shape}"
            )
        return float(np.abs(left - right).max())

    def tokens(self):
        """Return factors and signs from left to right.

        Yields
        ------
        tuple of (str, object)
            ``("factor", Factor)``, ``("sign", text)``, or ``("times", text)``
            between two factors of a product of matrices.
        """
        yield "factor", self.left
        yield "sign", "="
        yield from _flat(self.right)


def _flat(node):
    if isinstance(node, Factor):
        yield "factor", node
        return
    if isinstance(node, Over):
        yield "sign", node.label
        yield from _flat(node.part)
        return
    if node.fence:
        yield "sign", node.fence[0]
    for place, part in enumerate(node.parts):
        if place:
            kind = "times" if node.kind == "product" else "sign"
            yield kind, node.signs[place - 1]
        yield from _flat(part)
    if node.fence:
        yield "sign", node.fence[1]


def read(text):
    """Read an equation.

    Parameters
    ----------
    text : str
        As described at the top of this module.

    Returns
    -------
    Line

    Raises
    ------
    ValueError
        When it is no equation of that form.
    """
    left, equal, right = text.partition(" = ")
    tokens = right.split()
    if not equal or not tokens:
        raise ValueError(f"text: found {text!r}, wanted 'name = ...'")
    line = Line(_factor(left), _plus(tokens))
    if tokens:
        raise ValueError(f"text: found {tokens[0]!r} left over in {text!r}")
    return line


def _plus(tokens):
    return _chain("plus", "+", _entrywise, tokens)


def _entrywise(tokens):
    return _chain("entrywise", "⊙∘", _product, tokens)


def _chain(kind, signs, part, tokens):
    parts, between = [part(tokens)], []
    while tokens and tokens[0] in signs:
        between.append(tokens.pop(0))
        parts.append(part(tokens))
    return Chain(kind, (*parts,), (*between,)) if between else parts[0]


def _product(tokens):
    parts, between = [_atom(tokens)], []
    while tokens and tokens[0] not in "+⊙∘)}":
        between.append(tokens.pop(0) if tokens[0] == "·" else "")
        parts.append(_atom(tokens))
    return Chain("product", (*parts,), (*between,)) if between else parts[0]


def _atom(tokens):
    if not tokens or tokens[0] in "+⊙∘·)}":
        found = tokens[0] if tokens else "nothing"
        raise ValueError(f"text: found {found}, wanted a factor")
    token = tokens.pop(0)
    if token in _CLOSES:
        inner = _plus(tokens)
        if not tokens or tokens.pop(0) != _CLOSES[token]:
            raise ValueError(f"text: found no {_CLOSES[token]}, wanted one")
        return inner._replace(fence=token + _CLOSES[token])
    if token.startswith(_SUM):
        return Over(token, _atom(tokens))
    return _factor(token)


def _factor(token):
    if match := _WITH_ONES.fullmatch(token):
        ones, name = match.groups()
        inner = _factor(name)
        return inner._replace(token=token, ones=ones)
    name = token.removesuffix("^T")
    transposed = name != token
    if match := _FUNCTION.fullmatch(name):
        function, name = match.groups()
        return Factor(token, name, transposed, function)
    return Factor(token, name, transposed)
