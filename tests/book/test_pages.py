"""The published pages: `make book` made them, readers see them."""

import functools
import re

import pytest

from _ext.book import Book
from _ext.pages import problems

PAGES = Book(__import__("conftest").ROOT).documents()


@functools.cache
def ids(path):
    """Return all ids of a page."""
    return set(re.findall(r'\bid="([^"]+)"', path.read_text("utf-8")))


@pytest.fixture(params=PAGES)
def page(request, html):
    return html / f"{request.param}.html"


@pytest.fixture
def text(page):
    return page.read_text("utf-8")


def test_the_page_is_good(text):
    assert problems(text) == []


def test_every_cell_that_shows_has_output(root, html, page, text):
    source = (root / page.relative_to(html)).with_suffix(".md")
    if "{code-cell}" in source.read_text("utf-8"):
        assert 'class="cell_output' in text
        assert 'class="output traceback' not in text


def test_links_inside_the_book_lead_somewhere(html, page, text):
    for link in set(re.findall(r'<a\b[^>]*\bhref="([^"]*)"', text)):
        if link.startswith(("http", "mailto", "javascript")) or link == "#":
            continue
        link, _, opened = link.partition("?path=")
        if opened:  # a notebook, by JupyterLite
            assert (html / "lite" / "files" / opened).is_file(), opened
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_file(), link
        if anchor and target.suffix == ".html":
            assert anchor in ids(target), link


def test_ids_are_unique_in_the_article(text):
    start, end = text.index("<article"), text.index("</article>")
    article = re.sub(r"<svg.*?</svg>", "", text[start:end], flags=re.S)
    found = re.findall(r'\bid="([^"]+)"', article)
    assert sorted(found) == sorted(set(found))


def test_no_script_that_draws_icons_or_asks_for_thebe(text):
    assert "fontawesome.js" not in text
    assert "thebe" not in text.lower()
    assert "mathjax@" not in text.lower()


def test_one_search_button_in_each_place(text):
    header = text[: text.index("<article")]
    assert header.count("search-button-field") <= 1


def test_pictures_have_a_description(text):
    images = re.findall(r"<img\b[^>]*>", text)
    for image in images:
        assert re.search(r'\balt="', image), image
        assert "_images/" not in re.search(r'alt="([^"]*)"', image)[1], image
    for svg in re.findall(r'<figure class="fnn-figure"><svg[^>]*>', text):
        assert 'aria-label="' in svg


def test_displayed_equations_have_verdicts(html):
    count = 0
    for path in sorted((html / "chapters").glob("0*.html")):
        text = path.read_text("utf-8")
        verdicts = text.count('class="fnn-verdict"')
        # A statement of a document has its verdict in its head.
        own = re.sub(
            r'<details class="[^"]*fnn-stat.*?</details>', "", text, flags=re.S
        )
        displays = len(re.findall(r'<div class="math[" ]', own))
        assert verdicts >= displays, path.name
        count += displays
    assert count >= 60


def test_the_published_book_is_small(html):
    apart = {"lite", "downloads"}
    size = sum(
        path.stat().st_size
        for path in html.rglob("*")
        if path.is_file() and path.relative_to(html).parts[0] not in apart
    )
    assert size < 70e6
    (archive,) = (html / "downloads").glob("*.zip")
    assert archive.stat().st_size < 40e6
