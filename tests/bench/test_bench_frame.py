"""`make bench`: its results, its tables, its clock, and what can go wrong."""

import json
import math
import types

import pytest

import bench.__main__ as command
from bench import parts, results, timing
from bench.packages import LOCK, install
from bench.parts import PARTS, Row
from bench.table import table, where

MACHINE = {
    "processor": "a processor",
    "cores": 2,
    "memory": 24,
    "system": "a system",
    "python": "3.11.7",
    "numpy": "2.4.6",
    "blas": "a BLAS 1.0",
}


def entry(**data):
    return {
        "commit": "0123456789ab",
        "date": "2026-11-22",
        "machine": MACHINE,
        "seconds": 1.5,
        "data": data,
    }


@pytest.fixture
def toys(monkeypatch):
    """Two parts that measure nothing; ``two`` fails when told to."""

    def measure():
        return {"value": 0.5}

    def fail():
        raise RuntimeError("planted")

    def rows(data):
        met = data["value"] <= 0.75
        return [Row("a thing", f"{data['value']:.2f}", "at most 0.75", met)]

    modules = {
        "one": types.SimpleNamespace(TITLE="One", measure=measure, rows=rows),
        "two": types.SimpleNamespace(TITLE="Two", measure=fail, rows=rows),
    }
    for module in (results, command):
        monkeypatch.setattr(module, "PARTS", ("one", "two"))
        monkeypatch.setattr(module, "part", modules.__getitem__)
    monkeypatch.setattr("bench.table.part", modules.__getitem__)
    return modules


# -- the parts ---


@pytest.mark.parametrize("name", PARTS)
def test_a_part_has_what_the_frame_asks_for(name):
    module = parts.part(name)
    assert module.TITLE
    assert callable(module.measure)
    assert callable(module.rows)


def test_the_committed_results_are_whole():
    found = results.read()
    assert set(found) <= set(PARTS)
    for name, kept in found.items():
        assert "/" not in kept["machine"]["processor"]
        assert table(name, kept)


# -- the file ---


def test_a_part_replaces_its_own_entry_only(toys, tmp_path):
    path = tmp_path / "results.json"
    results.write("two", entry(value=1.0), path)
    results.write("one", entry(value=0.25), path)
    results.write("one", entry(value=0.5), path)
    found = results.read(path)
    assert [*found] == ["one", "two"]
    assert found["one"]["data"] == {"value": 0.5}
    assert found["two"]["data"] == {"value": 1.0}
    assert [p.name for p in tmp_path.iterdir()] == ["results.json"]


def test_nothing_measured_yet(tmp_path):
    assert results.read(tmp_path / "results.json") == {}


