"""The judgement of the documents' statements: complete, in order, in form."""

import pytest
import yaml
from conftest import ROOT

FOLDER = ROOT / "chapters" / "statements"
CHAPTERS = {path.stem for path in FOLDER.parent.glob("0*.md")}
COUNTS = {"A": 77, "B": 71, "C": 111, "D": 63, "E": 42}
STATUSES = {"correct", "erratum", "ambiguous", "illegible"}
LEVELS = {"every size", "proved", "executed", "read"}
KINDS = {"definition", "derivation-step", "example", "prose-claim", "result"}
ALWAYS = {"id", "lines", "kind", "quote", "status", "printed", "why"}
ALWAYS |= {"chapter", "level"}
SOMETIMES = {"eq", "right", "words"}


def entries(letter):
    return yaml.safe_load((FOLDER / f"{letter}.yml").read_text("utf-8"))


@pytest.mark.parametrize("letter", COUNTS)
def test_every_statement_has_one_entry_in_reading_order(letter):
    wanted = [f"{letter}{n:02d}" for n in range(1, COUNTS[letter] + 1)]
    assert [entry["id"] for entry in entries(letter)] == wanted


def test_there_are_364():
    assert sum(COUNTS.values()) == 364


@pytest.mark.parametrize("letter", COUNTS)
def test_every_entry_has_its_keys_and_values(letter):
    for entry in entries(letter):
        here = entry["id"]
        assert ALWAYS <= set(entry) <= ALWAYS | SOMETIMES, here
        assert entry["status"] in STATUSES, here
        assert entry["level"] in LEVELS, here
        assert entry["kind"] in KINDS, here
        assert entry["chapter"] in CHAPTERS, here


@pytest.mark.parametrize("letter", COUNTS)
def test_what_is_correct_has_no_other_form(letter):
    for entry in entries(letter):
        assert "right" not in entry or entry["status"] != "correct", entry


def test_only_what_has_nothing_to_compute_is_read():
    found = [
        e["id"] for x in COUNTS for e in entries(x) if e["level"] == "read"
    ]
    assert found == ["C111"]


def test_the_standard_errata_are_among_them():
    found = {e["id"]: e["status"] for x in COUNTS for e in entries(x)}
    assert {found[i] for i in ("A27", "C31", "D29")} == {"erratum"}
