"""The network: contract, shapes, and gradients against four oracles."""

import mpmath as mp
import numpy as np
import oracles
import pytest
from cases import (
    ACTIVATIONS,
    PAIRINGS,
    REDUCTIONS,
    arrays,
    biased,
    close,
    frozen,
    names,
    off_kinks,
    problem,
    targets,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime, check_grad

from fnn_lib import Network

DTYPES = [np.float32, np.float64]
typed = pytest.mark.parametrize("dtype", DTYPES)
hiddens = pytest.mark.parametrize("hidden", ACTIVATIONS)
pairings = pytest.mark.parametrize(("output", "loss"), PAIRINGS)
reductions = pytest.mark.parametrize("reduction", REDUCTIONS)
outputs = pytest.mark.parametrize("n", [1, 2, 3])
METHODS = {
    "forward": lambda net, X, Y: net.forward(X),
    "trace": lambda net, X, Y: net.trace(X),
    "cost": lambda net, X, Y: net.cost(X, Y),
    "gradients": lambda net, X, Y: net.gradients(X, Y),
    "backward": lambda net, X, Y: net.backward(X, Y),
}
methods = pytest.mark.parametrize("method", METHODS)
with_targets = pytest.mark.parametrize(
    "method", ["cost", "gradients", "backward"]
)


def strict():
    return np.errstate(over="raise", divide="raise", invalid="raise")


def cost_at(net, X, Y):
    """Return the network's cost as a function of its parameters."""
    twin = net.copy()

    def cost(values):
        twin.parameters = values
        return twin.cost(X, Y)

    return cost


def flat(pairs):
    return np.concatenate([p.ravel() for pair in pairs for p in pair])


def unflat(net, x):
    values = []
    for W, b in net.parameters:
        values.append(
            (x[: W.size].reshape(W.shape), x[W.size :][: b.size, None])
        )
        x = x[W.size + b.size :]
    return values


def all_close(found, wanted, tolerance):
    pairs = zip(arrays(found), arrays(wanted), strict=True)
    return all(close(f, w, tolerance) for f, w in pairs)


# -- the contract ---


def test_constructor_of_the_contract():
    net = Network(
        (3, 2, 2, 1), hidden="tanh", output="sigmoid",
        loss="binary_cross_entropy", reduction="mean", seed=0,
        dtype=np.float64,
    )  # fmt: skip
    assert net.sizes == (3, 2, 2, 1)
    assert net.L == 3
    assert net.dtype == np.float64
    assert names(net) == ["tanh", "tanh", "sigmoid"]


@typed
@pytest.mark.parametrize("sizes", [(1, 1), (3, 2), (3, 4, 2), (2, 5, 1, 3, 2)])
def test_shapes_and_dtypes(sizes, dtype):
    net, X, Y = problem(sizes, dtype=dtype, m=5)
    Z, A = net.trace(X)
    back = net.backward(X, Y)
    assert Z[0] is back.dJ_dZ[0] is back.dJ_dW[0] is back.dJ_db[0] is None
    units = [(n, 5) for n in sizes]
    layers = [*zip(sizes[1:], sizes, strict=False)]
    assert [a.shape for a in A] == units
    assert [a.shape for a in back.dJ_dA] == units
    assert [z.shape for z in Z[1:]] == units[1:]
    assert [z.shape for z in back.dJ_dZ[1:]] == units[1:]
    assert [W.shape for W in back.dJ_dW[1:]] == layers
    assert [b.shape for b in back.dJ_db[1:]] == [(n, 1) for n in sizes[1:]]
    assert back.dJ_dX.shape == X.shape
    assert [(W.shape, b.shape) for W, b in net.parameters] == [
        (layer, (layer[0], 1)) for layer in layers
    ]
    for a in arrays([net.forward(X), Z, A, back, net.parameters]):
        assert a.dtype == dtype
    assert type(net.cost(X, Y)) is float


@methods
@typed
def test_input_of_another_type_gives_the_network_own(method, dtype):
    net = problem((2, 3, 1), dtype=dtype)[0]
    result = METHODS[method](net, [[1, 2], [3, 4]], [[0, 1]])
    assert all(a.dtype == dtype for a in arrays(result))


def test_the_parts_agree_with_each_other():
    net, X, Y = problem()
    trace, back = net.trace(X), net.backward(X, Y)
    assert (trace.A[0] == X).all()
    assert (trace.A[-1] == net.forward(X)).all()
    assert (back.dJ_dX == back.dJ_dA[0]).all()
    for (dJ_dW, dJ_db), l in zip(net.gradients(X, Y), (1, 2, 3), strict=True):
        assert (dJ_dW == back.dJ_dW[l]).all()
        assert (dJ_db == back.dJ_db[l]).all()


def test_first_weights_follow_the_seed_and_biases_are_zero():
    one, same, other = (Network((3, 4, 1), seed=s) for s in (1, 1, 2))
    assert frozen(one) == frozen(same)
    assert frozen(one) != frozen(other)
    assert all((b == 0).all() for _, b in one.parameters)


@pytest.mark.parametrize(("hidden", "gain"), [("tanh", 1), ("relu", 2)])
def test_variance_of_first_weights(hidden, gain):
    W = Network((400, 300, 1), hidden).parameters[0][0]
    assert W.var() * 400 == pytest.approx(gain, rel=0.02)


def test_float32_starts_from_the_same_weights():
    wide, narrow = (Network((3, 4, 1), dtype=d) for d in (float, "float32"))
    for p, q in zip(arrays(wide.parameters), arrays(narrow.parameters),
                    strict=True):  # fmt: skip
        assert (p.astype(np.float32) == q).all()


def test_hidden_may_differ_by_layer_and_output_stands_alone():
    net = Network(
        (2, 3, 4, 2), ("relu", "softmax"), "identity", "squared_error"
    )
    assert names(net) == ["relu", "softmax", "identity"]


# -- forward and cost against definitions ---


@hiddens
@pairings
def test_forward_is_the_definition(hidden, output, loss):
    net, X, _ = problem(hidden=hidden, output=output, loss=loss)
    Z, A = oracles.autograd_forward(net.parameters, X, names(net))
    assert all_close(net.trace(X).Z[1:], Z, 1e-14)
    assert all_close(net.trace(X).A, A, 1e-14)


@pairings
@reductions
@outputs
def test_cost_is_the_definition(output, loss, reduction, n):
    net, X, Y = problem((3, 4, n), "tanh", output, loss, reduction, m=5)
    wanted = oracles.autograd_cost(
        net.parameters, X, Y, names(net), loss, reduction
    )
    assert net.cost(X, Y) == pytest.approx(wanted, rel=1e-12, abs=1e-14)


def test_forward_and_backward_by_hand():
    net = Network((2, 2, 1), "relu", "identity", "squared_error")
    net.parameters = [
        ([[1, 2], [3, -4]], [[1], [0]]),
        ([[5, 6]], [[-1]]),
    ]
    X, Y = [[1.0], [2.0]], [[20.0]]
    back = net.backward(X, Y)
    assert net.forward(X).tolist() == [[29.0]]  # Z1 = (6, -5), A1 = (6, 0)
    assert net.cost(X, Y) == 40.5
    assert back.dJ_dZ[2].tolist() == [[9.0]]
    assert back.dJ_dW[2].tolist() == [[54.0, 0.0]]
    assert back.dJ_dA[1].tolist() == [[45.0], [54.0]]
    assert back.dJ_dZ[1].tolist() == [[45.0], [0.0]]
    assert back.dJ_dW[1].tolist() == [[45.0, 90.0], [0.0, 0.0]]
    assert back.dJ_db[1].tolist() == [[45.0], [0.0]]
    assert back.dJ_dX.tolist() == [[45.0], [90.0]]


@pairings
def test_mean_is_the_sum_over_the_samples_divided_by_their_number(
    output, loss
):
    net, X, Y = problem(output=output, loss=loss, m=7)
    summed = Network(net.sizes, "tanh", output, loss, "sum")
    summed.parameters = net.parameters
    assert summed.cost(X, Y) == pytest.approx(7 * net.cost(X, Y), rel=1e-13)
    scaled = [7 * a for a in arrays(net.backward(X, Y))]
    assert all_close(summed.backward(X, Y), scaled, 1e-13)


@hiddens
def test_batch_is_the_mean_of_its_samples(hidden):
    net, X, Y = problem(hidden=hidden)
    singles = [
        arrays(net.gradients(X[:, i : i + 1], Y[:, i : i + 1]))
        for i in range(X.shape[1])
    ]
    mean = [np.mean(parts, axis=0) for parts in zip(*singles, strict=True)]
    assert all_close(net.gradients(X, Y), mean, 1e-14)


# -- gradients: every hidden x output x loss x reduction ---

grid = [
    pytest.param(h, o, loss, r, id=f"{h}-{o}-{loss}-{r}")
    for h in ACTIVATIONS
    for o, loss in PAIRINGS
    for r in REDUCTIONS
]
everything = pytest.mark.parametrize(
    ("hidden", "output", "loss", "reduction"), grid
)


@pytest.fixture
def combination(hidden, output, loss, reduction):
    net, X, Y = problem((3, 4, 3, 2), hidden, output, loss, reduction)
    assert off_kinks(net, X)
    return net, X, Y


@everything
def test_gradients_equal_automatic_differentiation(
    combination, loss, reduction
):
    net, X, Y = combination
    wanted, dJ_dX = oracles.autograd_gradients(
        net.parameters, X, Y, names(net), loss, reduction
    )
    assert all_close(net.gradients(X, Y), wanted, 1e-12)
    assert close(net.backward(X, Y).dJ_dX, dJ_dX, 1e-12)


@everything
def test_gradients_equal_central_differences(combination):
    net, X, Y = combination
    wanted = oracles.central_gradients(cost_at(net, X, Y), net.parameters)
    assert all_close(net.gradients(X, Y), wanted, 2e-9)


@everything
def test_gradients_equal_the_complex_step(combination):
    net, X, Y = combination
    twin = net._astype(complex)
    for l, pair in enumerate(net.gradients(X, Y), 1):
        for values, gradient in zip(
            (twin._W[l], twin._b[l]), pair, strict=True
        ):
            wanted = np.empty(gradient.shape)
            for index in np.ndindex(gradient.shape):
                values[index] += 1e-20j
                wanted[index] = twin._cost(X, Y).imag / 1e-20
                values[index] = values[index].real
            assert close(gradient, wanted, 1e-14)


@pairings
@reductions
def test_scipy_check_grad(output, loss, reduction):
    net, X, Y = problem((3, 4, 2), "tanh", output, loss, reduction)
    cost, twin = cost_at(net, X, Y), net.copy()

    def gradient(x):
        twin.parameters = unflat(net, x)
        return flat(twin.gradients(X, Y))

    x = flat(net.parameters)
    assert check_grad(lambda x: cost(unflat(net, x)), gradient, x) < 2e-6


@hiddens
def test_scipy_approx_fprime(hidden):
    net, X, Y = problem(hidden=hidden)
    assert off_kinks(net, X)
    cost = cost_at(net, X, Y)
    wanted = approx_fprime(
        flat(net.parameters), lambda x: cost(unflat(net, x)), 1e-7
    )
    assert np.allclose(flat(net.gradients(X, Y)), wanted, atol=1e-6)


@pairings
@reductions
@outputs
@pytest.mark.parametrize("m", [1, 5])
def test_one_two_and_three_outputs(output, loss, reduction, n, m):
    net, X, Y = problem((2, 3, n), "tanh", output, loss, reduction, m=m)
    wanted, _ = oracles.autograd_gradients(
        net.parameters, X, Y, names(net), loss, reduction
    )
    assert all_close(net.gradients(X, Y), wanted, 1e-12)


@everything
def test_float32_gradients_are_those_of_float64(
    hidden, output, loss, reduction
):
    net, X, Y = problem(
        (3, 4, 3, 2), hidden, output, loss, reduction, dtype=np.float32
    )
    wanted, _ = oracles.autograd_gradients(
        [(W.astype(float), b.astype(float)) for W, b in net.parameters],
        X.astype(float), Y.astype(float), names(net), loss, reduction,
    )  # fmt: skip
    assert all_close(net.gradients(X, Y), wanted, 2e-6)


@pairings
def test_every_quantity_of_the_backward_pass(output, loss):
    # dJ_dZ[l] and dJ_dA[l] are gradients too: each by differences of the
    # cost as a function of that layer alone.
    net, X, Y = problem((3, 4, 3, 2), "tanh", output, loss)
    assert loss == "squared_error" or output in ("sigmoid", "softmax")
    Z, A = net.trace(X)
    back = net.backward(X, Y)
    for l in (1, 2, 3):
        for values, found, whole in (
            (Z[l], back.dJ_dZ[l], True),
            (A[l], back.dJ_dA[l], False),
        ):

            def cost(pairs, l=l, whole=whole):
                a = pairs[0][0]
                rest = [*zip(net.parameters, names(net), strict=True)]
                if whole:
                    a = oracles.AUTOGRAD_ACTIVATIONS[rest[l - 1][1]](a)
                for (W, b), name in rest[l:]:
                    a = oracles.AUTOGRAD_ACTIVATIONS[name](W @ a + b)
                return oracles.AUTOGRAD_LOSSES[loss](a, Y).mean()

            [[wanted]] = oracles.central_gradients(cost, [[values]])
            assert close(found, wanted, 1e-8)


# -- networks that nobody listed ---


@st.composite
def networks(draw):
    """Draw a network of depth 1 to 4, mixed hidden layers, and a batch."""
    width = st.integers(1, 5)
    sizes = draw(st.lists(width, min_size=2, max_size=5))
    hidden = draw(
        st.lists(
            st.sampled_from(ACTIVATIONS),
            min_size=len(sizes) - 2,
            max_size=len(sizes) - 2,
        )
    )
    output, loss = draw(st.sampled_from(PAIRINGS))
    reduction = draw(st.sampled_from(REDUCTIONS))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    m = draw(st.integers(1, 6))
    net = Network(sizes, hidden, output, loss, reduction)
    net.parameters = [
        (random.normal(size=W.shape), random.normal(size=b.shape))
        for W, b in net.parameters
    ]
    X = draw(st.sampled_from([0.0, 0.1, 1.0, 3.0])) * random.normal(
        size=(sizes[0], m)
    )
    return net, X, targets(loss, sizes[-1], m, random), loss, reduction


@given(networks())
@settings(deadline=None, max_examples=150)
def test_any_network_against_automatic_differentiation(case):
    net, X, Y, loss, reduction = case
    # Textbook logarithms lose their digits where predictions saturate: there
    # it is the oracle that is wrong (mpmath stands in for it below).
    assume(np.abs(net.trace(X).Z[-1]).max() < 9)
    wanted, dJ_dX = oracles.autograd_gradients(
        net.parameters, X, Y, names(net), loss, reduction
    )
    assert all_close(net.gradients(X, Y), wanted, 1e-10)
    assert close(net.backward(X, Y).dJ_dX, dJ_dX, 1e-10)


@given(networks())
@settings(deadline=None, max_examples=25)
def test_any_network_against_central_differences(case):
    net, X, Y, *_ = case
    assume(off_kinks(net, X))
    wanted = oracles.central_gradients(cost_at(net, X, Y), net.parameters)
    assert all_close(net.gradients(X, Y), wanted, 1e-6)


# -- extreme logits ---

EXTREMES = [0.0, 1e-3, 1.0, 20.0, 37.0, 100.0, 710.0, 746.0, 1000.0, 10000.0]


def extreme_problem(hidden, output, loss, reduction, size, dtype):
    """Return a network whose output logits are about +-size."""
    random = np.random.default_rng(3)
    net = biased(Network((2, 3, 3), hidden, output, loss, reduction, 0, dtype),
                 random)  # fmt: skip
    W, b = net.parameters[1]
    W[...], b[...] = 0.1, size * np.array([[1.0], [-1.0], [0.5]])
    X = random.normal(size=(2, 3)).astype(dtype)
    return net, X, np.eye(3, dtype=dtype)


@pytest.mark.parametrize("size", EXTREMES)
@pairings
@reductions
@typed
def test_extreme_logits_are_finite_and_silent(
    size, output, loss, reduction, dtype
):
    net, X, Y = extreme_problem("tanh", output, loss, reduction, size, dtype)
    with strict():
        results = [call(net, X, Y) for call in METHODS.values()]
    for array in [*arrays(results), np.array(net.cost(X, Y))]:
        assert np.isfinite(array).all()


@pytest.mark.parametrize("size", EXTREMES)
@pytest.mark.parametrize(("output", "loss"), PAIRINGS)
def test_extreme_logits_against_fifty_digits(size, output, loss):
    reduction = "mean"
    net, X, Y = extreme_problem("tanh", output, loss, reduction, size, float)
    case = net.parameters, X, Y, names(net), loss, reduction
    with strict():
        cost, gradients = net.cost(X, Y), net.gradients(X, Y)
        Yhat = net.forward(X)
    assert cost == pytest.approx(float(oracles.mp_cost(*case)), rel=1e-13)
    assert all_close(gradients, oracles.mp_gradients(*case), 1e-14)
    with mp.workdps(oracles.DIGITS):
        _, columns = oracles.mp_forward(net.parameters, X, names(net))
    wanted = np.array(columns, dtype=float).T
    # exp magnifies the rounding of a logit by the logit's size.
    assert np.allclose(Yhat, wanted, rtol=1e-15 * (9 + size), atol=1e-300)


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "softmax"])
@typed
def test_extreme_hidden_inputs_are_finite_and_silent(hidden, dtype):
    net, X, Y = problem((2, 3, 3, 2), hidden, dtype=dtype)
    net.parameters[0][1][...] = [[10000], [-10000], [0]]
    with strict():
        results = [call(net, X, Y) for call in METHODS.values()]
    for array in arrays(results):
        assert np.isfinite(array).all()


