"""How a step grows with the network and the batch, and what it holds."""

import tracemalloc

from .rivals import FnnLib, Problem, PyTorch
from .timing import interleaved

__all__ = ["AXES", "growth", "memory"]

#: What grows, and how a size becomes layers and a batch: two decades each.
AXES = {
    "width": ((8, 25, 80, 250, 800), lambda n: ((64, n, n, 10), 64)),
    "depth": ((1, 3, 10, 32, 100), lambda n: ((64, *[64] * n, 10), 64)),
    "batch": ((10, 32, 100, 320, 1000), lambda n: ((64, 128, 128, 10), n)),
}
ROUNDS, SECONDS = 5, 0.03


def growth():
    """Time steps of growing size.

    Returns
    -------
    dict
        By axis: points of ``size`` and the least milliseconds of a step, by
        library.
    """
    return {
        axis: [_point(size, *case(size)) for size in sizes]
        for axis, (sizes, case) in AXES.items()
    }


def _point(size, sizes, m):
    problem = Problem(sizes, m)
    steps = {
        "fnn_lib": FnnLib(problem).step,
        "pytorch": PyTorch(problem).step,
    }
    times = interleaved(steps, ROUNDS, SECONDS)
    return {"size": size} | {name: 1e3 * min(t) for name, t in times.items()}


def memory(sizes, m):
    """Count the bytes of training.

    Parameters
    ----------
    sizes : tuple of int
        Units of each layer.
    m : int
        Samples in the batch.

    Returns
    -------
    dict
        ``least``: the weights with as many gradients, and the activations
        of all layers; ``held``: the weights and what the first step leaves
        for later ones; ``later``: what a later step allocates at its height.
    """
    rival = FnnLib(Problem(sizes, m))
    weights = sum(W.nbytes + b.nbytes for W, b in rival.parameters)
    tracemalloc.start()
    rival.step()
    left = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    rival.step()
    later = tracemalloc.get_traced_memory()[1] - left
    tracemalloc.stop()
    activations = sum(A.nbytes for A in rival.passes[0].A[1:])
    return {
        "least": 2 * weights + activations,
        "held": weights + left,
        "later": later,
    }
