"""The appendix shows what was measured, and only that."""

import json
import os
import subprocess
import sys

import pytest
from docutils import nodes

import _ext.speed as page
from bench import results
from bench.parts import Row
from bench.plots import Plot, drawn

CONF = """
from pathlib import Path

import _ext.speed as page

read = page.results.read
page.results.read = lambda: read(Path(__file__).with_name("results.json"))
extensions = ["_ext.speed"]
"""


@pytest.fixture
def built(tmp_path, root):
    """Return a function that builds the page from a file of results."""

    def build(text=None):
        if text is not None:
            (tmp_path / "results.json").write_text(text)
        (tmp_path / "conf.py").write_text(CONF)
        lines = "Speed", "=====", "", ".. speed:: library", ""
        (tmp_path / "index.rst").write_text("\n".join(lines))
        out = tmp_path / "out"
        run = subprocess.run(
            [sys.executable, "-m", "sphinx", "-W", "-q", tmp_path, out],
            cwd=root,
            env=os.environ | {"PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
        )
        html = out / "index.html"
        return run.stderr, html.is_file() and html.read_text("utf-8")

    return build


def test_what_is_not_measured_is_said(built):
    assert "Not measured yet: make bench PARTS=library" in built()[1]


@pytest.mark.parametrize("text", ["{", '{"library": {}}'])
def test_a_damaged_file_fails_the_build(built, text):
    said, html = built(text)
    assert not html
    assert "bench/results.json: found" in said
    assert "measure again: make bench" in said


def test_the_kept_results_are_shown(built):
    kept = results.read()
    if "library" not in kept:
        pytest.skip("the library was not measured yet")
    _, html = built(json.dumps(kept))
    module = results.part("library")
    for row in module.rows(kept["library"]["data"]):
        assert row.found in html
    assert kept["library"]["commit"] in html
    assert html.count("<svg") == len(module.plots(kept["library"]["data"]))


def test_a_row_stands_beside_its_goal():
    rows = [Row("a thing", "0.80", "at most 0.75", False), Row("b", "1")]
    cells = [c.astext() for c in page.table(rows).findall(nodes.entry)]
    first = ["a thing", "0.80", "at most 0.75", "missed"]
    assert cells[4:] == [*first, "b", "1", "", ""]


def test_a_figure_follows_the_theme_and_is_described():
    alt = "Time against size: from 1 to 2 milliseconds"
    plot = Plot("p", alt, "Twice.", "size", "ms", {"a": [(1, 1), (10, 2)]})
    html = drawn(plot)
    assert f'aria-label="{alt}"' in html
    assert "currentColor" in html
    assert "var(--fnn-line-1" in html
