"""Make of the explorables what browsers load: ``python -m _ext.bundle``.

Proved formulas become JavaScript, and all scripts one bundle, twice: for the
pages and for a notebook.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from _ext.book import Book, BuildError
from _ext.digest import digest
from _ext.formulas import NODE
from _ext.pyodide import python_version

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
        code = digest(book.root)
        modules = (source / "proved").glob("[!_]*.py")
        printed = [target / f"{module.stem}.mjs" for module in modules]
        # A script that changed proves no formula again.
        with _unless_made(target / ".proved", code, printed) as needed:
            if needed:
                _prove(book, target)
        now = code + _digest_of_scripts(source)
        bundles = [target / result for _, result, _ in BUNDLES]
        with _unless_made(target / ".bundled", now, bundles) as needed:
            if needed:
                for entry, result, form in BUNDLES:
                    _bundle(book, source / entry, target / result, form)


@contextlib.contextmanager
def _unless_made(stamp, now, results):
    """Say whether to make something, and remember that it was made."""
    there = all(path.is_file() for path in results)
    if there and stamp.is_file() and stamp.read_text("utf-8") == now:
        yield False
        return
    stamp.unlink(missing_ok=True)
    yield True
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


def _digest_of_scripts(source):
    """Compute a digest of what is bundled: also of the printed formulas."""
    total = hashlib.sha256()
    made = {
        source / "static" / f"explorables.{x}" for x in ("css", "js", "mjs")
    }
    for path in sorted(source.rglob("*.*")):
        if path.suffix in {".css", ".js", ".mjs"} and path not in made:
            name = path.relative_to(source).as_posix()
            total.update(name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _prove(book, target):
    _run(
        [sys.executable, "-m", "fnn_lib.explorables.proved", target],
        env=os.environ | {"PYTHONPATH": str(book.root)},
        cwd=book.root,
    )


def _bundle(book, entry, result, form):
    esbuild = book.root / "node_modules" / "esbuild" / "bin" / "esbuild"
    if not esbuild.is_file():
        raise BuildError(f"{esbuild} is missing: run `make book`, or `npm ci`")
    _run(
        [
            *(NODE, esbuild, entry, "--bundle", "--minify"),
            *(f"--format={form}", "--target=es2022", "--legal-comments=none"),
            *("--log-level=warning", f"--outfile={result}"),
            # The page asks for the Python that it was built with.
            f"--define:PYTHON={json.dumps(python_version(book))}",
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


def main():
    """Bundle the book of this folder, for a running notebook.

    Returns
    -------
    int
        Zero if it could be done.
    """
    try:
        make_bundles(Book(Path.cwd()))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
