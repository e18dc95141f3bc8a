"""Equality: right steps in disguise pass, wrong ones are refuted."""

import itertools

import pytest
import sympy as sp

from fnn_lib.symbolic import matrix, relu, sigma, smooth, softplus, symbol
from fnn_lib.symbolic.equality import decide

z, y, a, b = (symbol(name) for name in ("z", "y", "a", "b"))
p = symbol("p", positive=True)
C = sp.Symbol("C", integer=True, positive=True)
m = sp.Symbol("m", integer=True, positive=True)
i, j, k, r = sp.symbols("i j k r", integer=True, positive=True)
G, V = sp.IndexedBase("G", real=True), sp.IndexedBase("V", real=True)
Z, Y = sp.IndexedBase("z", real=True), sp.IndexedBase("y", real=True)
S = sp.Sum(sp.exp(Z[k]), (k, 1, C))
CROSS_ENTROPY = -y * sp.log(sigma(z)) - (1 - y) * sp.log(1 - sigma(z))
CATEGORICAL = -sp.Sum(Y[j] * sp.log(sp.exp(Z[j]) / S), (j, 1, C))

RIGHT = {
    "sigmoid slope": (sp.diff(sigma(z), z), sigma(z) * (1 - sigma(z))),
    "sigmoid slope, exponentials": (
        sp.diff(sigma(z), z),
        sp.exp(-z) / (1 + sp.exp(-z)) ** 2,
    ),
    "symmetry": (sigma(-z), 1 - sigma(z)),
    "tanh from sigmoid": (2 * sigma(2 * z) - 1, sp.tanh(z)),
    "tanh slope": (sp.diff(sp.tanh(z), z), 1 - sp.tanh(z) ** 2),
    "tanh slope, stable": (
        1 - sp.tanh(z) ** 2,
        4 * sp.exp(-2 * z) / (1 + sp.exp(-2 * z)) ** 2,
    ),
    "logit gradient": (sp.diff(CROSS_ENTROPY, z), sigma(z) - y),
    "stable loss": (
        CROSS_ENTROPY,
        y * softplus(-z) + (1 - y) * softplus(z),
    ),
    "square": ((a + b) ** 2, a**2 + 2 * a * b + b**2),
    "log of a product of positives": (
        sp.log(p * sp.exp(z)),
        sp.log(p) + z,
    ),
    "relu": (relu(z), sp.Max(0, z)),
    "entries": (
        sp.Matrix([[a, b]]) * sp.Matrix([z, y]),
        sp.Matrix([b * y + a * z]),
    ),
    "product left unevaluated": (
        sp.MatMul(sp.Matrix([[a, b]]), sp.Matrix([z, y]), evaluate=False),
        sp.Matrix([b * y + a * z]),
    ),
}

WRONG = {
    "sign": (sp.diff(sigma(z), z), sigma(z) * (1 + sigma(z))),
    "minus in front": (sp.diff(sigma(z), z), -sigma(z) * (1 - sigma(z))),
    "holds for positive z only": (sp.Abs(z), z),
    "root of a square": (sp.sqrt(z**2), z),
    "holds at zero only": (sp.tanh(z), z),
    "log of a product": (sp.log(sp.Abs(a)), sp.log(a)),
    "factor": (sp.diff(sp.tanh(z), z), 2 * (1 - sp.tanh(z) ** 2)),
    "target and prediction": (sp.diff(CROSS_ENTROPY, z), y - sigma(z)),
    "tiny": (z, z + sp.Rational(1, 10**12)),
    "one entry": (sp.Matrix([a, b]), sp.Matrix([a, a])),
    "transposed": (sp.Matrix([[a, b], [z, y]]), sp.Matrix([[a, z], [b, y]])),
    "relu slope": (sp.diff(relu(z), z), sp.Integer(1)),
}

