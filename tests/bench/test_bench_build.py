"""The figures of the build: what the table says of them, and a light book."""

import pytest

from bench.build import APART, GOALS, ROOT, _copy, built, longest, rows
from bench.light import GROWTH, light_book


def times(seconds, execution=0.0, **chapters):
    stages = {"execution": execution, "rendering": 20.0, "lite": 6.5}
    return {"seconds": seconds, "stages": stages, "chapters": chapters}


def data(**changed):
    return {
        "cores": 2,
        "nothing": times(100.0, 80.0, **{"05_backward": 40.0}),
        "unchanged": times(1.0),
        "text": times(7.0),
        "cell": times(25.0, 18.0, **{"01_notation": 17.5}),
        "growth": {"few": times(10.0), "many": times(40.0)},
    } | changed


def met(found):
    return {row.what: row.met for row in rows(found) if row.goal}


def test_every_goal_has_a_line_and_is_met():
    assert len(met(data())) == len(GOALS)
    assert all(met(data()).values())


@pytest.mark.parametrize(
    "slow",
    [
        {"nothing": times(121.0)},
        {"unchanged": times(6.1)},
        {"text": times(8.1)},
        # The chapter's own execution is told apart: what is slow beside it
        # counts, what starts and keeps executions too.
        {"cell": times(25.0, 18.0, **{"01_notation": 16.5})},
        {"growth": {"few": times(10.0), "many": times(46.0)}},
    ],
)
def test_a_slow_build_misses_its_goal_alone(slow):
    assert list(met(data(**slow)).values()).count(False) == 1


def test_the_longest_are_stages_and_chapters():
    found = longest(data()["nothing"])
    assert [name for name, _ in found[:2]] == ["execution", "05_backward"]


def test_a_light_book_builds_and_a_broken_one_is_told(tmp_path):
    light_book(ROOT, tmp_path / "book", 2)
    found = built(tmp_path / "book")
    assert set(found["chapters"]) == {"light1", "light2"}
    assert found["seconds"] >= found["stages"]["execution"] > 0
    assert built(tmp_path / "book")["chapters"] == {}
    page = tmp_path / "book" / "chapters" / "light2.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("d.step(3 * z", "d.step(4 * z"), "utf-8")
    with pytest.raises(RuntimeError, match="light2: RefutedStep"):
        built(tmp_path / "book")


def test_a_book_grows_by_four():
    few, many = GROWTH
    assert many == 4 * few


def test_the_copy_has_the_sources_and_nothing_that_was_made(tmp_path):
    _copy(ROOT, tmp_path / "book")
    book = tmp_path / "book"
    assert (book / "chapters" / "05_backward.md").is_file()
    assert (book / "node_modules").is_symlink()
    assert not (book / "_build" / "html").exists()
    assert not (book / "fnn_lib" / "explorables" / "static").exists()
    names = {path.name for path in book.iterdir()}
    assert not names & (APART - {"_build", "node_modules"})
