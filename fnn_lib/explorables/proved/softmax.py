"""Softmax of three logits, its Jacobian, and the cross-entropy behind it."""

import sympy as sp

from ...symbolic import symbol, verify
from ...symbolic.javascript import Formula
from ...symbolic.stable import (
    categorical_cross_entropy,
    softmax_entries,
    softmax_jacobian,
)

CLASSES = (1, 2, 3)
logits = [symbol(f"z_{k}") for k in CLASSES]
total = sp.Add(*(sp.exp(z) for z in logits))
top = sp.Max(*logits)
#: At most 1: the exponentials when the largest logit is subtracted.
moved = [sp.exp(z - top) for z in logits]


def log_likelihood(target):
    """Write the loss, see :eq:`eq-losses-categorical-cross-entropy`."""
    return -sp.log(sp.exp(logits[target - 1]) / total)


def slope(target, k):
    """Derive the loss's slope in logit k: prediction minus target."""
    others = sp.Add(*(moved[j - 1] for j in CLASSES if j != target))
    share = -others if k == target else moved[k - 1]
    return verify(
        sp.diff(log_likelihood(target), logits[k - 1]),
        share / sp.Add(*moved),
        because="prediction minus target, without 1 - yhat",
    )


def in_prediction(target):
    """Derive the loss's slope in the prediction of the target."""
    yhat = symbol("yhat", positive=True)
    share = sp.exp(logits[target - 1]) / total
    away = [z - logits[target - 1] for z in logits]
    return verify(
        sp.diff(-sp.log(yhat), yhat).xreplace({yhat: share}),
        -sp.Add(*map(sp.exp, away)),
        because="the reciprocal of a share",
    )


PREDICTIONS = {
    f"yhat_{k}": entry
    for k, entry in zip(CLASSES, softmax_entries(logits), strict=True)
}
JACOBIAN = {
    f"jacobian_{i}{j}": entry
    for (i, j), entry in softmax_jacobian(logits).items()
}

FORMULAS = [Formula("softmax", tuple(logits), PREDICTIONS | JACOBIAN)] + [
    Formula(
        f"target_{target}",
        tuple(logits),
        {"value": categorical_cross_entropy(logits, target)}
        | {f"dl_dz_{k}": slope(target, k) for k in CLASSES}
        | {"dl_dyhat": in_prediction(target)},
    )
    for target in CLASSES
]
