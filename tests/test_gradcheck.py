"""The gradient checker: right gradients pass, planted errors do not."""

import numpy as np
import pytest
from cases import (
    ACTIVATIONS,
    PAIRINGS,
    REDUCTIONS,
    arrays,
    frozen,
    off_kinks,
    problem,
)
from hypothesis import assume, given, settings
from test_network import networks

from fnn_lib import (
    GradientMismatch,
    Network,
    check_gradients,
    gradient_check,
    numerical_gradient,
)
from fnn_lib.differences import METHODS
from fnn_lib.gradcheck import TOLERANCES
from fnn_lib.passes import Backward

EPS = np.finfo(float).eps
methods = pytest.mark.parametrize("method", ["central", "complex", "forward"])
typed = pytest.mark.parametrize("dtype", [np.float32, np.float64])


# -- right gradients pass ---


@methods
@typed
@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize(("output", "loss"), PAIRINGS)
@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_every_combination_passes(
    method, dtype, hidden, output, loss, reduction
):
    net, X, Y = problem((3, 4, 3, 2), hidden, output, loss, reduction, dtype)
    report = gradient_check(net, X, Y, method)
    assert report.passed is True, str(report)
    assert report.max_relative_error <= TOLERANCES[method, np.dtype(dtype)]


@given(networks())
@settings(deadline=None, max_examples=60)
def test_any_network_passes_the_complex_step(case):
    net, X, Y, *_ = case
    assume(off_kinks(net, X, reach=1e-12))
    assert gradient_check(net, X, Y, "complex").passed is True


def test_the_report_has_a_row_for_each_parameter_array():
    net, X, Y = problem((3, 4, 2))
    report = gradient_check(net, X, Y)
    assert [(row.name, row.shape) for row in report.rows] == [
        ("dJ_dW[1]", (4, 3)),
        ("dJ_db[1]", (4, 1)),
        ("dJ_dW[2]", (2, 4)),
        ("dJ_db[2]", (2, 1)),
    ]
    assert {row.method for row in report.rows} == {"central"}
    assert report.max_relative_error == max(row.error for row in report.rows)
    assert report.notes == ()
    assert "central" in report.title


@methods
@typed
def test_the_network_and_the_batch_stay_as_they_were(method, dtype):
    net, X, Y = problem(dtype=dtype)
    kept = frozen(net), X.copy(), Y.copy()
    gradient_check(net, X, Y, method)
    assert frozen(net) == kept[0]
    assert net.dtype == dtype
    assert (X == kept[1]).all()
    assert (Y == kept[2]).all()


@methods
def test_an_interrupted_check_leaves_the_network_as_it_was(method):
    calls = []

    class Interrupted(Network):
        def _cost(self, X, Y):
            calls.append(1)
            if len(calls) == 5:
                raise KeyboardInterrupt
            return super()._cost(X, Y)

    net, X, Y = problem()
    net.__class__ = Interrupted
    before = frozen(net)
    with pytest.raises(KeyboardInterrupt):
        gradient_check(net, X, Y, method)
    assert frozen(net) == before


def test_float32_is_judged_by_float64_differences():
    # A float32 cost would show a central difference only to about 1e-2.
    net, X, Y = problem(dtype=np.float32)
    assert gradient_check(net, X, Y, "central").max_relative_error < 1e-5


@methods
@typed
def test_the_gradient_under_test_is_the_network_own(method, dtype):
    # Not that of the float64 copy: a float32 gradient shows its rounding.
    net, X, Y = problem(dtype=dtype)
    report = gradient_check(net, X, Y, method)
    assert {r.tolerance for r in report.rows} == {
        TOLERANCES[method, np.dtype(dtype)]
    }
    if dtype == np.float32:
        assert report.max_relative_error > 1e-9


@methods
@typed
def test_every_method_and_type_has_a_tolerance(method, dtype):
    assert 0 < TOLERANCES[method, np.dtype(dtype)] <= 1e-4


def test_float64_tolerances_are_ordered_as_the_methods_are():
    found = [TOLERANCES[m, np.dtype(float)] for m in
             ("complex", "central", "forward")]  # fmt: skip
    assert found == sorted(found)
    assert found[0] <= 1e-11
    assert found[1] <= 1e-6


