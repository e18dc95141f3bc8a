"""Losses: each value beside its gradient in the predictions.

A loss compares predictions with targets, sample by sample. It is summed over
the outputs and never averaged: the mean over the samples belongs to the cost
(:eq:`eq-losses-cost`).
"""

import numpy as np

from ._checks import fail

__all__ = ["LOSSES", "Loss"]


class Loss:
    """A loss of one sample, for a batch at once.

    Attributes
    ----------
    name : str
        The name under which `LOSSES` holds it.
    """

    name = ""

    def value(self, Yhat, Y):
        """Return the loss of each sample, shape (m,), from (n_L, m)."""
        raise TypeError(f"{type(self).__name__} defines no value")

    def gradient(self, Yhat, Y):
        """Return ``dl_dYhat``, shape (n_L, m)."""
        raise TypeError(f"{type(self).__name__} defines no gradient")

    def check_targets(self, Y):
        """Raise ``ValueError`` where `Y` (n_L, m) is outside the domain."""

    def __repr__(self):
        return f"<loss {self.name}>"


class SquaredError(Loss):
    """Half the squared distance, see :eq:`eq-losses-squared-error`."""

    name = "squared_error"

    def value(self, Yhat, Y):
        """Return ``sum((Yhat - Y)**2) / 2`` per sample, shape (m,)."""
        return ((Yhat - Y) ** 2).sum(axis=0) / 2

    def gradient(self, Yhat, Y):
        """Return ``Yhat - Y``, shape (n_L, m)."""
        return Yhat - Y


class BinaryCrossEntropy(Loss):
    """Binary cross-entropy, see :eq:`eq-losses-binary-cross-entropy`."""

    name = "binary_cross_entropy"

    def value(self, Yhat, Y):
        """Return the loss summed over the outputs, shape (m,).

        Raises
        ------
        ValueError
            When an entry of `Yhat` is not strictly between 0 and 1.
        """
        self._check_predictions(Yhat)
        terms = Y * np.log(Yhat) + (1 - Y) * np.log1p(-Yhat)
        return -terms.sum(axis=0)

    def gradient(self, Yhat, Y):
        """Return ``(Yhat - Y) / (Yhat (1 - Yhat))``, shape (n_L, m).

        See :eq:`eq-losses-bce-prediction`.

        Raises
        ------
        ValueError
            When an entry of `Yhat` is not strictly between 0 and 1.
        """
        self._check_predictions(Yhat)
        return (Yhat - Y) / (Yhat * (1 - Yhat))

    def check_targets(self, Y):
        """Raise ``ValueError`` unless all targets are in [0, 1]."""
        if ((Y < 0) | (Y > 1)).any():
            fail("Y", _first(Y, (Y < 0) | (Y > 1)), "targets in [0, 1]")

    @staticmethod
    def _check_predictions(Yhat):
        outside = (Yhat.real <= 0) | (Yhat.real >= 1)
        if outside.any():
            wanted = "predictions strictly between 0 and 1"
            fail("Yhat", _first(Yhat, outside), wanted)


class CategoricalCrossEntropy(Loss):
    """Categorical cross-entropy over the classes of one sample.

    See :eq:`eq-losses-categorical-cross-entropy`.
    """

    name = "categorical_cross_entropy"

    def value(self, Yhat, Y):
        """Return ``-sum(Y log(Yhat))`` per sample, shape (m,).

        Raises
        ------
        ValueError
            When an entry of `Yhat` is not positive.
        """
        self._check_predictions(Yhat)
        return -(Y * np.log(Yhat)).sum(axis=0)

    def gradient(self, Yhat, Y):
        """Return ``-Y / Yhat``, shape (n_L, m).

        See :eq:`eq-losses-cce-prediction`.

        Raises
        ------
        ValueError
            When an entry of `Yhat` is not positive.
        """
        self._check_predictions(Yhat)
        return -Y / Yhat

    def check_targets(self, Y):
        """Raise ``ValueError`` unless each column is a distribution."""
        if (Y < 0).any():
            fail("Y", _first(Y, Y < 0), "targets of at least 0")
        total = Y.sum(axis=0)
        off = np.abs(total - 1) > np.sqrt(np.finfo(Y.dtype).eps)
        if off.any():
            i = int(off.argmax())
            fail("Y", f"column {i} with sum {total[i]}", "columns of sum 1")

    @staticmethod
    def _check_predictions(Yhat):
        if (Yhat.real <= 0).any():
            wanted = "predictions above 0"
            fail("Yhat", _first(Yhat, Yhat.real <= 0), wanted)


def _first(array, condition):
    where = tuple(int(i) for i in np.argwhere(condition)[0])
    return f"{array[where]} at index {where}"


#: The losses by name.
LOSSES = {
    loss.name: loss
    for loss in (
        SquaredError(),
        BinaryCrossEntropy(),
        CategoricalCrossEntropy(),
    )
}
