"""Reports and comparisons: what passes, what is said, how it is shown."""

import html
from html.parser import HTMLParser

import numpy as np
import pytest

from fnn_lib import GradientMismatch, Report, compare
from fnn_lib.report import Row, relative_error

NAN = float("nan")


def row(error=0.0, judged=True, name="dJ_dW[1]"):
    return Row(name, (2, 3), "central", error, 1e-6, judged)


# -- rows and reports ---


@pytest.mark.parametrize(
    ("error", "judged", "passed"),
    [
        (0.0, True, True),
        (1e-6, True, True),
        (1.01e-6, True, False),
        (NAN, True, False),
        (float("inf"), True, False),
        (0.0, False, None),
        (1.0, False, None),
    ],
)
def test_a_row_passes_within_its_tolerance(error, judged, passed):
    assert row(error, judged).passed is passed


@pytest.mark.parametrize(
    ("rows", "passed"),
    [
        ([row()], True),
        ([row(), row()], True),
        ([row(), row(1.0)], False),
        ([row(), row(judged=False)], None),
        ([row(1.0), row(judged=False), row()], False),
        ([row(NAN)], False),
    ],
)
def test_a_report_passes_if_every_row_does(rows, passed):
    assert Report(tuple(rows)).passed is passed


def test_the_largest_error():
    report = Report((row(1e-9), row(3e-7), row(2e-8)))
    assert report.max_relative_error == 3e-7
    assert type(report.max_relative_error) is float


def test_an_error_that_is_no_number_counts_as_the_largest():
    assert np.isnan(Report((row(1.0), row(NAN), row())).max_relative_error)


def test_require_returns_the_report():
    report = Report((row(),))
    assert report.require() is report


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row(2e-3, name="dJ_db[2]"),
         "dJ_db[2] differs from central: relative error 2.0e-03, tolerance "
         "1e-06"),
        (row(0.0, False, "dJ_db[2]"), "dJ_db[2] not judged against central"),
    ],
)  # fmt: skip
def test_require_names_what_did_not_pass(bad, said):
    with pytest.raises(GradientMismatch) as e:
        Report((row(name="dJ_dW[7]"), bad)).require()
    assert said in str(e.value)
    assert "dJ_dW[7]" not in str(e.value)
    assert isinstance(e.value, AssertionError)


def test_require_names_every_row_that_differs():
    with pytest.raises(GradientMismatch, match=r"one .*; two "):
        Report((row(1.0, name="one"), row(1.0, name="two"))).require()


def test_a_report_cannot_be_doctored():
    with pytest.raises(AttributeError):
        row().error = 0.0
    with pytest.raises(AttributeError):
        Report((row(),)).rows = ()


# -- how they are shown ---

MIXED = Report(
    (
        row(3e-9, name="dJ_dW[1]"),
        row(0.5, name="a<b&c"),
        row(0.0, False, name="dJ_db[10]"),
    ),
    title="h < 1 & more",
    notes=("Z[1]: near <0>",),
)


def test_text_has_a_line_for_each_row():
    lines = str(MIXED).splitlines()
    assert lines[0] == "h < 1 & more"
    assert lines[-1] == "Z[1]: near <0>"
    assert len(lines) == 5
    for part in (
        "dJ_dW[1]",
        "(2, 3)",
        "central",
        "3.0e-09",
        "1e-06",
        "agrees",
    ):
        assert part in lines[1]
    assert "differs" in lines[2]
    assert "not judged" in lines[3]
    assert len({line.index("tolerance") for line in lines[1:4]}) == 1


def test_text_without_title_or_notes_is_rows_only():
    assert len(str(Report((row(),))).splitlines()) == 1


