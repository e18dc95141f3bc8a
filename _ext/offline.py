"""Write the service worker, with the digest of its build."""

import hashlib
import json
from pathlib import Path

from _ext.pyodide import SERVED, python_version

SCRIPT = Path(__file__).parent / "service_worker.js"
NAME = "service-worker.js"
#: They have a service worker of their own, or are not part of any page.
APART = {"lite", "downloads"}


def write_service_worker(book, html):
    """Write the service worker of a built book.

    Parameters
    ----------
    book : Book
        A book without a judge needs none.
    html : Path
        Folder of its pages, all else being there already.
    """
    python = python_version(book)
    if not python:
        return
    digests = {"book": book_digest(html), "python": python}
    core = [
        f"{name}?v={python}" if versioned else name
        for name, versioned in SERVED.items()
    ]
    lines = [
        f"const DIGEST = {json.dumps(digests)};",
        f"const CORE = {json.dumps(core)};",
        SCRIPT.read_text("utf-8"),
    ]
    (html / NAME).write_text("\n".join(lines), "utf-8")


def book_digest(html):
    """Compute a digest of what a reader's browser may keep.

    Parameters
    ----------
    html : Path

    Returns
    -------
    str
        Another one whenever a byte of a page has changed.
    """
    total = hashlib.sha256()
    for path in sorted(html.rglob("*")):
        inside = path.relative_to(html)
        if path.is_file() and inside.parts[0] not in {*APART, NAME}:
            total.update(inside.as_posix().encode() + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]
