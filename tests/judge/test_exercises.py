"""The exercises: right, with slips that are wrong, and each in a chapter."""

import re

import mpmath
import numpy as np
import pytest

from fnn_lib.judge.exercises import EXERCISES
from fnn_lib.judge.fitting import fit
from fnn_lib.judge.judging import judge_line, known
from fnn_lib.judge.reading import read
from fnn_lib.judge.values import alike, evaluated

from .definitions import Draw, definitions

IDS = sorted(EXERCISES)
WANTED = """sigmoid-derivative tanh-derivative bce-sigmoid-logit
squared-error-sigmoid-logit softmax-diagonal softmax-off-diagonal
softmax-cross-entropy-logit scalar-network-w0 layer-weights
layer-input""".split()
KEYS = {"asks", "letters", "functions", "without", "answer", "hints", "slips"}
TOLERANCE = mpmath.mpf(10) ** -14


def g(z):
    """The judge's function of which an exercise says nothing."""
    tree, _ = fit(read("g(z)", ["z"], ["g"]), {"z": {}})
    (value,) = evaluated(tree, [{"z": z}])
    return value


DEFINITIONS = definitions(g)


def test_there_are_enough():
    assert len(EXERCISES) >= 20
    assert set(WANTED) <= set(EXERCISES)


def test_each_has_a_definition_to_be_held_against():
    assert set(DEFINITIONS) == set(EXERCISES)


def rows(array):
    return tuple(map(tuple, array)) if isinstance(array, np.ndarray) else array


@pytest.mark.parametrize("exercise", IDS)
@pytest.mark.parametrize("seed", range(4))
def test_the_answer_is_what_the_definition_gives(exercise, seed):
    told = EXERCISES[exercise]
    answer = known(told).answer
    with mpmath.workdps(40):
        letters, wanted = DEFINITIONS[exercise](Draw(seed))
        point = {name: rows(value) for name, value in letters.items()}
        (found,) = evaluated(answer, [point])
        gap = np.array(found, dtype=object) - np.array(wanted, dtype=object)
    assert np.shape(found) == np.shape(wanted)
    assert all(abs(x) < TOLERANCE for x in np.ravel(gap))


@pytest.mark.parametrize("exercise", IDS)
def test_the_answer_is_right_and_has_values_everywhere(exercise):
    told = EXERCISES[exercise]
    assert judge_line(told, told["answer"])["verdict"] == "right"
    assert None not in known(told).values


@pytest.mark.parametrize("exercise", IDS)
def test_its_slips_are_wrong_and_named(exercise):
    told = EXERCISES[exercise]
    for words, line in told["slips"].items():
        found = judge_line(told, line)
        assert found["verdict"] == "wrong", line
        assert found["slip"] == words, line
        assert "undefined" not in found.get("yours", ""), line


@pytest.mark.parametrize("exercise", IDS)
def test_its_slips_differ(exercise):
    known_ = known(EXERCISES[exercise])
    values = [tuple(evaluated(tree, known_.at)) for _, tree in known_.slips]
    for k, one in enumerate(values):
        for other in values[:k]:
            assert not all(map(alike, one, other))


@pytest.mark.parametrize("exercise", IDS)
def test_its_texts_are_plain(exercise):
    told = EXERCISES[exercise]
    assert set(told) <= KEYS
    for text in (told["asks"], *told["hints"], *told["slips"]):
        assert text.strip() == text
        assert not re.search(r"[\\$<>`]", text), text


def squeezed(text):
    """Drop what may differ between two ways to write a line."""
    text = text.replace("−", "-").replace("ŷ", "yhat").replace("σ", "sigma")
    return re.sub(r"[\s*·{}]", "", text)


@pytest.mark.parametrize("exercise", IDS)
def test_its_hints_do_not_give_the_answer_away(exercise):
    told = EXERCISES[exercise]
    assert len(told["hints"]) >= 2
    answer = re.escape(squeezed(told["answer"]))
    for hint in told["hints"]:
        # As a part of a larger formula it is another one.
        whole = re.search(rf"(?<![(\w]){answer}(?![)\w/^])", squeezed(hint))
        assert not whole, hint


def test_each_stands_in_one_chapter(root):
    text = {
        path.name: path.read_text("utf-8")
        for path in sorted((root / "chapters").glob("*.md"))
    }
    for exercise in EXERCISES:
        call = re.compile(rf'YourLine\(\s*"{re.escape(exercise)}"')
        places = [name for name in text for _ in call.finditer(text[name])]
        assert len(places) == 1, (exercise, places)
    named = re.findall(r'YourLine\(\s*"([^"]+)"', "".join(text.values()))
    assert sorted(named) == IDS
