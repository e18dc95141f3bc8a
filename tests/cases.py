"""Networks and batches that several test modules use."""

import numpy as np

from fnn_lib import Network

ACTIVATIONS = ("identity", "sigmoid", "tanh", "relu", "softmax")
PAIRINGS = (
    *((name, "squared_error") for name in ACTIVATIONS),
    ("sigmoid", "binary_cross_entropy"),
    ("softmax", "categorical_cross_entropy"),
)
REDUCTIONS = ("mean", "sum")


def targets(loss, n, m, random):
    """Return targets (n, m) inside the loss's domain, its edges included."""
    if loss == "squared_error":
        return random.normal(size=(n, m))
    if loss == "binary_cross_entropy":
        Y = random.uniform(size=(n, m))
        return np.where(random.uniform(size=(n, m)) < 0.5, np.round(Y), Y)
    # One-hot and soft columns; eighths sum to 1 with no rounding.
    return random.multinomial(8, np.ones(n) / n, size=m).T / 8


def biased(net, random):
    """Give the network biases other than the zeros it starts with."""
    net.parameters = [
        (W, random.normal(size=b.shape)) for W, b in net.parameters
    ]
    return net


def problem(
    sizes=(3, 4, 3, 2),
    hidden="tanh",
    output="sigmoid",
    loss="binary_cross_entropy",
    reduction="mean",
    dtype=np.float64,
    m=4,
    seed=0,
):
    """Return a network and a batch for it, none of it near a kink."""
    random = np.random.default_rng(seed)
    net = biased(
        Network(sizes, hidden, output, loss, reduction, seed, dtype), random
    )
    X = random.normal(size=(sizes[0], m))
    Y = targets(loss, sizes[-1], m, random)
    return net, X.astype(dtype), Y.astype(dtype)


def names(net):
    """Return the activation names for l = 1..L."""
    return [g.name for g in net.activations[1:]]


def off_kinks(net, X, reach=1e-4):
    """Return whether no ReLU input lies within `reach` of zero."""
    Z = net.trace(X).Z
    return all(
        np.abs(Z[l]).min() > reach
        for l, name in enumerate(names(net), 1)
        if name == "relu"
    )


def arrays(result):
    """Return every array in a nested result, in order."""
    if result is None or isinstance(result, (float, int)):
        return []
    if isinstance(result, np.ndarray):
        return [result]
    return [array for part in result for array in arrays(part)]


def frozen(net):
    """Return the parameters' bytes: equal only if bit-identical."""
    return [p.tobytes() for pair in net.parameters for p in pair]


def close(found, wanted, tolerance):
    """Return whether two arrays agree, relative to the larger of 1 and it."""
    found, wanted = np.asarray(found), np.asarray(wanted)
    scale = max(1.0, np.abs(wanted).max())
    return (
        found.shape == wanted.shape
        and np.abs(found - wanted).max() <= tolerance * scale
    )
