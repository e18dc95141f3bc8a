"""Build JupyterLite from what is installed; nothing is downloaded.

Its kernel shares Pyodide with the exercises.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from _ext.archive import EPOCH
from _ext.book import BuildError

KERNEL = "@jupyterlite/pyodide-kernel-extension"
EXTENSIONS = (
    KERNEL,
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
)
LABEXTENSIONS = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
#: What a notebook finds when its kernel is ready.
LOADED = (
    *("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel"),
    *("jedi", "ipython", "fnn-browser"),
)
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


def build_site(title, notebooks, packages, work):
    """Build JupyterLite with notebooks and a kernel.

    Parameters
    ----------
    title : str
        Of the book.
    notebooks : dict
        Texts by path without suffix.
    packages : Path
        Of `_ext.packages.lay_out`.
    work : Path
        A folder; what is left there is of no use.

    Returns
    -------
    Path
        The folder to be served.

    Raises
    ------
    BuildError
        When JupyterLite fails.
    """
    site, given = work / "site", work / "given"
    for name, notebook in notebooks.items():
        path = given / "files" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notebook, "utf-8")
    _write(given / "jupyter-lite.json", _settings(title, packages.name))
    _write(given / "jupyter_lite_config.json", _how(site))
    _run(given)
    shutil.copytree(packages, site / "python" / packages.name)
    for note in site.rglob("*.map"):
        note.unlink()
    page = site / "lab" / "index.html"
    page.write_text(_apart(page.read_text("utf-8")), "utf-8")
    return site


def put(site, path, notebook):
    """Put a notebook in the place of one of the same name.

    Parameters
    ----------
    site : Path
        Of `build_site`.
    path : str
        Of the notebook, as readers see it.
    notebook : str
        Its text.

    Raises
    ------
    BuildError
        When the site does not list it.
    """
    file = site / "files" / path
    file.write_text(notebook, "utf-8")
    listing = site / "api" / "contents" / Path(path).parent / "all.json"
    found = json.loads(listing.read_text("utf-8"))
    named = [entry for entry in found["content"] if entry["path"] == path]
    if len(named) != 1:
        raise BuildError(f"JupyterLite: {path} is listed {len(named)} times")
    named[0]["size"] = file.stat().st_size
    listing.write_text(json.dumps(found, indent=2, sort_keys=True), "utf-8")


def _apart(page):
    """Let JupyterLab keep what is open for each notebook alone."""
    if page.count("<head>") != 1:
        raise BuildError("JupyterLite: its page has not one head")
    return page.replace("<head>", APART)


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
