"""Indexed sums: orders, first terms and deltas; and what must not pass."""

import pytest
import sympy as sp

from fnn_lib.symbolic.equality import decide
from fnn_lib.symbolic.sums import write_out

i, j, k, q = sp.symbols("i j k q", integer=True, positive=True)
n, m = sp.symbols("n m", integer=True, positive=True)
W, U, A, b, x, c = (sp.IndexedBase(s, real=True) for s in "WUAbxc")
INNER = sp.Sum(W[j, k] * x[k], (k, 1, n)) + b[j]

EVERY_SIZE = {
    "first term": (
        sp.Sum(W[j, k] * x[k], (k, 0, n)),
        W[j, 0] * x[0] + sp.Sum(W[j, k] * x[k], (k, 1, n)),
    ),
    "order of two sums": (
        sp.Sum(U[i, j] * INNER, (j, 1, m)) + c[i],
        sp.Sum(sp.Sum(U[i, j] * W[j, k], (j, 1, m)) * x[k], (k, 1, n))
        + sp.Sum(U[i, j] * b[j], (j, 1, m))
        + c[i],
    ),
    "column picked by a delta": (
        sp.Sum(
            (sp.Sum(W[j, k] * A[k, q], (k, 1, n)) + b[j])
            * sp.KroneckerDelta(q, i),
            (q, 1, m),
        ),
        sp.Sum(W[j, k] * A[k, i], (k, 1, n)) + b[j],
    ),
    "square of a sum": (
        sp.Sum(x[k] ** 2, (k, 1, n)) * sp.Sum(c[q] ** 2, (q, 1, n))
        - sp.Sum(x[k] * c[k], (k, 1, n)) ** 2,
        sp.Sum((x[k] * c[q] - x[q] * c[k]) ** 2, (q, 1, n), (k, 1, n)) / 2,
    ),
    "delta between bound indices": (
        sp.Sum(sp.KroneckerDelta(k, q) * x[k] * x[q], (q, 1, n), (k, 1, n)),
        sp.Sum(x[k] ** 2, (k, 1, n)),
    ),
}


@pytest.mark.parametrize("name", EVERY_SIZE)
def test_sums_are_proved_for_every_size(name):
    assert decide(*EVERY_SIZE[name]).verdict == "proved for every size"


@pytest.mark.parametrize("name", EVERY_SIZE)
def test_a_lost_factor_is_refuted(name):
    left, right = EVERY_SIZE[name]
    assert decide(left, 2 * right).verdict == "refuted"


def test_a_transposed_factor_is_refuted():
    left, right = EVERY_SIZE["order of two sums"]
    assert decide(left, right.subs(W, U)).verdict == "refuted"


def test_a_range_in_place_of_another_is_refuted():
    both = sp.Sum(sp.KroneckerDelta(k, q) * x[k], (q, 1, m), (k, 1, n))
    assert decide(both, sp.Sum(x[k], (k, 1, n))).verdict == "refuted"


def test_a_sum_written_out_is_the_sum():
    left, _ = EVERY_SIZE["order of two sums"]
    fixed = left.subs({n: 2, m: 3})
    assert sp.expand(write_out(fixed) - fixed.doit()) == 0
    assert not write_out(fixed).has(sp.Sum)
    assert write_out(left).has(sp.Sum)


def test_whole_numbers_alone_are_compared_within_their_range():
    chosen = sp.binomial(n - 1, k - 1) / sp.binomial(n, k)
    within = {k: (1, n)}
    assert decide(chosen, k / n, within).verdict == "proved"
    assert decide(chosen, n / k, within).verdict == "refuted"
    assert decide(chosen, k / n).verdict == "refuted"  # undefined for k > n