@hiddens
@pairings
def test_small_network_against_fifty_digits(hidden, output, loss):
    net, X, Y = problem((2, 2, 2), hidden, output, loss, m=2)
    case = net.parameters, X, Y, names(net), loss, "mean"
    wanted = float(oracles.mp_cost(*case))
    assert net.cost(X, Y) == pytest.approx(wanted, rel=1e-14)
    assert all_close(net.gradients(X, Y), oracles.mp_gradients(*case), 1e-14)


# -- ReLU at its kink ---


def test_relu_at_zero_passes_no_gradient():
    net, X, Y = problem((2, 3, 1), "relu", "identity", "squared_error")
    W, b = net.parameters[0]
    W[...] = b[...] = 0
    back = net.backward(X, Y)
    assert (net.trace(X).Z[1] == 0).all()
    assert (back.dJ_dZ[1] == 0).all()
    assert (back.dJ_dA[1] != 0).all()
    assert (back.dJ_dX == 0).all()


# -- fresh arrays ---


@methods
@pairings
def test_results_are_fresh(method, output, loss):
    net, X, Y = problem((2, 3, 2), "identity", output, loss)
    before, parameters = arrays(METHODS[method](net, X, Y)), frozen(net)
    copies = [a.copy() for a in before]
    for a in before:
        a[...] = np.nan
    assert frozen(net) == parameters
    again = arrays(METHODS[method](net, X, Y))
    assert all((a == c).all() for a, c in zip(again, copies, strict=True))


