"""The checks of arguments: what is found, what is wanted, whose name."""

import numpy as np
import pytest

from fnn_lib._arguments import float_type, hidden_names, layer_sizes
from fnn_lib._checks import array, choice, count, items, number

NAN, INF = float("nan"), float("inf")


def refused(call, *found):
    """Assert that the message has the shared form and these parts."""
    with pytest.raises(ValueError, match=r"^\S+: found .+, wanted .+") as e:
        call()
    for part in found:
        assert part in str(e.value)


@pytest.mark.parametrize("value", ["c", 1, None, ["a"], "A", ""])
def test_choice_refuses(value):
    refused(lambda: choice("which", value, ("a", "b")), "which", "a, b")


def test_choice_accepts():
    assert choice("which", "b", ("a", "b")) == "b"


@pytest.mark.parametrize(
    "value", [0, -1, 1.0, True, np.True_, "1", None, NAN, [1]]
)
def test_count_refuses(value):
    refused(lambda: count("n", value), "n: ", repr(value), "at least 1")


@pytest.mark.parametrize("value", [1, 7, np.int64(7), np.uint8(7)])
def test_count_accepts(value):
    whole = count("n", value)
    assert whole == value
    assert type(whole) is int


@pytest.mark.parametrize(("value", "least"), [(0, 0), (5, 5)])
def test_count_includes_its_least(value, least):
    assert count("n", value, least) == value


@pytest.mark.parametrize(
    "value",
    [0, 0.0, -1.0, NAN, INF, -INF, True, np.False_, "1", b"1", None, 1j,
     [1.0, 2.0], 10**400],
)  # fmt: skip
def test_number_refuses(value):
    refused(lambda: number("h", value), "h: ", "finite number above 0")


@pytest.mark.parametrize("value", [1, 0.5, 5e-324, np.float32(2), 1e308])
def test_number_accepts(value):
    assert type(number("h", value)) is float
    assert number("h", value) == value


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ([1.0, 2.0], ["shape (2,)", "shape (2, m), m at least 1"]),
        ([[1.0]], ["shape (1, 1)"]),
        (np.zeros((2, 0)), ["shape (2, 0)"]),
        (np.zeros((2, 1, 1)), ["shape (2, 1, 1)"]),
        (3.0, ["shape ()"]),
        ([[1.0], [NAN]], ["nan at index (1, 0)", "finite in float64"]),
        ([[1.0, -INF], [1, 1]], ["-inf at index (0, 1)"]),
        ([[1.0], [1.0, 2.0]], ["rows of unequal length"]),
        ([["1"], ["2"]], ["type <U1", "real numbers"]),
        ([[1j], [0]], ["complex128"]),
        ([[True], [False]], ["bool"]),
        (None, ["object"]),
    ],
)
def test_array_refuses(value, parts):
    refused(lambda: array("X", value, (2, "m"), np.float64), "X: ", *parts)


def test_array_refuses_what_overflows_in_its_dtype():
    with np.errstate(all="raise"):
        refused(
            lambda: array("X", [1e39], (1,), np.float32), "finite in float32"
        )


def test_array_names_a_vector_shape_as_python_does():
    refused(lambda: array("v", [[1.0]], (3,), float), "wanted shape (3,)")


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("order", ["C", "F"])
def test_array_is_a_fresh_ordered_copy(dtype, order):
    given = np.array([[1, 2], [3, 4]], dtype=dtype, order=order)
    copy = array("X", given, (2, 2), dtype)
    assert copy.dtype == dtype
    assert copy.flags.c_contiguous
    assert not np.shares_memory(copy, given)
    assert (copy == given).all()


def test_items_lists_what_can_be_iterated():
    assert items("pair", iter("ab"), 2, "names") == ["a", "b"]


@pytest.mark.parametrize("value", [None, 3, "ab", b"ab", (1,), (1, 2, 3)])
def test_items_refuses(value):
    refused(lambda: items("pair", value, 2, "names"), "pair: ", "2 names")


@pytest.mark.parametrize(
    "sizes",
    ["321", 3, None, (), (3,), (3, 0), (3, -1), (3, 1.0), (True, 1), (3, "1")],
)
def test_layer_sizes_refuses(sizes):
    refused(lambda: layer_sizes(sizes), "sizes")


def test_layer_sizes_names_the_bad_one():
    refused(lambda: layer_sizes((3, 2, 0)), "sizes[2]: found 0")


@pytest.mark.parametrize("sizes", [[3, 2], np.array([3, 2]), iter((3, 2))])
def test_layer_sizes_returns_a_tuple_of_ints(sizes):
    assert layer_sizes(sizes) == (3, 2)


@pytest.mark.parametrize(
    ("hidden", "layers"),
    [
        ("gelu", 1),
        ("gelu", 0),
        (None, 1),
        (["tanh"], 2),
        (["tanh"], 0),
        (["tanh", "gelu"], 2),
        (["tanh", 1], 2),
    ],
)
def test_hidden_names_refuses(hidden, layers):
    refused(lambda: hidden_names(hidden, layers), "hidden: ")


@pytest.mark.parametrize(
    ("hidden", "layers", "wanted"),
    [
        ("relu", 0, []),
        ("relu", 3, ["relu"] * 3),
        (("relu", "tanh"), 2, ["relu", "tanh"]),
        ((), 0, []),
    ],
)
def test_hidden_names_gives_one_for_each_layer(hidden, layers, wanted):
    assert hidden_names(hidden, layers) == wanted


@pytest.mark.parametrize(
    "dtype", [int, "float16", complex, "nonsense", ">f8", object, 64]
)
def test_float_type_refuses(dtype):
    refused(lambda: float_type(dtype), "dtype: ", "float32 or float64")


@pytest.mark.parametrize("dtype", [np.float32, "float32", np.dtype("f4")])
def test_float_type_accepts(dtype):
    assert float_type(dtype) is np.dtype(np.float32)
