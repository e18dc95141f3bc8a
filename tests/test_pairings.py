"""Losses seen from the logits, also where predictions round to 0 and 1."""

import mpmath as mp
import numpy as np
import oracles
import pytest
from cases import ACTIVATIONS, PAIRINGS, targets

from fnn_lib.losses import LOSSES
from fnn_lib.pairings import PAIRINGS as REGISTRY
from fnn_lib.pairings import log_softmax, pairing, softplus

DTYPES = [np.float32, np.float64]
LADDER = [0, 1e-8, 0.3, 1, 5, 17, 20, 36, 38, 87, 90, 104, 350, 700, 710, 746]
LADDER += [1000, 5000, 10000]
EXTREME = sorted({s * z for z in LADDER for s in (-1, 1)})
FUSED = [
    ("sigmoid", "binary_cross_entropy"),
    ("softmax", "categorical_cross_entropy"),
]
typed = pytest.mark.parametrize("dtype", DTYPES)
every = pytest.mark.parametrize(("output", "loss"), PAIRINGS)
fused = pytest.mark.parametrize(("output", "loss"), FUSED)
outputs = pytest.mark.parametrize("n", [1, 2, 3])


def strict():
    return np.errstate(over="raise", divide="raise", invalid="raise")


def extreme_batch(loss, dtype):
    """Return logits and targets in which every size meets every target."""
    columns = []
    if loss == "binary_cross_entropy":
        targets = [[0], [1], [0.5], [0.125]]
        columns = [([z], y) for z in EXTREME for y in targets]
    else:
        targets = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.25, 0.5, 0.25]]
        for z in EXTREME:
            for logits in ([z, 0, 1], [z, -z, 0], [z, z, z], [z, z, -10000]):
                columns += [(logits, y) for y in targets]
    Z, Y = (
        np.array(part, dtype=dtype).T for part in zip(*columns, strict=True)
    )
    return Z, Y


def as_mp(array):
    return [[mp.mpf(float(v)) for v in column] for column in array.T]


@typed
@fused
def test_value_against_fifty_digits(output, loss, dtype):
    Z, Y = extreme_batch(loss, dtype)
    with strict():
        losses = pairing(output, loss).value(Z, Y)
    assert losses.dtype == dtype
    tiny, eps = (float(getattr(np.finfo(dtype), k)) for k in ("tiny", "eps"))
    with mp.workdps(oracles.DIGITS):
        for found, z, y in zip(losses, as_mp(Z), as_mp(Y), strict=True):
            wanted = oracles.mp_loss(loss, z, y, output)
            error = abs(mp.mpf(float(found)) - wanted)
            assert error <= 16 * eps * max(wanted, tiny)


@typed
@fused
def test_logit_gradient_against_fifty_digits(output, loss, dtype):
    Z, Y = extreme_batch(loss, dtype)
    with strict():
        gradient = pairing(output, loss).dl_dZ(Z, Y)
    assert gradient.dtype == dtype
    with mp.workdps(oracles.DIGITS):
        wanted = [
            [float(v) for v in oracles.mp_loss_gradient(loss, z, y)[0]]
            for z, y in zip(as_mp(Z), as_mp(Y), strict=True)
        ]
    # Yhat - Y is exact beside 1, the size of a target.
    assert (
        np.abs(gradient - np.array(wanted).T).max() < 4 * np.finfo(dtype).eps
    )


@typed
@fused
def test_prediction_gradient_against_fifty_digits(output, loss, dtype):
    Z, Y = extreme_batch(loss, dtype)
    with strict():
        gradient = pairing(output, loss).dl_dYhat(Z, Y)
    assert gradient.dtype == dtype
    assert np.isfinite(gradient).all()
    info = np.finfo(dtype)
    with mp.workdps(oracles.DIGITS):
        wanted = [
            oracles.mp_loss_gradient(loss, z, y)[1]
            for z, y in zip(as_mp(Z), as_mp(Y), strict=True)
        ]
        for found, exact in zip(gradient.T, wanted, strict=True):
            for f, w in zip(found, exact, strict=True):
                if abs(w) > float(info.max) / 32:
                    # Beyond the floats: large, and of the right sign.
                    assert abs(f) > float(info.max) / 64
                    assert np.sign(f) == mp.sign(w)
                else:
                    # exp magnifies the rounding of z - log(sum) by its size.
                    tolerance = 500 * float(info.eps) * max(abs(w), 1)
                    assert abs(mp.mpf(float(f)) - w) <= tolerance


