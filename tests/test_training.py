"""Descent: the step, the batches, the history, and what goes wrong."""

import inspect
import sys
import textwrap
import tracemalloc

import numpy as np
import oracles
import pytest
from cases import PAIRINGS, REDUCTIONS, arrays, close, frozen, names, problem
from hypothesis import given, settings
from hypothesis import strategies as st

from fnn_lib import Network, train, training

pairings = pytest.mark.parametrize(("output", "loss"), PAIRINGS)
reductions = pytest.mark.parametrize("reduction", REDUCTIONS)
typed = pytest.mark.parametrize("dtype", [np.float32, np.float64])


def quiet(net, X, Y, **arguments):
    """Train without a progress bar."""
    return train(net, X, Y, **({"progress": False} | arguments))


def sgd_step(values, X, Y, net, loss, reduction, learning_rate):
    """Return the parameters after one step, by automatic gradients."""
    gradients, _ = oracles.autograd_gradients(
        values, X, Y, names(net), loss, reduction
    )
    return [
        (W - learning_rate * dJ_dW, b - learning_rate * dJ_db)
        for (W, b), (dJ_dW, dJ_db) in zip(values, gradients, strict=True)
    ]


def same(found, wanted, tolerance=1e-13):
    pairs = zip(arrays(found), arrays(wanted), strict=True)
    return all(close(f, w, tolerance) for f, w in pairs)


# -- the step and the batches ---


@pairings
@reductions
def test_one_full_batch_is_one_hand_written_step(output, loss, reduction):
    net, X, Y = problem((3, 4, 2), "tanh", output, loss, reduction)
    wanted = sgd_step(net.parameters, X, Y, net, loss, reduction, 0.3)
    quiet(net, X, Y, learning_rate=0.3, epochs=1, batch_size=4)
    assert same(net.parameters, wanted)


@pytest.mark.parametrize("batch_size", [4, 5, 1000])
def test_a_batch_may_be_larger_than_the_data(batch_size):
    net, X, Y = problem()
    twin = net.copy()
    quiet(net, X, Y, epochs=3, batch_size=batch_size)
    quiet(twin, X, Y, epochs=3, batch_size=4)
    assert same(net.parameters, twin.parameters)


class Recorder(Network):
    """A network that remembers the batches it was shown."""

    def _backward(self, trace, Y, **arguments):
        self.batches.append((trace.A[0].copy(), Y.copy()))
        return super()._backward(trace, Y, **arguments)


def recorded(m=7, **arguments):
    """Return the batches of a training run on m numbered samples."""
    net = Recorder((1, 1), output="identity", loss="squared_error")
    net.batches = []
    X = np.arange(float(m))[np.newaxis] / m
    quiet(net, X, 10 * X, learning_rate=1e-6, **arguments)
    return net.batches


def test_the_last_batch_is_smaller():
    sizes = [X.shape[1] for X, _ in recorded(7, epochs=2, batch_size=3)]
    assert sizes == [3, 3, 1, 3, 3, 1]


@pytest.mark.parametrize("batch_size", [1, 2, 3, 7])
def test_an_epoch_visits_every_sample_once(batch_size):
    batches = recorded(7, epochs=2, batch_size=batch_size)
    half = len(batches) // 2
    for epoch in (batches[:half], batches[half:]):
        seen = np.sort(np.hstack([X for X, _ in epoch]).ravel())
        assert np.allclose(7 * seen, np.arange(7))


def test_samples_keep_their_targets():
    for X, Y in recorded(7, epochs=3, batch_size=2):
        assert (Y == 10 * X).all()


def order(**arguments):
    return np.hstack([X for X, _ in recorded(20, **arguments)]).ravel()


def test_epochs_visit_the_samples_in_different_orders():
    visits = order(epochs=2, batch_size=4)
    assert (visits[:20] != visits[20:]).any()


def test_the_order_follows_the_seed():
    one, again, other = (order(epochs=1, seed=s) for s in (1, 1, 2))
    assert (one == again).all()
    assert (one != other).any()


