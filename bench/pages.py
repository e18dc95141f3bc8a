"""What a page costs its reader, beside the same chapter in a stock book.

Both books are served from this machine, gzipped, and loaded by Chromium with
nothing stored. What a stock page asks other hosts for is answered here as
well (`bench.hosts`), sooner than a network could. The heaviest chapter is
loaded in turns; what the other pages of the stock book cost is measured once
for each build of it.
"""

import contextlib
import json
import statistics

from .parts import Row
from .timing import said, spread

TITLE = "The page, against Jupyter Book's stock configuration"
#: Loads of each book's heaviest chapter, at desktop and on a slow processor.
REPEATS = {1: 5, 4: 1}
#: What is compared in the table, its words, its unit and its digits.
FELT = {
    "busy": ("long tasks", "ms"),
    "blocked": ("of them beyond 50 ms", "ms"),
    "painted": ("largest contentful paint", "ms"),
    "ready": ("first explorable ready", "ms"),
}


def measure():
    """Measure all chapters of the built book and of a stock book.

    Returns
    -------
    dict
        ``chapters`` by name: of ``ours`` and ``stock`` what a load costs
        (`bench.browser.loaded`, `executed`); ``heaviest``, the chapter with
        most bytes; ``loads`` of it by how slow the processor was; ``inputs``,
        chapter by chapter; ``verdicts`` (`bench.lines`); ``answered``, what
        stood in for other hosts.
    """
    from _ext.book import Book

    from .browser import browsing
    from .hosts import answered
    from .inputs import inputs
    from .lines import verdicts
    from .results import ROOT

    book = Book(ROOT)
    with _served(book) as (ours, stock, kept), browsing() as browser:
        of_stock = _once(kept, lambda: costs(browser, stock, kept["names"]))
        of_ours = costs(browser, ours, kept["names"], slow=True)
        heaviest = max(of_ours, key=lambda name: weight(of_ours[name]))
        at = next(iter(ours))
        return {
            "answered": answered(),
            "chapters": {
                name: {"ours": of_ours[name], "stock": of_stock[name]}
                for name in of_ours
            },
            "heaviest": heaviest,
            "loads": loads(browser, {"ours": ours, "stock": stock}, heaviest),
            "inputs": {
                name: inputs(browser, f"{at}/{name}.html") for name in of_ours
            },
            "verdicts": verdicts(browser, at),
        }


def weight(cost):
    """Return the bytes of a first view without its pictures."""
    return cost["bytes"] - cost["figures"]


def costs(browser, logs, names, slow=False):
    """Load pages one after the other.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    logs : dict of str to bench.serve.Log
        As of `bench.browser.loaded`.
    names : list of str
        The pages.
    slow : bool
        Whether to load each on a slow processor, too.

    Returns
    -------
    dict of str to dict
        By name, as of `loaded` and `executed`; ``slow`` is what was felt on a
        slow processor.
    """
    from .browser import SLOWER, executed, loaded

    found = {}
    for name in names:
        address = f"{next(iter(logs))}/{name}.html"
        # First, so that what is served is compressed when a clock runs.
        scripts = executed(browser, address)
        found[name] = scripts | loaded(browser, address, logs)
        if slow:
            felt = loaded(browser, address, logs, SLOWER)
            found[name]["slow"] = {key: felt[key] for key in (*FELT, "shift")}
    return found


def loads(browser, books, name, repeats=REPEATS):
    """Load a chapter of both books in turns.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    books : dict of str to dict
        Logs by book, as of `bench.browser.loaded`.
    name : str
        The chapter.
    repeats : dict of int to int
        How often, by how many times the processor is slowed down.

    Returns
    -------
    dict
        By slowness (a text, as in JSON) and book: lists of what was felt.
    """
    from .browser import loaded

    found = {}
    for slower, times in repeats.items():
        here = found[str(slower)] = {book: [] for book in books}
        for _ in range(times):
            for book, logs in books.items():
                address = f"{next(iter(logs))}/{name}.html"
                load = loaded(browser, address, logs, slower)
                here[book].append({k: load[k] for k in (*FELT, "shift")})
    return found


