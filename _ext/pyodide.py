"""Serve Python with the book: the interpreter, and a judge ready to work."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from _ext.archive import zipped
from _ext.book import BuildError
from _ext.formulas import NODE

#: Of Pyodide, which the exercises and the notebooks of the browser share.
CORE = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
)
#: What a page's worker loads; whether with the version in its address.
SERVED = dict.fromkeys((*CORE, "lock.json"), False) | {
    "worker.js": True,
    "judge.snapshot": True,
}
LIBRARIES = ("sympy", "mpmath")
#: Folders of libraries that nothing imports.
UNUSED = {"tests", "benchmarks"}
JUDGE = Path("fnn_lib") / "judge"
WORKER = Path("fnn_lib") / "explorables" / "kit" / "worker.js"
SCRIPTS = Path(__file__).parent / "python"
COMPILE, STILL, SNAPSHOT, WARM = (
    SCRIPTS / name
    for name in ("archive.mjs", "still.mjs", "snapshot.mjs", "warm.py")
)


def python_version(book):
    """Name what the exercises of a page load, by all that it is made of.

    Parameters
    ----------
    book : Book

    Returns
    -------
    str
        A digest; empty for a book without a judge.

    Raises
    ------
    BuildError
        When Pyodide is not installed.
    """
    if not (book.root / JUDGE).is_dir():
        return ""
    parts = [path.read_bytes() for path in (STILL, SNAPSHOT, WARM)]
    parts += [(book.root / WORKER).read_bytes(), *_judge(book).values()]
    return _digest(_libraries(_home(book)).encode(), *parts)


def make_python(book):
    """Make what the exercises load, once for each version of it.

    SymPy and mpmath are compiled into one archive; an interpreter that has
    loaded them and the judge is then kept as a snapshot of its memory.

    Parameters
    ----------
    book : Book
        A book without a judge needs none.

    Returns
    -------
    Path or None
        The snapshot.

    Raises
    ------
    BuildError
        When Pyodide is not installed, or the judge does not work in it.
    """
    name = python_version(book)
    if not name:
        return None
    home = _home(book)
    folder = book.build / "cache" / "python"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        archive = folder / f"{_libraries(home)}.zip"
        if not archive.is_file():
            given = folder / "sources.zip"
            given.write_bytes(zipped(_sources()))
            _node(archive, COMPILE, home, given)
            given.unlink()
        snapshot = folder / f"{name}.snapshot"
        if not snapshot.is_file():
            judge = folder / "judge.zip"
            judge.write_bytes(zipped(_judge(book)))
            still = f"--import={STILL.as_uri()}"
            _node(snapshot, still, SNAPSHOT, home, archive, judge)
            judge.unlink()
        _prune(folder, {archive, snapshot})
    return snapshot


def copy_python(book, snapshot, target):
    """Copy what the worker loads.

    Parameters
    ----------
    book : Book
    snapshot : Path
        Of `make_python`.
    target : Path
        The folder that the pages know as ``_static/python``.
    """
    target.mkdir(parents=True, exist_ok=True)
    home = _home(book)
    for name in CORE:
        shutil.copy2(home / name, target / name)
    shutil.copy2(snapshot, target / "judge.snapshot")
    shutil.copy2(book.root / WORKER, target / "worker.js")
    # No package is ever asked for beyond what lies here.
    lock = json.loads((home / "pyodide-lock.json").read_text("utf-8"))
    lock["packages"] = {}
    (target / "lock.json").write_text(json.dumps(lock), "utf-8")


def _home(book):
    home = book.root / "node_modules" / "pyodide"
    if not home.is_dir():
        raise BuildError(f"{home} is missing: run `make book`, or `npm ci`")
    return home


def _judge(book):
    package = book.root / JUDGE
    return {
        path.relative_to(package.parent).as_posix(): path.read_bytes()
        for path in sorted(package.rglob("*.py"))
    }


def _sources():
    sources = {}
    for name in LIBRARIES:
        root = Path(find_spec(name).origin).parent
        for path in sorted(root.rglob("*.py")):
            inside = path.relative_to(root.parent)
            if not UNUSED & set(inside.parts):
                sources[inside.as_posix()] = path.read_bytes()
    return sources


def _libraries(home):
    """Name the archive: by Pyodide, the libraries and how it is made."""
    versions = " ".join(f"{name} {version(name)}" for name in LIBRARIES)
    package = (home / "package.json").read_bytes()
    return _digest(COMPILE.read_bytes(), package, versions.encode())


def _digest(*parts):
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()[:16]


def _node(result, *command):
    """Run a script that writes its result, whole or not at all."""
    made = result.with_name("unfinished")
    done = subprocess.run(
        [NODE, *map(str, command), str(made)], capture_output=True, text=True
    )
    if done.returncode:
        said = done.stderr.strip()[-2000:]
        raise BuildError(f"{result.name}: Pyodide says {said}")
    os.replace(made, result)


def _prune(folder, used):
    for path in folder.glob("*.*"):
        if path not in used and path.suffix in {".zip", ".snapshot"}:
            path.unlink()
