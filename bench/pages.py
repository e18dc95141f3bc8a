"""What a page costs its reader, beside the same chapter in a stock book.

Both books are served from this machine, gzipped, and loaded by Chromium with
nothing stored. What a stock page asks other hosts for is answered here as
well (`bench.hosts`), sooner than a network could. The heaviest chapter is
loaded in turns; what the other pages of the stock book cost is measured once
for each build of it.
"""

import contextlib
import hashlib
import json
from pathlib import Path
from urllib.request import urlopen

from .page_table import FELT, rows, weight

__all__ = ["TITLE", "measure", "rows"]

TITLE = "The page, against Jupyter Book's stock configuration"
#: Loads of each book's heaviest chapter.
REPEATS = 5


def measure():
    """Measure all chapters of the built book and of a stock book.

    Returns
    -------
    dict
        ``chapters`` by name: of ``ours`` and ``stock`` what a load costs
        (`bench.browser.loaded`); ``heaviest``, the chapter with most bytes
        (with `executed`); ``loads`` of it, book by book; ``inputs``, chapter
        by chapter; ``verdicts`` (`bench.lines`); ``profile``, what
        loading it went to; ``answered``, what stood in for other hosts.
    """
    from _ext.book import Book

    from .browser import browsing, executed
    from .hosts import answered
    from .inputs import inputs
    from .lines import verdicts
    from .profile import traced
    from .results import ROOT

    book = Book(ROOT)
    with _served(book) as (ours, stock, kept), browsing() as browser:
        names, at = kept["names"], next(iter(ours))
        of_ours = costs(browser, ours, names, names)
        heaviest = heaviest_of(of_ours)
        of_ours[heaviest] |= executed(browser, f"{at}/{heaviest}.html")
        of_stock = _once(
            kept["folder"] / f"{heaviest.replace('/', '-')}-{_code()}.json",
            lambda: _of_stock(browser, stock, names, heaviest),
        )
        return {
            "answered": answered(),
            "chapters": {
                name: {"ours": of_ours[name], "stock": of_stock[name]}
                for name in names
            },
            "heaviest": heaviest,
            "loads": loads(browser, {"ours": ours, "stock": stock}, heaviest),
            "inputs": {
                name: inputs(browser, f"{at}/{name}.html", name == heaviest)
                for name in names
            },
            "verdicts": verdicts(browser, at),
            "profile": traced(browser, f"{at}/{heaviest}.html"),
        }


def costs(browser, logs, names, slow):
    """Load pages one after the other.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    logs : dict of str to bench.serve.Log
        As of `bench.browser.loaded`.
    names : list of str
        The pages.
    slow : list of str
        Those to load on a slow processor, too.

    Returns
    -------
    dict of str to dict
        By name, as of `loaded`; ``slow`` is what was felt on the slow
        processor.
    """
    from .browser import SLOWER, loaded

    found = {}
    for name in names:
        address = f"{next(iter(logs))}/{name}.html"
        # The server has compressed it when a clock runs.
        with urlopen(address) as answer:
            answer.read()
        found[name] = loaded(browser, address, logs)
        if name in slow:
            felt = loaded(browser, address, logs, SLOWER)
            found[name]["slow"] = {key: felt[key] for key in (*FELT, "shift")}
    return found


def heaviest_of(found):
    """Return the page with most bytes, pictures apart."""
    return max(found, key=lambda name: weight(found[name]))


def loads(browser, books, name, repeats=REPEATS):
    """Load a chapter of both books in turns.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    books : dict of str to dict
        Logs by book, as of `bench.browser.loaded`.
    name : str
        The chapter.
    repeats : int
        How often.

    Returns
    -------
    dict of str to list of dict
        By book: what was felt, load by load.
    """
    from .browser import loaded

    found = {book: [] for book in books}
    for _ in range(repeats):
        for book, logs in books.items():
            load = loaded(browser, f"{next(iter(logs))}/{name}.html", logs)
            found[book].append({key: load[key] for key in (*FELT, "shift")})
    return found


@contextlib.contextmanager
def _served(book):
    """Serve both books; yield their logs, and where stock figures are kept."""
    from .hosts import fetch_hosts, redirected
    from .serve import Log, serving
    from .stock import build_stock, chapters_of

    hosts, pages = fetch_hosts(book), build_stock(book)
    logs = [Log() for _ in range(3)]
    kept = {"folder": pages / "bench", "names": chapters_of(book)}
    with (
        serving(hosts, logs[0], host="127.0.0.1") as elsewhere,
        serving(pages, logs[1], redirected(elsewhere)) as stock,
        serving(book.html, logs[2]) as ours,
    ):
        yield {ours: logs[2]}, {stock: logs[1], elsewhere: logs[0]}, kept


def _of_stock(browser, stock, names, heaviest):
    from .browser import executed

    found = costs(browser, stock, names, [heaviest])
    address = f"{next(iter(stock))}/{heaviest}.html"
    found[heaviest] |= executed(browser, address)
    return found


def _code():
    """Return a digest of what measures: with another, all is measured."""
    here = Path(__file__).parent
    names = ("browser.py", "meter.js", "pages.py", "serve.py")
    code = b"".join((here / name).read_bytes() for name in names)
    return hashlib.sha256(code).hexdigest()[:8]


def _once(file, compute):
    """Return what is kept beside a build, or compute and keep it."""
    if not file.is_file():
        found = compute()
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(found), "utf-8")
    return json.loads(file.read_text("utf-8"))
