"""Notebooks in the browser: what `lite/` holds, before a browser runs it."""

import hashlib
import importlib
import json
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest

from _ext import jupyterlite, lite, lite_site, wheels
from _ext.book import Book, BuildError
from _ext.ipynb import read_chapters
from _ext.jupyterlite import LOADED
from _ext.lite import make_lite
from _ext.python import fnn_browser
from _ext.wheels import locked_wheels, module_wheel

CDN = "https://cdn.jsdelivr.net/pyodide/"


@pytest.fixture(scope="module")
def book(root):
    return Book(root)


@pytest.fixture(scope="module")
def site(book):
    return make_lite(book)


@pytest.fixture(scope="module")
def packages(site):
    """The lock, and the folder in which it lies."""
    (path,) = site.glob("python/*/pyodide-lock.json")
    return json.loads(path.read_text("utf-8"))["packages"], path.parent


def bytes_of(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_published_folder_is_what_was_built(site, html):
    published = bytes_of(html / "lite")
    assert published.pop("digest.txt")
    assert published == bytes_of(site)


def test_built_again_it_has_the_same_bytes(book, site, tmp_path):
    # At once, not by filling an empty one.
    again = lite_site.build(book, lite_site.notebooks(book), tmp_path / "work")
    assert bytes_of(again) == bytes_of(site)


def test_unchanged_it_is_not_built_again(book, site, monkeypatch):
    monkeypatch.setattr(lite, "build", None)
    monkeypatch.setattr(lite, "filled", None)
    assert make_lite(book) == site


def test_for_other_texts_jupyterlite_is_not_built_again(
    book, site, monkeypatch, tmp_path
):
    texts = lite_site.notebooks(book) | {"index": "{} "}
    monkeypatch.setattr(lite_site, "notebooks", lambda _: texts)
    monkeypatch.setattr(lite, "build", None)
    engine = lite.make_engine(book, site.parent)
    other = bytes_of(lite_site.filled(book, engine, tmp_path / "work"))
    changed = dict(set(other.items()) ^ set(bytes_of(site).items()))
    assert set(changed) == {"files/index.ipynb", "api/contents/all.json"}
    (entry,) = (
        entry
        for entry in json.loads(
            (tmp_path / "work/api/contents/all.json").read_text("utf-8")
        )["content"]
        if entry["name"] == "index.ipynb"
    )
    assert entry["size"] == 3


def test_a_notebook_that_the_site_does_not_list_is_refused(site, tmp_path):
    shutil.copytree(site / "api", tmp_path / "api")
    (tmp_path / "files").mkdir()
    with pytest.raises(BuildError, match=r"other\.ipynb is listed 0 times"):
        jupyterlite.put(tmp_path, "other.ipynb", "{}")


def test_every_page_with_cells_is_a_notebook(book, site):
    for page, chapter in read_chapters(book).items():
        path = site / "files" / f"{page}.ipynb"
        notebook = nbformat.read(path, 4)
        nbformat.validate(notebook)
        assert notebook.metadata.kernelspec.name == "python"
        code = [c for c in notebook.cells if c.cell_type == "code"]
        assert not any(cell.outputs for cell in code)
        assert 'prepare("numpy"' in code[0].source
        cells = [c for c in chapter.notebook.cells if c.cell_type == "code"]
        assert [c.source for c in code[1:]] == [c.source for c in cells]
        # JupyterLite shows what its listings name.
        folder = (site / "api" / "contents" / page).parent
        listed = json.loads((folder / "all.json").read_text("utf-8"))
        assert path.name in [entry["name"] for entry in listed["content"]]


def test_the_lock_has_what_lies_beside_it(packages):
    named, folder = packages
    own = {n: p for n, p in named.items() if "://" not in p["file_name"]}
    lying = {path.name for path in folder.glob("*.whl")}
    assert {p["file_name"] for p in own.values()} == lying
    for package in own.values():
        content = (folder / package["file_name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == package["sha256"]
        assert set(package["depends"]) <= set(own)
    assert {*LOADED, "sympy", "mpmath", "anywidget", "fnn-lib"} <= set(own)
    assert own["fnn-lib"]["imports"] == ["fnn_lib"]
    assert {"anywidget", "mpmath", "sympy"} <= set(own["fnn-lib"]["depends"])
    assert "traitlets" in own["ipywidgets"]["depends"]
    # SymPy refuses the one that Pyodide has.
    assert own["mpmath"]["version"].startswith("1.3")


def test_all_else_comes_from_the_server_of_this_pyodide(root, packages):
    home = root / "node_modules" / "pyodide"
    version = json.loads((home / "package.json").read_text())["version"]
    original = json.loads((home / "pyodide-lock.json").read_text())["packages"]
    others = {n: p for n, p in packages[0].items() if "://" in p["file_name"]}
    assert {"numpy", "matplotlib"} <= set(others)
    for name, package in others.items():
        file = original[name]["file_name"]
        assert package["file_name"] == f"{CDN}v{version}/full/{file}"
        assert package["sha256"] == original[name]["sha256"]


def test_no_extension_asks_for_anything_elsewhere(site):
    settings = json.loads((site / "jupyter-lite.json").read_text("utf-8"))
    data = settings["jupyter-config-data"]
    extensions = {e["name"] for e in data["federated_extensions"]}
    assert extensions == set(jupyterlite.EXTENSIONS)
    kernel = data["litePluginSettings"][f"{jupyterlite.KERNEL}:kernel"]
    assert kernel["disablePyPIFallback"] is True
    assert "://" not in json.dumps(kernel)
    # Its service worker keeps no pages: none can be an old one.
    assert "enableServiceWorkerCache" not in json.dumps(settings)


def test_the_explorables_come_with_the_library(packages):
    _, folder = packages
    (path,) = folder.glob("fnn_lib-*.whl")
    with zipfile.ZipFile(path) as wheel:
        script = wheel.read("fnn_lib/explorables/static/explorables.mjs")
    assert len(script) > 10_000


def test_a_folder_of_this_size_can_be_published(site):
    files = [path for path in site.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 50e6
    assert not [path for path in files if path.suffix == ".map"]


def test_a_module_is_a_wheel_of_the_same_bytes(tmp_path):
    path = tmp_path / "small.py"
    path.write_text("x = 1\n")
    first = module_wheel(path, tmp_path).read_bytes()
    assert module_wheel(path, tmp_path).read_bytes() == first


@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_a_wheel_that_is_not_what_was_locked_fails(
    book, harm, tmp_path, monkeypatch
):
    folder = tmp_path / "browser"
    shutil.copytree(wheels.FOLDER, folder)
    monkeypatch.setattr(wheels, "FOLDER", folder)
    assert len(locked_wheels(book)) > 15
    (path,) = folder.glob("comm-*.whl")
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(BuildError, match="comm"):
        locked_wheels(book)


MODULE = """
import absent.linalg
import absent as ab
from absent import pi

EPS = ab.finfo(ab.float64).eps ** 0.5
TABLE = {ab.dtype(ab.float64): EPS}
FOUND = TABLE[ab.dtype(ab.float64)]

def needs_it():
    return ab.zeros(3)
"""


@pytest.fixture
def absent(tmp_path, monkeypatch):
    """A module that imports what is not there, with a stand-in for it."""
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "needy.py").write_text(MODULE)
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("needy")
    sentence = fnn_browser.stand_in(["absent"])
    yield importlib.import_module("needy"), sentence
    for name in [n for n in sys.modules if n.split(".")[0] == "absent"]:
        del sys.modules[name]
    del sys.modules["needy"]


def test_a_stand_in_can_be_imported_and_not_used(absent):
    needy, sentence = absent
    assert "absent is not loaded" in sentence
    assert "needs a network" in sentence
    for use in (
        needy.needs_it,
        lambda: needy.pi + 1,
        lambda: 1 - needy.EPS,
        lambda: list(needy.pi),
        lambda: bool(needy.pi > 3),
        lambda: needy.pi[0],
        lambda: setattr(needy.ab.rc, "size", 1),
    ):
        with pytest.raises(fnn_browser.NotLoaded, match="not loaded"):
            use()


WITHOUT_NUMPY = """
import sys
from _ext.python import fnn_browser

# Before all others: NumPy is installed here.
fnn_browser.stand_in(["numpy", "matplotlib"])
sys.meta_path.insert(0, sys.meta_path.pop())

import sympy as sp
from fnn_lib import Network
from fnn_lib.display import show
from fnn_lib.explorables import Activation
from fnn_lib.symbolic import Derivation, RefutedStep, sigma, symbol, verify

z = symbol("z")
d = Derivation(sp.diff(sigma(z), z))
d.step(sigma(z) * (1 - sigma(z)), because="in one step")
assert d.verdict == "proved"
show(d, label="eq-a-b")
try:
    d.step(sigma(z) * (1 + sigma(z)), because="a slip")
except RefutedStep as error:
    print(error.counterexample)
Activation()
try:
    Network((2, 1))
except fnn_browser.NotLoaded as error:
    print(error)
"""


def test_symbols_and_explorables_do_without_numpy(root):
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_NUMPY],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    found, refused = run.stdout.splitlines()
    assert "z" in found
    assert refused.startswith("NumPy and Matplotlib are not loaded")
