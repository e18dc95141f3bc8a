"""Pairings: what happens where a loss meets an output activation.

A `Pairing` is a loss seen from the logits ``Z`` of the output layer. Where
sigmoid or softmax meets its cross-entropy the two cancel analytically
(:eq:`eq-losses-bce-logit`, :eq:`eq-softmax-cross-entropy-logit`); the pairing
is then computed from the logits and stays exact where ``Yhat`` rounds to 0
or 1. Logits are never clipped.
"""

import numpy as np

from ._checks import choice, fail
from .activations import ACTIVATIONS, activation
from .losses import LOSSES

__all__ = ["PAIRINGS", "Pairing", "log_softmax", "pairing", "softplus"]


def softplus(Z):
    """Return ``log(1 + exp(Z))`` entry by entry without overflow."""
    nonnegative = Z.real > 0
    e = np.exp(np.where(nonnegative, -Z, Z))
    return np.where(nonnegative, Z, 0) + np.log1p(e)


def log_softmax(Z):
    """Return the logarithm of softmax down each column, shape (n_L, m)."""
    top = Z.real.argmax(axis=0)[np.newaxis]
    shifted = Z - np.take_along_axis(Z, top, axis=0)
    e = np.exp(shifted)
    np.put_along_axis(e, top, 0, axis=0)  # exp(0) = 1 is log1p's own 1
    return shifted - np.log1p(e.sum(axis=0))


class Pairing:
    """A loss seen from the logits `Z` of an output layer, both (n_L, m).

    This one composes any activation with any loss by the chain rule. Whoever
    has the predictions `Yhat` already hands them over.
    """

    def __init__(self, output, loss):
        self.output, self.loss = output, loss

    def value(self, Z, Y):
        """Return the loss of each sample, shape (m,)."""
        return self.loss.value(self.output.value(Z), Y)

    def dl_dZ(self, Z, Y, Yhat=None):
        """Return the gradient in the logits, shape (n_L, m)."""
        return self.output.pullback(Z, self.dl_dYhat(Z, Y, Yhat))

    def dl_dYhat(self, Z, Y, Yhat=None):
        """Return the gradient in the predictions, shape (n_L, m)."""
        return self.loss.gradient(self._predictions(Z, Yhat), Y)

    def _predictions(self, Z, Yhat):
        return self.output.value(Z) if Yhat is None else Yhat


class SigmoidCrossEntropy(Pairing):
    """Sigmoid with binary cross-entropy, from the logits."""

    def value(self, Z, Y):
        """Return the loss of each sample, shape (m,).

        See :eq:`eq-losses-bce-stable`: two terms that are never negative,
        so nothing cancels.
        """
        return (Y * softplus(-Z) + (1 - Y) * softplus(Z)).sum(axis=0)

    def dl_dZ(self, Z, Y, Yhat=None):
        """Return ``Yhat - Y``, see :eq:`eq-losses-bce-logit`."""
        return self._predictions(Z, Yhat) - Y

    def dl_dYhat(self, Z, Y, Yhat=None):
        """Return ``(1 - Y) / (1 - Yhat) - Y / Yhat``, shape (n_L, m)."""
        return (1 - Y) * (1 + _exp(Z)) - Y * (1 + _exp(-Z))


class SoftmaxCrossEntropy(Pairing):
    """Softmax with categorical cross-entropy, from the logits."""

    def value(self, Z, Y):
        """Return ``-sum(Y log_softmax(Z))`` per sample, shape (m,).

        See :eq:`eq-softmax-stable`.
        """
        return -(Y * log_softmax(Z)).sum(axis=0)

    def dl_dZ(self, Z, Y, Yhat=None):
        """Return ``Yhat - Y``, see :eq:`eq-softmax-cross-entropy-logit`.

        The factor ``sum(Y)`` is 1 but for the rounding of the targets, whose
        gradient this then still is.
        """
        return self._predictions(Z, Yhat) * Y.sum(axis=0) - Y

    def dl_dYhat(self, Z, Y, Yhat=None):
        """Return ``-Y / Yhat``, shape (n_L, m)."""
        return -Y * _exp(-log_softmax(Z))


def _exp(Z):
    """Return ``exp(Z)``, the largest float where that is beyond floats.

    The gradient in a prediction really is that large where the prediction
    underflows; only the logits' own gradient, which is at most 1, is used
    to learn.
    """
    with np.errstate(over="ignore"):
        return np.minimum(np.exp(Z), np.finfo(Z.dtype).max / 4)


#: The pairings by (output activation, loss); no others are defined.
PAIRINGS = {
    (name, "squared_error"): Pairing(g, LOSSES["squared_error"])
    for name, g in ACTIVATIONS.items()
} | {
    ("sigmoid", "binary_cross_entropy"): SigmoidCrossEntropy(
        ACTIVATIONS["sigmoid"], LOSSES["binary_cross_entropy"]
    ),
    ("softmax", "categorical_cross_entropy"): SoftmaxCrossEntropy(
        ACTIVATIONS["softmax"], LOSSES["categorical_cross_entropy"]
    ),
}

#: Why a loss refuses the outputs that it is not paired with.
_NEEDS = {
    "binary_cross_entropy": (
        "sigmoid, since it takes the logarithm of predictions that must each "
        "lie between 0 and 1"
    ),
    "categorical_cross_entropy": (
        "softmax, since it takes the logarithm of predictions that must sum "
        "to 1 over the classes"
    ),
}


def pairing(output, loss):
    """Return the pairing of an output activation and a loss, by name.

    Raises
    ------
    ValueError
        When a name is unknown, or the loss is not defined on that output;
        the message says why.
    """
    activation(output, "output")
    choice("loss", loss, LOSSES)
    if (output, loss) not in PAIRINGS:
        fail("output", f"{output!r} with loss {loss!r}", _NEEDS[loss])
    return PAIRINGS[output, loss]
