"""How fast explorables answer: from a key pressed to the picture painted."""

import statistics

from .browser import SLOWER, opened

__all__ = ["inputs"]

#: Keys pressed on each explorable.
INPUTS = 20
#: Each is pressed ten times in a row.
KEYS = {
    "INPUT": ("ArrowRight", "ArrowLeft"),
    "SELECT": ("ArrowDown", "ArrowUp"),
}


def inputs(browser, address, slowly=False):
    """Open a page and use each of its explorables.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    address : str
    slowly : bool
        Whether to use each on a slow processor, too.

    Returns
    -------
    list of dict
        Of each explorable that has a slider or a choice: its name, how slow
        the processor was, and milliseconds: ``median``, ``of_100_95`` and
        ``slowest``.
    """
    found = []
    with opened(browser, address) as page:
        session = page.context.new_cdp_session(page)
        for slower in (1, SLOWER) if slowly else (1,):
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            for root in page.locator("[data-explorable]").all():
                times = _used(page, root, slower)
                if times:
                    name = root.get_attribute("data-explorable")
                    found.append(_row(name, slower, sorted(times)))
    return found


def _used(page, root, slower):
    """Press keys on an explorable's first control; return the times."""
    tag = root.evaluate("(root) => meter.focus(root)")
    if tag is None:
        return []
    page.wait_for_timeout(300)
    page.evaluate("meter.inputs = []")
    for k in range(INPUTS):
        page.keyboard.press(KEYS[tag][k // 10 % 2])
        page.wait_for_timeout(20)
    page.wait_for_timeout(100 * slower)
    return page.evaluate("meter.inputs")


def _row(name, slower, times):
    return {
        "explorable": name,
        "slower": slower,
        "median": statistics.median(times),
        "of_100_95": times[int(0.95 * len(times))],
        "slowest": times[-1],
    }
