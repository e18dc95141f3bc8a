"""Every page in a real browser: from a server, from a folder, on a phone."""

import shutil
import subprocess

import pytest
from conftest import ROOT

from _ext.book import Book

PAGES = Book(ROOT).documents()
WIDE, NARROW = 1280, 360
# Enough of a page for its picture; a whole chapter takes ten seconds to draw.
TALL = 3000
SIDEWAYS = "document.documentElement.scrollWidth - window.innerWidth"
THEME = "theme => document.documentElement.dataset.theme === theme"
INNER_WIDTH = "window.innerWidth"
# Pictures that cannot be shown, those below the fold among them.
BLANK = """async () => {
    await document.fonts.ready;
    const blank = [];
    for (const image of document.images) {
        image.loading = "eager";
        await image.decode().catch(() => blank.push(image.src));
    }
    return blank;
}"""
# All widgets are there and respond.
STARTED = """() => [...document.querySelectorAll("[data-widget]")].every(
    (place) => place.querySelector("[data-ready], [data-prediction]"))"""
# Colours of the text and of what lies behind it, for the contrast.
COLOURS = """() => [
    getComputedStyle(document.querySelector('.bd-article p')).color,
    getComputedStyle(document.body).backgroundColor,
]"""


@pytest.fixture(params=PAGES)
def name(request):
    return request.param


def luminance(colour):
    numbers = colour[colour.index("(") + 1 : -1].split(",")[:3]
    parts = [float(number) / 255 for number in numbers]
    linear = [
        x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4
        for x in parts
    ]
    return sum(
        w * x for w, x in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def looks_right(watched, name, theme, shots=None):
    """Hold what a page must be at any width, in the light and in the dark."""
    page = watched.page
    width = page.viewport_size["width"]
    # A reader whose machine changes to the night, on the same page.
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(THEME, arg=theme)
    if shots:
        shot = f"{name.replace('/', '-')}-{theme}-{width}.jpg"
        page.screenshot(path=shots / shot, quality=70)
    light, dark = sorted(map(luminance, page.evaluate(COLOURS)))[::-1]
    assert (light + 0.05) / (dark + 0.05) >= 7
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(INNER_WIDTH) == width


def all_is_there(watched):
    """Wait for what a page shows later; hold that nothing went wrong."""
    assert watched.page.evaluate(BLANK) == []
    watched.page.wait_for_function(STARTED)
    assert watched.page.locator(".katex-error, .problematic").count() == 0
    assert watched.wrong == []


def test_from_a_server(open_page, server, name, shots):
    watched = open_page(f"{server}/{name}.html", width=WIDE, height=TALL)
    for width in (WIDE, NARROW):
        watched.page.set_viewport_size({"width": width, "height": TALL})
        for theme in ("light", "dark"):
            looks_right(watched, name, theme, shots)
    all_is_there(watched)


def test_from_a_folder_on_a_phone(open_page, html, name):
    url = (html / f"{name}.html").as_uri()
    watched = open_page(url, width=NARROW, theme="dark")
    for theme in ("dark", "light"):
        looks_right(watched, name, theme)
    all_is_there(watched)


def test_formulas_use_the_served_fonts(open_page, server):
    watched = open_page(f"{server}/chapters/05_backward.html")
    loaded = watched.page.evaluate(
        """async () => {
            await document.fonts.ready;
            return [...document.fonts].filter(f => f.status === 'loaded')
                .map(f => f.family.replaceAll('"', ''));
        }"""
    )
    assert "KaTeX_Main" in loaded
    assert any(family.startswith("Font Awesome") for family in loaded)


def test_the_theme_can_be_switched(open_page, server):
    page = open_page(f"{server}/index.html").page
    seen = set()
    for _ in range(3):
        page.locator(".theme-switch-button:visible").first.click()
        seen.add(page.evaluate("document.documentElement.dataset.theme"))
    assert seen == {"light", "dark"}


def test_one_search_button_is_seen(open_page, server):
    page = open_page(f"{server}/index.html").page
    assert page.locator(".search-button__button:visible").count() == 1


APART = """() => {
  const [icon, field] = ["i, svg, .fa-solid", "input"].map((part) =>
    document.querySelector(`.bd-article-container form.bd-search :is(${part}`
      + ")").getBoundingClientRect());
  return field.left - icon.right;
}"""


def test_the_icon_of_the_search_stands_beside_what_is_typed(open_page, server):
    page = open_page(f"{server}/search.html?q=softmax").page
    assert page.evaluate(APART) >= 0


PRINTED = """async () => {
  const { dataset } = document.documentElement;
  const seen = [];
  for (const kind of ["beforeprint", "beforeprint", "afterprint"]) {
    dispatchEvent(new Event(kind));
    seen.push(dataset.theme);
  }
  return seen;
}"""


def test_paper_is_white_by_night(open_page, server):
    page = open_page(f"{server}/index.html", theme="dark").page
    assert page.evaluate(PRINTED) == ["light", "light", "dark"]


@pytest.mark.parametrize("base", ["server", "folder"])
def test_search_finds_a_word(open_page, server, html, base):
    place = server if base == "server" else html.as_uri()
    watched = open_page(f"{place}/search.html?q=softmax")
    watched.page.wait_for_selector("ul.search li a")
    assert watched.page.locator("ul.search li a").count() >= 2
    assert watched.wrong == []


def test_a_number_leads_to_its_equation(open_page, server):
    page = open_page(f"{server}/chapters/05_backward.html").page
    link = page.locator('.bd-article a[href*="#equation-eq-"]').first
    target = link.get_attribute("href").partition("#")[2]
    link.click()
    page.wait_for_url(f"**#{target}")
    assert page.locator(f"#{target}").is_visible()


def test_a_solution_unfolds_by_keyboard(open_page, server):
    page = open_page(f"{server}/chapters/02_activations.html").page
    solution = page.locator(".solution.dropdown").first
    content = solution.locator(".solution-content")
    assert not content.is_visible()
    solution.locator("button.toggle-button").focus()
    page.keyboard.press("Enter")
    content.wait_for(state="visible")


def test_firefox_shows_the_page(html, tmp_path):
    firefox = shutil.which("firefox-esr")
    if firefox is None:
        pytest.skip("firefox-esr is not installed")
    shot = tmp_path / "page.png"
    url = (html / "chapters" / "05_backward.html").as_uri()
    subprocess.run(
        [
            *(firefox, "--headless", "--no-remote"),
            *("--profile", str(tmp_path), "--window-size", "1280,900"),
            *("--screenshot", str(shot), url),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    # A blank page of this size compresses to a few kilobytes.
    assert shot.stat().st_size > 30_000
