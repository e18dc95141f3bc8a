"""Layouts: round trips, and each document's own forward pass."""

import numpy as np
import pytest
from cases import arrays, problem
from hypothesis import given, settings
from hypothesis import strategies as st

from fnn_lib import Network
from fnn_lib.layouts import (
    LAYOUTS,
    join_bias,
    layout,
    split_bias,
    unvec,
    vec,
)

DOCUMENTS = "ABCDE"
documents = pytest.mark.parametrize("letter", DOCUMENTS)
W23 = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
B2 = np.array([[7.0], [8.0]])


def network(letter, **arguments):
    """Return a problem of the shape and kind that the document treats."""
    return problem(
        **{
            "A": {"sizes": (3, 2, 2, 1), "m": 1},
            "B": {"sizes": (3, 5, 4, 2), "hidden": ("relu", "softmax")},
            "C": {"sizes": (2, 2, 1), "hidden": "sigmoid",
                  "loss": "squared_error", "m": 1},
            "D": {"sizes": (4, 5, 3), "hidden": "relu", "output": "softmax",
                  "loss": "categorical_cross_entropy", "m": 6},
            "E": {"sizes": (4, 3, 2), "output": "softmax",
                  "loss": "categorical_cross_entropy", "m": 1},
        }[letter] | arguments
    )  # fmt: skip


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# -- each document's own forward pass ---


def test_document_a_has_its_bias_inside_w():
    net, X, _ = network("A")
    W1, W2, W3 = layout("A").to_document(net.parameters)
    x = layout("A").data(X)
    h1 = np.tanh(W1 @ np.vstack([[[1.0]], x]))
    h2 = np.tanh(W2 @ np.vstack([[[1.0]], h1]))
    y = sigmoid(W3 @ np.vstack([[[1.0]], h2]))
    assert np.allclose(y, net.forward(X), rtol=1e-14)


def test_document_b_broadcasts_a_vector_of_biases():
    net, X, _ = network("B")
    (W1, b1), (W2, b2), (W3, b3) = layout("B").to_document(net.parameters)
    assert b1.ndim == b2.ndim == b3.ndim == 1
    A1 = np.maximum(0, W1 @ layout("B").data(X) + b1.reshape(-1, 1))
    e = np.exp(W2 @ A1 + b2.reshape(-1, 1))
    A3 = sigmoid(W3 @ (e / e.sum(axis=0)) + b3.reshape(-1, 1))
    assert np.allclose(A3, net.forward(X), rtol=1e-14)


def test_document_c_counts_its_weights_one_by_one():
    net, X, _ = network("C")
    p = layout("C").to_document(net.parameters)
    x0, x1 = layout("C").data(X).ravel()
    a0 = sigmoid(p["w0"] * x0 + p["w1"] * x1 + p["b0"])
    a1 = sigmoid(p["w2"] * x0 + p["w3"] * x1 + p["b1"])
    a2 = sigmoid(p["w4"] * a0 + p["w5"] * a1 + p["b2"])
    assert a2 == pytest.approx(net.forward(X).item(), rel=1e-14)


def test_document_d_has_samples_in_rows():
    net, X, _ = network("D")
    (W1, b1), (W2, b2) = layout("D").to_document(net.parameters)
    A1 = np.maximum(0, layout("D").data(X) @ W1 + b1)
    e = np.exp(A1 @ W2 + b2)
    A2 = e / e.sum(axis=1, keepdims=True)
    assert np.allclose(A2, layout("D").data(net.forward(X)), rtol=1e-14)


def test_document_e_has_one_column_sample():
    net, X, _ = network("E")
    (W1, b1), (W2, b2) = layout("E").to_document(net.parameters)
    a1 = np.tanh(W1 @ layout("E").data(X)[:, 0] + b1)
    e = np.exp(W2 @ a1 + b2)
    assert np.allclose(e / e.sum(), net.forward(X)[:, 0], rtol=1e-14)


