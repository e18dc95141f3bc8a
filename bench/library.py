"""How fast the library learns: steps, growth, memory, epochs.

`bench.rivals` says who does what. Before anything is timed, all have made a
step from the same weights and must have come to the same ones.
"""

import numpy as np

from .parts import Row
from .timing import interleaved, ratio, said, spread

__all__ = ["TITLE", "measure", "rows"]

TITLE = "The library"

#: What is wanted at most of PyTorch's time and of the products', by (sizes,
#: batch).
GOALS = {
    ((64, 32, 10), 32): {"pytorch": 0.25},
    ((784, 256, 128, 10), 128): {"pytorch": 0.82, "products": 1.20},
    ((784, 512, 512, 10), 256): {"pytorch": 0.88, "products": 1.10},
}
ROUNDS = 15
#: Of a parameter after a step, relative to the largest of its array.
TOLERANCE = 1e-5


def measure():
    """Measure all there is.

    Returns
    -------
    dict
        Plain data for `rows`.

    Raises
    ------
    RuntimeError
        When two libraries come to different weights.
    """
    from .packages import reachable

    reachable()
    import torch
    from threadpoolctl import threadpool_info

    threads = min(pool["num_threads"] for pool in threadpool_info())
    torch.set_num_threads(threads)
    return {
        "versions": _versions(),
        "threads": threads,
        "steps": [_steps(*case) for case in GOALS],
    }


def rows(data):
    """Return the table of the steps.

    Parameters
    ----------
    data : dict
        From `measure`.

    Returns
    -------
    list of Row
    """
    found = []
    for step in data["steps"]:
        sizes, m = tuple(step["sizes"]), step["m"]
        goals = GOALS.get((sizes, m), {})
        for rival, ratio_to in step["ratios"].items():
            goal = goals.get(rival)
            met = None if goal is None else ratio_to["median"] <= goal
            found.append(
                Row(
                    f"a step of {sizes}, batch {m}, over {NAMES[rival]}",
                    said(ratio_to),
                    "" if goal is None else f"at most {goal:.2f}",
                    met,
                )
            )
    return found


#: How the rivals are called in a table.
NAMES = {
    "pytorch": "PyTorch",
    "sklearn": "scikit-learn",
    "products": "its matrix products",
}


def _steps(sizes, m):
    from .rivals import RIVALS, Problem

    problem = Problem(sizes, m)
    made = {name: rival(problem) for name, rival in RIVALS.items()}
    _agree(made, sizes)
    times = interleaved({n: r.step for n, r in made.items()}, ROUNDS)
    return {
        "sizes": list(sizes),
        "m": m,
        "milliseconds": {
            name: spread([1e3 * t for t in values])
            for name, values in times.items()
        },
        "ratios": {name: ratio(times, "fnn_lib", name) for name in NAMES},
    }


def _agree(made, sizes):
    """Let all make a step, and compare where they come to."""
    others = [name for name in made if hasattr(made[name], "parameters")]
    for name in others:
        made[name].step()
    for name in others:
        for l, (ours, theirs) in enumerate(
            zip(
                made["fnn_lib"].parameters, made[name].parameters, strict=True
            ),
            1,
        ):
            for array, other in zip(ours, theirs, strict=True):
                off = np.abs(array - other).max()
                if not off <= TOLERANCE * max(np.abs(array).max(), 1e-3):
                    raise RuntimeError(
                        f"{name}, {sizes}: found layer {l} {off:.1e} away "
                        "after a step, wanted the same parameters"
                    )


def _versions():
    from importlib.metadata import version

    return {name: version(name) for name in ("torch", "scikit-learn")}
