"""A real browser, and the built book on a server of this machine."""

import contextlib
import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from bench.serve import serving

# The first is Chromium without windows: half the work for each page.
BROWSERS = ("chromium-headless-shell", "chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def server(html):
    """Address of the book on localhost."""
    with serving(html) as address:
        yield address


def launch(playwright, *arguments):
    """Start Debian's Chromium, without its windows where that is there."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        message = f"Chromium is not installed (apt install {BROWSERS[0]})"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return playwright.chromium.launch(
        executable_path=path, args=[*ARGUMENTS, *arguments]
    )


@pytest.fixture(scope="session")
def playwright():
    """What drives the browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright):
    """Debian's Chromium, driven by Playwright."""
    browser = launch(playwright)
    yield browser
    browser.close()


class Watched:
    """A page, and all that a reader would not want to happen on it."""

    def __init__(self, page, allowed):
        self.page, self.wrong = page, []
        page.on("request", lambda r: self._request(r.url, allowed))
        page.on(
            "requestfailed", lambda r: self.wrong.append(f"failed {r.url}")
        )
        page.on("response", self._response)
        page.on("pageerror", lambda e: self.wrong.append(f"script: {e}"))
        page.on("console", self._console)

    def _request(self, url, allowed):
        if not url.startswith((*allowed, "data:", "blob:")):
            self.wrong.append(f"another host: {url}")

    def _response(self, response):
        if response.status >= 400:
            self.wrong.append(f"{response.status} {response.url}")

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.wrong.append(f"console: {message.text}")


@contextlib.contextmanager
def opening(chromium, server):
    """Open pages, each in a context of its own, and close them all."""
    with contextlib.ExitStack() as stack:

        def open_page(
            url,
            width=1280,
            height=900,
            theme="light",
            before=None,
            until="load",
            **options,
        ):
            context = chromium.new_context(
                viewport={"width": width, "height": height},
                color_scheme=theme,
                **options,
            )
            stack.callback(context.close)
            page = context.new_page()
            watched = Watched(page, (server, "file://"))
            if before:
                before(page)
            page.goto(url, wait_until=until)
            return watched

        yield open_page


@pytest.fixture
def open_page(chromium, server):
    """Open pages in a context of their own; nothing may go wrong on them."""
    with opening(chromium, server) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def keep_page(chromium, server):
    """Open pages that several tests look at."""
    with opening(chromium, server) as open_page:
        yield open_page


@pytest.fixture(scope="session")
def shots(root):
    """Folder of the pictures that are kept as artefacts."""
    folder = root / "_build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