@methods
def test_results_share_no_memory(method):
    net, X, Y = problem((2, 3, 2), "identity", "identity", "squared_error")
    result = METHODS[method](net, X, Y)
    parts = arrays(result[:4] if method == "backward" else result)
    owned = [X, Y, *arrays(net.parameters)]
    for i, a in enumerate(parts):
        assert not any(np.shares_memory(a, o) for o in owned)
        assert not any(np.shares_memory(a, o) for o in parts[i + 1 :])


@methods
def test_arguments_stay_as_they_were(method):
    net, X, Y = problem()
    kept = X.copy(), Y.copy(), frozen(net)
    METHODS[method](net, X, Y)
    assert (X == kept[0]).all()
    assert (Y == kept[1]).all()
    assert frozen(net) == kept[2]


@methods
def test_changing_the_arguments_afterwards_changes_no_result(method):
    net, X, Y = problem((2, 3, 2), "identity", "identity", "squared_error")
    result = METHODS[method](net, X, Y)
    kept = [a.copy() for a in arrays(result)]
    X[...] = Y[...] = 7
    for p in arrays(net.parameters):
        p[...] = 7
    pairs = zip(arrays(result), kept, strict=True)
    assert all((a == c).all() for a, c in pairs)


# -- parameters and copies ---


def test_parameters_are_open_to_writing():
    net, X, _ = problem()
    before = net.forward(X)
    W, b = net.parameters[0]
    W += 1
    b -= 1
    assert (net.forward(X) != before).all()