def test_document_d_gradients_are_laid_out_as_its_weights():
    net, X, Y = network("D")
    (W1, b1), (W2, _) = layout("D").to_document(net.parameters)
    X_rows, Y_rows = layout("D").data(X), layout("D").data(Y)
    Z1 = X_rows @ W1 + b1
    dJ_dZ2 = (layout("D").data(net.forward(X)) - Y_rows) / len(X_rows)
    dJ_dZ1 = dJ_dZ2 @ W2.T * (Z1 > 0)
    found = layout("D").to_document(net.gradients(X, Y))
    wanted = [
        X_rows.T @ dJ_dZ1, dJ_dZ1.sum(0, keepdims=True),
        np.maximum(0, Z1).T @ dJ_dZ2, dJ_dZ2.sum(0, keepdims=True),
    ]  # fmt: skip
    for f, w in zip(arrays(found), wanted, strict=True):
        assert np.allclose(f, w, rtol=1e-12, atol=1e-15)


# -- round trips ---


def leaves(result):
    values = result.values() if isinstance(result, dict) else result
    return [np.asarray(v) for v in values] if isinstance(
        result, dict) else arrays(result)  # fmt: skip


@documents
def test_parameters_come_back(letter):
    net, *_ = network(letter)
    there = layout(letter).to_document(net.parameters)
    back = layout(letter).from_document(there)
    for (W, b), (W_back, b_back) in zip(net.parameters, back, strict=True):
        assert np.array_equal(W, W_back)
        assert np.array_equal(b, b_back)


@documents
def test_documents_come_back(letter):
    net, *_ = network(letter)
    there = layout(letter).to_document(net.parameters)
    again = layout(letter).to_document(layout(letter).from_document(there))
    for a, b in zip(leaves(there), leaves(again), strict=True):
        assert np.array_equal(a, b)


@documents
def test_a_network_takes_back_what_a_document_holds(letter):
    net, X, _ = network(letter)
    predictions = net.forward(X)
    there = layout(letter).to_document(net.parameters)
    net.parameters = [(0 * W, 0 * b) for W, b in net.parameters]
    net.parameters = layout(letter).from_document(there)
    assert (net.forward(X) == predictions).all()


@documents
def test_data_comes_back(letter):
    found = layout(letter).data(W23)
    assert found.shape == ((3, 2) if letter == "D" else (2, 3))
    assert (layout(letter).data(found) == W23).all()
    assert not np.shares_memory(found, W23)


@documents
def test_results_are_fresh(letter):
    net, *_ = network(letter)
    there = layout(letter).to_document(net.parameters)
    back = layout(letter).from_document(there)
    owned = arrays(net.parameters)
    for a in leaves(there) + arrays(back):
        assert not any(np.shares_memory(a, o) for o in owned)
    for a in arrays(back):
        assert not any(np.shares_memory(a, o) for o in leaves(there))


@pytest.mark.parametrize("letter", "ABDE")
def test_layouts_keep_float32(letter):
    net, *_ = network(letter, dtype=np.float32)
    there = layout(letter).to_document(net.parameters)
    back = layout(letter).from_document(there)
    assert {a.dtype for a in arrays(there) + arrays(back)} == {
        np.dtype("float32")
    }


def test_document_c_by_hand():
    net = Network((2, 2, 1))
    net.parameters = [
        ([[0.0, 1.0], [2.0, 3.0]], [[10.0], [11.0]]),
        ([[4.0, 5.0]], [[12.0]]),
    ]
    assert layout("C").to_document(net.parameters) == {
        "w0": 0, "w1": 1, "w2": 2, "w3": 3, "w4": 4, "w5": 5,
        "b0": 10, "b1": 11, "b2": 12,
    }  # fmt: skip


def test_registry_holds_the_five_documents():
    assert "".join(LAYOUTS) == DOCUMENTS
    for letter in DOCUMENTS:
        assert layout(letter).document == letter
        assert layout(letter).samples == (
            "rows" if letter == "D" else "columns"
        )


# -- vec and the bias ---