def test_mini_batches_are_hand_written_steps_in_turn():
    net, X, Y = problem((3, 4, 2), m=5)
    recorder = net.copy()
    recorder.__class__ = Recorder
    recorder.batches = []
    quiet(recorder, X, Y, learning_rate=0.2, epochs=2, batch_size=2)
    values = net.parameters
    for X_batch, Y_batch in recorder.batches:
        values = sgd_step(values, X_batch, Y_batch, net,
                          "binary_cross_entropy", "mean", 0.2)  # fmt: skip
    assert len(recorder.batches) == 6
    assert same(recorder.parameters, values, 1e-12)


def test_same_seed_same_result():
    runs = []
    for seed in (3, 3, 4):
        net, X, Y = problem(m=9)
        costs = quiet(net, X, Y, epochs=3, batch_size=2, seed=seed)
        runs.append((costs.tobytes(), frozen(net)))
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_the_global_random_state_is_not_used():
    state = np.random.get_state()[1].copy()
    net, X, Y = problem()
    quiet(net, X, Y)
    assert (np.random.get_state()[1] == state).all()


# -- the history ---


@reductions
@typed
def test_costs_are_the_initial_and_one_after_each_epoch(reduction, dtype):
    net, X, Y = problem(reduction=reduction, dtype=dtype, m=7)
    # One epoch at a time, each seeded as train seeds its only one.
    step = net.copy()
    by_hand = [step.cost(X, Y)]
    costs = quiet(net, X, Y, epochs=3, batch_size=7, learning_rate=0.05)
    for _ in range(3):
        quiet(step, X, Y, epochs=1, batch_size=7, learning_rate=0.05)
        by_hand.append(step.cost(X, Y))
    # The mean over the samples, whatever the network's reduction.
    wanted = np.array(by_hand) / (7 if reduction == "sum" else 1)
    assert costs.shape == (4,)
    assert costs.dtype == float
    assert np.allclose(costs, wanted, rtol=20 * np.finfo(dtype).eps)


def test_the_history_is_of_all_samples_not_of_the_last_batch():
    net, X, Y = problem(m=5)
    costs = quiet(net, X, Y, epochs=1, batch_size=2)
    assert costs[-1] == pytest.approx(net.cost(X, Y), rel=1e-14)


@pairings
@typed
def test_descent_descends(output, loss, dtype):
    net, X, Y = problem((3, 5, 2), "tanh", output, loss, dtype=dtype, m=8)
    costs = quiet(net, X, Y, learning_rate=0.05, epochs=20, batch_size=8)
    assert (np.diff(costs) < 0).all()
    assert all(a.dtype == dtype for a in arrays(net.parameters))


def test_xor_is_learned():
    X, Y = [[0, 0, 1, 1], [0, 1, 0, 1]], [[0, 1, 1, 0]]
    net = Network((2, 4, 1), "tanh", seed=1)
    costs = quiet(net, X, Y, learning_rate=0.5, epochs=500, batch_size=4)
    assert costs[-1] < 0.05
    assert (np.round(net.forward(X)) == Y).all()


def test_training_moves_the_arrays_in_place():
    net, X, Y = problem()
    held, before = net.parameters, frozen(net)
    quiet(net, X, Y)
    after = [p.tobytes() for pair in held for p in pair]
    assert after == frozen(net) != before


def test_the_batch_stays_as_it_was():
    net, X, Y = problem()
    kept = X.copy(), Y.copy()
    costs = quiet(net, X, Y)
    costs[...] = np.nan
    assert (X == kept[0]).all()
    assert (Y == kept[1]).all()


def test_defaults_of_the_contract():
    parameters = inspect.signature(train).parameters
    assert [*parameters] == [
        "net", "X", "Y", "learning_rate", "epochs", "batch_size", "seed",
        "progress",
    ]  # fmt: skip
    assert parameters["progress"].default is True


# -- progress ---


def test_progress_is_shown_on_the_error_stream(capsys):
    pytest.importorskip("tqdm")
    net, X, Y = problem()
    train(net, X, Y, epochs=3, progress=True)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "epochs" in shown.err
    assert "3/3" in shown.err


