"""Activations: value, slope and pullback, from -10,000 to 10,000."""

import autograd
import mpmath as mp
import numpy as np
import oracles
import pytest
from cases import ACTIVATIONS

from fnn_lib.activations import Activation, activation

ELEMENTWISE = [name for name in ACTIVATIONS if name != "softmax"]
DTYPES = [np.float32, np.float64]
LADDER = [0.0, 1e-300, 1e-20, 1e-8, 0.01, 0.5, 1, 3, 10, 19, 20, 30, 37, 40]
LADDER += [88, 90, 104, 300, 700, 710, 745, 750, 1000, 9999, 10000]
EXTREME = np.array([[-z for z in LADDER] + LADDER])

every = pytest.mark.parametrize("name", ACTIVATIONS)
elementwise = pytest.mark.parametrize("name", ELEMENTWISE)
typed = pytest.mark.parametrize("dtype", DTYPES)


def strict():
    return np.errstate(over="raise", divide="raise", invalid="raise")


def normal(shape=(3, 4), seed=0, dtype=np.float64):
    return np.random.default_rng(seed).normal(size=shape).astype(dtype)


def ulps(found, wanted, dtype):
    """Return the largest relative error in units of the dtype's epsilon.

    Underflow loses digits by rights: the smallest normal number bounds it.
    """
    info = np.finfo(dtype)
    with mp.workdps(oracles.DIGITS):
        return max(
            float(abs(mp.mpf(float(f)) - w) / max(abs(w), float(info.tiny)))
            for f, w in zip(found.ravel(), wanted, strict=True)
        ) / float(info.eps)


@typed
@elementwise
def test_value_against_fifty_digits(name, dtype):
    Z = EXTREME.astype(dtype)
    with strict():
        A = activation(name).value(Z)
    with mp.workdps(oracles.DIGITS):
        f = oracles.MP_ELEMENTWISE[name]
        wanted = [f(mp.mpf(float(z))) for z in Z.ravel()]
    assert ulps(A, wanted, dtype) < 8


@typed
@pytest.mark.parametrize(
    ("name", "slope"),
    [
        ("sigmoid", lambda z: 1 / (mp.exp(z / 2) + mp.exp(-z / 2)) ** 2),
        ("tanh", lambda z: mp.sech(z) ** 2),
        ("identity", lambda z: mp.mpf(1)),
        ("relu", lambda z: mp.mpf(int(z > 0))),
    ],
)
def test_slope_against_fifty_digits(name, slope, dtype):
    Z = EXTREME.astype(dtype)
    with strict():
        found = activation(name).slope(Z)
    with mp.workdps(oracles.DIGITS):
        wanted = [slope(mp.mpf(float(z))) for z in Z.ravel()]
    # The slopes fall like exp(-2|z|): exp of a rounded argument costs |z| eps.
    assert ulps(found, wanted, dtype) < 16


@elementwise
def test_slope_is_the_derivative_of_the_value(name):
    Z = normal()
    by_autograd = autograd.elementwise_grad(oracles.AUTOGRAD_ACTIVATIONS[name])
    assert np.allclose(
        activation(name).slope(Z), by_autograd(Z), rtol=1e-12, atol=0
    )


@every
@pytest.mark.parametrize("units", [1, 2, 5])
def test_pullback_is_the_transposed_jacobian(name, units):
    g, Z, dJ_dA = activation(name), normal((units, 3)), normal((units, 3), 1)
    pulled = g.pullback(Z, dJ_dA)
    for i in range(3):
        jacobian = autograd.jacobian(oracles.AUTOGRAD_ACTIVATIONS[name])
        wanted = jacobian(Z[:, i]).T @ dJ_dA[:, i]
        assert np.allclose(pulled[:, i], wanted, rtol=1e-12, atol=1e-15)


@every
def test_pullback_by_the_complex_step(name):
    g, Z, dJ_dA = activation(name), normal(), normal(seed=1)
    for index in np.ndindex(Z.shape):
        step = np.zeros(Z.shape, complex)
        step[index] = 1e-20j
        slope = (dJ_dA * g.value(Z + step).imag).sum() / 1e-20
        found = g.pullback(Z, dJ_dA)[index]
        assert found == pytest.approx(slope, rel=1e-12, abs=1e-15)


@every
def test_samples_do_not_mix(name):
    g, Z, dJ_dA = activation(name), normal(), normal(seed=1)
    for i in range(Z.shape[1]):
        one = slice(i, i + 1)
        assert np.allclose(g.value(Z)[:, one], g.value(Z[:, one]), rtol=1e-14)
        assert np.allclose(
            g.pullback(Z, dJ_dA)[:, one],
            g.pullback(Z[:, one], dJ_dA[:, one]),
            rtol=1e-13,
            atol=1e-16,
        )


@typed
@every
def test_dtype_and_shape_are_kept(name, dtype):
    Z = normal(dtype=dtype)
    for found in (
        activation(name).value(Z),
        activation(name).pullback(Z, Z),
    ):
        assert found.dtype == dtype
        assert found.shape == Z.shape