@contextlib.contextmanager
def _served(book):
    """Serve both books; yield their logs, and where stock figures are kept."""
    from .hosts import fetch_hosts, redirected
    from .serve import Log, serving
    from .stock import build_stock, chapters_of

    hosts, pages = fetch_hosts(book), build_stock(book)
    logs = [Log() for _ in range(3)]
    kept = {"file": pages / "bench.json", "names": chapters_of(book)}
    with (
        serving(hosts, logs[0], host="127.0.0.1") as elsewhere,
        serving(pages, logs[1], redirected(elsewhere)) as stock,
        serving(book.html, logs[2]) as ours,
    ):
        yield {ours: logs[2]}, {stock: logs[1], elsewhere: logs[0]}, kept


def _once(kept, compute):
    """Return what is kept beside a build, or compute and keep it."""
    if not kept["file"].is_file():
        kept["file"].write_text(json.dumps(compute()), "utf-8")
    return json.loads(kept["file"].read_text("utf-8"))


def rows(data):
    """Return the table: the heaviest chapter, and the worst of all.

    Parameters
    ----------
    data : dict
        From `measure`.

    Returns
    -------
    list of bench.parts.Row
    """
    chapters = data["chapters"]
    heaviest = chapters[data["heaviest"]]
    ours, stock = heaviest["ours"], heaviest["stock"]
    light = [_bytes("without figures", weight(ours), weight(stock), 300)]
    light += [_bytes("with figures", ours["bytes"], stock["bytes"])]
    light += [_bytes("script", ours["script"], stock["script"], 200)]
    asked = max(both["ours"]["elsewhere"] for both in chapters.values())
    shift = max(both["ours"]["shift"] for both in chapters.values())
    return [
        *light,
        Row("requests", f"{ours['requests']}; stock {stock['requests']}"),
        Row(
            "requests to other hosts, all chapters",
            f"{asked}; stock {stock['elsewhere']}",
            *("0", asked == 0),
        ),
        Row(
            "layout shift, sum, worst chapter",
            f"{shift:.3f}; stock {stock['shift']:.3f}",
            *("at most 0.02", shift <= 0.02),
        ),
        *(row for slower in data["loads"] for row in _felt(data, slower)),
        *_painted(data["inputs"]),
        *_judged(data["verdicts"]),
    ]


def _bytes(what, ours, stock, most=None):
    goal, met = "", None
    if most is not None:
        goal, met = f"at most {most} kB", ours <= most * 1000
    found = f"{ours / 1000:.0f} kB; stock {stock / 1000:.0f} kB"
    return Row(f"{WORDS[what]}, gzip", found, goal, met)


WORDS = {
    "without figures": "first view without figures",
    "with figures": "first view",
    "script": "script before the first explorable is ready",
}


VERDICTS = {
    "first": "first verdict, nothing stored",
    "again": "first verdict of a later visit",
    "later": "verdicts that follow",
}


def _felt(data, slower):
    """Yield rows of ratios, load by load, of one slowness."""
    books = data["loads"][slower]
    slow = f", processor {slower} times slower" if slower != "1" else ""
    pairs = list(zip(books["ours"], books["stock"], strict=True))
    for key, (words, unit) in FELT.items():
        ratios = [a[key] / b[key] for a, b in pairs if b[key]]
        mean = [sum(load[key] for load in v) / len(v) for v in books.values()]
        found = (
            f"{_said(ratios)} of stock's "
            f"({mean[0]:.0f} of {mean[1]:.0f} {unit})"
        )
        goal, met = "", None
        if key == "busy":
            goal = "at most 0.25 of stock's"
            met = statistics.median(ratios) <= 0.25
        yield Row(f"{words}{slow}", found, goal, met)


def _said(ratios):
    if len(ratios) < 2:
        return f"{ratios[0]:.2f}"
    return said(spread(ratios))


def _painted(inputs):
    """Yield a row for each slowness: the explorable with the slowest paint."""
    every = [row | {"page": n} for n, found in inputs.items() for row in found]
    for slower in sorted({row["slower"] for row in every}):
        worst = max(
            (row for row in every if row["slower"] == slower),
            key=lambda row: row["of_100_95"],
        )
        slow = f", processor {slower} times slower" if slower > 1 else ""
        goal, met = "", None
        if slower == 1:
            goal, met = "at most 32 ms", worst["of_100_95"] <= 32
        where = f"{worst['explorable']} in {worst['page']}"
        yield Row(
            f"input to paint, 95 of 100, slowest explorable{slow}",
            f"{worst['of_100_95']:.0f} ms ({where})",
            *(goal, met),
        )


def _judged(verdicts):
    for name, words in VERDICTS.items():
        yield Row(f"an exercise: {words}", f"{verdicts[name]:.0f} ms")
