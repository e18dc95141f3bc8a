"""The form that every chapter has, read from its source."""

import ast
import re

import pytest

from _ext.book import Book
from _ext.notebooks import read_chapter

SECTIONS = [
    "What you will derive",
    "Notation",
    "Derivation",
    "Check it with symbols",
    "In NumPy",
    "Check it with numbers",
    "Play",
    "Where it breaks",
    "Exercises",
    "Summary and further reading",
]
# A chapter leaves a section out only where it has no subject there. "Play"
# comes with the widgets.
LEFT_OUT = {"01_notation": {"Derivation", "Check it with symbols"}}
CHAPTERS = [
    "01_notation",
    "02_activations",
    "03_losses",
    "04_forward",
    "05_backward",
    "06_matrix_calculus",
    "07_softmax",
    "08_gradient_check",
    "09_descent",
]
EXERCISE = re.compile(r"^`{3,}\{exercise(?:-start)?\}", re.MULTILINE)
SOLUTION = re.compile(r"^`{3,}\{solution(?:-start)?\}", re.MULTILINE)
#: An exercise whose derivation stands in the page's own widget.
YOUR_LINE = re.compile(r"^:label: ex-line-([a-z0-9-]+)$", re.MULTILINE)
JUDGED = re.compile(r'^YourLine\(\s*"([a-z0-9-]+)"', re.MULTILINE)


@pytest.fixture(params=CHAPTERS)
def name(request):
    return request.param


@pytest.fixture
def text(root, name):
    return (root / "chapters" / f"{name}.md").read_text("utf-8")


@pytest.fixture
def chapter(root, name):
    path = root / "chapters" / f"{name}.md"
    return read_chapter(path, root / "_config.yml")


def test_sections_stand_in_their_order(name, text):
    outside = re.sub(r"^(`{3,}).*?^\1\s*$", "", text, flags=re.M | re.S)
    found = re.findall(r"^## (.+?)\s*$", outside, re.MULTILINE)
    may_miss = LEFT_OUT.get(name, set())
    wanted = [s for s in SECTIONS if s in found or s not in may_miss]
    assert found == wanted


def shown_labels(chapter):
    """List the labels that the cells of a chapter give to `show`."""
    for cell in chapter.notebook.cells:
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "show":
                given = node.args[1:] + [
                    k.value for k in node.keywords if k.arg == "label"
                ]
                yield from (n.value for n in given if hasattr(n, "value"))


def test_labels_name_their_chapter(name, chapter):
    word = name[3:].replace("_", "-")
    labels = list(shown_labels(chapter))
    assert labels
    form = rf"eq-{word}-[a-z0-9-]+"
    assert [n for n in labels if not re.fullmatch(form, n)] == []
    assert len(labels) == len(set(labels))


def test_exercises_have_folded_solutions(text):
    exercises, solutions = EXERCISE.findall(text), SOLUTION.findall(text)
    typed = YOUR_LINE.findall(text)
    assert len(exercises) - len(typed) >= 4
    assert len(solutions) == len(exercises) - len(typed)
    folded = re.findall(r"\{solution-start\}.*\n:class: dropdown", text)
    assert len(folded) == len(solutions)


def test_a_line_to_be_typed_is_judged_by_the_exercise_of_its_label(text):
    assert YOUR_LINE.findall(text) == JUDGED.findall(text)


def test_lines_of_code_fit_the_page(chapter):
    long = [
        line
        for cell in chapter.notebook.cells
        if cell.cell_type == "code"
        for line in cell.source.splitlines()
        if len(line) > 79
    ]
    assert not long


def test_every_cell_of_the_file_is_executed(text, chapter):
    cells = [c for c in chapter.notebook.cells if c.cell_type == "code"]
    assert len(cells) == text.count("{code-cell}") > 0


def test_all_chapters_are_tested(root):
    names = [name.rpartition("/")[2] for name in Book(root).documents()[1:10]]
    assert names == CHAPTERS
