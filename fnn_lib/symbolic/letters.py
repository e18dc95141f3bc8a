"""Letters: what a document calls by one letter, printed as that letter.

A derivation in a document's own letters, such as ``dL_dw_4 = dL_dz_2 a_0``,
is one about what the letters stand for. A proof puts that in their place.
"""

import sympy as sp

from .functions import DEFINITIONS
from .notation import latex, symbol

__all__ = ["Letter", "letter"]


class Letter(sp.Function):
    """A name, and what it stands for; see `letter`."""

    nargs = 2
    is_real = True
    is_letter = True  # printed among letters, not among called functions

    @property
    def name(self):
        """The letter as in code."""
        return self.args[0].name

    def _latex(self, printer, exp=None):
        power = f"^{{{exp}}}" if exp else ""
        return f"{latex(self.args[0])}{power}"


def letter(name, meaning):
    r"""Return a letter that stands for an expression.

    It prints as a symbol of that name does. Differentiate what holds it with
    ``sp.Derivative``: a proof replaces it by its meaning first.

    Examples
    --------
    >>> import sympy as sp
    >>> from fnn_lib.symbolic import symbol, verify
    >>> from fnn_lib.symbolic.letters import letter
    >>> w, x = symbol("w"), symbol("x")
    >>> z = letter("z", w * x)
    >>> verify(sp.Derivative(z**2, w), 2 * z * x).claim
    '\\frac{\\partial}{\\partial w} z^{2} = 2 x z'
    """
    return Letter(symbol(name), sp.sympify(meaning))


DEFINITIONS[Letter] = lambda name, meaning: meaning
