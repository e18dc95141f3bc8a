"""How fast a line is judged: ``python bench/lines.py``.

Opens a page of the built book from a local server, in a Chromium for which
there is no other host. Prints the time from the first touch of an exercise to
its first verdict, with nothing in the browser's store and with all of it, and
the times of the verdicts that follow.
"""

import functools
import http.server
import shutil
import statistics
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

#: Wanted at most, in milliseconds.
COLD, WARM, LATER = 4000, 2500, 100
ROUNDS = 5
PAGE = "chapters/02_activations.html"
LINES = [
    *("sigma(z)*(1-sigma(z))", "1 - sigma(z)^2", "e^{-z}/(1+e^{-z})^2"),
    *("sigma(z)*(1-sigma(z", "-sigma(z)*(1-sigma(z))", "σ(z) - σ(z)²"),
]
JUDGE = """(line) => new Promise((resolve) => {
  const form = document.querySelector("[data-exercise=sigmoid-derivative]");
  const { answer, verdict } = form.elements;
  const begin = performance.now();
  answer.focus();
  answer.value = line;
  answer.dispatchEvent(new Event("input", { bubbles: true }));
  form.requestSubmit();
  const look = () => {
    if (verdict.dataset.verdict) resolve(performance.now() - begin);
    else setTimeout(look, 1);
  };
  look();
})"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_):
        """Keep still."""


def visit(context, address):
    """Judge all lines on a page that was just opened.

    Returns
    -------
    list of float
        Milliseconds, line by line.
    """
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("[data-exercise][data-ready]")
    times = [page.evaluate(JUDGE, line) for line in LINES]
    page.wait_for_selector('[data-python="kept"]', state="attached")
    page.close()
    return times


def measure(browser, address):
    """Visit a page twice, with an empty store and with a full one."""
    context = browser.new_context()
    cold, warm = visit(context, address), visit(context, address)
    context.close()
    return cold[0], warm[0], cold[1:] + warm[1:]


def main():
    """Measure and print.

    Returns
    -------
    int
        Zero if there is a book to open.
    """
    html = Path("_build/html").resolve()
    if not (html / PAGE).is_file():
        print(f"found no {html / PAGE}: run `make book`", file=sys.stderr)
        return 1
    handler = functools.partial(Quiet, directory=str(html))
    server = http.server.ThreadingHTTPServer(("localhost", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://localhost:{server.server_port}/{PAGE}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                *("--no-sandbox", "--disable-gpu"),
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
            ],
        )
        rounds = [measure(browser, address) for _ in range(ROUNDS)]
        browser.close()
    server.shutdown()
    cold, warm, later = zip(*rounds, strict=True)
    later = sorted(time for times in later for time in times)
    print(f"first verdict, nothing stored: {statistics.median(cold):5.0f} ms")
    print(f"  ({min(cold):.0f} to {max(cold):.0f}; wanted at most {COLD})")
    print(f"first verdict, all stored:     {statistics.median(warm):5.0f} ms")
    print(f"  ({min(warm):.0f} to {max(warm):.0f}; wanted at most {WARM})")
    print(f"later ones:                    {statistics.median(later):5.0f} ms")
    print(f"  ({later[0]:.0f} to {later[-1]:.0f}; wanted at most {LATER})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