@pytest.mark.parametrize("progress", [True, False])
def test_progress_counts_the_epochs(monkeypatch, capsys, progress):
    # A stand-in for tqdm, so that this runs where only NumPy is installed.
    counted = []

    class Bars:
        @staticmethod
        def tqdm(epochs, **_):
            for epoch in epochs:
                counted.append(epoch)
                yield epoch

    monkeypatch.setitem(sys.modules, "tqdm", Bars)
    net, X, Y = problem()
    train(net, X, Y, epochs=4, progress=progress)
    assert counted == ([0, 1, 2, 3] if progress else [])
    assert capsys.readouterr() == ("", "")


def test_progress_changes_no_result(monkeypatch):
    class Bars:
        tqdm = staticmethod(lambda epochs, **_: epochs)

    monkeypatch.setitem(sys.modules, "tqdm", Bars)
    (one, X, Y), (two, _, _) = problem(), problem()
    assert (train(one, X, Y) == quiet(two, X, Y)).all()
    assert frozen(one) == frozen(two)


# -- what goes wrong ---


@typed
@pytest.mark.parametrize("batch_size", [1, 4])
@pytest.mark.parametrize("learning_rate", [1e3, 1e30])
def test_a_learning_rate_too_large(dtype, batch_size, learning_rate):
    net, X, Y = problem((3, 4, 2), "identity", "identity", "squared_error",
                        dtype=dtype)  # fmt: skip
    before, held = frozen(net), net.parameters
    with pytest.raises(FloatingPointError, match=r"learning rate .*too large"):
        quiet(net, X, Y, learning_rate=learning_rate, epochs=200,
              batch_size=batch_size)  # fmt: skip
    assert frozen(net) == before
    assert [p.tobytes() for pair in held for p in pair] == before


@typed
def test_a_caller_who_wants_errors_gets_the_one_of_train(dtype):
    net, X, Y = problem((3, 4, 2), "identity", "identity", "squared_error",
                        dtype=dtype)  # fmt: skip
    before = frozen(net)
    with (
        np.errstate(all="raise"),
        pytest.raises(FloatingPointError, match=r"learning rate .*too large"),
    ):
        quiet(net, X, Y, learning_rate=1e3, epochs=200)
    assert frozen(net) == before


def test_an_underflow_on_the_way_is_no_error():
    net, X, Y = problem((3, 4, 2), "tanh", "sigmoid")
    with np.errstate(all="raise"):
        assert np.isfinite(quiet(net, 1e-200 * X, Y)).all()


def test_divergence_says_when():
    net = Network((1, 1), output="identity", loss="squared_error")
    with pytest.raises(FloatingPointError) as e:
        quiet(net, [[1.0]], [[1.0]], learning_rate=1e200, epochs=9)
    assert "after epoch 1;" in str(e.value)
    assert "1e+200" in str(e.value)


def test_divergence_after_some_epochs_restores_the_first_parameters():
    net = Network((1, 1), output="identity", loss="squared_error")
    before = frozen(net)
    with pytest.raises(FloatingPointError) as e:
        quiet(net, [[1.0]], [[1.0]], learning_rate=1e40, epochs=9)
    assert "after epoch 1;" not in str(e.value)
    assert frozen(net) == before


def test_infinite_parameters_are_never_left_behind():
    # A sigmoid hides an infinite weight: the cost alone looks healthy.
    net = Network((1, 1), output="sigmoid", loss="squared_error")
    net.parameters = [([[0.0]], [[0.0]])]
    before = frozen(net)
    with pytest.raises(FloatingPointError):
        quiet(net, [[1e3]], [[1.0]], learning_rate=1e308, epochs=1)
    assert frozen(net) == before


