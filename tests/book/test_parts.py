"""The parts of the build, each by itself."""

import io
import json
from types import SimpleNamespace

import pytest

from _ext import assets
from _ext.book import Book, BuildError
from _ext.digest import digest, inputs
from _ext.lint import as_module
from _ext.notebooks import read_chapter
from _ext.pages import problems
from _ext.publish import drop_pictures, publish, staging
from _ext.search import in_order, with_entries, without_lost_words
from _ext.theme import ASK_AT_ONCE, ASK_IN_SIGHT, mend, mend_script

from .toy import Toy


@pytest.fixture
def toy(tmp_path):
    return Toy(tmp_path).write()


@pytest.mark.parametrize(
    "name", ["fnn_lib/__init__.py", "fnn_lib/data/a.csv", "chapters/e.yml"]
)
def test_the_digest_covers_what_chapters_rest_on(toy, name):
    path = toy.path(name)
    path.parent.mkdir(exist_ok=True)
    path.touch()
    before = digest(toy.root)
    assert digest(toy.root) == before
    path.write_text(path.read_text() + "1")
    assert digest(toy.root) != before


def test_the_digest_leaves_out_prose_and_style(toy):
    before = digest(toy.root)
    for name in ("chapters/one.md", "_ext/assets/book.css", "_config.yml"):
        toy.path(name).write_text("changed")
    assert digest(toy.root) == before


def test_the_digest_covers_the_locks_and_the_glue(root):
    names = {str(path.relative_to(root)) for path in inputs(root)}
    assert {"requirements.txt", "package-lock.json"} <= names
    assert {"_ext/build.py", "fnn_lib/network.py"} <= names
    assert any(name.startswith("fnn_lib/data/") for name in names)


def test_a_new_digest_for_a_renamed_file(toy):
    before = digest(toy.root)
    toy.path("fnn_lib/__init__.py").rename(toy.path("fnn_lib/other.py"))
    assert digest(toy.root) != before


GOOD = (
    '<a href="https://example.org">a link</a><img src="a.png">'
    "<pre>(eq-a-b) src=//x</pre>"
)


def test_a_good_page_has_no_problem():
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<img src="https://example.org/a.png">', "example.org/a.png"),
        ('<link rel="stylesheet" href="//example.org/a.css">', "a.css"),
        ('<script async src="http://example.org/a.js">', "a.js"),
        ("<style>@import url(https://example.org/a.css)</style>", "a.css"),
        ('<code class="katex-error">', "cannot parse"),
        ('<span style="color:#cc0000">', "red"),
        ("<p>$$ x $$ (eq-forward-layer)</p>", "label"),
        ('<span class="problematic">', "reference"),
    ],
)
def test_a_bad_page_is_found_out(html, found):
    (problem,) = problems(GOOD + html)
    assert found in problem


def test_only_a_good_stage_is_built_upon(tmp_path):
    folder = tmp_path / "_build" / "stage"
    with staging(folder) as stage:
        (stage / "page").touch()
    with staging(folder) as stage:
        assert (stage / "page").exists()
    with pytest.raises(BuildError), staging(folder):
        raise BuildError
    with staging(folder) as stage:
        assert not (stage / "page").exists()


def test_publishing_replaces_all_pages(tmp_path):
    stage, target = tmp_path / "stage", tmp_path / "html"
    for name in ("one", "two"):
        stage.mkdir()
        (stage / name).touch()
        publish(stage, target)
        (stage / name).unlink()
        stage.rmdir()
    assert [path.name for path in target.iterdir()] == ["two"]
    assert [path.name for path in tmp_path.iterdir()] == ["html"]


