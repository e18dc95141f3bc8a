"""Words and formulas of the statements, as nodes that a page can wrap."""

import json

import pytest
from docutils import nodes

from _ext.cards import place
from _ext.typography import PROSE, formula, refusal, sentence

MARKS = {"subscript": "_<{}>", "superscript": "^<{}>", "math": "${}$"}


def text(node):
    if isinstance(node, nodes.Text):
        return str(node)
    inner = "".join(map(text, node.children))
    return MARKS.get(node.tagname, "{}").format(inner)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("a_{k,i}^[l-1] enters z_2", "a_<k,i>^<[l−1]> enters z_<2>"),
        ("x_{N-1}^T sigma'(z_N)", "x_<N−1>^<T> σ′(z_<N>)"),
        ("W^(2), not w_1", "W^<(2)>, not w_<1>"),
        ("the slope of z(2), A[l-1]", "the slope of z^<(2)>, A^<[l−1]>"),
        ("e^(-z) and (a_2 - y)^2", "e^<−z> and (a_<2> − y)^<2>"),
        ("-1.07, not 1.07", "−1.07, not 1.07"),
        ("a 3-2-2-1 network, one-hot", "a 3-2-2-1 network, one-hot"),
        ("the author's letters", "the author's letters"),
    ],
)
def test_letters_have_their_indices(words, wanted):
    assert text(sentence(words)) == wanted


def test_a_named_statement_is_a_link():
    def refer(key):
        return nodes.reference("", key) if key == "A19" else None

    found = sentence("one unit (A19), not A99", refer=refer)
    assert [one.astext() for one in found.findall(nodes.reference)] == ["A19"]
    assert found.astext() == "one unit (A19), not A99"


def test_words_in_a_formula_wrap():
    (paragraph,) = [formula(r"z:\ \text{a sum that is shifted by a bias}")]
    assert (
        text(paragraph)
        == r"$\displaystyle z$: a sum that is shifted by a bias"
    )
    listed = formula(
        r"\begin{aligned} &\text{(a) one sample: } \text{vec}(W), \quad "
        r"\begin{cases} 1 \\ 0 \end{cases} \\ &\text{(b) a batch of } m "
        r"\text{ samples} \end{aligned}"
    )
    assert [text(item) for item in listed.children] == [
        r"(a) one sample: $\displaystyle \text{vec}(W)$, "
        r"$\displaystyle \begin{cases} 1 \\ 0 \end{cases}$",
        r"(b) a batch of $\displaystyle m$ samples",
    ]


def test_what_is_lost_is_said_in_words():
    assert text(formula("lost")) == "Nothing: the text has lost it."


def test_a_refusal_has_its_point_as_formulas():
    found = {"refuted": "1, not -1", "relative": 2.0, "point": ["w_{4} = 0.7"]}
    assert text(refusal(found)) == "1, not −1 (off by 200%), at $w_{4} = 0.7$"
    assert text(refusal({"refuted": "none, not a_1"})) == "none, not a_<1>"


@pytest.mark.parametrize(
    ("eq", "lines", "wanted"),
    [
        ("(3)", "18", "document C, (3), line 18"),
        (None, "156-165,214", "document C, lines 156–165, 214"),
        ("(17) dup", "145", "document C, (17), second copy, line 145"),
        (None, "lost", "document C, lost"),
        (
            None,
            "143, display missing",
            "document C, line 143, display missing",
        ),
    ],
)
def test_a_place_reads_as_a_sentence(eq, lines, wanted):
    entry = {"document": "C", "eq": eq, "lines": lines}
    assert place(entry) == wanted


def test_nothing_is_left_of_how_letters_are_typed(html):
    """No page shows ``W_2`` or ``x^T`` with its sign in a sentence."""
    for entry in json.loads((html / "ledger.json").read_text("utf-8")):
        if PROSE.search(entry["printed"]) or entry["status"] == "correct":
            continue
        found = text(sentence(entry["why"]))
        found = found.replace("_<", "").replace("^<", "")
        assert not set("_^") & set(found), (entry["id"], found)