@methods
@pytest.mark.parametrize("size", [1.0, 100.0, 10000.0])
def test_saturated_networks_pass(method, size):
    net, X, Y = problem((2, 3, 2))
    net.parameters[-1][1][...] = [[size], [-size]]
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        assert gradient_check(net, X, Y, method).passed is True


@pytest.mark.parametrize(
    ("sizes", "hidden", "output", "reduction", "m", "seed"),
    [
        ((6, 1, 4, 1, 2), "tanh", "softmax", "sum", 26, 235),
        ((3, 2, 6, 6, 2), ("sigmoid", "softmax", "softmax"), "softmax",
         "mean", 5, 975),
    ],
)  # fmt: skip
def test_small_gradients_of_a_larger_cost_pass(
    sizes, hidden, output, reduction, m, seed
):
    # Found by trying 3000 random networks: rounding alone failed these.
    net, X, Y = problem(
        sizes, hidden, output, "squared_error", reduction, float, m, seed
    )
    assert gradient_check(net, X, Y, "complex").passed is True
    assert gradient_check(net, X, Y, "forward").passed is True


@methods
def test_vanishing_gradients_pass(method):
    # Two zeros that differ by rounding do not differ.
    net, X, _ = problem(output="identity", loss="squared_error")
    assert gradient_check(net, X, net.forward(X), method).passed is True


@methods
def test_vanishing_gradients_of_float32_pass(method):
    net, X, _ = problem(
        (1, 1), output="identity", loss="squared_error", dtype=np.float32
    )
    assert gradient_check(net, X, net.forward(X), method).passed is True


# -- planted errors do not pass ---


class Planted(Network):
    """A network whose backward pass is written with room for a mistake."""

    def samples(self, m):
        return m

    def output_delta(self, Z, Y):
        return self._head.dl_dZ(Z, Y)

    def weights(self, dJ_dZ, A, l):
        return dJ_dZ @ A[l - 1].T

    def bias(self, dJ_dZ, l):
        return dJ_dZ.sum(axis=1, keepdims=True)

    def back(self, W, dJ_dZ, l):
        return W[l].T @ dJ_dZ

    def pullback(self, g, Z, dJ_dA, l):
        return g[l - 1].pullback(Z[l - 1], dJ_dA)

    def _backward(self, trace, Y):
        (Z, A), g, W, L = trace, self.activations, self._W, self.L
        dJ_dZ, dJ_dA, dJ_dW, dJ_db = ([None] * (L + 1) for _ in range(4))
        dJ_dZ[L] = self.output_delta(Z[L], Y) / self.samples(Y.shape[1])
        for l in range(L, 0, -1):
            dJ_dW[l] = self.weights(dJ_dZ[l], A, l)
            dJ_db[l] = self.bias(dJ_dZ[l], l)
            dJ_dA[l - 1] = self.back(W, dJ_dZ[l], l)
            if l > 1:
                dJ_dZ[l - 1] = self.pullback(g, Z, dJ_dA[l - 1], l)
        return Backward(dJ_dZ, dJ_dA, dJ_dW, dJ_db, dJ_dA[0])