def test_a_picture_that_no_page_names_is_dropped(tmp_path):
    pictures = tmp_path / "_images"
    pictures.mkdir()
    for name in ("kept-1.svg", "kept-2.webp", "old-1.svg", "lite.svg"):
        (pictures / name).touch()
    (tmp_path / "a.html").write_text('<img src="_images/kept-1.svg">')
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.html").write_text(
        '{"at": "../_images/kept-2.webp"}'
    )
    (tmp_path / "lite").mkdir()
    (tmp_path / "lite" / "c.html").write_text("_images/lite.svg")
    assert drop_pictures(tmp_path) == ["lite.svg", "old-1.svg"]
    left = sorted(path.name for path in pictures.iterdir())
    assert left == ["kept-1.svg", "kept-2.webp"]


def test_lint_sees_code_where_it_stands(toy):
    path = toy.path("chapters/two.md")
    chapter = read_chapter(path, toy.path("_config.yml"))
    code = as_module(chapter).splitlines()
    text = path.read_text().splitlines()
    for number, line in enumerate(code):
        assert line in ("", text[number])
    assert "2 * 21" in code


def test_the_book_knows_its_pages(root):
    names = Book(root).documents()
    assert names[0] == "index"
    assert [name[9:11] for name in names[1:10]] == [
        f"0{number}" for number in range(1, 10)
    ]


def test_the_theme_is_mended():
    page = (
        '<script defer src="../_static/scripts/fontawesome.js?digest=1">'
        '</script><section id="solution-content">'
    )
    assert mend(page) == '<section class="solution-content">'


def test_the_script_of_the_theme_is_mended_once():
    script = f"boxes{ASK_AT_ONCE};"
    assert mend_script(script) == f"boxes{ASK_IN_SIGHT};"
    assert mend_script(mend_script(script)) == mend_script(script)
    with pytest.raises(BuildError, match="script has changed"):
        mend_script("another version")


def test_the_first_build_and_the_second_have_the_same_assets(
    tmp_path, monkeypatch
):
    def copy(*given):
        given[-1].mkdir(parents=True, exist_ok=True)
        (given[-1] / "copied").write_text("x")

    monkeypatch.setattr(assets, "copy_katex", copy)
    monkeypatch.setattr(assets, "copy_bundle", lambda *_: True)
    monkeypatch.setattr(assets, "make_python", lambda _: tmp_path)
    monkeypatch.setattr(assets, "copy_python", copy)
    app = SimpleNamespace(srcdir=tmp_path, add_css_file=lambda *_, **__: None)
    found = []
    for _ in range(2):
        config = SimpleNamespace(fnn_build=tmp_path, html_static_path=[])
        assets._add(app, config)
        found.append(config.fnn_assets)
    assert found[0] == found[1]


def test_the_search_index_forgets_what_no_page_has():
    index = SimpleNamespace(
        _mapping={"kept": {"one"}, "lost": {"two"}},
        _title_mapping={"lost": {"two"}},
        _index_entries={"one": ["a"], "two": ["b"]},
    )

    def prune(index, docnames):
        for pages in (
            *index._mapping.values(),
            *index._title_mapping.values(),
        ):
            pages.intersection_update(docnames)

    without_lost_words(prune)(index, {"one"})
    assert index._mapping == {"kept": {"one"}}
    assert index._title_mapping == {}
    assert index._index_entries == {"one": ["a"]}


def test_the_search_index_loads_the_entries_of_pages_not_read_again():
    def load(index, stream, form):
        assert json.load(stream)["docnames"] == ["one", "two"]

    index = SimpleNamespace(formats={"json": json}, _index_entries={})
    entries = {"cost": [[1, "a", True], [0, "b", False]]}
    kept = {"docnames": ["one", "two"], "indexentries": entries}
    with_entries(load)(index, io.StringIO(json.dumps(kept)), "json")
    assert index._index_entries == {
        "one": [("cost", "b", "")],
        "two": [("cost", "a", "main")],
    }


def test_the_search_index_has_entries_by_page_whatever_was_read_last():
    frozen = in_order(lambda index: list(index._index_entries))
    assert frozen(SimpleNamespace(_index_entries={"b": [], "a": []})) == [
        *("a", "b")
    ]