@typed
def test_setting_parameters_copies_in(dtype):
    net, X, _ = problem(dtype=dtype)
    held = net.parameters
    values = [(np.full(W.shape, 0.5), np.full(b.shape, 0.25)) for W, b in held]
    net.parameters = values
    predictions = net.forward(X)
    for a in arrays(values):
        a[...] = 9
    assert (net.forward(X) == predictions).all()
    # The arrays stay the same objects, so a held reference sees the values.
    assert all((W == 0.5).all() and (b == 0.25).all() for W, b in held)
    assert all(a.dtype == dtype for a in arrays(net.parameters))


def test_setting_own_parameters_in_another_order():
    net = Network((2, 2, 2), seed=5)
    (W1, b1), (W2, b2) = net.parameters
    first, second = W1.copy(), W2.copy()
    net.parameters = [(W2, b2), (W1, b1)]
    assert (net.parameters[0][0] == second).all()
    assert (net.parameters[1][0] == first).all()


def test_a_copy_is_independent():
    net, X, Y = problem(dtype=np.float32)
    twin = net.copy()
    assert frozen(twin) == frozen(net)
    assert twin.dtype == np.float32
    assert twin.cost(X, Y) == net.cost(X, Y)
    twin.parameters[0][0][...] = 0
    twin.parameters[-1][1][...] = 0
    assert frozen(twin) != frozen(net)
    fresh = problem(dtype=np.float32)[0]
    assert frozen(net) == frozen(fresh)


