"""The parts of ``make bench``, one module each.

A part is a module ``bench/NAME.py``, listed in `PARTS`, with

``TITLE``
    what it measures, as a heading;
``measure()``
    measures, and returns plain data: dicts, lists, strings and numbers that
    `json` can write. Raises where something is wrong; nothing is kept then;
``rows(data)``
    the table, as a list of `Row`, from what ``measure`` returned, or what
    `bench.results` read back;
``plots(data)``
    the figures, as a list of `bench.plots.Plot`; may be absent.

Importing a part must need nothing but requirements.txt: the appendix of the
book calls ``rows`` and ``plots`` too. What only measuring needs is imported
inside ``measure``. `bench.timing` has interleaved medians; a part of its own
running time adds to the five minutes of them all.
"""

import importlib
from typing import NamedTuple

__all__ = ["PARTS", "Row", "part"]

#: The parts by name, in the order in which they are measured and shown.
PARTS = ("library", "build", "pages")


class Row(NamedTuple):
    """A line of a table: what was measured, beside its goal.

    ``found`` and ``goal`` are for people, ``goal`` is empty where there is
    none; ``met`` is then ``None``.
    """

    what: str
    found: str
    goal: str = ""
    met: bool | None = None


def part(name):
    """Return the module of a part.

    Parameters
    ----------
    name : str
        One of `PARTS`.

    Returns
    -------
    module
    """
    return importlib.import_module(f"bench.{name}")