#: Each fault: the method that it replaces, and the mistaken line.
FAULTS = {
    "sign of delta": ("output_delta", lambda s, Z, Y: -s._head.dl_dZ(Z, Y)),
    "sign of a weight gradient": (
        "weights",
        lambda s, d, A, l: (-1 if l == 1 else 1) * (d @ A[l - 1].T),
    ),
    "sign of a bias gradient": (
        "bias",
        lambda s, d, l: (-1 if l == 2 else 1) * d.sum(1, keepdims=True),
    ),
    "W not transposed": ("back", lambda s, W, d, l: W[l] @ d),
    "weight gradient transposed": (
        "weights", lambda s, d, A, l: A[l - 1] @ d.T
    ),
    "the layer's own A": ("weights", lambda s, d, A, l: d @ A[l].T),
    "X for every A": ("weights", lambda s, d, A, l: d @ A[0].T),
    "the wrong W": ("back", lambda s, W, d, l: W[max(1, l - 1)].T @ d),
    "g' lost": ("pullback", lambda s, g, Z, dJ_dA, l: dJ_dA),
    "g' lost in one layer": (
        "pullback",
        lambda s, g, Z, dJ_dA, l: (
            dJ_dA if l == 2 else g[l - 1].pullback(Z[l - 1], dJ_dA)
        ),
    ),
    "g' of the wrong layer": (
        "pullback", lambda s, g, Z, dJ_dA, l: g[l - 1].pullback(Z[l], dJ_dA)
    ),
    "g' twice": (
        "pullback",
        lambda s, g, Z, dJ_dA, l: g[l - 1].pullback(
            Z[l - 1], g[l - 1].pullback(Z[l - 1], dJ_dA)
        ),
    ),
    "1/m lost": ("samples", lambda s, m: 1),
    "1/m twice": ("samples", lambda s, m: m * m),
    "1/(m - 1)": ("samples", lambda s, m: m - 1),
    "mean for a sum": ("bias", lambda s, d, l: d.mean(1, keepdims=True)),
    "bias sum loses a sample": (
        "bias", lambda s, d, l: d[:, :-1].sum(1, keepdims=True)
    ),
    "samples shifted by one": (
        "weights", lambda s, d, A, l: d @ np.roll(A[l - 1], 1, axis=1).T
    ),
    "units shifted by one": (
        "weights", lambda s, d, A, l: np.roll(d, 1, axis=0) @ A[l - 1].T
    ),
    "2.001 for 2.0": (
        "output_delta",
        lambda s, Z, Y: s._head.dl_dZ(Z, Y) * 2.001 / 2.0,
    ),
    "2.001 for 2.0 in one layer": (
        "pullback",
        lambda s, g, Z, dJ_dA, l: (
            g[l - 1].pullback(Z[l - 1], dJ_dA) * (1.0005 if l == 2 else 1)
        ),
    ),
}  # fmt: skip


def planted(monkeypatch, name="", sizes=(3, 3, 3, 3), **arguments):
    """Return a problem whose network makes the named mistake."""
    net, X, Y = problem(sizes, **arguments)
    if name:
        method, mistake = FAULTS[name]
        monkeypatch.setattr(Planted, method, mistake)
    # Square layers: no mistake is caught by a mere shape.
    net.__class__ = Planted
    return net, X, Y


@methods
@typed
def test_without_a_mistake_the_planted_network_passes(
    monkeypatch, method, dtype
):
    net, X, Y = planted(monkeypatch, dtype=dtype)
    assert gradient_check(net, X, Y, method).passed is True


@methods
@typed
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_mistake_is_found(monkeypatch, method, dtype, fault):
    net, X, Y = planted(monkeypatch, fault, dtype=dtype)
    report = gradient_check(net, X, Y, method)
    assert report.passed is False
    assert report.max_relative_error > 2e-4
    with pytest.raises(GradientMismatch):
        report.require()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(
    ("hidden", "output", "loss"),
    [
        ("sigmoid", "identity", "squared_error"),
        ("softmax", "softmax", "categorical_cross_entropy"),
        ("sigmoid", "softmax", "squared_error"),
    ],
)
def test_a_mistake_is_found_in_other_networks(
    monkeypatch, fault, hidden, output, loss
):
    net, X, Y = planted(
        monkeypatch, fault, hidden=hidden, output=output, loss=loss
    )
    assert gradient_check(net, X, Y, "complex").passed is False


@pytest.mark.parametrize(
    ("fault", "wrong"),
    [
        ("sign of a weight gradient", ["dJ_dW[1]"]),
        ("sign of a bias gradient", ["dJ_db[2]"]),
        ("g' lost in one layer", ["dJ_dW[1]", "dJ_db[1]"]),
        ("2.001 for 2.0 in one layer", ["dJ_dW[1]", "dJ_db[1]"]),
    ],
)
def test_the_report_names_the_wrong_gradient(monkeypatch, fault, wrong):
    net, X, Y = planted(monkeypatch, fault)
    report = gradient_check(net, X, Y)
    assert [r.name for r in report.rows if r.passed is False] == wrong
    with pytest.raises(GradientMismatch) as e:
        report.require()
    assert all((r.name in str(e.value)) is (r.name in wrong)
               for r in report.rows)  # fmt: skip


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_gradient_that_is_not_finite_never_passes(monkeypatch, bad):
    net, X, Y = planted(monkeypatch)
    monkeypatch.setattr(
        Planted, "bias", lambda s, d, l: np.full((len(d), 1), bad)
    )
    with np.errstate(invalid="ignore"):
        report = gradient_check(net, X, Y)
    assert report.passed is False


# -- bad steps give worse errors ---


