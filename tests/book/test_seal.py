"""The seal: a build has nothing to do only where nothing at all changed."""

import json
import os
import shutil
import sysconfig
import time

import pytest

from _ext import seal
from _ext.book import Book


@pytest.fixture
def toy(copy_built, tmp_path):
    """A copy of the built toy, to be changed."""
    return copy_built(tmp_path / "toy")


def holds(toy):
    book = Book(toy.root)
    return seal.is_sealed(book, seal.read(book))


def test_an_unchanged_book_is_sealed_wherever_it_lies(toy):
    assert holds(toy)


@pytest.mark.parametrize(
    "name",
    [
        "index.md",
        "chapters/one.md",
        "chapters/references.bib",
        "chapters/statements/X.yml",
        "fnn_lib/__init__.py",
        "_ext/assets/book.css",
        "_config.yml",
        "_toc.yml",
        "_build/html/index.html",
        "_build/html/chapters/one.html",
        "_build/html/_static/katex/katex.min.css",
        "_build/ledger.json",
    ],
)
def test_one_byte_breaks_it(toy, name):
    content = toy.path(name).read_bytes()
    toy.path(name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert not holds(toy)
    toy.path(name).write_bytes(content)
    assert holds(toy)


@pytest.mark.parametrize(
    "name",
    ["chapters/two.md", "_build/html/searchindex.js", "_build/sealed.json"],
)
def test_a_missing_file_breaks_it(toy, name):
    toy.path(name).unlink()
    assert not holds(toy)


@pytest.mark.parametrize(
    "name", ["chapters/figure.svg", "fnn_lib/new.py", "_build/html/old.html"]
)
def test_a_file_more_breaks_it(toy, name):
    toy.path(name).write_text("", "utf-8")
    assert not holds(toy)


def test_a_link_to_nowhere_is_no_file(toy):
    toy.path("chapters/gone.md").symlink_to("nowhere.md")
    assert holds(toy)


def test_a_lost_execution_breaks_it(toy):
    (kept, *_) = (toy.root / "_build/cache").glob("*/executed/*/base.ipynb")
    kept.unlink()
    assert not holds(toy)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"read": 1', "null"])
def test_a_damaged_seal_is_none(toy, text):
    toy.path("_build/sealed.json").write_text(text, "utf-8")
    assert not holds(toy)


def test_another_library_breaks_it(toy, tmp_path, monkeypatch):
    for name in ("sympy-1.14.0.dist-info", "sympy-1.15.0.dist-info"):
        folder = tmp_path / name[:10]
        (folder / name).mkdir(parents=True)
        monkeypatch.setattr(sysconfig, "get_path", lambda _, f=folder: f)
        assert not holds(toy)


def test_the_build_itself_is_part_of_it(toy, tmp_path, monkeypatch):
    shutil.copytree(seal.EXTENSION, tmp_path / "_ext")
    monkeypatch.setattr(seal, "EXTENSION", tmp_path / "_ext")
    assert holds(toy)
    with open(tmp_path / "_ext" / "render.py", "a") as file:
        file.write("#")
    assert not holds(toy)


def test_what_changed_during_a_build_is_not_sealed(toy):
    book = Book(toy.root)
    digest = seal.read(book)
    toy.edit("index.md", "A toy", "A joy")
    (cache,) = (toy.root / "_build/cache").glob("????????????????")
    seal.seal(book, cache.name, digest)
    assert not holds(toy)


def test_what_changed_and_changed_back_during_a_build_is_not_sealed(toy):
    book = Book(toy.root)
    cache = json.loads(toy.path("_build/sealed.json").read_text())["cache"]
    toy.path("_build/sealed.json").unlink()
    index = toy.path("index.md")
    for written, sealed in (("later", False), ("before", True)):
        since = time.time_ns()
        digest = seal.read(book)
        moment = since + (10**9 if written == "later" else -(10**9))
        os.utime(index, ns=(moment, moment))
        seal.seal(book, cache, digest, since)
        assert holds(toy) == sealed


def test_a_failure_is_not_hidden(toy):
    toy.edit("chapters/one.md", "$m = 1$", "$m = m + 1$")
    for _ in range(2):
        code, said = toy.build()
        assert code == 1
        assert "one.md, line 8" in said
    toy.edit("chapters/one.md", "$m = m + 1$", "$m = 1$")
    code, said = toy.build()
    assert code == 0
    assert "nothing changed" in said


def test_a_removed_page_comes_back(toy):
    page = toy.page("chapters/two")
    toy.path("_build/html/chapters/two.html").unlink()
    code, said = toy.build()
    assert code == 0, said
    assert toy.page("chapters/two") == page


def test_a_page_that_the_book_lost_is_gone(toy):
    entry = "\n      - file: chapters/three"
    toc = toy.path("_toc.yml")
    text = toc.read_text("utf-8")
    three = toy.path("chapters/three.md")
    three.write_text("# Three\n\nA trilobite.\n", "utf-8")
    toc.write_text(text.rstrip() + entry + "\n", "utf-8")
    code, said = toy.build()
    assert code == 0, said
    page = toy.path("_build/html/chapters/three.html")
    assert page.is_file()
    three.unlink()
    toc.write_text(text, "utf-8")
    code, said = toy.build()
    assert code == 0, said
    assert not page.exists()
    index = toy.path("_build/html/searchindex.js").read_text("utf-8")
    assert "trilobit" not in index
