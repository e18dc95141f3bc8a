"""Descent: mini-batches, their gradients, and the step against them."""

import numpy as np

from ._checks import count, number

__all__ = ["train"]


def train(
    net,
    X,
    Y,
    learning_rate=0.1,
    epochs=10,
    batch_size=32,
    seed=0,
    progress=True,
):
    """Train a network by stochastic gradient descent, in place.

    See :eq:`eq-descent-step`. Each epoch visits every sample once, in an
    order that depends on `seed` alone.

    Parameters
    ----------
    net : Network
        The network whose parameters are moved.
    X : array_like, shape (n_0, m)
        The samples, one per column.
    Y : array_like, shape (n_L, m)
        Their targets.
    learning_rate : float
        The factor of the gradient, above 0.
    epochs : int
        Passes over the samples.
    batch_size : int
        Samples per step; the last batch of an epoch may be smaller.
    seed : int
        Seed of the samples' order.
    progress : bool
        Whether to show a progress bar (needs tqdm).

    Returns
    -------
    numpy.ndarray, shape (epochs + 1,)
        The initial cost and the cost after each epoch: the mean over all
        samples, whatever the reduction of the network.

    Raises
    ------
    ValueError
        When an argument is not as described; nothing has moved.
    FloatingPointError
        When the cost or a parameter is no longer finite; the parameters are
        those from before the call.
    """
    learning_rate = number("learning_rate", learning_rate)
    epochs = count("epochs", epochs)
    batch_size = count("batch_size", batch_size)
    random = np.random.default_rng(count("seed", seed, least=0))
    X, Y = net._samples(X, Y)
    samples, targets = _by_sample(X), _by_sample(Y)
    before = [(W.copy(), b.copy()) for W, b in net.parameters]
    costs = [_mean_cost(net, X, Y)]
    passes = {}
    for epoch in _counter(epochs, progress):
        with np.errstate(all="ignore"):  # what went wrong is found below
            order = random.permutation(len(samples))
            for batch in _batches(order, batch_size):
                X_batch, Y_batch = samples[batch].T, targets[batch].T
                m = len(batch)  # the last batch of an epoch may be smaller
                passes[m] = _step(
                    net, X_batch, Y_batch, learning_rate, *passes.get(m, ())
                )
            costs.append(_mean_cost(net, X, Y))
        if not _finite(
            costs[-1], *(p for pair in net.parameters for p in pair)
        ):
            net.parameters = before
            raise FloatingPointError(
                f"train: cost {costs[-1]} or a parameter is not finite after "
                f"epoch {epoch + 1}; the learning rate {learning_rate:g} is "
                "too large. The parameters are as they were."
            )
    return np.array(costs)


def _step(net, X, Y, learning_rate, trace=None, back=None):
    """Move every parameter against its gradient, (eq-descent-step).

    Returns both passes. The next step of as many samples may fill their
    arrays anew.
    """
    trace = net._forward(X, into=trace)
    back = net._backward(trace, Y, into=back, rate=learning_rate)
    for (W, b), step_W, step_b in zip(
        net.parameters, back.dJ_dW[1:], back.dJ_db[1:], strict=True
    ):
        W -= step_W
        b -= step_b
    return trace, back


def _batches(order, size):
    return (order[i : i + size] for i in range(0, len(order), size))


def _by_sample(array):
    # Gathering rows of a contiguous copy beats gathering columns by far.
    return np.ascontiguousarray(array.T)


def _finite(*arrays):
    return all(np.isfinite(array).all() for array in arrays)


def _mean_cost(net, X, Y):
    losses = net._head.value(net._forward(X).Z[-1], Y)
    return float(losses.mean(dtype=np.float64))


def _counter(epochs, progress):
    if not progress:
        return range(epochs)
    try:  # here, so that the package needs NumPy only
        from tqdm import tqdm
    except ImportError as missing:
        raise ImportError(
            "progress: found no tqdm to show it with, wanted it installed, "
            "or progress=False"
        ) from missing
    return tqdm(range(epochs), desc="epochs", unit="epoch")
