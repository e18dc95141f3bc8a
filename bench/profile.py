"""What a page's main thread does as it loads, by the browser's own trace."""

import json
from collections import Counter

from .browser import opened

__all__ = ["busiest", "traced"]

CATEGORY = "devtools.timeline"
#: The browser's names of what a reader waits for, in words.
WORK = {
    "ParseHTML": "parsing the page",
    "UpdateLayoutTree": "style",
    "Layout": "layout",
    "PrePaint": "before painting",
    "Paint": "painting",
    "Layerize": "layers",
    "EvaluateScript": "scripts",
    "v8.compile": "compiling scripts",
    "FunctionCall": "scripts",
    "FireAnimationFrame": "scripts",
    "TimerFire": "scripts",
    "RunMicrotasks": "scripts",
    "EventDispatch": "scripts",
    "MajorGC": "memory",
    "MinorGC": "memory",
}


def traced(browser, address):
    """Load a page and say what its time went to.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    address : str

    Returns
    -------
    dict of str to float
        Milliseconds of each kind of `WORK`, without what lies inside of it.
    """

    def begin(_session, page):
        browser.start_tracing(page=page, categories=[CATEGORY])

    with opened(browser, address, before=begin):
        events = json.loads(browser.stop_tracing())["traceEvents"]
    return busiest(events)


def busiest(events):
    """Add up the time of a trace's work, each moment once.

    Parameters
    ----------
    events : list of dict
        As the browser writes them: begin ``ts`` and duration ``dur`` in
        microseconds, by thread ``tid``.

    Returns
    -------
    dict of str to float
        As of `traced`, the longest first. A moment belongs to the innermost
        event that `WORK` names.
    """
    spans = [e for e in events if e.get("dur") and e["name"] in WORK]
    spans.sort(key=lambda e: (e["pid"], e["tid"], e["ts"], -e["dur"]))
    total, stack = Counter(), []
    for span in spans:
        while stack and not _inside(span, stack[-1]):
            stack.pop()
        total[WORK[span["name"]]] += span["dur"]
        if stack:
            total[WORK[stack[-1]["name"]]] -= span["dur"]
        stack.append(span)
    return {work: time / 1000 for work, time in total.most_common()}


def _inside(inner, outer):
    same = (inner["pid"], inner["tid"]) == (outer["pid"], outer["tid"])
    return same and inner["ts"] < outer["ts"] + outer["dur"]
