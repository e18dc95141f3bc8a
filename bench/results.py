"""What was measured, kept in ``bench/results.json``.

One key per part; each has the ``commit`` and the ``date`` it was measured
at, the ``machine``, how many ``seconds`` it took, and the part's ``data``.
"""

import json
import os
from pathlib import Path

from .parts import PARTS, part

__all__ = ["FILE", "Damaged", "read", "write"]

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "bench" / "results.json"

#: What every part's entry has, and of which type.
LAYOUT = {
    "commit": str,
    "date": str,
    "machine": dict,
    "seconds": (int, float),
    "data": dict,
}


class Damaged(ValueError):
    """The file of the results is not as `write` leaves it."""


def read(path=FILE):
    """Read the results.

    Parameters
    ----------
    path : Path
        The file; where there is none, nothing was measured.

    Returns
    -------
    dict
        Entries by part.

    Raises
    ------
    Damaged
        When it is no JSON, or an entry cannot be made a table of.
    """
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise _damaged(path, f"no JSON ({error})", "JSON") from error
    if not isinstance(found, dict):
        raise _damaged(path, "a list or a value", "an object of parts")
    for name, entry in found.items():
        _check(path, name, entry)
    return found


def write(name, entry, path=FILE):
    """Replace one part's entry and keep the others.

    The file is complete at every moment: the new one takes the old one's
    place at once.

    Parameters
    ----------
    name : str
        The part.
    entry : dict
        As in `LAYOUT`.
    path : Path
        The file.

    Raises
    ------
    Damaged
        When the entry, or the file as it is, is not as it should be.
    """
    found = read(path) | {name: entry}
    ordered = {key: found[key] for key in PARTS if key in found}
    text = json.dumps(ordered, indent=1, allow_nan=False) + "\n"
    _check(path, name, json.loads(text)[name])
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_text(text, "utf-8")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _check(path, name, entry):
    if name not in PARTS:
        raise _damaged(path, f"a part {name!r}", "one of " + ", ".join(PARTS))
    keys = sorted(entry) if isinstance(entry, dict) else type(entry).__name__
    if keys != sorted(LAYOUT):
        raise _damaged(path, f"{name} with {keys}", f"{sorted(LAYOUT)}")
    for key, wanted in LAYOUT.items():
        if not isinstance(entry[key], wanted):
            raise _damaged(path, f"{name}.{key} {entry[key]!r}", str(wanted))
    try:
        module = part(name)
        module.rows(entry["data"])
        getattr(module, "plots", lambda data: [])(entry["data"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        found = f"{name}.data that gives {type(error).__name__}: {error}"
        raise _damaged(path, found, "what measuring returns") from error


def _damaged(path, found, wanted):
    return Damaged(
        f"{path.name}: found {found}, wanted {wanted}; "
        "measure again: make bench"
    )
