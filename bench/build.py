"""How fast the book is built: from nothing, unchanged, one chapter changed.

All is done in a copy of the sources in a temporary folder, by the command
that `make book` runs. What is kept by digest, the notebooks of the browser
and the Python of the exercises, is taken over from ``_build`` where it is
there, and its time is told apart where it is not.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from .light import GROWTH, light_book
from .parts import Row

__all__ = ["TITLE", "measure", "rows"]

TITLE = "The build"

ROOT = Path(__file__).resolve().parent.parent
#: What no book is made of; hidden folders are none of it either.
APART = {"_build", "node_modules", "tests", "__pycache__"}
#: Made once for each digest; everything else is made from nothing.
KEPT = ("lite", "python", "matplotlib")
#: Changed by one sentence of the text and by one cell.
CHAPTER = "01_notation"
CELL = "\n```{code-cell} ipython3\n:tags: [remove-cell]\nassert True\n```\n"
#: Wanted at most, in seconds; the last one is a ratio.
GOALS = {"nothing": 120, "unchanged": 6, "text": 8, "cell": 8, "growth": 4.5}
LONGEST = 5


def measure():
    """Measure all there is.

    Returns
    -------
    dict
        Plain data for `rows`.

    Raises
    ------
    RuntimeError
        When a book does not build.
    """
    with TemporaryDirectory(prefix="fnn-bench-") as place:
        book = Path(place, "book")
        _copy(ROOT, book)
        found = {"cores": len(_affinity())}
        found["nothing"] = built(book)
        found["unchanged"] = built(book)
        path = book / "chapters" / f"{CHAPTER}.md"
        text = path.read_text("utf-8")
        with _changed(path, text + "\nOne sentence more.\n"):
            found["text"] = built(book)
        with _changed(path, text + CELL):
            found["cell"] = built(book)
    found["growth"] = _growth()
    return found


def built(root):
    """Build the book of a folder.

    Parameters
    ----------
    root : Path
        Its sources; ``_build`` lies among them.

    Returns
    -------
    dict
        ``seconds`` as seen from outside, and what the build itself keeps
        in ``times.json``.

    Raises
    ------
    RuntimeError
        When it fails.
    """
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "_ext.build", "--root", str(root)],
        cwd=root if (root / "_ext" / "build.py").is_file() else ROOT,
        capture_output=True,
        text=True,
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"{root.name}: {done.stderr.strip()[-2000:]}")
    times = json.loads((root / "_build" / "times.json").read_text("utf-8"))
    return {"seconds": round(seconds, 2)} | {
        name: times[name] for name in ("stages", "chapters")
    }


def rows(data):
    """Return the table.

    Parameters
    ----------
    data : dict
        From `measure`.

    Returns
    -------
    list of Row
    """
    nothing, growth = data["nothing"], data["growth"]
    ratio = growth["many"]["seconds"] / growth["few"]["seconds"]
    few, many = GROWTH
    return [
        _row("nothing", "everything from nothing", nothing["seconds"]),
        *(_apart(nothing, name) for name in ("lite", "Python archive")),
        _row("unchanged", "nothing changed", data["unchanged"]["seconds"]),
        _row("text", "a sentence changed", _beside(data["text"])),
        _row(
            "cell",
            "a cell changed, beside its execution",
            _beside(data["cell"]),
        ),
        Row(
            f"{many} light chapters over {few}",
            f"{ratio:.2f}",
            f"at most {GOALS['growth']}",
            ratio <= GOALS["growth"],
        ),
        *(
            Row(f"longest: {name}", f"{seconds:.1f} s")
            for name, seconds in longest(nothing)
        ),
    ]


def longest(times):
    """List the stages and the chapters of a build that took longest."""
    both = [*times["stages"].items(), *times["chapters"].items()]
    return sorted(both, key=lambda one: -one[1])[:LONGEST]


def _row(name, what, seconds):
    goal = GOALS[name]
    return Row(what, f"{seconds:.1f} s", f"at most {goal} s", seconds <= goal)


def _apart(times, name):
    """Say how long a part took that is kept by its digest."""
    return Row(f"{name}, made aside", f"{times['stages'].get(name, 0):.1f} s")


def _beside(times):
    """Return the seconds of a build beside the execution of its chapter."""
    return times["seconds"] - sum(times["chapters"].values())


def _growth():
    """Build a small and a large book of light chapters."""
    found = {}
    with TemporaryDirectory(prefix="fnn-bench-") as place:
        for name, count in zip(("few", "many"), GROWTH, strict=True):
            book = Path(place, name)
            light_book(ROOT, book, count)
            found[name] = built(book)
    return found


def _copy(source, target):
    """Copy the sources of a book, and what is kept by digest."""
    shutil.copytree(
        source,
        target,
        ignore=lambda _, names: {
            name for name in names if name in APART or name[0] == "."
        },
    )
    (target / "node_modules").symlink_to(source / "node_modules")
    for name in KEPT:
        there = source / "_build" / "cache" / name
        if there.is_dir():
            shutil.copytree(there, target / "_build" / "cache" / name)
    # The proofs of the explorables' formulas belong to what is measured.
    static = target / "fnn_lib" / "explorables" / "static"
    shutil.rmtree(static, ignore_errors=True)


@contextmanager
def _changed(path, text):
    before = path.read_text("utf-8")
    path.write_text(text, "utf-8")
    yield
    path.write_text(before, "utf-8")


def _affinity():
    if hasattr(os, "sched_getaffinity"):
        return os.sched_getaffinity(0)
    return range(os.cpu_count() or 1)