NAN = float("nan")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"learning_rate": 0}, "learning_rate: found 0, wanted a finite numb"),
        ({"learning_rate": -0.1}, "learning_rate: found -0.1"),
        ({"learning_rate": NAN}, "learning_rate: found nan"),
        ({"learning_rate": float("inf")}, "learning_rate: found inf"),
        ({"learning_rate": "0.1"}, "learning_rate: found '0.1'"),
        ({"learning_rate": None}, "learning_rate: found None"),
        (
            {"epochs": 0},
            "epochs: found 0, wanted a whole number of at least 1",
        ),
        ({"epochs": 1.5}, "epochs: found 1.5"),
        ({"batch_size": 0}, "batch_size: found 0"),
        ({"batch_size": -3}, "batch_size: found -3"),
        ({"batch_size": 2.0}, "batch_size: found 2.0"),
        ({"batch_size": True}, "batch_size: found True"),
        ({"seed": -1}, "seed: found -1, wanted a whole number of at least 0"),
        ({"seed": None}, "seed: found None"),
        (
            {"X": np.zeros((2, 4))},
            "X: found shape (2, 4), wanted shape (3, m)",
        ),
        ({"X": np.zeros((3, 0))}, "X: found shape (3, 0)"),
        ({"X": np.full((3, 4), NAN)}, "X: found nan at index (0, 0)"),
        (
            {"Y": np.zeros((2, 3))},
            "Y: found shape (2, 3), wanted shape (2, 4)",
        ),
        ({"Y": np.full((2, 4), 1.5)}, "wanted targets in [0, 1]"),
    ],
)
def test_bad_arguments_change_nothing(changed, message):
    net, X, Y = problem()
    before = frozen(net)
    with pytest.raises(ValueError) as e:
        quiet(**({"net": net, "X": X, "Y": Y} | changed))
    assert message in str(e.value)
    assert frozen(net) == before


@typed
def test_training_from_extreme_logits_stays_silent(dtype):
    net, X, Y = problem(dtype=dtype)
    net.parameters[-1][1][...] = [[10000], [-10000]]
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        costs = quiet(net, X, Y, learning_rate=100.0, epochs=50)
    assert np.isfinite(costs).all()
    assert costs[-1] < costs[0]


# -- what a step costs, and whose arrays it fills ---


sizes = st.lists(st.integers(1, 5), min_size=2, max_size=5)
hiddens = st.sampled_from(["identity", "sigmoid", "tanh", "relu", "softmax"])


@settings(max_examples=60, deadline=None)
@given(
    sizes=sizes,
    hidden=hiddens,
    pair=st.sampled_from(PAIRINGS),
    reduction=st.sampled_from(REDUCTIONS),
    m=st.integers(1, 9),
    batch_size=st.integers(1, 4),
    dtype=st.sampled_from([np.float32, np.float64]),
)
def test_training_is_the_public_gradients_steps(
    sizes, hidden, pair, reduction, m, batch_size, dtype
):
    net, X, Y = problem(tuple(sizes), hidden, *pair, reduction, dtype, m)
    by_hand = net.copy()
    rate, epochs = dtype(0.01), 2
    quiet(net, X, Y, learning_rate=0.01, epochs=epochs, batch_size=batch_size)
    random = np.random.default_rng(0)
    for _ in range(epochs):
        order = random.permutation(m)
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            gradients = by_hand.gradients(X[:, batch], Y[:, batch])
            for pair, moves in zip(by_hand.parameters, gradients, strict=True):
                for parameter, gradient in zip(pair, moves, strict=True):
                    assert gradient.dtype == dtype
                    parameter -= rate * gradient
    assert same(net.parameters, by_hand.parameters, 64 * np.finfo(dtype).eps)


def passes(net, X, Y, steps=1):
    """Return both passes of the last of some steps."""
    made = ()
    for _ in range(steps):
        made = training._step(net, X, Y, 0.01, *made)
    return made


@pairings
@pytest.mark.parametrize("hidden", ["identity", "sigmoid", "tanh", "relu"])
def test_a_step_fills_the_arrays_of_the_last_one(hidden, output, loss):
    net, X, Y = problem((3, 4, 4, 2), hidden, output, loss)
    trace, back = passes(net, X, Y)
    kept = [*trace.Z[1:], *trace.A[1:], *back.dJ_dZ[1:-1], *back.dJ_dW[1:]]
    again, after = training._step(net, X, Y, 0.01, trace, back)
    filled = [*again.Z[1:], *again.A[1:], *after.dJ_dZ[1:-1], *after.dJ_dW[1:]]
    assert all(a is b for a, b in zip(kept, filled, strict=True))


