"""Preparing data for training: a held-out part and a common scale."""

from dataclasses import replace
from numbers import Real

import numpy as np

from .. import _checks
from .datasets import Dataset


def train_test_split(dataset, test_fraction=0.25, seed=0):
    """Split a data set at random into a training and a test part.

    The split is stratified: of each class, ``test_fraction`` of its samples
    (rounded, but at least one and never all) go to the test part. Every
    sample is in exactly one part; both parts keep the order of ``dataset``.

    Parameters
    ----------
    dataset : Dataset
        ``X`` of shape (n_0, m), ``Y`` of shape (n_L, m).
    test_fraction : float
        Fraction of each class in the test part, between 0 and 1.
    seed : int
        Seed of the random generator; the same seed gives the same split.

    Returns
    -------
    train, test : Dataset
        Fresh arrays of shapes (n_0, m_train), (n_L, m_train) and
        (n_0, m_test), (n_L, m_test), with m_train + m_test = m.

    Raises
    ------
    ValueError
        If an argument is outside its domain, or if a class has a single
        sample, which cannot be in both parts.
    """
    if not isinstance(dataset, Dataset):
        _checks.fail("dataset", type(dataset).__name__, "a Dataset")
    if not isinstance(test_fraction, Real) or not 0 < test_fraction < 1:
        _checks.fail(
            "test_fraction", repr(test_fraction), "a number in (0, 1)"
        )
    rng = np.random.default_rng(_checks.count("seed", seed, least=0))

    labels = dataset.labels
    # One mask and its complement: no sample is lost, none is in both parts.
    in_test = np.zeros(labels.size, dtype=bool)
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        if members.size < 2:
            _checks.fail(
                "dataset",
                f"1 sample of class {dataset.class_names[label]!r}",
                "at least 2 of each class that occurs",
            )
        share = round(float(test_fraction) * members.size)
        share = min(max(share, 1), members.size - 1)
        in_test[rng.permutation(members)[:share]] = True
    return _columns(dataset, ~in_test), _columns(dataset, in_test)


def standardize(train_X, test_X):
    """Shift and scale each feature to mean 0 and deviation 1 in training.

    Mean and standard deviation are those of the training part alone: what
    is known of the test part must not shape the network. A feature that is
    constant in the training part has no scale; it is shifted only.

    Parameters
    ----------
    train_X : array_like, shape (n_0, m_train)
        Training inputs, one sample per column.
    test_X : array_like, shape (n_0, m_test)
        Test inputs, one sample per column.

    Returns
    -------
    scaled_train_X : ndarray of float64, shape (n_0, m_train)
        Fresh array, without unit.
    scaled_test_X : ndarray of float64, shape (n_0, m_test)
        Fresh array, without unit.

    Raises
    ------
    ValueError
        If an argument is not a finite, real, non-empty array with two axes,
        if the two differ in their number of features, or if values are too
        large to be scaled in float64.
    """
    train_X = _checks.array("train_X", train_X, ("n_0", "m"), np.float64)
    n_0 = train_X.shape[0]
    test_X = _checks.array("test_X", test_X, (n_0, "m"), np.float64)
    first = train_X[:, :1]
    constant = np.all(train_X == first, axis=1, keepdims=True)
    with np.errstate(over="ignore", invalid="ignore"):
        # The mean of equal numbers need not equal them in floating point;
        # the difference would pass for a deviation and be blown up to 1.
        mean = np.where(constant, first, train_X.mean(axis=1, keepdims=True))
        deviation = train_X.std(axis=1, keepdims=True)
        # Tiny values can differ and yet have squares that underflow to 0.
        deviation[constant | (deviation == 0)] = 1.0
        scaled_train_X = (train_X - mean) / deviation
        scaled_test_X = (test_X - mean) / deviation
    if not np.all(np.isfinite(deviation)):
        _checks.fail(
            "train_X", "values whose deviation overflows", "smaller values"
        )
    if not np.all(np.isfinite(scaled_test_X)):
        _checks.fail(
            "test_X",
            "values that overflow when scaled",
            "values nearer to those of train_X",
        )
    return scaled_train_X, scaled_test_X


def _columns(dataset, keep):
    """Return the samples of ``dataset`` that the mask ``keep`` selects."""
    return replace(dataset, X=dataset.X[:, keep], Y=dataset.Y[:, keep])