@elementwise
@typed
def test_slope_keeps_the_dtype(name, dtype):
    assert activation(name).slope(normal(dtype=dtype)).dtype == dtype


@every
def test_complex_stays_complex(name):
    A = activation(name).value(normal() + 0j)
    assert A.dtype == complex
    assert np.allclose(A, activation(name).value(normal()), rtol=1e-14)


@every
def test_results_are_fresh_and_arguments_unchanged(name):
    g, Z, dJ_dA = activation(name), normal(), normal(seed=1)
    kept = Z.copy(), dJ_dA.copy()
    for result in (g.value(Z), g.pullback(Z, dJ_dA)):
        assert not np.shares_memory(result, Z)
        assert not np.shares_memory(result, dJ_dA)
        result[...] = np.nan
    assert (Z == kept[0]).all()
    assert (dJ_dA == kept[1]).all()


@every
@typed
def test_nothing_warns_at_extreme_logits(name, dtype):
    Z = np.vstack([EXTREME, EXTREME[:, ::-1], 0 * EXTREME]).astype(dtype)
    with strict():
        A = activation(name).value(Z)
        dJ_dZ = activation(name).pullback(Z, np.ones_like(Z))
    assert np.isfinite(A).all()
    assert np.isfinite(dJ_dZ).all()


@pytest.mark.parametrize("zero", [0.0, -0.0])
@typed
def test_relu_at_its_kink_has_slope_zero(zero, dtype):
    Z = np.array([[zero]], dtype=dtype)
    assert activation("relu").value(Z) == 0
    assert activation("relu").slope(Z) == 0
    assert activation("relu").pullback(Z, np.ones_like(Z)) == 0


def test_relu_beside_its_kink():
    Z = np.array([[-5e-324, 5e-324]])
    assert activation("relu").slope(Z).tolist() == [[0.0, 1.0]]
    assert activation("relu").value(Z).tolist() == [[0.0, 5e-324]]


@typed
@pytest.mark.parametrize(
    "z", [[0, 0], [1, -1, 3], [1e4, -1e4, 0], [-1e4, -1e4], [40, 0, -700], [5]]
)
def test_softmax_against_fifty_digits(z, dtype):
    Z = np.array([z], dtype=dtype).T
    with strict():
        A = activation("softmax").value(Z)
    with mp.workdps(oracles.DIGITS):
        wanted = oracles.mp_softmax([mp.mpf(v) for v in z])
    assert ulps(A, wanted, dtype) < 8


def test_softmax_columns_are_distributions():
    A = activation("softmax").value(normal((4, 6)))
    assert np.allclose(A.sum(axis=0), 1, rtol=1e-15)
    assert (A > 0).all()


def test_softmax_ignores_a_shift_of_a_column():
    Z = normal((4, 6))
    shifted = activation("softmax").value(Z + np.arange(6.0))
    assert np.allclose(shifted, activation("softmax").value(Z), rtol=1e-13)


def test_softmax_pulls_a_constant_back_to_zero():
    Z = normal((4, 6))
    pulled = activation("softmax").pullback(Z, np.full(Z.shape, 3.0))
    assert np.abs(pulled).max() < 1e-15


def test_softmax_has_no_slope_entry_by_entry():
    with pytest.raises(TypeError, match=r"softmax.*coupled"):
        activation("softmax").slope(normal())


def test_sigmoid_by_hand():
    Z = np.log([[1.0, 3.0, 1 / 3]])
    assert np.allclose(activation("sigmoid").value(Z), [[0.5, 0.75, 0.25]])
    assert np.allclose(
        activation("sigmoid").slope(Z), [[1 / 4, 3 / 16, 3 / 16]]
    )


@every
def test_flags_say_what_an_activation_is(name):
    g = activation(name)
    assert g.name == name
    assert g.coupled is (name == "softmax")
    assert g.kinked is (name == "relu")
    assert name in repr(g)


@pytest.mark.parametrize("name", ["gelu", "Tanh", None, 3])
def test_an_unknown_name_lists_the_known_ones(name):
    with pytest.raises(ValueError, match=r"hidden: found .*softmax"):
        activation(name, "hidden")


def test_an_activation_without_a_value_says_so():
    with pytest.raises(TypeError, match="no value"):
        Activation().value(normal())


@typed
@every
def test_an_array_that_is_handed_over_is_filled(name, dtype):
    g, Z, dJ_dA = (
        activation(name),
        normal(dtype=dtype),
        normal((3, 4), 1, dtype),
    )
    calls = [
        lambda out: g.value(Z, out),
        lambda out: g.pullback(Z, dJ_dA, out),
    ]
    if not g.coupled:
        calls.append(lambda out: g.slope(Z, out))
    for call in calls:
        fresh, out = call(None), np.full_like(Z, np.nan)
        assert call(out) is out
        assert (out == fresh).all()
        assert fresh.dtype == dtype
        assert not np.shares_memory(fresh, Z)


@every
def test_a_complex_array_that_is_handed_over_is_filled(name):
    g, Z = activation(name), normal() + 0.1j
    fresh, out = g.value(Z), np.full_like(Z, np.nan)
    assert g.value(Z, out) is out
    assert (out == fresh).all()
