"""The ledger: what it joins, what it refuses, what the built one holds."""

import json

import pytest

from _ext.appendices import sentence
from _ext.book import Book, BuildError
from _ext.ledger import make_ledger, problems, read_statements

JUDGED = {
    "id": "C31",
    "document": "C",
    "lines": "70",
    "kind": "result",
    "status": "erratum",
    "printed": "w_4",
    "why": "In (7) it is w_5.",
    "chapter": "05_backward",
    "level": "proved",
}
RECORD = {
    "id": "C31",
    "how": "erratum",
    "verdict": "proved",
    "claim": "w_5",
    "chapter": "05_backward",
    "printed": {"refuted": "1, not 2"},
    "altered": [{"words": "a sign", "refuted": "1, not -1"}],
}
READ = {"level": "read", "status": "illegible", "right": "a book"}


def found(judged=(), record=()):
    statements = {"C31": JUDGED | dict(judged)}
    return problems(statements, [RECORD | dict(record)])


def test_a_judged_and_checked_statement_is_in_order():
    assert found() == []
    (entry,) = make_ledger({"C31": JUDGED}, [RECORD])
    assert entry["right"] == "w_5"
    assert entry["verdict"] == "proved"
    assert entry["check"]["printed"] == {"refuted": "1, not 2"}


@pytest.mark.parametrize(
    ("judged", "record", "words"),
    [
        ({}, {"verdict": "executed"}, "C31: executed, wanted proved"),
        ({}, {"chapter": "04_forward"}, "C31: checked in 04_forward"),
        ({}, {"how": "holds"}, "C31: judged as holds, wanted erratum"),
        ({}, {"altered": []}, "C31: no altered form"),
        ({}, {"claim": None}, "C31: what is right is not said"),
        ({"level": "every size"}, {}, "C31: proved, wanted proved for every"),
        (READ, {}, "C31: is judged by a machine, and said to be read"),
    ],
)
def test_what_does_not_fit_is_named(judged, record, words):
    assert any(problem.startswith(words) for problem in found(judged, record))


def test_a_missing_a_second_and_an_unknown_check_are_named():
    assert problems({"C31": JUDGED}, []) == [
        "C31: no check ran in 05_backward"
    ]
    assert "C31: judged 2 times" in problems({"C31": JUDGED}, [RECORD] * 2)
    unknown = [RECORD, RECORD | {"id": "Z99"}]
    (problem,) = problems({"C31": JUDGED}, unknown)
    assert problem.startswith("Z99: judged, and no statement")


def test_what_is_read_needs_no_check():
    judged = {"C31": JUDGED | READ}
    assert problems(judged, []) == []
    (entry,) = make_ledger(judged, [])
    assert entry["verdict"] == "read"


def test_an_id_that_stands_twice_is_refused(tmp_path):
    folder = tmp_path / "chapters" / "statements"
    folder.mkdir(parents=True)
    (folder / "C.yml").write_text("- id: C31\n- id: C31\n")
    with pytest.raises(BuildError, match=r"C\.yml: C31 stands twice"):
        read_statements(tmp_path)


def test_the_figures_make_a_sentence():
    figures = {
        "statements": 3,
        "status": {"correct": 2, "erratum": 1},
        "verdict": {"proved": 2, "read": 1},
        "refuted": 5,
        "displays": {"executed": 4, "proved": 1},
    }
    said = sentence(figures)
    assert "5 displayed equations (1 proved, 4 executed)" in said
    assert "3 statements of five documents (2 proved, 1 read)" in said


@pytest.fixture(scope="module")
def ledger(html):
    return json.loads((html / "ledger.json").read_text("utf-8"))


def test_all_statements_are_in_the_built_ledger(ledger, root):
    assert [entry["id"] for entry in ledger] == list(read_statements(root))
    assert len(ledger) == 364


def test_each_entry_says_what_readers_of_it_rely_on(ledger):
    wanted = {"id", "status", "printed", "right", "verdict", "chapter"}
    for entry in ledger:
        assert wanted | {"anchor"} <= set(entry), entry["id"]
        if entry["status"] != "correct":
            assert entry["right"], entry["id"]


def test_every_machine_verdict_has_refuted_an_altered_form(ledger):
    for entry in ledger:
        if entry["verdict"] == "read":
            continue
        altered = entry["check"]["altered"]
        assert altered, entry["id"]
        assert all(one["refuted"] for one in altered), entry["id"]


def test_every_erratum_is_refuted_as_printed(ledger):
    errata = [e for e in ledger if e["status"] == "erratum"]
    assert errata
    for entry in errata:
        assert entry["check"]["printed"]["refuted"], entry["id"]


def test_no_machine_verdict_is_left_to_a_reader(ledger):
    assert [e["id"] for e in ledger if e["verdict"] == "read"] == ["C111"]
    assert not [e["id"] for e in ledger if e["verdict"] == "checked"]


def test_each_check_stands_where_the_ledger_says(ledger, html):
    pages = {
        name.rpartition("/")[2]: (html / f"{name}.html").read_text("utf-8")
        for name in Book(html.parents[1]).documents()
    }
    for entry in ledger:
        anchor = f'id="{entry["anchor"].lower()}"', f'id="{entry["anchor"]}"'
        assert any(a in pages["equations"] for a in anchor), entry["id"]
        if entry["verdict"] != "read":
            page = pages[entry["chapter"]]
            assert any(a in page for a in anchor), entry["id"]
