"""The times of a build: what is said of them, and what is kept."""

import json

import nbformat.v4 as nb

from _ext.execute import cores, longest_first
from _ext.notebooks import Chapter
from _ext.times import MOST, Times


def test_the_longest_come_first_and_the_short_are_left_out(tmp_path):
    times = Times(tmp_path / "times.json")
    times.stages = {"rendering": 20.25, "judging": 0.1}
    times.chapters = {f"0{n}_chapter": float(n) for n in range(1, 9)}
    names = [name for name, _ in times.longest()]
    assert names[:2] == ["rendering", "08_chapter"]
    assert len(names) == MOST
    head, *lines = str(times).splitlines()
    assert head == "longest:"
    assert lines[0] == "  rendering    20.2 s"
    assert len({len(line) for line in lines}) == 1


def test_nothing_long_is_nothing_said(tmp_path):
    assert str(Times(tmp_path / "times.json")) == ""


def test_a_stage_that_fails_is_measured_too(tmp_path):
    times = Times(tmp_path / "times.json")
    try:
        with times.stage("execution"):
            raise ValueError
    except ValueError:
        pass
    assert times.stages["execution"] >= 0


def test_the_last_execution_of_each_chapter_is_kept(tmp_path):
    path = tmp_path / "times.json"
    first = Times(path)
    first.chapters = {"one": 3.0, "two": 4.0}
    first.write()
    second = Times(path)
    second.chapters = {"two": 5.0001}
    second.write()
    kept = json.loads(path.read_text("utf-8"))
    assert kept["chapters"] == {"two": 5.0}
    assert kept["last"] == {"one": 3.0, "two": 5.0}
    path.write_text("{", "utf-8")
    assert Times(path).last == {}


def test_the_longest_chapter_starts_first(tmp_path):
    chapters = [
        Chapter(
            tmp_path / f"{name}.md",
            nb.new_notebook(cells=[nb.new_code_cell("x" * length)]),
        )
        for name, length in {"a": 100, "b": 9000, "c": 5000}.items()
    ]

    def order(last):
        return "".join(c.name for c in longest_first(chapters, last))

    assert order({}) == "bca"
    assert order({"a": 7.5}) == "bac"
    assert order({"a": 1.0, "b": 2.0, "c": 3.0}) == "cba"


def test_there_is_a_core():
    assert cores() >= 1
