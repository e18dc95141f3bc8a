"""The wheel of the library, which notebooks elsewhere install."""

import re
import tomllib
import zipfile

import pytest

from _ext.book import Book
from _ext.wheel import make_wheel

IMPORT = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    return make_wheel(Book(root), tmp_path_factory.mktemp("wheel"))


def test_the_same_sources_give_the_same_bytes(root, wheel, tmp_path):
    again = make_wheel(Book(root), tmp_path)
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()


def test_it_has_the_library_and_nothing_that_was_left_behind(root, wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for path in (root / "fnn_lib").rglob("*.py"):
        assert path.relative_to(root).as_posix() in names
    assert "fnn_lib/data/digits.csv" in names
    assert not [n for n in names if "__pycache__" in n or "/." in n]


def test_its_extra_names_what_the_notebooks_import(root):
    text = (root / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)["project"]
    extra = project["optional-dependencies"]["run"]
    known = {re.match(r"\w+", name)[0] for name in extra} | {
        *("fnn_lib", "numpy"),
        *__import__("sys").stdlib_module_names,
    }
    chapters = [root / "index.md", *(root / "chapters").rglob("*.md")]
    cells = [
        cell
        for path in chapters
        for cell in re.findall(
            r"^```\{code-cell\}.*\n((?:.*\n)*?)```",
            path.read_text("utf-8"),
            re.MULTILINE,
        )
    ]
    assert {n for cell in cells for n in IMPORT.findall(cell)} <= known