def test_vec_stacks_columns():
    assert vec(W23).tolist() == [[1], [4], [2], [5], [3], [6]]
    assert unvec(vec(W23), (2, 3)).tolist() == W23.tolist()
    assert unvec(vec(W23).ravel(), (2, 3)).tolist() == W23.tolist()


@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5))
@settings(deadline=None, max_examples=30)
def test_vec_of_a_product_is_a_kronecker_product(n, k, m):
    random = np.random.default_rng(n + 10 * k + 100 * m)
    A, B, C = (random.normal(size=s) for s in ((n, k), (k, m), (m, n)))
    assert np.allclose(vec(A @ B @ C), np.kron(C.T, A) @ vec(B))
    assert (unvec(vec(B), B.shape) == B).all()


def test_join_bias_puts_the_bias_first():
    assert join_bias(W23, B2).tolist() == [[7, 1, 2, 3], [8, 4, 5, 6]]
    W, b = split_bias(join_bias(W23, B2))
    assert W.tolist() == W23.tolist()
    assert b.tolist() == B2.tolist()


@pytest.mark.parametrize(
    "call",
    [
        lambda: vec(W23),
        lambda: unvec(W23.reshape(6, 1, order="F"), (2, 3)),
        lambda: join_bias(W23, B2),
        lambda: split_bias(W23),
    ],
)
def test_helpers_return_fresh_arrays(call):
    for a in arrays(call()):
        assert not np.shares_memory(a, W23)
        assert not np.shares_memory(a, B2)


def test_vec_of_one_column_is_fresh():
    assert not np.shares_memory(vec(B2), B2)
    assert not np.shares_memory(unvec(B2, (2, 1)), B2)


# -- errors ---


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: layout("F"), "document: found 'F', wanted one of A, B, C"),
        (lambda: layout(None), "document: found None"),
        (lambda: vec([1, 2]), "W: found shape (2,), wanted a matrix"),
        (
            lambda: unvec(vec(W23), (2, 2)),
            "v: found shape (6, 1), wanted shape",
        ),
        (lambda: unvec(vec(W23).T, (2, 3)), "v: found shape (1, 6)"),
        (
            lambda: join_bias(W23, [1, 2]),
            "b: found shape (2,), wanted shape (2",
        ),
        (lambda: join_bias(W23, B2.T), "b: found shape (1, 2)"),
        (lambda: join_bias([1], B2), "W: found shape (1,)"),
        (lambda: split_bias([1, 2]), "W: found shape (2,)"),
        (lambda: split_bias(B2), "W: found shape (2, 1)"),
        (lambda: layout("B").data([1, 2]), "X: found shape (2,)"),
        (lambda: layout("D").data([1, 2]), "X: found shape (2,)"),
        (
            lambda: layout("A").to_document([(W23, B2.T)]),
            "b: found shape (1, 2)",
        ),
        (
            lambda: layout("B").to_document([(W23, B2.T)]),
            "b: found shape (1, 2)",
        ),
        (
            lambda: layout("E").to_document([(W23, [1, 2])]),
            "b: found shape (2,)",
        ),
        (
            lambda: layout("C").to_document([(W23, B2)]),
            "layers: found weights",
        ),
        (
            lambda: layout("C").from_document({"w0": 1}),
            "values: found ['w0'], w",
        ),
    ],
)
def test_refusals(call, message):
    with pytest.raises(ValueError) as e:
        call()
    assert message in str(e.value)


@pytest.mark.parametrize(
    "call",
    [
        # Otherwise the mistake surfaces later, broadcast into a batch.
        lambda: layout("D").to_document([(W23, B2.T)]),
        lambda: layout("D").from_document([(W23.T, B2)]),
        lambda: layout("B").from_document([(W23, B2)]),
        lambda: layout("E").from_document([(W23, [1.0, 2.0, 3.0])]),
    ],
)
def test_biases_of_another_layer_are_refused(call):
    with pytest.raises(ValueError, match="b: found shape"):
        call()
