"""The buttons in the head of a page, and the book from its archive."""

import zipfile

import pytest
from playwright.sync_api import expect

from _ext.book import Book
from _ext.downloads import FOLDER, archive_name

PAGE = "chapters/02_activations.html"
NEEDS = "dialog.fnn-needs"


@pytest.fixture(scope="module")
def folder(root, html, tmp_path_factory):
    """The book as a reader unpacks it."""
    place = tmp_path_factory.mktemp("an archive")
    name = archive_name(Book(root))
    with zipfile.ZipFile(html / FOLDER / name) as archive:
        archive.extractall(place)
    return place / name.removesuffix(".zip")


def fetched(page):
    """Fetch, as a reader would, what the downloads of a page link to."""
    return page.evaluate(
        """async () => Promise.all(
          [...document.querySelectorAll(".article-header-buttons a")]
            .map(async (a) => [
              a.textContent.trim(), (await fetch(a.href)).status]))"""
    )


def test_every_button_leads_somewhere(open_page, server):
    watched = open_page(f"{server}/{PAGE}")
    found = dict(fetched(watched.page))
    assert found == {
        "Run in the browser": 200,
        "Notebook with outputs (.ipynb)": 200,
        "The whole book (.zip)": 200,
    }
    assert watched.wrong == []


def test_a_keyboard_finds_the_downloads(open_page, server):
    page = open_page(f"{server}/{PAGE}").page
    toggle = page.get_by_role("button", name="Download", exact=True)
    toggle.focus()
    page.keyboard.press("Enter")
    # The first touch of a page loads what opens menus.
    expect(toggle).to_have_attribute("aria-expanded", "true")
    entry = page.get_by_role("link", name="Notebook with outputs (.ipynb)")
    page.keyboard.press("ArrowDown")
    assert entry.evaluate("(a) => a === document.activeElement")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "02_activations.ipynb"
    toggle.focus()
    page.keyboard.press("Escape")
    assert toggle.get_attribute("aria-expanded") == "false"


def test_from_a_folder_the_button_says_what_it_needs(open_page, html):
    watched = open_page((html / PAGE).as_uri())
    page = watched.page
    run = page.get_by_role("link", name="Run in the browser", exact=True)
    run.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="This needs a server")
    assert dialog.is_visible()
    assert "make serve" in dialog.inner_text()
    assert page.locator(f"{NEEDS} button").evaluate(
        "(button) => button === document.activeElement"
    )
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert run.evaluate("(link) => link === document.activeElement")
    # Nothing was opened, and a second click says it again.
    assert len(page.context.pages) == 1
    run.click()
    assert dialog.is_visible()
    assert page.locator(NEEDS).count() == 1
    assert watched.wrong == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_buttons_fit(open_page, server, width):
    page = open_page(f"{server}/{PAGE}", width=width, height=700).page
    box = page.locator(".article-header-buttons").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    run = page.get_by_role("link", name="Run in the browser", exact=True)
    size = run.bounding_box()
    assert size["width"] >= 24 and size["height"] >= 24
    assert (size["width"] > 100) == (width > 1000)


def test_the_archive_opens_from_a_folder(open_page, folder):
    watched = open_page((folder / PAGE).as_uri(), until="networkidle")
    page = watched.page
    ready = page.locator("[data-explorable=activation][data-ready]").first
    ready.wait_for()
    names = page.locator(".article-header-buttons a").all_inner_texts()
    assert not [name for name in names if ".zip" in name]
    page.get_by_role("link", name="Run in the browser", exact=True).click()
    assert page.locator(NEEDS).is_visible()
    page.keyboard.press("Escape")
    page.goto((folder / "index.html").as_uri(), wait_until="networkidle")
    assert watched.wrong == []
