"""How fast the library learns: steps, growth, memory, epochs.

`bench.rivals` says who does what. Before anything is timed, all have made a
step from the same weights and must have come to the same ones.
"""

import numpy as np

from .parts import Row
from .plots import Plot
from .timing import interleaved, ratio, said, spread

__all__ = ["TITLE", "measure", "plots", "rows"]

TITLE = "The library"

#: What is wanted at most of a rival's time, by (sizes, batch).
GOALS = {
    ((64, 32, 10), 32): {"pytorch": 0.25},
    ((784, 256, 128, 10), 128): {"pytorch": 0.82, "products": 1.20},
    ((784, 512, 512, 10), 256): {"pytorch": 0.88, "products": 1.10},
}
ROUNDS = 15
#: Of a parameter after a step, relative to the largest of its array.
TOLERANCE = 1e-5
#: How the rivals are called in a table.
NAMES = {
    "pytorch": "PyTorch",
    "sklearn": "scikit-learn",
    "products": "the matrix products alone",
}
LOOPS = {
    "loader": "PyTorch with its DataLoader",
    "permutation": "PyTorch with a permutation by hand, costs included",
}


def measure():
    """Measure all there is.

    Returns
    -------
    dict
        Plain data for `rows` and `plots`.

    Raises
    ------
    RuntimeError
        When two libraries come to different weights.
    """
    from .packages import reachable

    reachable()
    from .epochs import epochs
    from .growth import growth, memory

    return {
        "versions": _versions(),
        "threads": _threads(),
        "steps": [_steps(*case) for case in GOALS],
        "epochs": epochs(),
        "memory": [
            {"sizes": list(sizes), "m": m} | memory(sizes, m)
            for sizes, m in GOALS
        ],
        "growth": growth(),
    }


def rows(data):
    """Return the table: steps, where their time goes, epochs, memory.

    Parameters
    ----------
    data : dict
        From `measure`.

    Returns
    -------
    list of Row
    """
    found = [row for step in data["steps"] for row in _step_rows(step)]
    found += [
        Row(
            f"epochs of {_case(case)}, of {case['samples']} samples, "
            f"over {words}",
            said(case[loop]),
        )
        for case in data["epochs"]
        for loop, words in LOOPS.items()
    ]
    for case in data["memory"]:
        held, later = (case[k] / case["least"] for k in ("held", "later"))
        words = (
            f"memory of {_case(case)}, over weights, gradients, activations"
        )
        found.append(Row(words, f"{held:.2f}, then {later:.2f} in each step"))
    return found


def plots(data):
    """Return the figures of growth.

    Parameters
    ----------
    data : dict
        From `measure`.

    Returns
    -------
    list of Plot
    """
    return [_plot(axis, points) for axis, points in data["growth"].items()]


def _plot(axis, points):
    first, last = points[0], points[-1]
    times = last["fnn_lib"] / first["fnn_lib"]
    series = {
        label: [(point["size"], point[name]) for point in points]
        for name, label in (("fnn_lib", "fnn_lib"), ("pytorch", "PyTorch"))
    }
    grown = last["size"] / first["size"]
    alt = (
        f"Milliseconds of a step against the {axis}, from {first['size']} to "
        f"{last['size']}: fnn_lib from {first['fnn_lib']:.3g} to "
        f"{last['fnn_lib']:.3g}, PyTorch from {first['pytorch']:.3g} to "
        f"{last['pytorch']:.3g}"
    )
    caption = f"{grown:.0f} times the {axis}: {times:.0f} times as long."
    return Plot(f"library-{axis}", alt, caption, axis, "ms a step", series)


def _case(case):
    return f"{tuple(case['sizes'])}, batch {case['m']}"


def _step_rows(step):
    goals = GOALS.get((tuple(step["sizes"]), step["m"]), {})
    for name, words in NAMES.items():
        goal, to = goals.get(name), step["ratios"][name]
        yield Row(
            f"a step of {_case(step)}, over {words}",
            said(to),
            "" if goal is None else f"at most {goal:.2f}",
            None if goal is None else bool(to["median"] <= goal),
        )
    part = step["profile"]
    yield Row(
        "of its time: products / the rest of the forward pass / "
        "of the backward pass / moving the weights",
        " / ".join(f"{part[name]:.0%}" for name in PROFILE),
    )


#: What a step's time is made of.
PROFILE = ("products", "forward", "backward", "move")


def _steps(sizes, m):
    from .rivals import RIVALS, Problem

    problem = Problem(sizes, m)
    made = {name: rival(problem) for name, rival in RIVALS.items()}
    _agree(made, sizes)
    ours, products = made["fnn_lib"], made["products"]
    calls = {name: rival.step for name, rival in made.items()}
    times = interleaved(calls, ROUNDS)
    passes = {
        "step": ours.step,
        "forward": ours.forward,
        "backward": ours.backward,
        "products forward": products.forward,
        "products backward": products.backward,
    }
    return {
        "sizes": list(sizes),
        "m": m,
        "milliseconds": {
            name: spread([1e3 * t for t in values])
            for name, values in times.items()
        },
        "ratios": {name: ratio(times, "fnn_lib", name) for name in NAMES},
        "profile": _profile(interleaved(passes, ROUNDS, 0.03)),
    }


def _profile(times):
    """Return what fraction of a step goes where."""
    least = {name: min(values) for name, values in times.items()}
    products = {d: least[f"products {d}"] for d in ("forward", "backward")}
    parts = {d: least[d] - products[d] for d in products}
    parts["products"] = sum(products.values())
    parts["move"] = least["step"] - least["forward"] - least["backward"]
    return {name: parts[name] / least["step"] for name in PROFILE}


def _agree(made, sizes):
    """Let all make a step, and compare where they come to."""
    others = [name for name in made if hasattr(made[name], "parameters")]
    for name in others:
        made[name].step()
        pairs = zip(
            made["fnn_lib"].parameters, made[name].parameters, strict=True
        )
        for l, (ours, theirs) in enumerate(pairs, 1):
            for array, other in zip(ours, theirs, strict=True):
                off = np.abs(array - other).max()
                if not off <= TOLERANCE * max(np.abs(array).max(), 1e-3):
                    raise RuntimeError(
                        f"{name}, {sizes}: found layer {l} {off:.1e} away "
                        "after a step, wanted the same parameters"
                    )


def _threads():
    """Give PyTorch as many threads as NumPy's BLAS has, and count them."""
    import torch
    from threadpoolctl import threadpool_info

    pools = threadpool_info()
    threads = [p["num_threads"] for p in pools if p["user_api"] == "blas"]
    torch.set_num_threads(min(threads))
    return min(threads)


def _versions():
    from importlib.metadata import version

    return {name: version(name) for name in ("torch", "scikit-learn")}