@pytest.mark.parametrize(
    ("method", "h"),
    [
        ("central", 1e-1),
        ("central", 1e-3),
        ("central", 1e-9),
        ("central", 1e-13),
        ("forward", 1e-2),
        ("forward", 1e-5),
        ("forward", 1e-11),
        ("forward", 1e-14),
        ("complex", 1e-1),
        ("complex", 1e-4),
    ],
)
def test_a_bad_step_gives_a_worse_error(method, h):
    net, X, Y = problem()
    best = gradient_check(net, X, Y, method).max_relative_error
    bad = gradient_check(net, X, Y, method, h=h)
    assert bad.max_relative_error > 20 * best
    assert f"{h:.1e}" in bad.title


@pytest.mark.parametrize(
    ("method", "h"), [("central", 0.1), ("forward", 0.01), ("complex", 0.1)]
)
def test_a_hopeless_step_does_not_pass(method, h):
    net, X, Y = problem()
    assert gradient_check(net, X, Y, method, h=h).passed is False


@pytest.mark.parametrize("h", [1e-8, 1e-20, 1e-100])
def test_the_complex_step_needs_no_tuning(h):
    net, X, Y = problem()
    assert gradient_check(net, X, Y, "complex", h=h).passed is True


def test_the_methods_rank_as_the_book_says():
    net, X, Y = problem()
    errors = [
        gradient_check(net, X, Y, m).max_relative_error
        for m in ("complex", "central", "forward")
    ]
    assert errors[0] < 1e-14 < errors[1] < 1e-8 < errors[2] < 1e-4


@pytest.mark.parametrize(
    ("method", "order"), [("forward", 1), ("central", 2), ("complex", 2)]
)
def test_the_order_of_the_truncation_error(method, order):
    errors = [
        abs(numerical_gradient(np.exp, 1.0, method, h) - np.exp(1.0))
        for h in (2e-3, 1e-3)
    ]
    assert errors[0] / errors[1] == pytest.approx(2**order, rel=1e-2)


# -- kinks ---


def kinked(distance, dtype=np.float64, sign=1, layer=1):
    """Return a ReLU network with one input so far from its kink."""
    sizes = (2, 3, 3, 1)
    net, X, Y = problem(sizes, "relu", "identity", "squared_error",
                        dtype=dtype)  # fmt: skip
    X = np.full((2, 4), 0.5, dtype)  # activations up to 1: 10 h is 10 h
    for W, b in net.parameters:
        W[...], b[...] = 0.1, 0.25
    W, b = net.parameters[layer - 1]
    W[1], b[1] = 0, sign * distance
    return net, X, Y


@methods
@typed
@pytest.mark.parametrize("layer", [1, 2])
def test_an_input_at_the_kink_is_not_judged(method, dtype, layer):
    net, X, Y = kinked(0.0, dtype, layer=layer)
    report = gradient_check(net, X, Y, method)
    assert report.passed is None
    assert [row.passed for row in report.rows] == [None] * 6
    assert len(report.notes) == 1
    assert report.notes[0].startswith(f"Z[{layer}]: 4 of 12 inputs of relu")
    assert "(1, 0)" in report.notes[0]


@methods
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("h", [None, 1e-4])
def test_ten_steps_from_the_kink_divide(method, sign, h):
    step = h or METHODS[method].h
    near, far = (kinked(k * step, sign=sign) for k in (9.9, 10.1))
    assert gradient_check(*near, method, h).passed is None
    report = gradient_check(*far, method, h)
    assert report.notes == ()
    assert report.passed is not None


@methods
def test_a_kink_within_the_rounding_of_float32_is_no_error(method):
    # 0.2 + 0.5 - 0.7 has another sign in float32 than in float64: the slope
    # in question is the network's, so the difference cannot judge it.
    net = Network((3, 2, 1), "relu", "identity", "squared_error",
                  dtype=np.float32)  # fmt: skip
    net.parameters = [
        ([[0.2, 0.5, -0.7], [0.9, 0.6, -1.0]], np.zeros((2, 1))),
        ([[1.0, 1.0]], [[0.3]]),
    ]
    X = np.ones((3, 1))
    assert gradient_check(net, X, [[1.0]], method).passed is not False


@methods
def test_an_input_off_the_kink_is_judged(method):
    assert gradient_check(*kinked(1e-3), method).passed is True


