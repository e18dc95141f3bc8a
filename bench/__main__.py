"""Measure: ``python -m bench [part ...]``.

Each part (`bench.parts` lists them) is measured in turn. What was found goes
into ``bench/results.json``, where it replaces the part's last, and as tables
and figures into ``_build/bench``. A part that fails changes nothing there.
"""

import argparse
import sys
import time
import traceback

from . import results
from .machine import commit, machine, today
from .parts import PARTS, part
from .plots import drawn
from .table import table

OUT = results.ROOT / "_build" / "bench"


def main(arguments=None):
    """Measure the parts that are named, or all.

    Parameters
    ----------
    arguments : list of str, optional
        The parts; those of the command line if left out.

    Returns
    -------
    int
        The number of parts that failed.
    """
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("parts", nargs="*", metavar="part")
    named = parser.parse_args(arguments).parts
    for name in named:
        if name not in PARTS:
            parser.error(f"found {name!r}, wanted {', '.join(PARTS)}")
    failed = sum(not measured(name) for name in named or PARTS)
    report(results.read(), OUT)
    return failed


def measured(name, path=results.FILE):
    """Measure one part and keep what was found.

    Parameters
    ----------
    name : str
        The part.
    path : Path
        The file of the results.

    Returns
    -------
    bool
        Whether it went well.
    """
    print(f"bench: {name}", flush=True)
    at, begin = commit(results.ROOT), time.perf_counter()
    try:
        data = part(name).measure()
        seconds = round(time.perf_counter() - begin, 1)
        entry = {"commit": at, "date": today(), "machine": machine()}
        results.write(name, entry | {"seconds": seconds, "data": data}, path)
    except Exception:
        traceback.print_exc()
        print(f"bench: {name} failed; its last results stay", file=sys.stderr)
        return False
    print(f"bench: {name} took {seconds:.0f} s\n", flush=True)
    return True


def report(found, folder):
    """Print the tables, and write them and the figures.

    Parameters
    ----------
    found : dict
        From `bench.results.read`.
    folder : Path
        Where to write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = "\n".join(table(name, found[name]) for name in found)
    print(tables)
    (folder / "tables.md").write_text(tables, "utf-8")
    for name, entry in found.items():
        for plot in getattr(part(name), "plots", lambda _: [])(entry["data"]):
            page = drawn(plot)
            svg = page[page.index("<svg") : page.rindex("</svg>") + 6]
            (folder / f"{plot.name}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
