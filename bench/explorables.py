"""How fast the explorables answer: ``python bench/explorables.py``.

Opens each page of the built book that has one, from its folder, in Chromium.
Prints when the first explorable was ready, counted from DOMContentLoaded, and
how long it takes from a key pressed on a control to the picture painted: half
of the inputs, 95 of 100, and the slowest. A second table is for a processor
four times slower, as a phone's.
"""

import argparse
import json
import statistics
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

INPUTS = 60
SLOWER = 4
#: Wanted at most, in milliseconds, of an unhurried machine.
READY, PAINTED = 300, 32
WATCH = """
window.times = { inputs: [] };
new MutationObserver((_, watch) => {
  if (!document.querySelector("[data-ready]")) return;
  window.times.ready = performance.now();
  watch.disconnect();
}).observe(document, { subtree: true, childList: true, attributes: true });
addEventListener("DOMContentLoaded", () => {
  window.times.parsed = performance.now();
});
// A task that was asked for in the frame's callback runs after its paint.
const after = new MessageChannel();
addEventListener("keydown", ({ timeStamp }) => {
  requestAnimationFrame(() => {
    after.port1.onmessage = () =>
      window.times.inputs.push(performance.now() - timeStamp);
    after.port2.postMessage("");
  });
}, { capture: true });
"""
# The first slider, or else the first choice, in sight and with the focus.
FOCUS = """
(root) => {
  for (const fold of root.querySelectorAll("details")) fold.open = true;
  const control = root.querySelector("input[type=range]")
    ?? root.querySelector("select");
  control.scrollIntoView({ block: "center", behavior: "instant" });
  control.focus({ preventScroll: true });
  return control.tagName;
}
"""


def main(arguments=None):
    """Measure and print.

    Returns
    -------
    int
        Zero; it judges nothing.
    """
    parser = argparse.ArgumentParser(prog="python bench/explorables.py")
    parser.add_argument("html", nargs="?", default="_build/html", type=Path)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--json", type=Path, help="also write the figures")
    options = parser.parse_args(arguments)
    pages = [
        path
        for path in sorted(options.html.resolve().rglob("*.html"))
        if 'class="fnn-widget"' in path.read_text("utf-8")
    ]
    if not pages:
        print(f"no page of {options.html} has an explorable", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=options.chromium,
            args=["--no-sandbox", "--disable-gpu"],
        )
        found = {
            slower: [row for p in pages for row in measure(browser, p, slower)]
            for slower in (1, SLOWER)
        }
        browser.close()
    for slower, rows in found.items():
        print(f"\nprocessor slowed down {slower} times" if slower > 1 else "")
        table(rows)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1), "utf-8")
    return 0


def measure(browser, path, slower):
    """Open a page and use each of its explorables; yield their figures."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.add_init_script(WATCH)
    page.goto(path.as_uri())
    page.wait_for_selector("[data-ready]", state="attached")
    page.wait_for_timeout(500)
    ready, parsed = page.evaluate("[times.ready, times.parsed]")
    roots = page.locator("[data-explorable]")
    for number in range(roots.count()):
        root = roots.nth(number)
        tag = root.evaluate(FOCUS)
        name = root.get_attribute("data-explorable")
        page.wait_for_timeout(300)
        page.evaluate("times.inputs = []")
        for k in range(INPUTS):
            forth = (k // 10) % 2 == 0
            pair = ("ArrowRight", "ArrowLeft")
            if tag == "SELECT":
                pair = ("ArrowDown", "ArrowUp")
            page.keyboard.press(pair[0] if forth else pair[1])
            page.wait_for_timeout(20)
        page.wait_for_timeout(100 * slower)
        times = sorted(page.evaluate("times.inputs"))
        yield {
            "page": path.stem,
            "explorable": name,
            "ready": ready - parsed,
            "median": statistics.median(times),
            "of_100_95": times[int(0.95 * len(times))],
            "slowest": times[-1],
        }
    context.close()


def table(rows):
    """Print the figures, in milliseconds."""
    print(
        f"{'page':22} {'explorable':15} {'ready':>6} {'half':>6} {'95 %':>6} "
        f"{'worst':>6}   ms; wanted: {READY} and {PAINTED}"
    )
    for row in rows:
        print(
            f"{row['page']:22} {row['explorable']:15} {row['ready']:6.0f} "
            f"{row['median']:6.1f} {row['of_100_95']:6.1f} "
            f"{row['slowest']:6.1f}"
        )


if __name__ == "__main__":
    sys.exit(main())
