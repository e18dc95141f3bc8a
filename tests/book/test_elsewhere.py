"""Binder, Colab and the branch that it reads, as far as they run here."""

import os
import re
import shutil
import subprocess
import sys
import tomllib

import nbformat
import pytest

from _ext.book import Book
from _ext.cache import Cache
from _ext.digest import digest
from _ext.elsewhere import BRANCH, Repository, make_branch, requirement
from _ext.ipynb import read_chapters

WHEEL = "fnn_lib-0.1.0-py3-none-any.whl"


def run(*command, **options):
    return subprocess.run(
        command, capture_output=True, text=True, check=True, **options
    ).stdout


@pytest.fixture(scope="module")
def branch(root, html):
    """What the branch holds, of the book as it was built."""
    book = Book(root)
    chapters = list(read_chapters(book).values())
    if Cache(book.build / "cache", digest(root)).stale(chapters):
        message = "the book was changed since it was built: `make book`"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return make_branch(book)


def test_the_branch_holds_notebooks_and_the_wheel(root, branch):
    names = {path.name for path in branch.iterdir()}
    documents = read_chapters(Book(root))
    assert names == {WHEEL} | {
        f"{document.rpartition('/')[2]}.ipynb" for document in documents
    }
    for path in branch.glob("*.ipynb"):
        notebook = nbformat.read(path, 4)
        nbformat.validate(notebook)
        first = notebook.cells[0].source
        assert f'%pip install --quiet "./{WHEEL}[run]"' in first
        assert "```{" not in path.read_text("utf-8")
        # No widget of the run that made it, and no address in its memory.
        assert "widget-view" not in path.read_text("utf-8")
        assert not re.search(r" at 0x[0-9a-f]{6}", path.read_text("utf-8"))


def test_formulas_of_the_outputs_are_markdown(branch):
    for path in branch.glob("0*.ipynb"):
        outputs = [
            output.data
            for cell in nbformat.read(path, 4).cells
            for output in cell.get("outputs", [])
            if "data" in output
        ]
        shown = [d["text/markdown"] for d in outputs if "text/markdown" in d]
        assert sum("$$" in text for text in shown) > 3, path.name
        assert all("fnn-equation" not in str(d) for d in outputs)
        assert all("<svg" not in d.get("text/html", "") for d in outputs)


def test_the_wheel_brings_the_explorables(branch, tmp_path):
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index"]
    wheel = f"./{WHEEL}[run]"
    run(*pip, "--no-deps", "--target", str(tmp_path), wheel, cwd=branch)
    code = (
        "import fnn_lib; print(fnn_lib.__file__)\n"
        "from fnn_lib.explorables import Activation\n"
        "assert 'export' in Activation()._esm"
    )
    env = {k: v for k, v in os.environ.items() if k != "FNN_BUILD"}
    env["PYTHONPATH"] = str(tmp_path)
    said = run(sys.executable, "-c", code, env=env, cwd=tmp_path)
    assert said.startswith(str(tmp_path))


def test_colab_installs_the_wheel_of_the_branch():
    found = requirement(Repository("https://github.com/me/mine"), WHEEL)
    assert found == (
        f"fnn-lib[run] @ https://github.com/me/mine/raw/notebooks/{WHEEL}"
    )


def test_binder_has_the_same_requirements(root):
    folder = root / "binder"
    lines = (folder / "requirements.txt").read_text("utf-8").splitlines()
    (line,) = [line for line in lines if not line.startswith("#")]
    place = re.fullmatch(r"-r (\S+)", line)[1]
    assert (folder / place).resolve() == (root / "requirements.txt").resolve()


def test_binder_has_a_python_that_is_new_enough(root):
    text = (root / "binder" / "runtime.txt").read_text("utf-8")
    found = re.fullmatch(r"python-3\.(\d+)\n", text)
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    least = re.fullmatch(r">=3\.(\d+)", project["project"]["requires-python"])
    assert int(found[1]) >= int(least[1])


def test_binder_bundles_before_it_installs(root, tmp_path):
    for name in ("npm", "python"):
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'#!/bin/sh\necho {name} "$@"\n')
        path.chmod(0o755)
    env = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    script = root / "binder" / "postBuild"
    assert os.access(script, os.X_OK)
    said = run(str(script), env=env).splitlines()
    assert said[0].startswith("npm ci --ignore-scripts")
    assert said[1:] == [
        "python -m _ext.bundle",
        "python -m pip install --quiet --no-deps --no-build-isolation .",
    ]


def test_binder_opens_chapters_as_notebooks(root, tmp_path):
    script = root / "binder" / "start"
    assert os.access(script, os.X_OK)
    show = ("sh", "-c", 'echo "$JUPYTER_CONFIG_PATH"')
    env = {"PATH": os.environ["PATH"], "JUPYTER_CONFIG_PATH": "/other"}
    said = run(str(script), *show, env=env, cwd=tmp_path).strip()
    assert said == f"{root / '_ext' / 'jupyter'}:/other"


def test_the_branch_is_one_commit_and_the_work_tree_stays(root, tmp_path):
    there, here = tmp_path / "there.git", tmp_path / "here"
    run("git", "init", "--quiet", "--bare", str(there))
    run("git", "init", "--quiet", str(here))
    git = ("git", "-C", str(here))
    own = ("-c", "user.name=a", "-c", "user.email=a@localhost")
    for name in ("Makefile", ".gitignore"):
        shutil.copy(root / name, here)
    run(*git, "add", ".")
    run(*git, *own, "commit", "--quiet", "--message", "x")
    run(*git, "remote", "add", "origin", str(there))
    folder = here / "_build" / "notebooks"
    folder.mkdir(parents=True)
    for name in ("one.ipynb", "two.ipynb"):
        (folder / name).write_text("{}")
        run("make", "-C", str(here), "branch")
        (folder / name).unlink()
        found = run("git", "-C", str(there), "ls-tree", "--name-only", BRANCH)
        assert found == f"{name}\n"
    count = run("git", "-C", str(there), "rev-list", "--count", BRANCH)
    assert count == "1\n"
    assert run(*git, "status", "--porcelain") == ""
