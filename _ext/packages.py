"""What Python in the notebooks of the browser loads: wheels and their lock.

What only Pyodide's server has keeps its place in the lock, with the full
address.
"""

import json
import shutil
import zipfile
from email.parser import Parser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from _ext.jupyterlite import KERNEL, LABEXTENSIONS
from _ext.wheel import make_wheel
from _ext.wheels import locked_wheels, module_wheel, sha256

CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
#: Of the kernel's own wheels, those that are loaded with Pyodide's loader.
SHIMS = ("ipykernel-6", "piplite-", "pyodide_kernel-", "widgetsnbextension-4")
#: Of the library, what the notebooks import; see `pyproject.toml`.
EXTRAS = ("", "run")
PREPARING = Path(__file__).parent / "python" / "fnn_browser.py"


def lay_out(book, folder):
    """Lay out the lock and the wheels in a folder named after them.

    Parameters
    ----------
    book : Book
        Its library is a wheel, too.
    folder : Path
        Does not exist; is renamed.

    Returns
    -------
    Path
        The folder, with ``pyodide-lock.json``.
    """
    home = book.root / "node_modules" / "pyodide"
    folder.mkdir()
    shims = LABEXTENSIONS / KERNEL / "static" / "pypi"
    for name in SHIMS:
        (path,) = shims.glob(f"{name}*.whl")
        shutil.copyfile(path, folder / path.name)
    for path in locked_wheels(book):
        # The one that the kernel brings is a stand-in of two kilobytes.
        if not path.name.startswith("widgetsnbextension"):
            shutil.copyfile(path, folder / path.name)
    make_wheel(book, folder)
    module_wheel(PREPARING, folder)
    lock = json.loads((home / "pyodide-lock.json").read_text("utf-8"))
    package = json.loads((home / "package.json").read_text("utf-8"))
    wheels = sorted(folder.glob("*.whl"))
    text = json.dumps(rewritten(lock, wheels, package["version"]))
    (folder / "pyodide-lock.json").write_text(text, "utf-8")
    return folder.rename(folder.with_name(sha256(text.encode())[:16]))


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
        "sha256": sha256(path.read_bytes()),
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