# -- errors ---

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"sizes": (3,)}, "sizes: found (3,), wanted at least two"),
        ({"sizes": (3, 0, 1)}, "sizes[1]: found 0, wanted a whole number"),
        ({"sizes": 3}, "sizes: found 3"),
        ({"hidden": "gelu"}, "hidden: found 'gelu', wanted one of"),
        ({"hidden": ("tanh",)}, "hidden: found 1 names, wanted 2"),
        ({"output": "gelu"}, "output: found 'gelu', wanted one of"),
        ({"output": "tanh"}, "output: found 'tanh' with loss 'binary_cross"),
        ({"loss": "hinge"}, "loss: found 'hinge', wanted one of"),
        ({"reduction": "max"}, "reduction: found 'max', wanted one of mean"),
        ({"reduction": None}, "reduction: found None"),
        ({"seed": -1}, "seed: found -1, wanted a whole number of at least 0"),
        ({"seed": 1.5}, "seed: found 1.5"),
        ({"dtype": "float16"}, "dtype: found float16, wanted float32 or"),
        ({"dtype": int}, "dtype: found int64"),
    ],
)
def test_constructor_refuses(arguments, message):
    with pytest.raises(ValueError) as e:
        Network(**({"sizes": (3, 2, 2, 1)} | arguments))
    assert message in str(e.value)


