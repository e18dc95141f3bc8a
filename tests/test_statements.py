"""Judged statements: what holds, what must be refuted, what is recorded."""

import json
import re

import numpy as np
import pytest
import sympy as sp

from fnn_lib import compare
from fnn_lib.statements import RECORDS, Statements
from fnn_lib.symbolic import (
    Agreement,
    Executed,
    RefutedStep,
    Shape,
    matrix,
    sigma,
    symbol,
    verify,
)

z = symbol("z")
RIGHT, WRONG = sigma(z) * (1 - sigma(z)), sigma(z) * (1 + sigma(z))


def slope(form):
    return verify(sp.diff(sigma(z), z), form)


@pytest.fixture
def statements():
    return Statements("Document C, slopes")


def test_a_statement_that_holds_is_recorded(statements):
    statements.holds("C05", slope, RIGHT, {"a sign": WRONG})
    (record,) = statements.records
    assert (record["id"], record["verdict"]) == ("C05", "proved")
    assert record["claim"].endswith(
        r"\left(1 - \sigma{\left(z \right)}\right)"
    )
    altered, opposite = record["altered"]
    assert altered["words"] == "a sign"
    assert opposite["words"] == "the sign of the whole"
    assert re.match(r"0\.\d+, not ", altered["refuted"])


def test_a_wrong_form_ends_the_cell(statements):
    with pytest.raises(RefutedStep, match="C05: step 1"):
        statements.holds("C05", slope, WRONG, {"a sign": -RIGHT})
    assert statements.records == []


def test_a_check_that_passes_an_altered_form_is_none(statements):
    with pytest.raises(ValueError, match=r"altered \(all\): found that it is"):
        statements.holds("C05", lambda form: verify(z, z), z, {"all": -z})
    with pytest.raises(ValueError, match="altered: found none"):
        statements.holds("C05", slope, RIGHT, {})
    assert statements.records == []


def test_the_opposite_is_always_refuted_too(statements):
    def blind(form):
        return verify(RIGHT**2, form**2)

    with pytest.raises(ValueError, match="the sign of the whole"):
        statements.holds("C05", blind, RIGHT, {"a factor": 2 * RIGHT})


def test_an_erratum_is_refuted_as_printed_and_told_at_a_random_point(
    statements,
):
    statements.erratum("C31", slope, WRONG, RIGHT, {"a factor": 2 * RIGHT})
    (record,) = statements.records
    assert record["how"] == "erratum"
    assert record["verdict"] == "proved"
    printed = record["printed"]
    at = float(printed["at"].removeprefix("z = "))
    assert at not in (0, 1, -1)
    value = 1 / (1 + np.exp(-at))
    off = value * (1 + value) / (value * (1 - value)) - 1
    assert printed["relative"] == pytest.approx(off, rel=1e-3)


def test_what_is_right_as_printed_is_no_erratum(statements):
    with pytest.raises(ValueError, match="C31, printed: found that it is pro"):
        statements.erratum("C31", slope, RIGHT, RIGHT, {"a sign": WRONG})


def test_readings_are_each_judged(statements):
    readings = {"as a slope": RIGHT, "as a sum": WRONG}
    statements.ambiguous("D52", slope, readings, {"a sign": -RIGHT})
    first, second = statements.records[0]["readings"]
    assert first == {"words": "as a slope", "verdict": "proved"}
    assert "refuted" in second
    with pytest.raises(ValueError, match="readings: found 1"):
        statements.ambiguous("D53", slope, {"one": RIGHT}, {"a": WRONG})


def test_a_statement_is_judged_once(statements):
    statements.holds("C05", slope, RIGHT, {"a sign": WRONG})
    with pytest.raises(ValueError, match="C05: found it judged before"):
        statements.holds("C05", slope, RIGHT, {"a sign": WRONG})


def test_a_fault_of_the_check_is_no_refutation(statements):
    def faulty(form):
        if form == WRONG:
            raise TypeError("a typing error of the author")
        return slope(form)

    with pytest.raises(TypeError):
        statements.holds("C05", faulty, RIGHT, {"a sign": WRONG})


def test_all_that_a_check_returns_must_hold(statements):
    def both(form):
        return slope(form), Executed(z, form * 0 + 2, {z: 2.0})

    statements.holds("C05", both, RIGHT, {"a sign": WRONG})
    assert statements.records[0]["verdict"] == "proved"

    def second_fails(form):
        return slope(form), Agreement(1, 2)

    with pytest.raises(RefutedStep, match="C06: claimed 2, found 1"):
        statements.holds("C06", second_fails, RIGHT, {"a sign": WRONG})


def test_a_report_must_have_passed(statements):
    def report(form):
        return compare({"W": (np.ones((2, 2)), form)})

    altered = {"twice": 2 * np.ones((2, 2))}
    statements.holds("E1", report, np.ones((2, 2)), altered)
    assert statements.records[0]["verdict"] == "executed"
    assert (
        "values that agree" in statements.records[0]["altered"][0]["refuted"]
    )


def test_shapes_that_do_not_conform_are_named(statements):
    n, k, m = sp.symbols("n k m", integer=True, positive=True)
    W, A, B = matrix("W", n, k), matrix("A", k, m), matrix("A", m, k)
    statements.holds(
        "C40", lambda form: Shape(form, n, m), W * A, {"transposed": W * B}
    )
    record = statements.records[0]
    assert record["verdict"] == "proved for every size"
    assert "k columns times m rows" in record["altered"][0]["refuted"]


def test_the_page_gets_a_directive_for_each_record(statements):
    statements.holds("C05", slope, RIGHT, {"a sign": WRONG})
    statements.erratum("C31", slope, WRONG, RIGHT, {"a factor": 2 * RIGHT})
    forms, left = statements._repr_mimebundle_()
    assert left[RECORDS] == statements.records
    text = forms["text/markdown"]
    assert "Document C, slopes: 2 statements, 1 erratum" in text
    bodies = re.findall(r"```\{statement\} (\w+)\n(.*?)\n```", text, re.S)
    assert [key for key, _ in bodies] == ["C05", "C31"]
    assert json.loads(bodies[0][1]) == statements.records[0]
    assert "refuted when altered" in forms["text/html"]
    assert "C31 erratum: proved" in forms["text/plain"]


def test_what_a_reader_cannot_read_is_put_in_words(statements):
    def needs(form):
        return Agreement({"z", "a"}, form)

    statements.erratum("A32", needs, {"W"}, {"a", "z"}, {"less": {"z"}})
    (record,) = statements.records
    assert record["printed"] == {"refuted": "a, z, not W"}


def test_where_it_fails_is_told_in_letters_of_the_text(statements):
    dL_dz_2 = symbol("dL_dz_2")
    statements.erratum(
        "C22",
        lambda form: verify(dL_dz_2, form),
        2 * dL_dz_2,
        dL_dz_2,
        {"a sign": -dL_dz_2},
    )
    (record,) = statements.records
    (point,) = record["printed"]["point"]
    assert point.startswith(r"\frac{\partial L}{\partial z_{2}} = ")
    assert "point" not in record["altered"][0]