def test_a_step_leaves_out_what_nothing_is_learned_from():
    _, back = passes(*problem((3, 4, 2)))
    assert back.dJ_dX is None
    assert back.dJ_dA[0] is None
    assert back.dJ_dA[-1] is None
    assert back.dJ_dA[1] is not None


@typed
def test_a_step_stays_in_its_type(dtype):
    net, X, Y = problem((3, 4, 4, 2), "relu", dtype=dtype)
    trace, back = passes(net, *net._samples(X, Y), steps=2)
    for array in (*trace.Z[1:], *trace.A, *back.dJ_dW[1:], *back.dJ_db[1:]):
        assert array.dtype == dtype


def peak(call):
    """Return the bytes that a call allocates at its height."""
    tracemalloc.start()
    call()
    size = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size


@pytest.mark.parametrize("hidden", ["identity", "relu", "tanh"])
def test_later_steps_allocate_less_than_one_layer_at_a_time(hidden):
    wide = 256
    net, X, Y = problem((8, wide, wide, 2), hidden, m=128)
    X, Y = net._samples(X, Y)
    made = passes(net, X, Y)
    first = peak(lambda: passes(net, X, Y))
    later = peak(lambda: training._step(net, X, Y, 0.01, *made))
    weights = sum(p.nbytes for p in arrays(net.parameters))
    layer = wide * 128 * X.itemsize
    assert first > weights + 4 * layer
    # A slope such as that of tanh has temporaries of a layer's size.
    assert later < (5 * layer if hidden == "tanh" else layer / 2)


def test_nothing_public_shares_memory_with_training(monkeypatch):
    net, X, Y = problem((3, 4, 4, 2))
    seen, step = [], training._step

    def watched(*arguments):
        seen.extend(made := step(*arguments))
        return made

    monkeypatch.setattr(training, "_step", watched)
    costs = quiet(net, X, Y, epochs=2, batch_size=3)
    inside = [a for lists in seen for a in arrays(lists) if a is not None]
    outside = [costs, X, Y, *arrays(net.parameters), *arrays(net.trace(X))]
    outside += arrays(net.backward(X, Y)[:4])
    assert inside
    for mine in inside:
        assert not any(np.shares_memory(mine, other) for other in outside)


MISTAKES = {
    "a buffer that is added to": ("Z[l] += b[l]", "Z[l] += b[l] + Z[l]"),
    "the slope of the layer above": (
        "Z[l - 1], dJ_dA[l - 1], out",
        "Z[l], dJ_dA[l - 1], out",
    ),
    "activations over their own Z": (
        "g[l].value(Z[l], out=A[l])",
        "g[l].value(Z[l], out=Z[l])",
    ),
    "a product that only the first step makes": (
        "np.matmul(dJ_dZ[l], A[l - 1].T, out=dJ_dW[l])",
        "dJ_dZ[l] @ A[l - 1].T if dJ_dW[l] is None else dJ_dW[l]",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_passes_is_seen(mistake):
    right, wrong = MISTAKES[mistake]
    text = inspect.getsource(Network._forward)
    text += inspect.getsource(Network._backward)
    assert right in text
    names = vars(sys.modules[Network.__module__])
    own = {}
    exec(textwrap.dedent(text).replace(right, wrong), names | own, own)
    kind = type("Mistaken", (Network,), own)
    net, X, Y = problem((4, 4, 4, 4), m=5)
    net.__class__ = kind
    start = net.parameters
    wanted = sgd_step(start, X, Y, net, "binary_cross_entropy", "mean", 0.1)
    wanted = sgd_step(wanted, X, Y, net, "binary_cross_entropy", "mean", 0.1)
    quiet(net, X, Y, learning_rate=0.1, epochs=2, batch_size=5)
    assert not same(net.parameters, wanted, 1e-9)
