"""Every chapter as a notebook that runs in the browser: ``lite/``.

JupyterLite is built from what is installed; nothing is downloaded. Its
kernel shares Pyodide with the exercises.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from _ext.book import BuildError
from _ext.digest import digest
from _ext.ipynb import as_ipynb, read_chapters, written
from _ext.names import names_of
from _ext.wheel import EPOCH, make_wheel
from _ext.wheels import LOCK, locked_wheels, module_wheel, rewritten

KERNEL = "@jupyterlite/pyodide-kernel-extension"
EXTENSIONS = (
    KERNEL,
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
)
LABEXTENSIONS = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
#: Of the kernel's own wheels, those that are loaded with Pyodide's loader.
SHIMS = ("ipykernel-6", "piplite-", "pyodide_kernel-", "widgetsnbextension-4")
#: What a notebook finds when its kernel is ready.
LOADED = (
    *("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel"),
    *("jedi", "ipython", "fnn-browser"),
)
PREPARING = Path(__file__).parent / "python" / "fnn_browser.py"
FIRST = """\
# From Pyodide's server; everything else comes with the book.
import fnn_browser

await fnn_browser.prepare({packages})"""
#: Else JupyterLab opens all that was ever opened, each with its own Python.
APART = """<head>
    <script>
      {
        const address = new URL(location);
        const own = address.searchParams;
        if (own.has("path") && !own.has("workspace")) {
          own.set("workspace", own.get("path").replace(/[^\\w.-]/g, "-"));
          history.replaceState(null, "", address);
        }
      }
    </script>"""
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
            _build(book, work)
            (work / "site").rename(site)
            shutil.rmtree(work)
        os.utime(site)
        _prune(folder)
    return site


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
    static = book.root / "fnn_lib" / "explorables" / "static"
    texts = [book.root / "_config.yml", book.root / LOCK, *book.sources()]
    for path in [*texts, *sorted(static.glob("explorables.*"))]:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def _build(book, work):
    site, given = work / "site", work / "given"
    for name, notebook in notebooks(book).items():
        path = given / "files" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notebook, "utf-8")
    python = _packages(book, work / "python")
    title = yaml.safe_load((book.root / "_config.yml").read_text("utf-8"))
    _write(given / "jupyter-lite.json", _settings(title["title"], python.name))
    _write(given / "jupyter_lite_config.json", _how(site))
    _run(given)
    shutil.copytree(python, site / "python" / python.name)
    for note in site.rglob("*.map"):
        note.unlink()
    page = site / "lab" / "index.html"
    page.write_text(_apart(page.read_text("utf-8")), "utf-8")


def _apart(page):
    """Let JupyterLab keep what is open for each notebook alone."""
    if page.count("<head>") != 1:
        raise BuildError("JupyterLite: its page has not one head")
    return page.replace("<head>", APART)


def _packages(book, folder):
    """Lay out the lock and the wheels in a folder named after them."""
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
    return folder.rename(
        folder.with_name(hashlib.sha256(text.encode()).hexdigest()[:16])
    )


def _settings(title, packages):
    """Return the settings of the page."""
    kernel = {
        # The exercises' own; seen from lite/lab/.
        "pyodideUrl": "../../_static/python/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "lockFileURL": f"./python/{packages}/pyodide-lock.json",
            "packages": list(LOADED),
        },
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": title,
            "defaultKernelName": "python",
            "litePluginSettings": {f"{KERNEL}:kernel": kernel},
        },
    }


def _how(site):
    """Return the settings of the build."""
    return {
        "LiteBuildConfig": {
            "apps": ["lab"],
            "contents": ["files"],
            "output_dir": str(site),
            "ignore_sys_prefix": ["federated_extensions"],
            "federated_extensions": [
                str(LABEXTENSIONS / x) for x in EXTENSIONS
            ],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "source_date_epoch": int(EPOCH),
        }
    }


def _write(path, settings):
    path.write_text(json.dumps(settings, indent=2), "utf-8")


def _run(folder):
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    # Nothing of the person who builds.
    own = {"JUPYTER_CONFIG_DIR": str(folder / ".config")}
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | own | {"SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BuildError(
            f"JupyterLite: {(done.stderr or done.stdout)[-2000:]}"
        )


def _prune(folder):
    sites = [path for path in folder.glob("*/") if len(path.name) == 16]
    sites.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in sites[KEPT:]:
        shutil.rmtree(path)