def refused(net, call, message):
    before = frozen(net)
    with pytest.raises(ValueError) as e:
        call()
    assert message in str(e.value)
    assert ": found " in str(e.value)
    assert ", wanted " in str(e.value)
    assert frozen(net) == before


BAD_X = [
    (
        [1.0, 2.0, 3.0],
        "X: found shape (3,), wanted shape (3, m), m at least 1",
    ),
    (np.zeros((4, 3)), "X: found shape (4, 3), wanted shape (3, m)"),
    (np.zeros((3, 0)), "X: found shape (3, 0)"),
    (np.zeros((1, 3, 4)), "X: found shape (1, 3, 4)"),
    ([[1, 2], [3, NAN], [5, 6]], "X: found nan at index (1, 1)"),
    ([[1, 2], [3, 4], [INF, 6]], "X: found inf at index (2, 0)"),
    ([[1], [2], ["a"]], "X: found entries of type <U"),
    ([[1], [2], [3j]], "X: found entries of type complex128"),
    ([[1], [2], [3, 4]], "X: found rows of unequal length"),
    (None, "X: found entries of type object"),
]


@methods
@pytest.mark.parametrize(("X", "message"), BAD_X)
def test_bad_inputs(method, X, message):
    net, _, Y = problem()
    refused(net, lambda: METHODS[method](net, X, Y), message)


