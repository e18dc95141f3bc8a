"""Activations: each forward line beside its backward line.

An activation maps the pre-activations ``Z`` of a layer to its activations
``A = g(Z)``, one sample per column. Going back it turns ``dJ_dA`` into
``dJ_dZ``: its *pullback*. Elementwise activations and ones that couple the
units of a layer share these two methods, so a network never asks which it has.

Each method fills and returns ``out`` where it is given, an array of the shape
of ``Z`` and apart from the arguments; otherwise it returns a fresh one.

Every ``value`` also accepts complex ``Z`` and continues analytically from the
real line, which is what the complex step of `fnn_lib.gradcheck` relies on.
"""

import numpy as np

from ._checks import choice

__all__ = ["ACTIVATIONS", "Activation", "activation"]


class Activation:
    """One activation function: its value, its slope and its pullback.

    Attributes
    ----------
    name : str
        The name under which `ACTIVATIONS` holds it.
    coupled : bool
        True where one unit's activation depends on the other units of its
        layer, as in softmax; an elementwise activation has False.
    kinked : bool
        True where the slope jumps at zero, as in ReLU.
    """

    name = ""
    coupled = False
    kinked = False

    def value(self, Z, out=None):
        """Return the activations ``A = g(Z)``, shape (n_l, m)."""
        raise TypeError(f"{type(self).__name__} defines no value")

    def slope(self, Z, out=None):
        """Return ``g'(Z)`` entry by entry, shape (n_l, m)."""
        raise TypeError(
            f"{self.name}: has no slope entry by entry, its units are coupled"
        )

    def pullback(self, Z, dJ_dA, out=None):
        """Return ``dJ_dZ`` from ``dJ_dA``, both of shape (n_l, m).

        Elementwise, see :eq:`eq-backward-delta`: the Jacobian is diagonal,
        so the product with it is a product entry by entry.
        """
        return np.multiply(dJ_dA, self.slope(Z, out), out=out)

    def __repr__(self):
        return f"<activation {self.name}>"


class Identity(Activation):
    """The identity ``g(z) = z``, for regression outputs."""

    name = "identity"

    def value(self, Z, out=None):
        """Return a copy of ``Z``, shape (n_l, m)."""
        return np.positive(Z, out=out)

    def slope(self, Z, out=None):
        """Return ones, shape (n_l, m)."""
        dA_dZ = np.empty_like(Z) if out is None else out
        dA_dZ.fill(1)
        return dA_dZ


class Sigmoid(Activation):
    """The logistic sigmoid, see :eq:`eq-activations-sigmoid`."""

    name = "sigmoid"

    def value(self, Z, out=None):
        """Return ``1 / (1 + exp(-Z))``, shape (n_l, m)."""
        e = np.exp(-np.where(Z.real < 0, -Z, Z))  # |e| <= 1: no overflow
        return np.divide(np.where(Z.real < 0, e, 1), 1 + e, out=out)

    def slope(self, Z, out=None):
        """Return ``sigma(Z) * sigma(-Z)``, shape (n_l, m).

        See :eq:`eq-activations-sigmoid-slope`. ``1 - sigma(Z)`` is written
        as ``sigma(-Z)``, which keeps its digits where sigma is close to 1.
        """
        return np.multiply(self.value(Z), self.value(-Z), out=out)


class Tanh(Activation):
    """The hyperbolic tangent, see :eq:`eq-activations-tanh`."""

    name = "tanh"

    def value(self, Z, out=None):
        """Return ``tanh(Z)``, shape (n_l, m)."""
        return np.tanh(Z, out=out)

    def slope(self, Z, out=None):
        """Return ``1 - tanh(Z)**2``, shape (n_l, m).

        See :eq:`eq-activations-tanh-slope`. Written as
        ``4 e / (1 + e)**2`` with ``e = exp(-2 |Z|)``: the difference from 1
        has no correct digit left at ``|Z| = 20``.
        """
        e = np.exp(-2 * np.abs(Z))
        return np.divide(4 * e, (1 + e) ** 2, out=out)


class ReLU(Activation):
    """The rectified linear unit, see :eq:`eq-activations-relu`."""

    name = "relu"
    kinked = True

    def value(self, Z, out=None):
        """Return ``max(0, Z)``, shape (n_l, m)."""
        if np.iscomplexobj(Z):  # the real part alone decides
            return np.positive(np.where(Z.real > 0, Z, 0), out=out)
        return np.maximum(Z, 0, out=out)

    def slope(self, Z, out=None):
        """Return 1 where ``Z > 0`` and 0 elsewhere, shape (n_l, m).

        See :eq:`eq-activations-relu-slope`; at the kink the convention of
        this library is ``g'(0) = 0``.
        """
        dA_dZ = np.empty_like(Z) if out is None else out
        return np.greater(Z, 0, out=dA_dZ)


class Softmax(Activation):
    """Softmax down each column, see :eq:`eq-activations-softmax`."""

    name = "softmax"
    coupled = True

    def value(self, Z, out=None):
        """Return ``exp(Z) / sum(exp(Z))`` per column, shape (n_l, m)."""
        e = np.exp(Z - Z.real.max(axis=0))  # the shift changes nothing
        return np.divide(e, e.sum(axis=0), out=out)

    def pullback(self, Z, dJ_dA, out=None):
        """Return ``J_softmax @ dJ_dA`` per column, shape (n_l, m).

        See :eq:`eq-softmax-pullback`. The Jacobian ``diag(a) - a a^T`` is
        never built: its product with a vector needs one inner product.
        """
        A = self.value(Z)
        return np.multiply(A, dJ_dA - (A * dJ_dA).sum(axis=0), out=out)


#: The activations by name.
ACTIVATIONS = {
    g.name: g for g in (Identity(), Sigmoid(), Tanh(), ReLU(), Softmax())
}


def activation(name, argument="activation"):
    """Return the activation of that name.

    Raises
    ------
    ValueError
        When no activation has this name; it says which names there are.
    """
    return ACTIVATIONS[choice(argument, name, ACTIVATIONS)]
