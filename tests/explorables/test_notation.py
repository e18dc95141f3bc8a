"""The equations of the documents: run, damaged, and held to their letters."""

import itertools
import re

import pytest
import traitlets
import yaml

from fnn_lib.explorables import Notation
from fnn_lib.explorables.notation_documents import (
    DOCUMENTS,
    EQUATIONS,
    ROLES,
    Run,
)
from fnn_lib.explorables.notation_lines import read

LINES = {
    f"{name} {equation} {number}": (document, line)
    for name, document in DOCUMENTS.items()
    for equation, given in document.equations.items()
    for number, line in enumerate(given.lines, 1)
}
#: Where all is square, a wrong transpose conforms.
SQUARE = {"n_before": 3, "n_here": 3, "n_next": 3, "m": 3}
OBLONG = {"n_before": 3, "n_here": 2, "n_next": 4, "m": 5}


def text_of(line):
    """Write a line as it was read."""
    parts = [p.token if kind == "factor" else p for kind, p in line.tokens()]
    return " ".join(part for part in parts if part)


@pytest.fixture
def widget(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")
    return Notation


# -- The equations are those of the network --------------------------------


@pytest.mark.parametrize("key", LINES)
def test_both_sides_of_a_line_agree(key):
    document, line = LINES[key]
    for sizes, seed in itertools.product((SQUARE, OBLONG), range(3)):
        arrays = document.arrays(Run(**sizes, seed=seed))
        assert line.error(arrays) <= 1e-12


def damages(line):
    """Yield the line with two factors exchanged, or one transposed."""
    tokens = text_of(line).split()
    factors = [f for kind, f in line.tokens() if kind == "factor"][1:]
    parts = list(line.tokens())
    for at, (kind, _) in enumerate(parts):
        if kind == "times":
            left, right = parts[at - 1][1], parts[at + 1][1]
            if "(" in (left, right) or ")" in (left, right):
                continue
            i, j = tokens.index(left.token, 2), tokens.index(right.token, 2)
            swapped = tokens.copy()
            swapped[i], swapped[j] = swapped[j], swapped[i]
            yield " ".join(swapped)
    for factor in factors:
        # A diagonal matrix is its own transpose, and so is one number.
        if factor.function or factor.name.startswith("d**a**"):
            continue
        if factor.ones:
            continue
        i = tokens.index(factor.token, 2)
        turned = tokens.copy()
        turned[i] = factor.key if factor.transposed else f"{factor.token}^T"
        yield " ".join(turned)


DAMAGED = [
    (key, damaged)
    for key, (_, line) in LINES.items()
    for damaged in damages(line)
]


@pytest.mark.parametrize(("key", "damaged"), DAMAGED)
@pytest.mark.parametrize("sizes", [SQUARE, OBLONG], ids=["square", "oblong"])
def test_a_damaged_line_is_noticed(key, damaged, sizes):
    document, _ = LINES[key]
    arrays = document.arrays(Run(**sizes))
    try:
        assert read(damaged).error(arrays) > 1e-3
    except ValueError as refused:
        assert "shape" in str(refused) or "dimension" in str(refused)


def test_many_damages_are_tried():
    assert len(DAMAGED) > 50
    assert len({key for key, _ in DAMAGED}) == len(LINES)


def test_the_weights_of_another_layer_are_noticed():
    line = read("dJ_dZ[l] = g'(Z[l]) ⊙ ( W[l]^T dJ_dZ[l+1] )")
    arrays = DOCUMENTS["here"].arrays(Run(**SQUARE))
    assert line.error(arrays) > 1e-3


def test_a_wrong_equation_is_not_recorded(widget, monkeypatch):
    equations = DOCUMENTS["D"].equations
    wrong = equations["weights"]._replace(
        lines=(read("dL_dW_1 = dL_dZ_1^T · X"),)
    )
    monkeypatch.setitem(equations, "weights", wrong)
    with pytest.raises(ValueError, match="found shape"):
        widget()
    slopes = equations["weights"]._replace(
        lines=(read("dL_dZ_1 = dL_dZ_1 ⊙ sigma'(Z_1)"),)
    )
    monkeypatch.setitem(equations, "weights", slopes)
    with pytest.raises(ValueError, match="sides that differ"):
        widget()


# -- Shapes ----------------------------------------------------------------


@pytest.mark.parametrize("name", [d for d in DOCUMENTS if d != "here"])
@pytest.mark.parametrize("equation", EQUATIONS)
def test_recorded_sizes_give_the_shapes_of_the_arrays(widget, name, equation):
    recorded = widget().record()["documents"][name]["equations"][equation]
    for n_before, n_here, n_next, m in itertools.product(
        (1, 3, 4), (1, 2, 4), (1, 4), (1, 5)
    ):
        sizes = dict(n_before=n_before, n_here=n_here, n_next=n_next, m=m)
        found = {f"shape_{role}": "" for role in ROLES}
        for part in itertools.chain(*recorded["lines"]):
            if part["kind"] == "factor":
                numbers = (
                    sum(sizes.get(one, one) for one in parts)
                    for parts in part["shape"]
                )
                found[f"shape_{part['role']}"] = "x".join(map(str, numbers))
        shown = widget(document=name, equation=equation, **sizes)
        assert shown.outputs() == found


def shown(widget, **settings):
    sizes = {"n_before": 3, "n_here": 2, "n_next": 1, "m": 4}
    outputs = widget(**sizes | settings).outputs()
    return {
        name.removeprefix("shape_"): shape
        for name, shape in outputs.items()
        if shape
    }


def test_shapes_are_those_that_the_chapter_has(widget):
    assert shown(widget, document="A") == {
        "Z": "2x1",
        "W": "2x4",
        "A_before": "4x1",
    }
    assert shown(widget, document="D", equation="weights") == {
        "dJ_dW": "3x2",
        "A_before": "3x4",
        "dJ_dZ": "4x2",
    }
    assert shown(widget, document="C", equation="delta") == {
        "dJ_dZ": "2x1",
        "slope": "2x2",
        "W_next": "2x1",
        "dJ_dZ_next": "1x1",
    }
    assert shown(widget, document="B", equation="bias") == {
        "dJ_db": "2x1",
        "dJ_dZ": "2x4",
    }


def test_what_a_document_does_not_have_is_not_invented(widget):
    assert "b" not in shown(widget, document="A")
    assert "dJ_db" not in shown(widget, document="A", equation="bias")
    missing = {
        (name, equation)
        for name, document in DOCUMENTS.items()
        for equation, given in document.equations.items()
        if not given.own
    }
    assert missing == {("A", "bias")}


def test_one_sample_has_no_batch(widget):
    for name in "ACE":
        for equation in EQUATIONS:
            one = shown(widget, document=name, equation=equation, m=1)
            assert one == shown(widget, document=name, equation=equation, m=5)


# -- Letters ---------------------------------------------------------------


def stripped(text):
    """LaTeX without what only spaces or groups."""
    text = re.sub(r"\\(left|right|boldsymbol)\b|[{}\s\\,]", "", text)
    return text.replace("mathsf", "")


#: Lines that no statement prints as they stand here: what is why.
OTHERWISE = {
    "B delta 1": "lost; its sum stands before it",
    "B delta 2": "garbled dots for the colon and the comma",
    "C delta 1": "printed for layer N - 1, with a factor lost",
    "C weights 1": "printed for layer N, with a small w",
    "C bias 1": "printed for layer N - 1",
}


@pytest.fixture(scope="module")
def statements(root):
    found = {}
    for path in sorted((root / "chapters" / "statements").glob("?.yml")):
        for one in yaml.safe_load(path.read_text("utf-8")):
            found[one["id"]] = f"{one['printed']} {one.get('right', '')}"
    return found


@pytest.mark.parametrize("key", [k for k in LINES if k[0] != "h"])
def test_letters_are_those_of_the_ledger(key, statements, tex):
    name, equation, _ = key.split()
    document, line = LINES[key]
    ids = document.equations[equation].statements
    assert ids
    assert all(one in statements and one[0] == name for one in ids)
    if key in OTHERWISE:
        return
    printed = stripped(" ".join(statements[one] for one in ids))
    names = {f.name for kind, f in line.tokens() if kind == "factor"}
    for latex in tex(sorted(names)):
        assert stripped(latex) in printed, (key, latex)


def test_every_factor_has_a_role_and_a_mark(root):
    script = root / "fnn_lib" / "explorables" / "notation.js"
    marks = re.search(r"const MARKS = \{(.*?)\};", script.read_text(), re.S)
    marked = dict(re.findall(r"(\w+): (\d)", marks[1]))
    assert set(marked) == set(ROLES)
    for document, line in LINES.values():
        roles = {
            document.roles[f.key]
            for kind, f in line.tokens()
            if kind == "factor"
        }
        assert roles <= set(ROLES)
        # One column of an array has the mark of the array.
        alike = roles - {"dJ_da"}
        assert len({marked[role] for role in alike}) == len(alike)


# -- Reading ---------------------------------------------------------------


@pytest.mark.parametrize("key", LINES)
def test_a_line_is_read_and_written(key):
    _, line = LINES[key]
    assert read(text_of(line)) == line


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Z W A", "wanted 'name = ...'"),
        ("Z = ", "wanted 'name = ...'"),
        ("Z = W +", "found nothing, wanted a factor"),
        ("Z = ⊙ W", "found ⊙, wanted a factor"),
        ("Z = ( W A", r"found no \), wanted one"),
        ("Z = W ) A", r"found '\)' left over"),
    ],
)
def test_what_is_no_equation_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        read(text)


def test_a_product_binds_before_one_entry_by_entry():
    line = read("a = b c ⊙ d + e")
    assert [kind for kind, _ in line.tokens()].count("times") == 1
    assert line.right.kind == "plus"
    assert line.right.parts[0].kind == "entrywise"


def test_settings_outside_their_limits_are_refused(widget):
    with pytest.raises(traitlets.TraitError, match="document"):
        widget(document="F")
    with pytest.raises(ValueError, match="q: found no such control"):
        widget(q=1)