@with_targets
@pytest.mark.parametrize(
    ("Y", "message"),
    [
        (np.zeros((2, 3)), "Y: found shape (2, 3), wanted shape (2, 4)"),
        (np.zeros((1, 4)), "Y: found shape (1, 4), wanted shape (2, 4)"),
        (np.zeros((4, 2)), "Y: found shape (4, 2), wanted shape (2, 4)"),
        (np.zeros(4), "Y: found shape (4,)"),
        (np.zeros((2, 0)), "Y: found shape (2, 0)"),
        ([[0, 0, 0, NAN]] * 2, "Y: found nan at index (0, 3)"),
        (None, "Y: found entries of type object"),
    ],
)
def test_bad_targets(method, Y, message):
    net, X, _ = problem(output="identity", loss="squared_error")
    refused(net, lambda: METHODS[method](net, X, Y), message)


@with_targets
@pytest.mark.parametrize(
    ("output", "loss", "entry", "message"),
    [
        ("sigmoid", "binary_cross_entropy", 1.5, "wanted targets in [0, 1]"),
        ("sigmoid", "binary_cross_entropy", -0.5, "Y: found -0.5 at index (0"),
        ("softmax", "categorical_cross_entropy", 0.4, "wanted columns of sum"),
        ("softmax", "categorical_cross_entropy", -1, "Y: found -1.0 at index"),
    ],
)
def test_targets_outside_the_domain(method, output, loss, entry, message):
    net, X, _ = problem(output=output, loss=loss)
    Y = np.full((2, 4), entry, dtype=float)
    refused(net, lambda: METHODS[method](net, X, Y), message)


def test_a_number_too_large_for_float32():
    net, X, Y = problem(dtype=np.float32)
    big = X.astype(float)
    big[0, 0] = 1e39
    with strict():
        refused(net, lambda: net.cost(big, Y), "finite in float32")


def values(**changed):
    """Return parameters for a (3, 4, 2) network, some of them replaced."""
    right = {
        "W1": np.ones((4, 3)), "b1": np.ones((4, 1)),
        "W2": np.ones((2, 4)), "b2": np.ones((2, 1)),
    } | changed  # fmt: skip
    return [(right["W1"], right["b1"]), (right["W2"], right["b2"])]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (
            values(W1=np.ones((3, 4))),
            "W[1]: found shape (3, 4), wanted shape (4",
        ),
        (values(b1=np.ones(4)), "b[1]: found shape (4,), wanted shape (4, 1)"),
        (values(W2=np.ones((2, 3))), "W[2]: found shape (2, 3)"),
        # Last of all, so that what comes before could have been copied in.
        (values(b2=[[1.0], [NAN]]), "b[2]: found nan at index (1, 0)"),
        (values(b2=[[1.0], [INF]]), "b[2]: found inf at index (1, 0)"),
        (values(W2=None), "W[2]: found entries of type object"),
        (values()[:1], "parameters: found 1 pairs, wanted 2 pairs"),
        (values() * 2, "parameters: found 4 pairs, wanted 2 pairs"),
        ([], "parameters: found 0 pairs"),
        (
            [(1,), (1,)],
            "parameters[0]: found 1 arrays, wanted 2 arrays, (W, b)",
        ),
    ],
)
def test_bad_parameters_change_nothing(bad, message):
    net = Network((3, 4, 2))
    refused(net, lambda: setattr(net, "parameters", bad), message)


@pytest.mark.parametrize("bad", [None, 3, [1, 2], [None, None]])
def test_parameters_that_are_no_pairs(bad):
    net = Network((3, 4, 2))
    refused(net, lambda: setattr(net, "parameters", bad), "parameters")


@pytest.mark.parametrize("shift", [1e-9, -1e-9])
def test_targets_that_sum_almost_to_one(shift):
    # Either they are refused, or the gradient is that of the cost.
    loss = "categorical_cross_entropy"
    net, X, _ = problem((2, 3), output="softmax", loss=loss)
    Y = np.full((3, 4), 1 / 3 + shift)
    try:
        found = net.gradients(X, Y)
    except ValueError as refusal:
        assert "columns of sum 1" in str(refusal)
        return
    wanted, _ = oracles.autograd_gradients(
        net.parameters, X, Y, names(net), loss, "mean"
    )
    assert all_close(found, wanted, 1e-10)
