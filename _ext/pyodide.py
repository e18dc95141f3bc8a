"""Serve Python with the book: the interpreter, SymPy compiled, the judge."""

import fcntl
import hashlib
import io
import json
import os
import shutil
import subprocess
import zipfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from _ext.book import BuildError
from _ext.formulas import NODE

CORE = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
)
LIBRARIES = ("sympy", "mpmath")
#: Folders of libraries that nothing imports.
UNUSED = {"tests", "benchmarks"}
JUDGE = Path("fnn_lib") / "judge"
COMPILER = Path(__file__).parent / "python" / "archive.mjs"
EPOCH = (2020, 1, 1, 0, 0, 0)


def make_python(book):
    """Compile the libraries, once for each version of them.

    Parameters
    ----------
    book : Book
        A book without a judge needs none.

    Returns
    -------
    Path or None
        The folder of what the worker of the page loads.

    Raises
    ------
    BuildError
        When Pyodide is not installed or cannot compile.
    """
    if not (book.root / JUDGE).is_dir():
        return None
    home = book.root / "node_modules" / "pyodide"
    if not home.is_dir():
        raise BuildError(f"{home} is missing: run `make book`, or `npm ci`")
    folder = book.build / "cache" / "python"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        archive = folder / f"{_digest(home)}.zip"
        if not archive.is_file():
            _compile(home, folder, archive)
    return archive


def copy_python(book, archive, target):
    """Copy what the worker loads.

    Parameters
    ----------
    book : Book
    archive : Path
        Of `make_python`.
    target : Path
        The folder that the pages know as ``_static/python``.
    """
    target.mkdir(parents=True, exist_ok=True)
    home = book.root / "node_modules" / "pyodide"
    for name in CORE:
        shutil.copy2(home / name, target / name)
    shutil.copy2(archive, target / "libraries.zip")
    # No package is ever asked for beyond what lies here.
    lock = json.loads((home / "pyodide-lock.json").read_text("utf-8"))
    lock["packages"] = {}
    (target / "lock.json").write_text(json.dumps(lock), "utf-8")
    shutil.copy2(book.root / JUDGE / "page" / "worker.mjs", target)
    package = book.root / JUDGE
    named = {
        path.relative_to(package.parent).as_posix(): path.read_bytes()
        for path in sorted(package.rglob("*.py"))
    }
    (target / "judge.zip").write_bytes(_zipped(named))


def _digest(home):
    total = hashlib.sha256(COMPILER.read_bytes())
    total.update((home / "package.json").read_bytes())
    for name in LIBRARIES:
        total.update(f"{name} {version(name)}".encode())
    return total.hexdigest()[:16]


def _compile(home, folder, archive):
    sources = {}
    for name in LIBRARIES:
        root = Path(find_spec(name).origin).parent
        for path in sorted(root.rglob("*.py")):
            inside = path.relative_to(root.parent)
            if not UNUSED & set(inside.parts):
                sources[inside.as_posix()] = path.read_bytes()
    given, made = folder / "sources.zip", folder / "result.zip"
    given.write_bytes(_zipped(sources))
    done = subprocess.run(
        [NODE, str(COMPILER), str(home), str(given), str(made)],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BuildError(f"Pyodide cannot compile: {done.stderr.strip()}")
    given.unlink()
    os.replace(made, archive)


def _zipped(files):
    """Zip bytes by name; the same files give the same bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return result.getvalue()
