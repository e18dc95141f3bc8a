"""The table of what pages cost, from what `bench.pages` measured."""

import statistics

from .parts import Row
from .timing import said, spread

__all__ = ["FELT", "rows", "weight"]

#: Milliseconds that are compared, in words.
FELT = {
    "busy": "long tasks",
    "blocked": "of them beyond 50 ms each",
    "painted": "largest contentful paint",
    "ready": "first explorable ready",
}


def weight(cost):
    """Return the bytes of a first view without its pictures."""
    return cost["bytes"] - cost["figures"]


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
    shift = max(
        load["shift"]
        for both in chapters.values()
        for load in (both["ours"], both["ours"]["slow"])
    )
    return [
        *light,
        Row("requests", f"{ours['requests']}; stock {stock['requests']}"),
        Row(
            "requests to other hosts, all chapters",
            f"{asked}; stock {stock['elsewhere']}",
            *("0", asked == 0),
        ),
        Row(
            "layout shift, sum, worst chapter and processor",
            f"{shift:.3f}; stock {stock['shift']:.3f}",
            *("at most 0.02", shift <= 0.02),
        ),
        *(_each(name, **both) for name, both in chapters.items()),
        *_felt(data["loads"]),
        *_slowly(ours["slow"], stock["slow"]),
        *_painted(data["inputs"]),
        *_judged(data["verdicts"]),
        *_profiled(data),
    ]


def _each(name, ours, stock):
    """Return the row of one chapter, and of its stock page."""
    slow = ours["slow"]
    found = "; ".join(
        [
            f"{weight(ours) / 1000:.0f} of {weight(stock) / 1000:.0f} kB",
            f"painted {ours['painted']:.0f} of {stock['painted']:.0f} ms",
            f"ready {_time(ours)} of {_time(stock)}",
            f"long tasks {ours['busy']:.0f} of {stock['busy']:.0f} ms",
            f"shift {ours['shift']:.3f} of {stock['shift']:.3f}",
            f"slow: painted {slow['painted']:.0f}, ready {_time(slow)}",
        ]
    )
    return Row(f"{name}, one load, of stock's", found)


def _time(load):
    """Return when the first explorable was ready, in words."""
    return f"{load['ready']:.0f} ms" if load["ready"] else "never"


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


def _felt(books):
    """Yield rows of ratios, load by load."""
    pairs = list(zip(books["ours"], books["stock"], strict=True))
    for key, words in FELT.items():
        ratios = [a[key] / b[key] for a, b in pairs if b[key]]
        ours, stock = (
            statistics.median(load[key] for load in found)
            for found in (books["ours"], books["stock"])
        )
        goal, met = "", None
        if key == "busy":
            goal = "at most 0.25 of stock's"
            met = statistics.median(ratios) <= 0.25
        found = f"{said(spread(ratios))} of stock's"
        yield Row(words, f"{found}: {ours:.0f} of {stock:.0f} ms", goal, met)


def _slowly(ours, stock):
    """Yield rows of one load on the slow processor."""
    for key, words in FELT.items():
        found = f"{ours[key] / stock[key]:.2f} of stock's"
        yield Row(
            f"{words}, slow processor",
            f"{found}: {ours[key]:.0f} of {stock[key]:.0f} ms",
        )


def _painted(inputs):
    """Yield a row for each slowness: the explorable with the slowest paint."""
    every = [row | {"page": n} for n, found in inputs.items() for row in found]
    for slower in sorted({row["slower"] for row in every}):
        worst = max(
            (row for row in every if row["slower"] == slower),
            key=lambda row: row["of_100_95"],
        )
        slow = ", slow processor" if slower > 1 else ""
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


def _profiled(data):
    """Say what a load of the heaviest chapter consists of."""
    heaviest = data["chapters"][data["heaviest"]]["ours"]
    sent = (
        f"{path.split('?')[0].rpartition('/')[2]} {size / 1000:.0f} kB"
        for path, size in heaviest["heaviest"][:5]
    )
    work = list(data["profile"].items())[:5]
    spent = (f"{name} {time:.0f} ms" for name, time in work)
    yield Row(f"profile of {data['heaviest']}: sent", ", ".join(sent))
    yield Row("profile: main thread, one load", ", ".join(spent))
