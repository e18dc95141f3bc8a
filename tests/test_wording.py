"""What a check found, in words: no code, no program's words."""

import pytest
import sympy as sp

from fnn_lib._wording import in_words, unlike

NUMPY = (
    "matmul: Input operand 1 has a mismatch in its core dimension 0, with "
    "gufunc signature (n?,k),(k,m?)->(n?,m?) (size 7 is different from 4)"
)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (NUMPY, "4 columns times 7 rows do not conform"),
        (
            "operands could not be broadcast together with shapes "
            "(5,1) (3,1) ",
            "shapes (5, 1) and (3, 1) do not conform",
        ),
        (
            "shapes: found n_now columns times n_before + 1 rows in "
            "Matrix([[I, x.T]])*x, wanted inner sizes that agree",
            "n_now columns times n_before + 1 rows do not conform",
        ),
        (
            "shapes: found 1 columns times m_N**2*k rows in x, wanted inner "
            "sizes that agree",
            "1 column times m_N^2 k rows do not conform",
        ),
        (
            "shapes: found (N, 1) and (N + 1, 1) in u + v, "
            "wanted equal shapes",
            "shapes (N, 1) and (N + 1, 1) do not conform",
        ),
        (
            "shapes: found (6, 5) by entries times (3, 5), wanted equal ones",
            "shapes (6, 5) by entries times (3, 5) do not conform",
        ),
        ("a stored value", "a stored value"),
        ({"Z_2", "A_2"}, "A_2, Z_2"),
        (set(sp.symbols("b a")), "a, b"),
        (set(), "none"),
        ([(4, 3), 4], "(4, 3), 4"),
        ({"z(2)": ["z(3)"], "W(1)": []}, "z(2): z(3); W(1): none"),
    ],
)
def test_values_read_as_one_writes_them(value, words):
    assert in_words(value) == words


def test_long_collections_tell_their_difference_alone():
    assert unlike({1, 2}, {1}) == "1, 2, not 1"
    found = unlike(set(range(1, 10)), set(range(3, 11)))
    assert found == "without 1, 2, with 10 besides"


def test_of_a_list_of_sets_the_first_that_differs_is_told():
    assert unlike([{1}, {1, 2}], [{1}, {2}]) == "1, 2, not 2"