@every
@typed
@pytest.mark.parametrize("scale", [1.0, 1e4])
def test_nothing_warns_and_all_is_finite(output, loss, dtype, scale):
    random = np.random.default_rng(0)
    Z = (scale * random.choice([-1, 1, 0, 0.5], size=(3, 40))).astype(dtype)
    Y = targets(loss, 3, 40, random).astype(dtype)
    p = pairing(output, loss)
    with strict():
        for found in (p.value(Z, Y), p.dl_dZ(Z, Y), p.dl_dYhat(Z, Y)):
            assert np.isfinite(found).all()
            assert found.dtype == dtype


def moderate(loss, n, seed=0):
    random = np.random.default_rng(seed)
    return 2 * random.normal(size=(n, 6)), targets(loss, n, 6, random)


@every
@outputs
def test_pairing_is_the_loss_of_the_activation(output, loss, n):
    Z, Y = moderate(loss, n)
    Yhat = oracles.AUTOGRAD_ACTIVATIONS[output](Z)
    found = pairing(output, loss).value(Z, Y)
    wanted = oracles.AUTOGRAD_LOSSES[loss](Yhat, Y)
    assert found.shape == (6,)
    assert np.allclose(found, wanted, rtol=1e-12, atol=1e-14)


@every
@outputs
def test_logit_gradient_by_the_complex_step(output, loss, n):
    Z, Y = moderate(loss, n)
    p = pairing(output, loss)
    for index in np.ndindex(Z.shape):
        at = Z.astype(complex)
        at[index] += 1e-20j
        slope = p.value(at, Y).sum().imag / 1e-20
        assert p.dl_dZ(Z, Y)[index] == pytest.approx(slope, 1e-12, 1e-14)


@fused
@outputs
def test_prediction_gradient_is_the_loss_own(output, loss, n):
    Z, Y = moderate(loss, n)
    p = pairing(output, loss)
    wanted = LOSSES[loss].gradient(p.output.value(Z), Y)
    assert np.allclose(p.dl_dYhat(Z, Y), wanted, rtol=1e-11, atol=1e-12)


@fused
@outputs
def test_fused_gradient_is_the_chain_rule(output, loss, n):
    Z, Y = moderate(loss, n)
    p = pairing(output, loss)
    chained = p.output.pullback(Z, p.dl_dYhat(Z, Y))
    assert np.allclose(p.dl_dZ(Z, Y), chained, rtol=1e-11, atol=1e-13)


def test_log_of_five_classes_by_hand():
    losses = pairing(*FUSED[1]).value(np.zeros((5, 1)), np.eye(5)[:, :1])
    assert losses == pytest.approx([np.log(5)], rel=1e-15)


@typed
def test_softplus_against_fifty_digits(dtype):
    Z = np.array(EXTREME, dtype=dtype)
    with strict():
        found = softplus(Z)
    assert found.dtype == dtype
    info = np.finfo(dtype)
    with mp.workdps(oracles.DIGITS):
        for f, z in zip(found, Z, strict=True):
            wanted = mp.log1p(mp.exp(mp.mpf(float(z))))
            error = abs(mp.mpf(float(f)) - wanted)
            assert error <= 4 * float(info.eps) * max(wanted, float(info.tiny))


@typed
def test_log_softmax_exponentiates_to_a_distribution(dtype):
    Z = np.random.default_rng(0).normal(size=(4, 6)).astype(dtype)
    total = np.exp(log_softmax(Z)).sum(axis=0)
    assert np.allclose(total, 1, rtol=8 * np.finfo(dtype).eps)


def test_log_softmax_keeps_its_argument():
    Z = np.array([[1.0, 2.0], [3.0, 2.0]])
    kept = Z.copy()
    log_softmax(Z)
    assert (Z == kept).all()


def test_registry_holds_the_seven_pairings():
    assert set(REGISTRY) == set(PAIRINGS)


@pytest.mark.parametrize(
    ("output", "loss", "needs"),
    [
        (o, loss, needs)
        for loss, needs in [
            ("binary_cross_entropy", "sigmoid, since .*between 0 and 1"),
            ("categorical_cross_entropy", "softmax, since .*sum to 1"),
        ]
        for o in ACTIVATIONS
        if (o, loss) not in PAIRINGS
    ],
)
def test_other_pairings_are_refused_with_the_reason(output, loss, needs):
    with pytest.raises(ValueError, match=f"output: found '{output}'.*{needs}"):
        pairing(output, loss)


@pytest.mark.parametrize(
    ("output", "loss", "argument"),
    [
        ("gelu", "squared_error", "output"),
        ("sigmoid", "hinge", "loss"),
        (None, "squared_error", "output"),
        ("sigmoid", None, "loss"),
    ],
)
def test_unknown_names_are_refused(output, loss, argument):
    with pytest.raises(
        ValueError, match=f"^{argument}: found .*wanted one of"
    ):
        pairing(output, loss)
