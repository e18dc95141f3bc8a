"""The seal: it tells that what is published was made of what is there now.

A build that ends well seals the digest of all that it read and of each file
that it left. Where both are as sealed, there is nothing to do; one byte more
or less anywhere, and all is built and checked as ever.
"""

import hashlib
import json
import os
import sys
import sysconfig
from pathlib import Path

#: Folders that no page is made of; what begins with a dot is none either.
APART = {"_build", "node_modules", "tests", "__pycache__", "static"}
EXTENSION = Path(__file__).parent
#: Of what a build leaves: the pages, and what `make notebooks` starts from.
LEFT = (
    "_build/html",
    "_build/ledger.json",
    "_build/links.json",
    "fnn_lib/explorables/static",
)
NAME = "sealed.json"


def read(book):
    """Compute a digest of all that the book is made of.

    Parameters
    ----------
    book : Book

    Returns
    -------
    str
        Another one for another file, library or Python.
    """
    total = hashlib.sha256(sys.version.encode())
    for name in sorted(_installed(book)):
        total.update(name.encode() + b"\0")
    for folder, path in _sources(book):
        name = os.path.relpath(path, folder)
        total.update(name.encode() + b"\0" + _digest(path))
    return total.hexdigest()


def left(book, cache):
    """Compute the digests of all files that a build leaves.

    Parameters
    ----------
    book : Book
    cache : str
        The name of the folder of executed chapters.

    Returns
    -------
    dict of str to str
        By the path.
    """
    places = [book.root / name for name in LEFT]
    places.append(book.build / "cache" / cache / "executed")
    return {
        os.path.relpath(path, book.root): _digest(path).hex()
        for place in places
        for path in sorted(_files(place) if place.is_dir() else [place])
        if os.path.isfile(path)
    }


def seal(book, cache, digest, since=None):
    """Seal a book that was built, checked and published.

    Parameters
    ----------
    book : Book
    cache : str
        The name of the folder of executed chapters.
    digest : str
        Of `read`, before the build: what was changed meanwhile breaks the
        seal.
    since : int, optional
        When that was, in nanoseconds. What was written later, even if it is
        again as it was, may have been read in between: there is no seal then.
    """
    written = (os.stat(path).st_mtime_ns for _, path in _sources(book))
    if since is not None and max(written, default=0) > since:
        return
    sealed = {"read": digest, "cache": cache, "left": left(book, cache)}
    fresh = book.build / f"{NAME}.new"
    fresh.write_text(json.dumps(sealed, indent=0), "utf-8")
    os.replace(fresh, book.build / NAME)


def is_sealed(book, digest):
    """Tell whether there is nothing to build.

    Parameters
    ----------
    book : Book
    digest : str
        Of `read`.

    Returns
    -------
    bool
        False also where the seal cannot be read.
    """
    try:
        sealed = json.loads((book.build / NAME).read_text("utf-8"))
        if sealed["read"] != digest:
            return False
        if left(book, sealed["cache"]) != sealed["left"]:
            return False
        # It is in use: the oldest ones are dropped.
        os.utime(book.build / "cache" / sealed["cache"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def _sources(book):
    """Yield all files that the book is made of, and the folder of each."""
    for folder in dict.fromkeys((book.root, EXTENSION)):
        for path in sorted(_files(folder, APART)):
            yield folder, path


def _installed(book):
    """Yield what is installed, by name and version."""
    yield from (
        name
        for name in os.listdir(sysconfig.get_path("purelib"))
        if name.endswith(".dist-info")
    )
    modules = book.root / "node_modules" / ".package-lock.json"
    if modules.is_file():
        yield _digest(modules).hex()


def _files(folder, apart=()):
    """Yield all files below a folder, without those that are hidden."""
    for place, folders, files in os.walk(folder):
        folders[:] = [
            name for name in folders if name[0] != "." and name not in apart
        ]
        paths = (f"{place}/{name}" for name in files if name[0] != ".")
        # Neither a link that leads nowhere nor a pipe, which would not end.
        yield from filter(os.path.isfile, paths)


def _digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
