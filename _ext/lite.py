"""Every chapter as a notebook that runs in the browser: ``lite/``."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from myst_nb.core.read import is_myst_markdown_notebook

from _ext.book import Book, BuildError
from _ext.digest import digest
from _ext.lite_site import build, filled
from _ext.wheels import LOCK

KEPT = 2


def make_lite(book):
    """Build JupyterLite with all chapters, unless that was done.

    Parameters
    ----------
    book : Book
        A book that locks nothing for the browser has none.

    Returns
    -------
    Path or None
        The folder to be served as ``lite/``.

    Raises
    ------
    BuildError
        When something is not installed, or JupyterLite fails.
    """
    if not (book.root / LOCK).is_file():
        return None
    folder = book.build / "cache" / "lite"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        site = folder / _digest(book)
        if not site.is_dir():
            work = folder / "work"
            shutil.rmtree(work, ignore_errors=True)
            filled(book, make_engine(book, folder), work).rename(site)
        os.utime(site)
        _prune(folder)
    return site


def make_engine(book, folder):
    """Build JupyterLite with empty notebooks, unless that was done.

    What the chapters say changes more often than what they run on.

    Parameters
    ----------
    book : Book
        The book.
    folder : Path
        Where it is kept.

    Returns
    -------
    Path
        The site, a folder of its own in that one.
    """
    engine = folder / f"engine-{_digest(book, texts=False)}"
    if not engine.is_dir():
        work = folder / "engine"
        shutil.rmtree(work, ignore_errors=True)
        build(book, dict.fromkeys(_pages(book), "{}"), work).rename(engine)
        shutil.rmtree(work)
    os.utime(engine)
    return engine


def make_lite_apart(book):
    """Do the same in a process of its own, while pages are rendered.

    Making a wheel needs the date of all that is packed in the environment,
    where Sphinx would find it, too.

    Parameters
    ----------
    book : Book

    Returns
    -------
    Path or None
        As of `make_lite`.
    """
    if not (book.root / LOCK).is_file():
        return None
    if not (book.build / "cache" / "lite" / _digest(book)).is_dir():
        command = [sys.executable, "-m", "_ext.lite", str(book.root)]
        root = Path(__file__).parents[1]
        done = subprocess.run(
            command, cwd=root, capture_output=True, text=True
        )
        if done.returncode:
            raise BuildError(done.stderr.strip())
    return make_lite(book)


def copy_lite(site, target):
    """Copy the folder, unless it is there.

    Parameters
    ----------
    site : Path or None
        Of `make_lite`.
    target : Path
        The folder ``lite`` of the pages.
    """
    stamp = target / "digest.txt"
    if site is None:
        return
    if stamp.is_file() and stamp.read_text("utf-8") == site.name:
        return
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(site, target)
    stamp.write_text(site.name, "utf-8")


def _digest(book, texts=True):
    """Compute a digest of all that it is made of, or but for the texts."""
    total = hashlib.sha256(digest(book.root).encode())
    paths = [book.root / name for name in ("_config.yml", "_toc.yml", LOCK)]
    if texts:
        paths += [*book.sources(), *(book.root / "chapters").glob("*.bib")]
    total.update("\n".join(_pages(book)).encode())
    # All that is in the wheel, the bundle of the explorables among it.
    paths += (p for p in (book.root / "fnn_lib").rglob("*") if _packed(p))
    for path in sorted(paths):
        name = path.relative_to(book.root).as_posix()
        content = hashlib.sha256(path.read_bytes()).digest()
        total.update(name.encode() + b"\0" + content)
    return total.hexdigest()[:16]


def _pages(book):
    """List the pages that are notebooks."""
    return [
        path.relative_to(book.root).with_suffix("").as_posix()
        for path in book.sources()
        if is_myst_markdown_notebook(path.read_text("utf-8"))
    ]


def _packed(path):
    hidden = path.name.startswith(".") or "__pycache__" in path.parts
    return path.is_file() and not hidden


def _prune(folder):
    for made in ("engine-*/", "[0-9a-f]*[0-9a-f]/"):
        kept = [
            p for p in folder.glob(made) if p.name not in ("engine", "work")
        ]
        kept.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[KEPT:]:
            shutil.rmtree(path)


def main():
    """Make it for the book that is named; return the exit code."""
    try:
        make_lite(Book(Path(sys.argv[1])))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
