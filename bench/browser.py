"""Pages in Chromium, and what loading one costs."""

import contextlib
import re
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from .serve import gzipped

__all__ = ["SLOWER", "browsing", "executed", "felt", "loaded", "opened"]

#: A phone's processor, as a part of this machine's.
SLOWER = 4
METER = Path(__file__).with_name("meter.js").read_text("utf-8")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
    # There is no other host: what asks one is noted, and gets no answer.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, "
    "EXCLUDE 127.0.0.1",
)
#: What a page with widgets has.
WIDGETS = "application/vnd.jupyter.widget-state+json"
LONG = 50  # milliseconds: the browser calls longer tasks long
CALM = 300  # milliseconds in which nothing more happens: a page has settled
PATIENCE = 180_000  # milliseconds


@contextlib.contextmanager
def browsing():
    """Start Debian's Chromium while the block runs.

    Yields
    ------
    playwright.sync_api.Browser

    Raises
    ------
    FileNotFoundError
        Where there is no Chromium.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise FileNotFoundError(
            "chromium: found none, wanted Debian's (apt install chromium)"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=list(ARGUMENTS)
        )
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def opened(browser, address, slower=1, before=None):
    """Open a page with nothing in the browser's store, until it settled.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    address : str
    slower : int
        How many times the processor is slowed down.
    before : callable, optional
        Gets the DevTools session and the page before they go there.

    Yields
    ------
    playwright.sync_api.Page
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.add_init_script(METER)
        if before:
            before(session, page)
        answer = page.goto(address)
        widgets = WIDGETS in answer.text()
        page.evaluate("([w, c]) => meter.settled(w, c)", [widgets, CALM])
        yield page
    finally:
        context.close()


def loaded(browser, address, logs, slower=1):
    """Load a page and return what it costs and what a reader feels.

    Parameters
    ----------
    browser, address, slower
        As of `opened`.
    logs : dict of str to bench.serve.Log
        Of the servers that answer, by the beginning of their addresses; the
        first one is the book's own host.

    Returns
    -------
    dict
        ``bytes`` and ``figures`` (those of the pictures among them),
        ``requests``, ``elsewhere`` (requests to any other host), ``hosts``
        (which ones), ``heaviest`` (paths and bytes); ``painted``, the largest
        contentful paint, and ``ready``, the first explorable, after
        milliseconds; ``tasks``, how many were long, ``busy``, their
        milliseconds, ``blocked``, those beyond 50 each; ``shift``, the plain
        sum of all layout shifts, never below that of a session window.
    """
    asked = []
    for log in logs.values():
        log.sent.clear()

    def note(_session, page):
        page.on("request", lambda request: asked.append(request.url))

    with opened(browser, address, slower, note) as page:
        found = page.evaluate("meter")
    return _weighed(asked, logs) | felt(found)


def felt(found):
    """Add up what the meter noted.

    Parameters
    ----------
    found : dict
        ``meter`` of `meter.js`.

    Returns
    -------
    dict of str to float
        As of `loaded`.
    """
    tasks = found["tasks"]
    return {
        "painted": found["painted"],
        "ready": found["ready"],
        "tasks": len(tasks),
        "busy": sum(tasks),
        "blocked": sum(task - LONG for task in tasks),
        "shift": found["shift"],
    }


def _weighed(asked, logs):
    asked = [url for url in asked if re.match("(https?|wss?):", url)]
    others = [url for url in asked if not url.startswith(next(iter(logs)))]
    answers = [answer for log in logs.values() for answer in log.sent]
    return {
        "bytes": sum(size for _, size in answers),
        "figures": sum(s for path, s in answers if "/_images/" in path),
        "requests": len(asked),
        "elsewhere": len(others),
        "hosts": sorted({_host(url, logs) for url in others}),
        "heaviest": sorted(answers, key=lambda answer: -answer[1])[:8],
    }


def _host(url, logs):
    """Name the host that was meant: a local answer's path begins with it."""
    for begin in logs:
        if url.startswith(begin):
            return url.removeprefix(begin).split("/")[1]
    return url.split("/")[2]


def executed(browser, address):
    """Load a page and return the scripts it ran until one was ready.

    Parameters
    ----------
    browser, address
        As of `opened`.

    Returns
    -------
    dict
        ``script``, gzipped bytes of all scripts that the browser compiled
        before the first explorable was ready, inline ones and modules out
        of texts among them; ``scripts``, a list of names and bytes.

    Raises
    ------
    RuntimeError
        When no explorable was ready: no script would count.
    """
    parsed, sessions = [], []

    def keep(script):
        parsed.append(script)

    def note(session, _page):
        sessions.append(session)
        session.on("Debugger.scriptParsed", keep)
        session.send("Debugger.enable")

    with opened(browser, address, before=note):
        names = [script["url"] for script in parsed]
        if "meter-ready" not in names:
            raise RuntimeError(
                f"{address}: found no explorable that was ready, wanted one"
            )
        until = names.index("meter-ready")
        scripts = [
            (_name(script["url"]), _size(sessions[0], script))
            for script in parsed[:until]
            if _of_the_page(script)
        ]
    scripts.sort(key=lambda script: -script[1])
    total = sum(size for _, size in scripts)
    return {"script": total, "scripts": scripts[:12]}


def _of_the_page(script):
    """Tell a page's scripts from the driver's and the meter's own."""
    return not script["url"].startswith(("__", "pptr:", "meter-"))


def _name(url):
    return url.split("?")[0].rpartition("/")[2] or "inline"


def _size(session, script):
    found = session.send(
        "Debugger.getScriptSource", {"scriptId": script["scriptId"]}
    )
    return len(gzipped(found["scriptSource"].encode()))
