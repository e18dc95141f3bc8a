"""Wheels for the notebooks in the browser, and Pyodide's lock that has them.

Libraries come as `requirements-browser.txt` locks them; the set-up puts them
into the virtual environment. What only Pyodide's server has keeps its place
in the lock, with the full address.
"""

import hashlib
import re
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from _ext.book import BuildError
from _ext.pyodide import zipped

LOCK = "requirements-browser.txt"
#: Where the set-up puts what the lock names.
FOLDER = Path(sys.prefix) / "browser"
CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
#: Of the library, what the notebooks import; see `pyproject.toml`.
EXTRAS = ("", "run")
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
        if f"sha256:{_sha256(path.read_bytes())}" not in hashes:
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


def rewritten(lock, wheels, version):
    """Rewrite Pyodide's lock for what is served with the book.

    Parameters
    ----------
    lock : dict
        ``pyodide-lock.json``.
    wheels : list of Path
        To lie beside the lock.
    version : str
        Pyodide's, whose server has everything else.

    Returns
    -------
    dict
        A new lock.
    """
    server = CDN.format(version=version)
    packages = {
        name: package | {"file_name": server + package["file_name"]}
        for name, package in lock["packages"].items()
    }
    own = [_entry(path, lock["info"]["python"]) for path in wheels]
    names = {entry["name"] for entry in own}
    for entry in own:
        # What does not lie here is asked for when it is imported.
        entry["depends"] = sorted(names & set(entry["depends"]))
        packages[entry["name"]] = entry
    return lock | {"packages": dict(sorted(packages.items()))}


def _entry(path, python):
    name, version, *_ = parse_wheel_filename(path.name)
    with zipfile.ZipFile(path) as archive:
        files = archive.namelist()
        (inside,) = (f for f in files if f.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(inside).decode())
    roots = {file.partition("/")[0] for file in files}
    return {
        "name": name,
        "version": str(version),
        "file_name": path.name,
        "sha256": _sha256(path.read_bytes()),
        "install_dir": "site",
        "package_type": "package",
        "imports": sorted(
            root.removesuffix(".py")
            for root in roots
            if not root.endswith((".dist-info", ".data"))
        ),
        "depends": _needed(metadata.get_all("Requires-Dist") or [], python),
        "unvendored_tests": False,
    }


def _needed(requirements, python):
    """Return the names of what is needed in the browser."""
    browser = {
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "sys_platform": "emscripten",
        "platform_system": "Emscripten",
        "platform_machine": "wasm32",
        "os_name": "posix",
    }
    settings = [browser | {"extra": extra} for extra in EXTRAS]
    found = map(Requirement, requirements)
    return {
        canonicalize_name(r.name)
        for r in found
        if not r.marker or any(map(r.marker.evaluate, settings))
    }


def _sha256(content):
    return hashlib.sha256(content).hexdigest()
