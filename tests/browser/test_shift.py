"""Nothing that a reader looks at moves while a page loads."""

import pytest
from conftest import ROOT

from _ext.book import Book

#: The sum of all layout shifts, as browsers measure it.
MOST = 0.02
WATCH = """self.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries())
    if (!hadRecentInput) shifts.push(value);
}).observe({ type: "layout-shift", buffered: true });"""
SUM = """async () => {
  await document.fonts.ready;
  return shifts.reduce((a, b) => a + b, 0);
}"""


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)])
@pytest.mark.parametrize("name", Book(ROOT).documents())
def test_a_page_stands_still(chromium, server, name, size):
    width, height = size
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.add_init_script(WATCH)
    try:
        page.goto(f"{server}/{name}.html", wait_until="networkidle")
        page.wait_for_timeout(200)  # a shift is told after its frame
        assert page.evaluate(SUM) <= MOST
    finally:
        page.close()
