"""The library as a wheel: for notebooks in the browser and elsewhere."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flit_core.wheel import make_wheel_in

from _ext.archive import EPOCH

# What building leaves in the tree is no part of it.
LEFT = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")


def make_wheel(book, folder):
    """Build the wheel of ``fnn_lib``; the same sources give the same bytes.

    Parameters
    ----------
    book : Book
        Its explorables are bundled already.
    folder : Path
        Receives the wheel.

    Returns
    -------
    Path
        The wheel.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="fnn-") as place:
        # A copy with modes and times of its own: a wheel records both.
        for name in ("pyproject.toml", "LICENSE"):
            shutil.copyfile(book.root / name, f"{place}/{name}")
        shutil.copytree(
            book.root / "fnn_lib",
            f"{place}/fnn_lib",
            ignore=LEFT,
            copy_function=shutil.copyfile,
        )
        with _at(EPOCH):
            made = make_wheel_in(Path(place, "pyproject.toml"), folder)
    return made.file


@contextmanager
def _at(epoch):
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = epoch
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