EVERY_SIZE = {
    "softmax Jacobian": (
        sp.Derivative(sp.exp(Z[j]) / S, Z[i]),
        sp.exp(Z[j]) / S * (sp.KroneckerDelta(i, j) - sp.exp(Z[i]) / S),
    ),
    "cross-entropy": (
        sp.Derivative(CATEGORICAL, Z[i]),
        sp.exp(Z[i]) / S * sp.Sum(Y[k], (k, 1, C)) - Y[i],
    ),
    "bound index renamed": (S, sp.Sum(sp.exp(Z[j]), (j, 1, C))),
    "double sum, one term left": (
        sp.Derivative(
            sp.Sum(G[j, k] * V[j, k], (k, 1, m), (j, 1, C)), V[i, r]
        ),
        G[i, r],
    ),
    "double sum in the other order": (
        sp.Sum(G[j, k], (k, 1, m), (j, 1, C)),
        sp.Sum(G[k, j], (k, 1, C), (j, 1, m)),
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_step_is_proved(name):
    assert decide(*RIGHT[name]).verdict == "proved"


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_step_is_refuted(name):
    finding = decide(*WRONG[name])
    assert finding.verdict == "refuted"
    assert finding.left != finding.right


@pytest.mark.parametrize("name", EVERY_SIZE)
def test_indexed_sums_are_proved_for_every_size(name):
    assert decide(*EVERY_SIZE[name]).verdict == "proved for every size"


@pytest.mark.parametrize("name", EVERY_SIZE)
def test_indexed_sums_with_a_flipped_sign_are_refuted(name):
    left, right = EVERY_SIZE[name]
    assert decide(left, -right).verdict == "refuted"


def test_the_off_diagonal_entry_needs_its_minus():
    jacobian = sp.Derivative(sp.exp(Z[j]) / S, Z[i])
    lost = sp.exp(Z[j]) / S * (sp.KroneckerDelta(i, j) + sp.exp(Z[i]) / S)
    assert decide(jacobian, lost).verdict == "refuted"


def test_shapes_that_differ_are_refuted_as_such():
    finding = decide(sp.zeros(2, 1), sp.zeros(1, 2))
    assert (finding.left, finding.right) == ("shape (2, 1)", "shape (1, 2)")


def test_a_clash_of_indices_is_refused():
    clash = sp.exp(Z[k]) / S
    with pytest.raises(ValueError, match="bound by a sum and free"):
        decide(clash, clash)


def test_sides_that_are_nowhere_defined_are_refused():
    nowhere = sp.log(z - z + sp.S.Zero) * a
    with pytest.raises(ValueError, match="defined"):
        decide(nowhere, nowhere)
    assert decide(nowhere, a).left == "undefined"


def test_what_sympy_cannot_prove_is_called_checked(monkeypatch):
    monkeypatch.setattr("fnn_lib.symbolic.equality.STRATEGIES", ())
    assert decide(*RIGHT["symmetry"]).verdict == "checked"


def test_sums_that_cancel_hold_for_every_size():
    assert decide(S / S, sp.Integer(1)).verdict == "proved"
    one = sp.Sum(sp.exp(Z[j]) / S, (j, 1, C))
    assert decide(one, sp.Integer(1)).verdict == "proved for every size"


def test_beside_a_delta_two_free_indices_are_one():
    i, j = sp.symbols("i j", integer=True, positive=True)
    z, f = sp.IndexedBase("z", real=True), smooth("f")
    delta = sp.KroneckerDelta(i, j)
    assert (
        decide(delta * f(z[i]), delta * f(z[j])).verdict
        == "proved for every size"
    )
    assert decide(delta * f(z[i]), f(z[j])).verdict == "refuted"
    assert decide(delta * z[i], delta * (z[j] + 1)).verdict == "refuted"


def test_blocks_are_multiplied_out():
    n, k = sp.symbols("n k", integer=True, positive=True)
    W, w, x = matrix("W", n, k), matrix("w", n, 1), matrix("x", k, 1)
    wide = sp.BlockMatrix([[w, W]])
    for top, verdict in ((1, "proved for every size"), (-1, "refuted")):
        tall = sp.BlockMatrix([[top * sp.OneMatrix(1, 1)], [x]])
        assert decide(w + W * x, wide * tall).verdict == verdict
    assert decide(w + W * x, wide * x).verdict == "refuted"


def test_the_points_of_indexed_letters_are_kept_in_an_interval():
    A = sp.IndexedBase("A", real=True)
    i = sp.Symbol("i", integer=True, positive=True)
    unit = {A: sp.Interval.open(0, 1)}
    found = decide(sp.Abs(A[i]) + 0 * A[i], -A[i], unit)
    assert 0 < found.left.real < 1
    same = decide(sp.exp(sp.log(A[i])), A[i], unit)
    assert same.verdict == "proved for every size"


def test_what_a_delta_leaves_out_need_not_be_defined():
    i, j, n = sp.symbols("i j n", integer=True, positive=True)
    y, p = (sp.IndexedBase(name, real=True) for name in "yp")
    delta = sp.KroneckerDelta(i, j)
    quotient = y[i] / p[i]
    picked = sp.Sum(quotient * delta, (i, 1, n))
    rest = sp.Sum(quotient * (1 - delta), (i, 1, n))
    for left, right in (
        (picked, y[j] / p[j]),
        (rest + y[j] / p[j], sp.Sum(quotient, (i, 1, n))),
    ):
        assert decide(left, right).verdict == "proved for every size"
        assert decide(left, 2 * right).verdict == "refuted"


def test_indices_that_change_places_are_refuted():
    T, n = sp.IndexedBase("T", real=True), sp.Symbol("n", integer=True)
    places = i, j, k
    for sides in itertools.combinations(itertools.permutations(places), 2):
        left, right = (sp.Sum(G[r] * T[r, *p], (r, 1, n)) for p in sides)
        assert decide(left, right).verdict == "refuted", sides
        slopes = sp.Derivative(left, G[k]), T[k, *sides[1]]
        assert decide(*slopes).verdict == "refuted", sides


def test_what_only_shows_where_some_indices_are_equal_is_refuted():
    W, x = (sp.IndexedBase(name, real=True) for name in "Wx")
    p, q = sp.symbols("p q", integer=True, positive=True)
    slope = sp.Derivative(sp.Sum(W[j, k] * x[k], (k, 1, m)), W[p, q])
    delta = sp.KroneckerDelta(j, p)
    assert decide(slope, delta * x[q]).verdict == "proved for every size"
    for wrong in (x[j], x[p], -x[q]):
        assert decide(slope, delta * wrong).verdict == "refuted"


def test_a_counterexample_is_the_askers_own():
    first = decide(sigma(z), z)
    first.counterexample.clear()
    assert decide(sigma(z), z).counterexample


def test_a_question_asked_again_in_another_interval_is_another():
    positive = {z: sp.Interval.open(0, sp.oo)}
    assert decide(sp.Abs(z), z).verdict == "refuted"
    assert decide(sp.Abs(z), z, positive).verdict == "proved"
    assert decide(sp.Abs(z), z).verdict == "refuted"


def test_a_matrix_that_is_changed_is_another_question():
    entries = sp.Matrix([a, b])
    assert decide(entries, sp.Matrix([a, b])).verdict == "proved"
    entries[1] = -b
    assert decide(entries, sp.Matrix([a, b])).verdict == "refuted"
