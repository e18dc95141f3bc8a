"""Whole epochs: `fnn_lib.train` against PyTorch's usual loop."""

from fnn_lib import train

from .rivals import LEARNING_RATE, Problem, PyTorch
from .timing import interleaved, ratio

__all__ = ["CASES", "epochs"]

#: Sizes, samples in all, and samples in a batch.
CASES = (
    ((64, 32, 10), 4096, 32),
    ((784, 256, 128, 10), 4096, 128),
)
ROUNDS, SECONDS, EPOCHS = 9, 0.2, 2


def epochs():
    """Time two epochs of each, shuffled anew.

    Returns
    -------
    list of dict
        Sizes, samples, batch, and the ratios to PyTorch: with its
        ``loader``, and with a ``permutation`` by hand that also takes the
        cost of all samples after each epoch, as `train` does.
    """
    return [_case(*case) for case in CASES]


def _case(sizes, samples, m):
    problem = Problem(sizes, samples)
    net, rival = problem.network(), PyTorch(problem)
    X, Y = problem.rows.T, problem.targets.T

    def ours():
        train(net, X, Y, LEARNING_RATE, EPOCHS, m, progress=False)

    times = interleaved(
        {
            "fnn_lib": ours,
            "loader": lambda: with_loader(rival, m),
            "permutation": lambda: by_hand(rival, m),
        },
        ROUNDS,
        SECONDS,
    )
    found = {"sizes": list(sizes), "samples": samples, "m": m}
    names = "loader", "permutation"
    return found | {name: ratio(times, "fnn_lib", name) for name in names}


def with_loader(rival, m):
    """Train as PyTorch's tutorials do."""
    from torch.utils.data import DataLoader, TensorDataset

    data = TensorDataset(rival.X, rival.y)
    loader = DataLoader(data, batch_size=m, shuffle=True)
    for _ in range(EPOCHS):
        for X, y in loader:
            rival.learn(X, y)


def by_hand(rival, m):
    """Train on slices of a permutation, and take the costs as `train` does."""
    import torch

    _cost(rival)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(rival.X)).split(m):
            rival.learn(rival.X[batch], rival.y[batch])
        _cost(rival)


def _cost(rival):
    import torch

    with torch.no_grad():
        return rival.loss(rival.model(rival.X), rival.y).item()
