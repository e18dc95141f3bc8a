"""The bundle of the explorables: made of proved formulas, or not at all."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from _ext.book import Book, BuildError
from _ext.bundle import FOLDER, RESULTS, copy_bundle, make_bundles
from _ext.parts import load_parts

from .toy import REPOSITORY

RESULTS = [*RESULTS, "explorable-activation.js"]
ONE = """\
import { widget } from "./kit/explorable.js";
import activation from "./activation.js";

export const EXPLORABLES = { activation: widget(activation) };
"""


class Copy:
    """A copy of the library, with one explorable."""

    def __init__(self, root):
        self.root = root
        self.book = Book(root)

    def write(self):
        for name in ("fnn_lib", "package.json", "package-lock.json"):
            source = REPOSITORY / name
            if source.is_file():
                shutil.copy2(source, self.root / name)
                continue
            left = shutil.ignore_patterns("static", "__pycache__", "*.csv")
            shutil.copytree(source, self.root / name, ignore=left)
        for name in ("requirements.txt", "pyproject.toml"):
            shutil.copy2(REPOSITORY / name, self.root / name)
        (self.root / "_ext").mkdir()
        (self.root / "chapters").mkdir()
        (self.root / "node_modules").symlink_to(REPOSITORY / "node_modules")
        self.path("registry.js").write_text(ONE)
        for formulas in self.path("proved").glob("[!_]*.py"):
            if formulas.name != "activation.py":
                formulas.unlink()
        return self

    def path(self, name):
        return self.root / FOLDER / name

    def edit(self, name, old, new):
        text = self.path(name).read_text("utf-8")
        assert old in text
        self.path(name).write_text(text.replace(old, new), "utf-8")

    def made(self):
        """When each file was made."""
        found = self.path("static").glob("[!.]*")
        return {path.name: path.stat().st_mtime_ns for path in found}

    def fails(self):
        """Bundle; return why it could not be done."""
        with pytest.raises(BuildError) as refused:
            make_bundles(self.book)
        return str(refused.value)


@pytest.fixture(scope="module")
def bundled(tmp_path_factory):
    copy = Copy(tmp_path_factory.mktemp("a copy")).write()
    make_bundles(copy.book)
    return copy


@pytest.fixture
def copy(bundled, tmp_path):
    """A bundled copy, to be broken."""
    target = tmp_path / "copy"
    shutil.copytree(bundled.root, target, symlinks=True)
    return Copy(target)


def test_one_script_for_pages_and_one_for_notebooks(bundled):
    names = set(bundled.made())
    assert names == {*RESULTS, "activation.mjs"}
    for name in ("explorables.js", "explorable-activation.js"):
        script = bundled.path(f"static/{name}").read_text("utf-8")
        # A classic script, which a browser loads from a folder, too.
        assert not re.search(r"\b(?:import|export)\b *[({*\"]", script)
    module = bundled.path("static/explorables.mjs").read_text("utf-8")
    assert "as default" in module
    style = bundled.path("static/explorables.css").read_text("utf-8")
    assert ".fnn-explorable" in style
    assert "[data-explorable=activation]" in style


def test_nothing_is_done_when_nothing_changed(copy):
    before = copy.made()
    make_bundles(copy.book)
    assert copy.made() == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("kit/numbers.js", "not a number", "no number"),
        ("activation.css", "2.2", "2.3"),
        ("proved/activation.py", "An activation", "One activation"),
    ],
)
def test_what_changed_is_bundled_again(copy, name, old, new):
    before = copy.made()
    copy.edit(name, old, new)
    make_bundles(copy.book)
    after = copy.made()
    assert after.keys() == before.keys()
    assert all(after[result] > before[result] for result in RESULTS)
    # Proofs take long: a script that changed asks for none.
    proved = after["activation.mjs"] > before["activation.mjs"]
    assert proved == name.endswith(".py")


@pytest.mark.parametrize("name", RESULTS)
def test_what_is_gone_is_made_again(copy, name):
    copy.path(f"static/{name}").unlink()
    make_bundles(copy.book)
    assert copy.path(f"static/{name}").is_file()


# -- What it refuses ---------------------------------------------------------


def test_a_wrong_formula_is_not_bundled(copy):
    copy.edit(
        "proved/activation.py",
        "verify(sp.tanh(z), sp.tanh(z))",
        "verify(sp.tanh(z), -sp.tanh(z))",
    )
    said = copy.fails()
    assert said.startswith("explorables: ")
    assert "RefutedStep" in said
    assert "proved/activation.py" in said


def test_an_unproved_formula_is_not_bundled(copy):
    copy.edit(
        "proved/activation.py",
        "verify(sp.tanh(z), sp.tanh(z))",
        "doubt()",
    )
    copy.edit(
        "proved/activation.py",
        "FORMULAS = [",
        "def doubt():\n"
        "    known = verify(sp.tanh(z), sp.tanh(z))\n"
        "    type(known).verdict = 'checked'\n"
        "    return known\n\n\n"
        "FORMULAS = [",
    )
    said = copy.fails()
    assert "sigmoid, g: found it checked, wanted a proof" in said


def test_a_script_that_is_none_is_named(copy):
    copy.edit("activation.js", "compute: (values)", "compute: (values")
    for _ in range(2):  # nothing remembers the first attempt as done
        said = copy.fails()
        assert said.startswith("explorables: ")
        assert f"{FOLDER}/activation.js:23" in said
    copy.edit("activation.js", "compute: (values", "compute: (values)")
    make_bundles(copy.book)


def test_an_import_that_leads_nowhere_is_named(copy):
    copy.edit("activation.js", "./kit/numbers.js", "./kit/numerals.js")
    assert 'resolve "./kit/numerals.js"' in copy.fails()
    copy.edit("activation.js", "./kit/numerals.js", "./kit/numbers.js")
    copy.edit("kit/numbers.js", "function formatAt", "function formatTo")
    assert '"formatAt"' in copy.fails()


def test_without_esbuild_it_says_what_to_do(copy):
    (copy.root / "node_modules").unlink()
    copy.edit("activation.css", "2.2", "2.4")
    said = copy.fails()
    assert "esbuild is missing: run `make book`" in said


def test_a_book_without_explorables_needs_none(tmp_path):
    make_bundles(Book(tmp_path))
    assert not copy_bundle(Book(tmp_path), tmp_path / "assets")
    assert list(tmp_path.iterdir()) == []


# -- Around it ---------------------------------------------------------------


def test_pages_get_a_script_and_a_style(bundled, tmp_path):
    assert copy_bundle(bundled.book, tmp_path / "assets")
    names = {path.name for path in (tmp_path / "assets").iterdir()}
    assert names == {
        *("explorables.js", "explorables.css", "explorable-activation.js")
    }


def test_a_page_loads_the_explorables_that_it_shows(tmp_path):
    for kind in ("line", "vec", "loss"):
        (tmp_path / f"explorable-{kind}.js").write_text(kind)
    shared = '<script defer src="../_static/explorables.js?v=1"></script>'
    shown = '<p data-kind="vec"><p data-kind="line"><p data-kind="vec">'
    page = load_parts(shown + shared, tmp_path, lambda name, _: f"../{name}")
    found = re.findall(r'src="\.\./_static/([\w-]+\.js)\?v=', page)
    assert found == [
        *("explorable-line.js", "explorable-vec.js", "explorables.js")
    ]
    assert load_parts(shown, tmp_path, None) == shown


def test_the_command_line_bundles_for_a_notebook(copy):
    def run():
        return subprocess.run(
            [sys.executable, "-m", "_ext.bundle"],
            cwd=copy.root,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            text=True,
        )

    (copy.root / "_ext").rmdir()  # an empty folder would hide the real one
    copy.path("static/explorables.mjs").unlink()
    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    assert copy.path("static/explorables.mjs").is_file()
    copy.edit("activation.js", "compute: (values)", "compute: (values")
    done = run()
    assert done.returncode == 1
    assert done.stderr.startswith("explorables: ")
    assert "Traceback" not in done.stderr


def test_jupyterlab_gets_the_bundle_first(root):
    lines = (root / "Makefile").read_text("utf-8").splitlines()
    lab = lines.index(next(line for line in lines if line.startswith("lab:")))
    assert lines[lab + 1].strip().endswith("-m _ext.bundle")


def test_two_builds_at_once_do_not_disturb_each_other(copy):
    from concurrent.futures import ThreadPoolExecutor

    copy.edit("activation.css", "2.2", "2.5")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(make_bundles, [copy.book] * 2))
    style = copy.path("static/explorables.css").read_text("utf-8")
    assert "2.5" in style


def test_the_bundle_is_small(root):
    """At most 100 kB as a server sends it."""
    import gzip

    make_bundles(Book(root))
    scripts = (root / FOLDER / "static").glob("explorable*.js")
    assert sum(len(gzip.compress(x.read_bytes())) for x in scripts) <= 100_000