DAMAGE = {
    "half a file": ('{"one": {', "found no JSON"),
    "a list": ("[]", "wanted an object of parts"),
    "an unknown part": (json.dumps({"three": entry()}), "a part 'three'"),
    "an entry without a date": (
        json.dumps({"one": {k: v for k, v in entry().items() if k != "date"}}),
        "one with [",
    ),
    "a date that is a number": (
        json.dumps({"one": entry(value=1) | {"date": 3}}),
        "one.date 3",
    ),
    "a figure left out": (json.dumps({"one": entry()}), "KeyError: 'value'"),
    "a word for a figure": (
        json.dumps({"one": entry(value="fast")}),
        "one.data that gives",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_refused(toys, tmp_path, damage):
    text, message = DAMAGE[damage]
    path = tmp_path / "results.json"
    path.write_text(text)
    with pytest.raises(results.Damaged) as refusal:
        results.read(path)
    assert message in str(refusal.value)
    with pytest.raises(results.Damaged):
        results.write("one", entry(value=1.0), path)
    assert path.read_text() == text


@pytest.mark.parametrize("value", [math.nan, math.inf, "fast", None])
def test_an_entry_that_is_no_figure_is_not_kept(toys, tmp_path, value):
    path = tmp_path / "results.json"
    results.write("one", entry(value=1.0), path)
    before = path.read_text()
    with pytest.raises(ValueError):
        results.write("one", entry(value=value), path)
    assert path.read_text() == before


# -- the command ---


def test_a_part_that_raises_leaves_the_results_as_they_were(
    toys, tmp_path, capsys
):
    path = tmp_path / "results.json"
    results.write("two", entry(value=1.0), path)
    before = path.read_text()
    assert not command.measured("two", path)
    assert path.read_text() == before
    assert "planted" in capsys.readouterr().err


def test_a_part_that_is_measured_is_kept(toys, tmp_path, capsys):
    path = tmp_path / "results.json"
    assert command.measured("one", path)
    kept = results.read(path)["one"]
    assert kept["data"] == {"value": 0.5}
    assert kept["machine"]["cores"] >= 1
    command.report({"one": kept}, tmp_path / "out")
    written = (tmp_path / "out" / "tables.md").read_text()
    assert "| a thing  | 0.50  | at most 0.75 | met |" in written
    assert written in capsys.readouterr().out


def test_an_unknown_part_is_refused(capsys):
    with pytest.raises(SystemExit):
        command.main(["cheese"])
    assert "found 'cheese', wanted library" in capsys.readouterr().err


def test_a_missed_goal_is_said(toys):
    assert "| missed |" in table("one", entry(value=0.8))


def test_the_machine_is_named_and_not_its_name():
    text = where(entry(value=1.0))
    assert "a processor, 2 cores, 24 GiB" in text
    assert "0123456789ab" in text
    assert "2026-11-22" in text


# -- the clock ---


class Clock:
    """A clock that only those who are timed move on."""

    def __init__(self):
        self.now, self.order = 0.0, []

    def __call__(self):
        return self.now

    def takes(self, name, seconds):
        def call():
            self.order.append(name)
            self.now += seconds

        return call


def test_interleaved_times_are_of_one_call():
    clock = Clock()
    calls = {"a": clock.takes("a", 0.25), "b": clock.takes("b", 0.5)}
    times = timing.interleaved(calls, 4, 1.0, clock)
    assert times == {"a": [0.25] * 4, "b": [0.5] * 4}
    assert timing.ratio(times, "b", "a") == {
        "median": 2.0,
        "low": 2.0,
        "high": 2.0,
    }


def test_every_round_has_every_candidate_and_the_order_turns():
    clock = Clock()
    calls = {name: clock.takes(name, 1.0) for name in "abc"}
    timing.interleaved(calls, 3, 1.0, clock)
    assert "".join(clock.order[-9:]) == "abcbcacab"


def test_a_slow_moment_does_not_move_a_ratio():
    slow = [1.0, 5.0, 1.0]
    times = {"a": [2 * s for s in slow], "b": slow}
    assert timing.ratio(times, "a", "b")["median"] == 2.0


# -- the packages ---


def test_packages_are_installed_once_for_each_lock(tmp_path, monkeypatch):
    ran = []

    def run(arguments, check):
        ran.append(arguments)
        (tmp_path / "there").mkdir()

    monkeypatch.setattr("bench.packages.subprocess.run", run)
    lock = tmp_path / "requirements.txt"
    lock.write_text("one")
    for _ in range(2):
        install(tmp_path / "there", lock)
    assert len(ran) == 1
    assert "--require-hashes" in ran[0]
    lock.write_text("two")
    install(tmp_path / "there", lock)
    assert len(ran) == 2


def test_the_lock_names_no_place_and_nothing_that_the_book_locks(root):
    text = LOCK.read_text("utf-8")
    assert "://" not in text
    names = {line.split("==")[0] for line in text.splitlines() if "==" in line}
    book = (root / "requirements.txt").read_text("utf-8")
    locked = {
        line.split("==")[0] for line in book.splitlines() if "==" in line
    }
    assert {"torch", "scikit-learn"} <= names
    assert not names & locked
