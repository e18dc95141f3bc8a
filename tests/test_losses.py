"""Losses in their own argument: value, gradient, domain."""

import autograd
import numpy as np
import oracles
import pytest
from cases import targets

from fnn_lib.losses import LOSSES, Loss

NAMES = ["squared_error", "binary_cross_entropy", "categorical_cross_entropy"]
every = pytest.mark.parametrize("name", NAMES)
outputs = pytest.mark.parametrize("n", [1, 2, 3])


def batch(name, n, m=5, seed=0):
    """Return predictions inside the domain of the loss, and targets."""
    random = np.random.default_rng(seed)
    Yhat = random.uniform(0.05, 0.95, size=(n, m))
    if name == "categorical_cross_entropy":
        Yhat /= Yhat.sum(axis=0)
    return Yhat, targets(name, n, m, random)


def test_registry():
    assert sorted(LOSSES) == sorted(NAMES)


@every
@outputs
def test_value_is_the_definition(name, n):
    Yhat, Y = batch(name, n)
    if name == "categorical_cross_entropy" and n == 1:
        Yhat *= 0.9  # log(1) = 0 would hide a wrong factor
    losses = LOSSES[name].value(Yhat, Y)
    assert losses.shape == (5,)
    wanted = oracles.AUTOGRAD_LOSSES[name](Yhat, Y)
    assert np.allclose(losses, wanted, rtol=1e-13, atol=0)


@every
@outputs
def test_gradient_is_that_of_the_value(name, n):
    Yhat, Y = batch(name, n)

    def total(P):
        return oracles.AUTOGRAD_LOSSES[name](P, Y).sum()

    gradient = LOSSES[name].gradient(Yhat, Y)
    assert gradient.shape == Yhat.shape
    assert np.allclose(gradient, autograd.grad(total)(Yhat), rtol=1e-12)


@every
@outputs
def test_gradient_by_the_complex_step(name, n):
    Yhat, Y = batch(name, n)
    for index in np.ndindex(Yhat.shape):
        P = Yhat.astype(complex)
        P[index] += 1e-20j
        slope = LOSSES[name].value(P, Y).sum().imag / 1e-20
        found = LOSSES[name].gradient(Yhat, Y)[index]
        assert found == pytest.approx(slope, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(
    ("name", "yhat", "y", "loss", "gradient"),
    [
        ("squared_error", [3.0], [1.0], 2.0, [2.0]),
        ("squared_error", [1, 2, 3], [1, 0, 6], 6.5, [0, 2, -3]),
        ("binary_cross_entropy", [0.25], [1], np.log(4), [-4]),
        ("binary_cross_entropy", [0.25], [0], np.log(4 / 3), [4 / 3]),
        ("binary_cross_entropy", [0.5, 0.25], [1, 0], np.log(8 / 3),
         [-2, 4 / 3]),
        ("binary_cross_entropy", [0.5], [0.5], np.log(2), [0]),
        ("categorical_cross_entropy", [0.5, 0.25, 0.25], [0, 1, 0], np.log(4),
         [0, -4, 0]),
        ("categorical_cross_entropy", [0.5, 0.5], [0.5, 0.5], np.log(2),
         [-1, -1]),
    ],
)  # fmt: skip
def test_by_hand(name, yhat, y, loss, gradient):
    Yhat, Y = (np.array([v], dtype=float).T for v in (yhat, y))
    assert LOSSES[name].value(Yhat, Y) == pytest.approx(loss, rel=1e-14)
    found = LOSSES[name].gradient(Yhat, Y).ravel()
    assert found == pytest.approx(gradient, rel=1e-14)


@every
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_is_kept_and_arguments_unchanged(name, dtype):
    Yhat, Y = (a.astype(dtype) for a in batch(name, 3))
    kept = Yhat.copy(), Y.copy()
    losses, gradient = (
        LOSSES[name].value(Yhat, Y),
        LOSSES[name].gradient(Yhat, Y),
    )
    assert losses.dtype == gradient.dtype == dtype
    gradient[...] = losses[...] = np.nan
    assert (Yhat == kept[0]).all()
    assert (Y == kept[1]).all()


@pytest.mark.parametrize("method", ["value", "gradient"])
@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("binary_cross_entropy", 0.0),
        ("binary_cross_entropy", 1.0),
        ("binary_cross_entropy", -0.5),
        ("binary_cross_entropy", 1.5),
        ("categorical_cross_entropy", 0.0),
        ("categorical_cross_entropy", -0.5),
    ],
)
def test_predictions_outside_the_domain(name, bad, method):
    Yhat, Y = batch(name, 2)
    Yhat[1, 3] = bad
    with pytest.raises(
        ValueError, match=rf"Yhat: found {bad} at index \(1, 3\)"
    ):
        getattr(LOSSES[name], method)(Yhat, Y)


@pytest.mark.parametrize("bad", [-0.1, 1.1, -1e-300, 1 + 1e-15])
def test_binary_targets_outside_the_unit_interval(bad):
    Y = np.full((2, 3), 0.5)
    Y[1, 2] = bad
    with pytest.raises(ValueError, match=r"Y: found .* at index \(1, 2\), w"):
        LOSSES["binary_cross_entropy"].check_targets(Y)


@pytest.mark.parametrize(
    ("column", "found"),
    [
        ([0.5, 0.6], "column 1 with sum 1.1"),
        ([0.5, 0.4], "column 1 with sum 0.9"),
        ([0.0, 0.0], "column 1 with sum 0"),
        ([1.5, -0.5], r"-0.5 at index \(1, 1\)"),
    ],
)
def test_categorical_targets_that_are_no_distribution(column, found):
    Y = np.array([[1.0, 0.0], column]).T
    with pytest.raises(ValueError, match=f"Y: found {found}.*, wanted"):
        LOSSES["categorical_cross_entropy"].check_targets(Y)


@every
@outputs
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_targets_inside_the_domain_are_accepted(name, n, dtype):
    LOSSES[name].check_targets(batch(name, n)[1].astype(dtype))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n", [2, 3, 7, 100])
def test_normalized_soft_targets_are_accepted(n, dtype):
    Y = np.random.default_rng(n).uniform(size=(n, 50)).astype(dtype)
    Y /= Y.sum(axis=0)
    LOSSES["categorical_cross_entropy"].check_targets(Y)


def test_any_real_target_has_a_squared_error():
    LOSSES["squared_error"].check_targets(np.array([[-1e9, 1e9]]))


def test_a_loss_without_formulas_says_so():
    for method in (Loss().value, Loss().gradient):
        with pytest.raises(TypeError, match="defines no"):
            method(np.ones((1, 1)), np.ones((1, 1)))


@every
def test_repr_names_the_loss(name):
    assert name in repr(LOSSES[name])