def test_one_sample_at_the_kink_suffices():
    net, X, Y = kinked(0.3)
    net.parameters[0][0][1] = [0.1, 0.0]
    X[0, 2] = -3.0  # unit 1 gets 0.1 * -3 + 0.3, the others 0.1
    net.parameters[0][1][[0, 2]] = 0.35
    report = gradient_check(net, X, Y)
    assert report.passed is None
    assert "1 of 12" in report.notes[0]
    assert "(1, 2)" in report.notes[0]


def test_a_large_input_widens_the_reach():
    # A weight moved by h moves Z by h |x|: what is near depends on x.
    net, X, Y = kinked(50 * METHODS["central"].h)
    assert gradient_check(net, X, Y).passed is True
    assert gradient_check(net, 20 * X, Y).passed is None


def test_relu_at_the_output_has_a_kink_too():
    net = Network((2, 1), "tanh", "relu", "squared_error")
    net.parameters = [([[1.0, -1.0]], [[0.0]])]
    assert gradient_check(net, [[1.0], [1.0]], [[1.0]]).passed is None


@pytest.mark.parametrize("hidden", ["tanh", "identity", "sigmoid"])
def test_only_kinked_activations_have_kinks(hidden):
    net, X, Y = problem(hidden=hidden)
    assert gradient_check(net, 0 * X, Y).passed is True


@pytest.mark.parametrize("fault", FAULTS)
def test_a_mistake_at_a_kink_never_passes(monkeypatch, fault):
    net, X, Y = planted(monkeypatch, fault, hidden="relu")
    net.parameters[0][0][0] = net.parameters[0][1][0] = 0
    report = gradient_check(net, X, Y)
    assert report.passed is not True
    with pytest.raises(GradientMismatch, match=r"dJ_dW\[1\] not judged"):
        report.require()


# -- arguments ---


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"method": "backward"}, "method: found 'backward', wanted one of"),
        ({"method": None}, "method: found None"),
        ({"h": 0.0}, "h: found 0.0, wanted a finite number above 0"),
        ({"h": -1e-6}, "h: found -1e-06"),
        ({"h": float("nan")}, "h: found nan"),
        ({"h": "1e-6"}, "h: found '1e-6'"),
        (
            {"X": np.zeros((2, 4))},
            "X: found shape (2, 4), wanted shape (3, m)",
        ),
        ({"Y": np.full((2, 4), 2.0)}, "Y: found 2.0 at index (0, 0)"),
    ],
)
def test_bad_arguments_change_nothing(changed, message):
    net, X, Y = problem()
    before = frozen(net)
    with pytest.raises(ValueError) as e:
        gradient_check(net, **({"X": X, "Y": Y} | changed))
    assert message in str(e.value)
    assert frozen(net) == before


# -- numerical_gradient and check_gradients ---


def cubic(x):
    """Return a number whose gradient is 3 x**2."""
    return (x**3).sum()


@methods
@pytest.mark.parametrize("x", [2.0, [1.0, -2.0], [[1.0, 2.0], [3.0, 0.5]]])
def test_numerical_gradient(method, x):
    gradient = numerical_gradient(cubic, x, method)
    assert gradient.shape == np.shape(x)
    assert gradient.dtype == float
    assert np.allclose(gradient, 3 * np.square(x), rtol=1e-6)


@methods
def test_numerical_gradient_leaves_its_argument(method):
    x = np.array([1.0, 2.0])
    numerical_gradient(lambda a: (a * a).sum(), x, method)
    assert x.tolist() == [1.0, 2.0]


@methods
def test_numerical_gradient_moves_one_entry_at_a_time(method):
    x, seen = np.array([1, 2]), []

    def f(a):
        seen.append(a.copy())
        return a.sum()

    assert numerical_gradient(f, x, method) == pytest.approx([1, 1], rel=1e-7)
    assert all((a != x).sum() <= 1 for a in seen)


def test_numerical_gradient_divides_by_the_step_it_took():
    # 1e6 + 1e-8 rounds to a step 1.2e-10 off: the quotient knows.
    for method in ("forward", "central"):
        assert numerical_gradient(np.sum, 1e6, method, 1e-8) == 1.0


