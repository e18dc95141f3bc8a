"""Make of the explorables what browsers load: proved formulas, one bundle."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys

from _ext.book import BuildError
from _ext.digest import digest
from _ext.formulas import NODE

#: Of the book: where the explorables are, and what is made of them there.
FOLDER = "fnn_lib/explorables"
#: Entry, result, and how it is loaded.
BUNDLES = (
    # A classic script: a module does not load from a folder.
    ("kit/host.js", "explorables.js", "iife"),
    ("kit/jupyter.js", "explorables.mjs", "esm"),
)


def make_bundles(book):
    """Print the proved formulas and bundle the explorables, if need be.

    Parameters
    ----------
    book : Book
        A book without explorables needs none.

    Raises
    ------
    BuildError
        When a formula is not proved or a script cannot be bundled.
    """
    source = book.root / FOLDER
    if not source.is_dir():
        return
    target = source / "static"
    target.mkdir(exist_ok=True)
    with open(target / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp, now = target / ".stamp", _digest(book)
        if stamp.is_file() and stamp.read_text("utf-8") == now:
            return
        stamp.unlink(missing_ok=True)
        _run(
            [sys.executable, "-m", "fnn_lib.explorables.proved", target],
            env=os.environ | {"PYTHONPATH": str(book.root)},
            cwd=book.root,
        )
        for entry, result, form in BUNDLES:
            _bundle(book, source / entry, target / result, form)
        stamp.write_text(now, "utf-8")


def copy_bundle(book, target):
    """Copy what the pages load.

    Parameters
    ----------
    book : Book
        The book.
    target : Path
        Receives the script and its style sheet.

    Returns
    -------
    bool
        Whether the book has any.
    """
    source = book.root / FOLDER
    if not source.is_dir():
        return False
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source / "static" / "explorables.js", target)
    shutil.copy2(source / "static" / "explorables.css", target)
    return True


def _digest(book):
    total = hashlib.sha256(digest(book.root).encode())
    source = book.root / FOLDER
    for path in sorted(source.rglob("*.[cj]s*")):
        if "static" not in path.relative_to(source).parts:
            total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def _bundle(book, entry, result, form):
    esbuild = book.root / "node_modules" / "esbuild" / "bin" / "esbuild"
    if not esbuild.is_file():
        raise BuildError(f"{esbuild} is missing: run `make book`, or `npm ci`")
    _run(
        [
            *(NODE, esbuild, entry, "--bundle", "--minify"),
            *(f"--format={form}", "--target=es2022", "--legal-comments=none"),
            *("--log-level=warning", f"--outfile={result}"),
        ],
        cwd=book.root,
    )


def _run(command, **options):
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        **options,
    )
    if done.returncode or done.stderr.strip():
        raise BuildError(f"explorables: {done.stderr.strip()}")
