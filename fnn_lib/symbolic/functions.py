"""The book's functions as SymPy functions that stay unexpanded.

``sp.diff(sigma(z), z)`` is then a derivative still to be derived; a proof
replaces each function by its definition, and nothing is assumed of it.
"""

import sympy as sp

__all__ = [
    "DEFINITIONS",
    "expand_definitions",
    "norm",
    "relu",
    "sigma",
    "softplus",
]


class sigma(sp.Function):
    """The logistic sigmoid, see :eq:`eq-activations-sigmoid`."""

    nargs = 1
    is_real = True


class _Named(sp.Function):
    """A real function of one number that prints as an operator's name."""

    nargs = 1
    is_real = True
    operator = ""

    def _latex(self, printer, exp=None):
        power = f"^{{{exp}}}" if exp else ""
        argument = printer.doprint(self.args[0])
        return (
            rf"\operatorname{{{self.operator}}}{power}\left({argument}\right)"
        )


class relu(_Named):
    """The rectified linear unit, see :eq:`eq-activations-relu`."""

    operator = "ReLU"


class softplus(_Named):
    """``log(1 + exp(z))``, see :eq:`eq-losses-bce-stable`."""

    operator = "softplus"


class norm(sp.Function):
    """The 2-norm over all entries of a vector or matrix."""

    nargs = 1
    is_commutative = True
    is_extended_real = True

    def _latex(self, printer, exp=None):
        power = f"^{{{exp}}}" if exp else ""
        argument = printer.doprint(self.args[0])
        return rf"\left\lVert {argument} \right\rVert_2{power}"


#: What each function stands for.
DEFINITIONS = {
    sigma: lambda z: 1 / (1 + sp.exp(-z)),
    relu: lambda z: sp.Piecewise((z, z > 0), (0, True)),
    softplus: lambda z: sp.log(1 + sp.exp(z)),
}


def expand_definitions(expr):
    """Return `expr` with each function replaced by its definition."""
    for function, definition in DEFINITIONS.items():
        expr = expr.replace(function, definition)
    return expr
