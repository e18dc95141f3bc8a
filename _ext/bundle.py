"""Make of the explorables what browsers load: ``python -m _ext.bundle``.

Proved formulas become JavaScript, and the scripts are bundled: in parts for
the pages, as one module for a notebook.
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
from _ext.parts import bundle_parts, kinds, script
from _ext.pyodide import python_version

#: Of the book: where the explorables are, and what is made of them there.
FOLDER = "fnn_lib/explorables"
#: What is made besides a script for each explorable.
RESULTS = ("explorables.js", "explorables.mjs", "explorables.css")


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
        names = (*RESULTS, *map(script, kinds(source)))
        bundles = [target / name for name in names]
        with _unless_made(target / ".bundled", now, bundles) as needed:
            if needed:
                _bundle(book, source, target)


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
        Receives the scripts and their style sheet.

    Returns
    -------
    bool
        Whether the book has any.
    """
    source = book.root / FOLDER
    if not source.is_dir():
        return False
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("explorable*"):
        old.unlink()
    for name in ("explorables.css", "explorables.js"):
        shutil.copy2(source / "static" / name, target)
    for name in map(script, kinds(source)):
        shutil.copy2(source / "static" / name, target)
    return True


def _digest_of_scripts(source):
    """Compute a digest of what is bundled: also of the printed formulas."""
    total = hashlib.sha256()
    for path in sorted(source.rglob("*.*")):
        made = path.parent.name == "static" and "explorable" in path.name
        if path.suffix in {".css", ".js", ".mjs"} and not made:
            name = path.relative_to(source).as_posix()
            total.update(name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _prove(book, target):
    _run(
        [sys.executable, "-m", "fnn_lib.explorables.proved", target],
        env=os.environ | {"PYTHONPATH": str(book.root)},
        cwd=book.root,
    )


def _bundle(book, source, target):
    esbuild = book.root / "node_modules" / "esbuild" / "bin" / "esbuild"
    if not esbuild.is_file():
        raise BuildError(f"{esbuild} is missing: run `make book`, or `npm ci`")

    def run(*arguments):
        given = ("--target=es2022", "--legal-comments=none")
        # The page asks for the Python that it was built with.
        given += (f"--define:PYTHON={json.dumps(python_version(book))}",)
        given += ("--log-level=warning",)
        _run([NODE, esbuild, *arguments, *given], cwd=book.root)

    bundle_parts(source, target, run)
    run(
        *(source / "kit" / "jupyter.js", "--bundle", "--minify"),
        *("--format=esm", f"--outfile={target / 'explorables.mjs'}"),
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
