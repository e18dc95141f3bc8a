"""What is added up of a page, and the table made of it."""

import copy
import gzip

import pytest

from bench.browser import felt
from bench.page_table import rows, weight
from bench.serve import gzipped
from bench.stock import stock_notebook

LOAD = {"busy": 10, "blocked": 4, "painted": 300, "ready": 400, "shift": 0}
STOCK = {"busy": 100, "blocked": 80, "painted": 900, "ready": 4000, "shift": 1}
COST = LOAD | {
    **{"bytes": 250_000, "figures": 10_000, "script": 150_000},
    **{"requests": 30, "elsewhere": 0, "shift": 0.01, "heaviest": []},
}
DATA = {
    "heaviest": "a",
    "chapters": {
        "a": {
            "ours": COST | {"slow": LOAD},
            "stock": COST | {"bytes": 10**6, "elsewhere": 9, "slow": STOCK},
        }
    },
    "loads": {"ours": [LOAD] * 3, "stock": [STOCK] * 3},
    "inputs": {"a": [{"explorable": "x", "slower": 1, "of_100_95": 20}]},
    "profile": {"layout": 120.0, "scripts": 80.0},
    "verdicts": {"first": 3000, "again": 1500, "later": 20},
}


def judged(data):
    return {row.what: row.met for row in rows(data) if row.goal}


def test_a_light_page_meets_every_goal():
    assert len(judged(DATA)) == 6
    assert all(judged(DATA).values())


@pytest.mark.parametrize(
    ("what", "value", "row"),
    [
        ("bytes", 311_000, "first view without figures"),
        ("script", 200_001, "script before"),
        ("elsewhere", 1, "other hosts"),
        ("shift", 0.021, "layout shift"),
    ],
)
def test_a_heavier_page_misses_its_goal(what, value, row):
    data = copy.deepcopy(DATA)
    data["chapters"]["a"]["ours"] |= {what: value}
    missed = [name for name, met in judged(data).items() if not met]
    assert len(missed) == 1
    assert row in missed[0]


def test_long_tasks_are_judged_by_the_ratio():
    data = copy.deepcopy(DATA)
    data["loads"]["ours"] = [LOAD | {"busy": 26}] * 3
    missed = [name for name, met in judged(data).items() if not met]
    assert missed == ["long tasks"]


def test_slow_paint_is_a_miss():
    data = copy.deepcopy(DATA)
    data["inputs"]["a"][0]["of_100_95"] = 33
    assert [m for m in judged(data).values()].count(False) == 1


def test_a_shift_of_another_chapter_counts():
    data = copy.deepcopy(DATA)
    light = data["chapters"]["a"]
    ours = COST | {"slow": LOAD}
    data["chapters"]["b"] = light | {"ours": ours | {"shift": 0.5}}
    assert [m for m in judged(data).values()].count(False) == 1
    data["chapters"]["b"] = light | {"ours": ours | {"slow": STOCK}}
    assert [m for m in judged(data).values()].count(False) == 1


def test_each_chapter_has_a_row():
    data = copy.deepcopy(DATA)
    data["chapters"]["b"] = data["chapters"]["a"]
    (row,) = (row for row in rows(data) if row.what.startswith("b,"))
    assert row.found.startswith("240 of 990 kB; painted 300 of 300 ms")
    assert "ready 400 ms of 400 ms" in row.found


def test_figures_are_not_weighed():
    assert weight(COST) == 240_000


def test_long_tasks_are_added_and_what_is_beyond_50():
    found = felt({"tasks": [60, 90], "painted": 1, "ready": 2, "shift": 0.5})
    assert (found["tasks"], found["busy"], found["blocked"]) == (2, 150, 50)


def test_compressed_text_is_the_text_and_always_the_same():
    text = b"the same line again\n" * 500
    assert gzip.decompress(gzipped(text)) == text
    assert gzipped(text) == gzipped(text)
    assert len(gzipped(text)) < len(text) / 20


def test_a_stock_page_gets_one_form_and_the_module():
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    forms = {"text/markdown": "$$x$$ (eq-a-b)", "text/html": "<b>x</b>"}
    own = {"text/markdown": "```{statement} E-1\n{}\n```", "text/html": "E"}
    cell = new_code_cell(
        "1", outputs=[new_output("display_data", d) for d in (forms, own)]
    )
    kind = "application/vnd.jupyter.widget-state+json"
    saved = {kind: {"state": {"m": {"state": {"_esm": ""}}}}}
    notebook = new_notebook(cells=[cell], metadata={"widgets": saved})
    made = stock_notebook(notebook, "module", "style")
    first, second = made.cells[0].outputs
    assert set(first.data) == {"text/markdown"}
    assert set(second.data) == {"text/html"}
    state = made.metadata["widgets"][kind]["state"]["m"]["state"]
    assert state == {"_esm": "module", "_css": "style"}