class Balance(HTMLParser):
    """Collects tags, text and outcomes; every tag must be closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.text, self.outcomes, self.tags = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.append(tag)
        self.outcomes += [v for k, v in attrs if k == "data-outcome"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_page_has_a_row_for_each_comparison():
    page = Balance()
    page.feed(MIXED._repr_html_())
    assert page.open == []
    assert page.tags.count("tr") == 1 + 3
    assert page.outcomes == ["True", "False", "None"]
    for text in (
        "a<b&c",
        "h < 1 & more",
        "Z[1]: near <0>",
        "2 × 3",
        "3.0e-09",
    ):
        assert text in page.text
    for word in ("agrees", "differs", "not judged"):
        assert any(word in text for text in page.text)


def test_page_escapes_names():
    assert html.escape("a<b&c") in MIXED._repr_html_()
    assert "<0>" not in MIXED._repr_html_()


def test_page_without_title_has_no_caption():
    assert "<caption>" not in Report((row(),))._repr_html_()


def test_page_calls_a_scalar_a_number():
    report = Report((Row("z", (), "central", 0.0, 1e-6),))
    assert "<td>number</td>" in report._repr_html_()


# -- relative_error ---


@pytest.mark.parametrize(
    ("found", "wanted", "floor", "error"),
    [
        ([3.0, 4.0], [3.0, 4.0], 1e-9, 0.0),
        ([3.0, 4.0], [0.0, 0.0], 1e-9, 1.0),
        ([1.0], [-1.0], 1e-9, 1.0),
        ([3.0], [1.0], 1e-9, 0.5),
        ([[3.0, 0.0], [0.0, 4.0]], np.zeros((2, 2)), 10.0, 0.5),
        (2.001, 2.0, 1e-9, 0.001 / 4.001),
        (0.0, 0.0, 1e-9, 0.0),
        (1e-12, 0.0, 1e-6, 1e-6),
    ],
)
def test_relative_error_by_hand(found, wanted, floor, error):
    found, wanted = np.array(found), np.array(wanted)
    assert relative_error(found, wanted, floor) == pytest.approx(error, 1e-9)
    assert relative_error(wanted, found, floor) == pytest.approx(error, 1e-9)


# -- compare ---

A = np.arange(6.0).reshape(2, 3)


def test_compare_equal_arrays():
    report = compare({"A": (A, A.copy()), "J": (2.0, 2)}, title="both")
    assert report.passed is True
    assert [(r.name, r.shape) for r in report.rows] == [
        ("A", (2, 3)),
        ("J", ()),
    ]
    assert report.title == "both"
    assert {r.method for r in report.rows} == {"fnn_lib"}


@pytest.mark.parametrize(
    "wrong",
    [
        -A,
        A * 2.001 / 2,
        A[::-1],
        A + 1e-9,
        A * (1 + 1e-11),
        0 * A,
        np.where(A == 4, NAN, A),
    ],
)
def test_compare_finds_planted_errors(wrong):
    report = compare({"A": (wrong, A), "B": (A, A)})
    assert report.passed is False
    assert [r.passed for r in report.rows] == [False, True]
    with pytest.raises(GradientMismatch, match=r"^A differs from fnn_lib"):
        report.require()


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e3, 1e150])
def test_compare_is_relative(size):
    right, wrong = size * A * (1 + 1e-13), size * A * (1 + 1e-10)
    assert compare({"A": (right, size * A)}).passed is True
    assert compare({"A": (wrong, size * A)}).passed is False


def test_compare_finds_errors_in_values_whose_squares_overflow():
    with np.errstate(over="ignore"):
        report = compare({"A": (1e160 * A * (1 + 1e-9), 1e160 * A)})
    assert report.passed is False


def test_compare_forgives_rounding_of_zeros():
    assert compare({"A": (A * 0 + 1e-17, A * 0)}).passed is True


def test_compare_takes_a_tolerance_and_a_name():
    report = compare({"A": (A * 1.001, A)}, tolerance=1e-2, against="autograd")
    assert report.passed is True
    assert report.rows[0].tolerance == 1e-2
    assert report.rows[0].method == "autograd"


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ({}, "pairs: found no pair, wanted at least one"),
        ({"A": (A, A.T)}, "A: found shape (2, 3), wanted shape (3, 2)"),
        # Broadcasting would hide a lost axis.
        (
            {"b": (A[:, :1], A[:, 0])},
            "b: found shape (2, 1), wanted shape (2,)",
        ),
        ({"J": (1.0, [1.0])}, "J: found shape (), wanted shape (1,)"),
    ],
)
def test_compare_refuses(pairs, message):
    with pytest.raises(ValueError) as e:
        compare(pairs)
    assert message in str(e.value)


def test_compare_leaves_its_arguments():
    found, wanted = A.copy(), A.copy()
    compare({"A": (found, wanted)})
    assert (found == A).all()
    assert (wanted == A).all()
