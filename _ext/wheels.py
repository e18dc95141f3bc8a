"""Wheels for the notebooks in the browser.

Libraries come as `requirements-browser.txt` locks them; the set-up puts them
into the virtual environment.
"""

import hashlib
import re
import sys
from pathlib import Path

from packaging.utils import canonicalize_name, parse_wheel_filename

from _ext.archive import zipped
from _ext.book import BuildError

LOCK = "requirements-browser.txt"
#: Where the set-up puts what the lock names.
FOLDER = Path(sys.prefix) / "browser"
PINNED = re.compile(
    r"^(\S+)==(\S+) \\$((?:\n    --hash=sha256:\w+ ?\\?)+)", re.MULTILINE
)


def locked_wheels(book):
    """Find the wheels that the lock names.

    Parameters
    ----------
    book : Book
        Its root has the lock.

    Returns
    -------
    list of Path
        By name.

    Raises
    ------
    BuildError
        Naming a wheel that is missing or is not what was locked.
    """
    there = {}
    for path in FOLDER.glob("*.whl"):
        name, version, *_ = parse_wheel_filename(path.name)
        there[name, str(version)] = path
    found = []
    text = (book.root / LOCK).read_text("utf-8")
    for name, version, hashes in PINNED.findall(text):
        path = there.get((canonicalize_name(name), version))
        if path is None:
            raise BuildError(
                f"{FOLDER} has no wheel of {name} {version}: run `make book`"
            )
        if f"sha256:{sha256(path.read_bytes())}" not in hashes:
            raise BuildError(f"{path} is not what {LOCK} names")
        found.append(path)
    return found


def module_wheel(path, target, version="0"):
    """Make a wheel of one module.

    Parameters
    ----------
    path : Path
        The module.
    target : Path
        A folder.
    version : str
        What the wheel calls itself.

    Returns
    -------
    Path
        The wheel.
    """
    info = f"{path.stem}-{version}.dist-info"
    files = {
        path.name: path.read_text("utf-8"),
        f"{info}/METADATA": (
            f"Metadata-Version: 2.1\nName: {path.stem}\nVersion: {version}\n"
        ),
        f"{info}/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: _ext\n"
            "Root-Is-Purelib: true\nTag: py3-none-any\n"
        ),
    }
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in files)
    wheel = target / f"{path.stem}-{version}-py3-none-any.whl"
    wheel.write_bytes(zipped(files))
    return wheel


def sha256(content):
    """Return the hexadecimal digest of bytes."""
    return hashlib.sha256(content).hexdigest()
