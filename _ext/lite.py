"""Every chapter as a notebook that runs in the browser: ``lite/``."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from _ext.book import Book, BuildError
from _ext.digest import digest
from _ext.ipynb import as_ipynb, read_chapters, written
from _ext.jupyterlite import build_site
from _ext.names import names_of
from _ext.packages import lay_out
from _ext.wheels import LOCK

FIRST = """\
# From Pyodide's server; everything else comes with the book.
import fnn_browser

await fnn_browser.prepare({packages})"""
#: What chapters import that comes from Pyodide's server.
SERVED = ("numpy", "matplotlib", "tqdm")
IMPORTED = re.compile(r"^(?:import|from) (\w+)", re.MULTILINE)
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
            build(book, work).rename(site)
            shutil.rmtree(work)
        os.utime(site)
        _prune(folder)
    return site


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


def build(book, work):
    """Build it, whatever there is already.

    Parameters
    ----------
    book : Book
        The book.
    work : Path
        A folder that does not exist.

    Returns
    -------
    Path
        The folder to be served, inside ``work``.
    """
    work.mkdir()
    config = yaml.safe_load((book.root / "_config.yml").read_text("utf-8"))
    packages = lay_out(book, work / "python")
    return build_site(config["title"], notebooks(book), packages, work)


def notebooks(book):
    """Convert the pages that have cells.

    Parameters
    ----------
    book : Book
        The book.

    Returns
    -------
    dict
        Texts of notebooks by the page, such as ``chapters/05_backward``.
    """
    names = names_of(book)
    return {
        page: written(
            as_ipynb(
                chapter, kernel="python", first=_first(chapter), names=names
            )
        )
        for page, chapter in read_chapters(book).items()
    }


def _first(chapter):
    code = [c.source for c in chapter.notebook.cells if c.cell_type == "code"]
    imported = IMPORTED.findall("\n".join(code))
    # The library itself computes with NumPy.
    wanted = [name for name in SERVED if name in {"numpy", *imported}]
    return FIRST.format(packages=", ".join(f'"{name}"' for name in wanted))


def _digest(book):
    total = hashlib.sha256(digest(book.root).encode())
    paths = [book.root / name for name in ("_config.yml", "_toc.yml", LOCK)]
    paths += [*book.sources(), *(book.root / "chapters").glob("*.bib")]
    # All that is in the wheel, the bundle of the explorables among it.
    paths += (p for p in (book.root / "fnn_lib").rglob("*") if _packed(p))
    for path in sorted(paths):
        name = path.relative_to(book.root).as_posix()
        content = hashlib.sha256(path.read_bytes()).digest()
        total.update(name.encode() + b"\0" + content)
    return total.hexdigest()[:16]


def _packed(path):
    hidden = path.name.startswith(".") or "__pycache__" in path.parts
    return path.is_file() and not hidden


def _prune(folder):
    sites = [path for path in folder.glob("*/") if len(path.name) == 16]
    sites.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in sites[KEPT:]:
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
