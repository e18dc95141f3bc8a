"""Python served with the book: one version, the same bytes, or no book."""

import shutil
import subprocess

import pytest

from _ext import pyodide
from _ext.book import Book, BuildError
from _ext.pyodide import (
    JUDGE,
    SERVED,
    WORKER,
    copy_python,
    make_python,
    python_version,
)
from fnn_lib.judge import warming

from .toy import REPOSITORY


@pytest.fixture
def book(tmp_path):
    """A folder with the judge, and what was compiled for the real one."""
    for path in (JUDGE, WORKER.parent):
        shutil.copytree(REPOSITORY / path, tmp_path / path)
    (tmp_path / "node_modules").symlink_to(REPOSITORY / "node_modules")
    cache = tmp_path / "_build" / "cache" / "python"
    cache.mkdir(parents=True)
    make_python(Book(REPOSITORY))
    for path in (REPOSITORY / "_build" / "cache" / "python").glob("*.zip"):
        shutil.copy2(path, cache)
    return Book(tmp_path)


def test_made_elsewhere_it_has_the_same_bytes(book):
    here, there = make_python(Book(REPOSITORY)), make_python(book)
    assert here != there
    assert here.name == there.name
    assert here.read_bytes() == there.read_bytes()


def test_made_once_it_is_only_found(book, monkeypatch):
    found = make_python(Book(REPOSITORY))

    def run(*_args, **_options):
        raise AssertionError("it was made again")

    monkeypatch.setattr(subprocess, "run", run)
    assert make_python(Book(REPOSITORY)) == found


@pytest.mark.parametrize(
    "path", [JUDGE / "values.py", JUDGE / "exercises" / "softmax.py", WORKER]
)
def test_its_version_changes_with_what_it_is_made_of(book, path):
    before = python_version(book)
    assert before == python_version(Book(REPOSITORY))
    with open(book.root / path, "a", encoding="utf-8") as file:
        file.write("\n")
    assert python_version(book) != before


def test_the_pages_get_all_that_the_worker_loads(book, tmp_path):
    target = tmp_path / "served"
    copy_python(book, make_python(Book(REPOSITORY)), target)
    assert {path.name for path in target.iterdir()} == set(SERVED)


def test_a_book_without_a_judge_needs_no_python(tmp_path):
    assert make_python(Book(tmp_path)) is None
    assert python_version(Book(tmp_path)) == ""


def test_a_missing_pyodide_is_named(book):
    (book.root / "node_modules").unlink()
    with pytest.raises(BuildError, match="pyodide is missing"):
        make_python(book)


def test_what_fails_in_pyodide_fails_the_build_and_leaves_nothing(
    book, monkeypatch, tmp_path
):
    broken = tmp_path / "warm.py"
    broken.write_text("raise ValueError('sigmoid-derivative: found it wrong')")
    snapshot = tmp_path / "snapshot.mjs"
    text = pyodide.SNAPSHOT.read_text("utf-8")
    snapshot.write_text(
        text.replace("import.meta.url", f"'file://{tmp_path}/'")
    )
    monkeypatch.setattr(pyodide, "SNAPSHOT", snapshot)
    with pytest.raises(BuildError, match="found it wrong"):
        make_python(book)
    cache = book.build / "cache" / "python"
    assert list(cache.glob("*.snapshot")) == []


def test_an_exercise_that_is_wrong_about_itself_is_found(monkeypatch):
    exercise = {
        "letters": {"z": {}},
        "answer": "2*z",
        "slips": {"twice the same": "z + z"},
    }
    monkeypatch.setattr(warming, "EXERCISES", {"double": exercise})
    with pytest.raises(ValueError, match="double: found z \\+ z right"):
        warming.warm()