@methods
def test_numerical_gradient_of_a_function_that_returns_its_argument(method):
    gradient = numerical_gradient(lambda z: z, 3.0, method)
    assert gradient == pytest.approx(1.0, rel=1e-7)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({"method": "x"}, "method: found 'x'"), ({"h": 0}, "h: found 0")],
)
def test_numerical_gradient_refuses(arguments, message):
    with pytest.raises(ValueError, match=message):
        numerical_gradient(cubic, 1.0, **arguments)


def J(W, x):
    """Return a cost of two arguments."""
    return ((W @ x) ** 2).sum()


W, x = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0], [-6.0]])
RIGHT = {"W": 2 * W @ x @ x.T, "x": 2 * W.T @ W @ x}


def test_check_gradients_passes_the_right_ones():
    report = check_gradients(J, {"W": W, "x": x}, RIGHT, title="a product")
    assert report.passed is True
    assert [(r.name, r.shape, r.method) for r in report.rows] == [
        ("dJ_dW", (2, 2), "central"),
        ("dJ_dW", (2, 2), "complex"),
        ("dJ_dx", (2, 1), "central"),
        ("dJ_dx", (2, 1), "complex"),
    ]
    assert report.title == "a product"


@methods
@pytest.mark.parametrize(
    ("name", "mistake"),
    [
        ("x", lambda g: -g),
        ("W", lambda g: g.T),
        ("W", lambda g: g * 2.001 / 2.0),
        ("x", lambda g: g[::-1]),
        ("W", lambda g: g / 2),
        ("x", lambda g: 0 * g),
        ("x", lambda g: np.full_like(g, np.nan)),
        ("W", lambda g: g + np.eye(2)[::-1]),
    ],
)
def test_check_gradients_finds_planted_errors(method, name, mistake):
    wrong = RIGHT | {name: mistake(RIGHT[name])}
    report = check_gradients(J, {"W": W, "x": x}, wrong, [method])
    assert [r.name for r in report.rows if not r.passed] == [f"dJ_d{name}"]
    assert report.passed is False


def test_check_gradients_of_some_arguments_only():
    report = check_gradients(J, {"W": W, "x": x}, {"x": RIGHT["x"]})
    assert {r.name for r in report.rows} == {"dJ_dx"}


def test_check_gradients_leaves_its_arguments():
    at = {"W": W.copy(), "x": x.copy()}
    check_gradients(J, at, RIGHT)
    assert (at["W"] == W).all()
    assert (at["x"] == x).all()


def test_check_gradients_of_numbers():
    report = check_gradients(lambda z: z**2, {"z": 3}, {"z": 6})
    assert report.passed is True
    assert report.rows[0].shape == ()


def test_check_gradients_takes_a_step():
    at = {"W": W, "x": x}
    best = check_gradients(cubed, at, CUBED, ["central"])
    bad = check_gradients(cubed, at, CUBED, ["central"], h=0.1)
    assert best.passed is True
    assert bad.passed is False


def cubed(W, x):
    return (W**3).sum() + (x**3).sum()


CUBED = {"W": 3 * W**2, "x": 3 * x**2}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"gradients": {"v": x}}, "gradients: found 'v', wanted one of W, x"),
        (
            {"gradients": {"x": x.T}},
            "gradients['x']: found shape (1, 2), want",
        ),
        ({"methods": ["slow"]}, "method: found 'slow'"),
        ({"h": -1}, "h: found -1"),
    ],
)
def test_check_gradients_refuses(arguments, message):
    with pytest.raises(ValueError) as e:
        check_gradients(
            J, **({"at": {"W": W, "x": x}, "gradients": RIGHT} | arguments)
        )
    assert message in str(e.value)


@pytest.mark.parametrize("arguments", [{"gradients": {}}, {"methods": ()}])
def test_a_check_of_nothing_is_refused(arguments):
    # What compares nothing must not read as a verdict.
    with pytest.raises(ValueError, match="found"):
        check_gradients(
            J, **({"at": {"W": W, "x": x}, "gradients": RIGHT} | arguments)
        )


def test_the_checker_uses_every_array():
    # A mistake in a single entry of the last array is one too many.
    net, X, Y = problem()
    original = net._backward

    def spoiled(trace, Y):
        back = original(trace, Y)
        arrays(back.dJ_db)[-1][-1] += 1e-3
        return back

    net._backward = spoiled
    report = gradient_check(net, X, Y)
    assert [r.name for r in report.rows if not r.passed] == ["dJ_db[3]"]
