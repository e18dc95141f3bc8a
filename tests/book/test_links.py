"""Links of the pages: a wrong one is caught, an outer one is listed."""

import json

import pytest

from _ext import links
from _ext.book import Book, BuildError

PAGE = '<h1 id="top">{}</h1><section id="a-b">x</section>{}'


@pytest.fixture
def book(tmp_path):
    """A built book of two pages, with a picture and a folder set apart."""
    folder = tmp_path / "_build" / "html"
    for name, text in {
        "index.html": PAGE.format("", '<a href="chapters/one.html#a-b">1</a>'),
        "chapters/one.html": PAGE.format(
            "",
            '<a href="#top">up</a> <img src="../a%20b.svg?v=1">'
            '<a href="../lite/lab/index.html?path=one.ipynb">run</a>'
            '<a href="https://example.org/x#y">out</a>'
            '<a href="../">home</a><a href="data:text/plain,x">d</a>',
        ),
        "lite/lab/index.html": '<a href="nowhere.html">not ours</a>',
        "a b.svg": "<svg/>",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Book(tmp_path)


def test_inner_links_resolve_and_outer_ones_are_listed(book):
    links.check_links(book, book.html)
    listed = json.loads((book.build / "links.json").read_text("utf-8"))
    assert listed == {"https://example.org/x": ["chapters/one.html"]}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("#top", "#tip", "chapters/one.html: #tip leads to no place there"),
        ("a%20b.svg", "a%20c.svg", "a%20c.svg?v=1 leads to no file"),
        ("../lite", "lite", "lite/lab/index.html?path=one.ipynb leads to no"),
        ('href="../"', 'href="./"', "./ leads to no file"),
    ],
)
def test_a_wrong_link_is_caught_and_named(book, old, new, why):
    page = book.html / "chapters" / "one.html"
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BuildError) as failure:
        links.check_links(book, book.html)
    assert why in str(failure.value)


def test_a_lost_anchor_is_caught_from_other_pages(book):
    page = book.html / "chapters" / "one.html"
    page.write_text(page.read_text("utf-8").replace("a-b", "a-c"), "utf-8")
    with pytest.raises(BuildError, match=r"one\.html#a-b leads to no"):
        links.check_links(book, book.html)


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        (200, 0, "1 links, 1 answered, 0 gone"),
        (404, 1, "404  https://example.org/x  (chapters/one.html)"),
        (403, 0, "1 links, 1 answered, 0 gone"),
        ("out of reach: no network", 0, "1 links, 0 answered, 0 gone"),
    ],
)
def test_only_what_is_gone_fails(
    book, monkeypatch, capsys, answer, code, said
):
    links.check_links(book, book.html)
    monkeypatch.setattr(links, "answer", lambda link: answer)
    assert links.main(book.root) == code
    assert said in capsys.readouterr().out


def test_no_network_is_an_answer_in_words():
    found = links.answer("http://localhost:9/")
    assert found.startswith("out of reach: ")


def test_the_links_of_the_book_resolve(html):
    found = links.links_of(html)
    assert len(found) > 10
    assert sum(len(named) for named, _ in found.values()) > 500
    assert links.broken(html, found) == []
