"""Agreements: numbers, shapes, sets and words, found and claimed."""

import numpy as np
import pytest

from fnn_lib.symbolic import Agreement, RefutedStep

W = np.arange(6.0).reshape(2, 3)


@pytest.mark.parametrize(
    ("found", "claimed"),
    [
        (3, 3),
        ((2, 3), (2, 3)),
        ({"W", "b"}, {"b", "W"}),
        ("rows", "rows"),
        (W, W + 1e-13),
        (W @ W.T, lambda: W @ W.T),
        ([(2, 3), (1,)], [(2, 3), (1,)]),
        (True, True),
    ],
)
def test_what_agrees_is_executed(found, claimed):
    assert Agreement(found, claimed).verdict == "executed"


@pytest.mark.parametrize(
    ("found", "claimed"),
    [
        (3, 4),
        ((2, 3), (3, 2)),
        ({"W"}, {"W", "b"}),
        ("rows", "columns"),
        (W, W + 1e-9),
        (W, W.T),
        (W, W[0]),  # no broadcasting
        (W, np.nan * W),
        ([(2, 3), (1,)], [(2, 3)]),
        (True, False),
        (W, "W"),
        (3, "3"),
    ],
)
def test_what_differs_is_refuted(found, claimed):
    with pytest.raises(RefutedStep, match="claimed"):
        Agreement(found, claimed)


def test_a_product_that_does_not_conform_is_refuted():
    with pytest.raises(RefutedStep, match="does not conform: matmul"):
        Agreement(W, lambda: W @ W)
    with pytest.raises(RefutedStep, match="does not conform: operands"):
        Agreement(W, lambda: W + W.T)


def test_another_error_is_no_refutation():
    def fault():
        raise ValueError("a fault of the check")

    with pytest.raises(ValueError, match="a fault") as caught:
        Agreement(W, fault)
    assert not isinstance(caught.value, RefutedStep)


def test_nothing_to_compare_is_refused():
    with pytest.raises(ValueError, match="no entries"):
        Agreement(np.ones((0, 2)), np.ones((0, 2)))
