"""Formulas in prose: settings, what a cell holds, and what none does."""

import pytest

from _ext.prose import by_hand, formulas, is_setting, unheld

HELD = [
    [r"\frac{d}{d z} \sigma{\left(z \right)}", r"\sigma(z) (1 - \sigma(z))"]
]


@pytest.mark.parametrize(
    "sides",
    [
        ("m", "1"),
        ("l", r"1, \dots, L"),
        (r"\hat y", "0"),
        ("0", "p"),
        ("z", "-1000"),
        ("j", "k"),
        ("m", "n_l"),
    ],
)
def test_settings(sides):
    assert is_setting(*sides)


@pytest.mark.parametrize(
    "sides",
    [
        ("X", "A^{[0]}"),
        ("z", "w x + b"),
        (r"\sigma(0)", "1/2"),
        ("v", "1/n"),
        (r"\delta^{[l]}", "0"),
        ("1 + 1", "2"),
    ],
)
def test_statements(sides):
    assert not is_setting(*sides)


def test_formulas_stand_in_prose_and_not_in_code():
    text = "a $x = 1$\n```{code-cell}\n$y$\n```\n`$u$` and $z$\n$$v$$\n"
    assert list(formulas(text)) == [(1, "x = 1"), (5, "z")]


def test_a_formula_that_a_cell_holds_passes():
    text = r"So $\frac{d}{dz} \sigma(z) = \sigma(z)(1 - \sigma(z))$."
    assert unheld(text, HELD) == []


@pytest.mark.parametrize(
    "wrong",
    [
        r"\frac{d}{dz} \sigma(z) = \sigma(z)(1 + \sigma(z))",
        r"\frac{d}{dz} \sigma(z) = \sigma(x)(1 - \sigma(z))",
        r"\frac{d}{dz} \sigma(z) < \sigma(z)(1 - \sigma(z))",
        r"\sigma(z) = \sigma(z)(1 - \sigma(z))",
    ],
)
def test_an_altered_one_is_found_with_its_line(wrong):
    assert unheld(f"one\n\ntwo ${wrong}$", HELD) == [(3, wrong)]


def test_an_inequality_must_be_held_as_such():
    text = r"$0 < \sigma(z)$ and $0 > \sigma(z)$"
    held = [[r"0 < \sigma{\left(z \right)}"]]
    assert [latex for _, latex in unheld(text, held)] == [r"0 > \sigma(z)"]


@pytest.mark.parametrize(
    "text",
    [
        "$$a = b$$",
        "text\n\\[a = b\\]",
        "```{math}\na = b\n```",
        "\\begin{aligned}a\\end{aligned}",
        ":::{div} other\n$$a = b$$\n:::",
    ],
)
def test_a_display_typed_by_hand_is_found(text):
    assert by_hand(text, ["a = b"])


def test_only_what_a_document_prints_may_be_quoted():
    block = "x\n:::{{div}} quote-of-document\n$$a = {}$$\n:::\n"
    assert by_hand(block.format("b"), ["a = b"]) == []
    assert by_hand(block.format("-b"), ["a = b"]) == [(3, "$$a = -b$$")]


def test_code_may_have_dollars():
    text = "```{code-cell}\nshow('$$x$$')\n```\n`$$`\n"
    assert by_hand(text, []) == []
