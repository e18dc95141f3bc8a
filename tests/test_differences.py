"""Jacobians by differences: places, shapes and planted errors."""

import numpy as np
import pytest

from fnn_lib import numerical_jacobian

A = np.array([[1.0, 2.0, -1.0], [0.5, 0.0, 3.0]])
x = np.array([[0.3], [-0.2], [1.1]])


@pytest.mark.parametrize("method", ["complex", "central", "forward"])
def test_entry_i_j_is_the_derivative_of_output_j_by_input_i(method):
    found = numerical_jacobian(lambda v: A @ v, x, method)
    np.testing.assert_allclose(found, A.T, atol=1e-6)


def test_elementwise_functions_have_diagonal_jacobians():
    found = numerical_jacobian(np.tanh, x)
    wanted = np.diagflat(1 - np.tanh(x) ** 2)
    np.testing.assert_allclose(found, wanted, atol=1e-15)


def test_a_scalar_function_has_one_column_and_x_stays():
    before = x.copy()
    found = numerical_jacobian(lambda v: (v**2).sum(), x)
    np.testing.assert_allclose(found, 2 * x, atol=1e-15)
    assert (x == before).all()


def test_entries_of_matrices_are_counted_row_by_row():
    W = np.arange(6.0).reshape(2, 3)
    found = numerical_jacobian(lambda v: v.T, W)
    place = np.arange(6).reshape(2, 3).T.ravel()
    assert (found == np.eye(6)[:, place]).all()


@pytest.mark.parametrize(
    ("arguments", "name"), [({"method": "best"}, "method"), ({"h": 0}, "h:")]
)
def test_bad_arguments_are_refused(arguments, name):
    with pytest.raises(ValueError, match=name):
        numerical_jacobian(np.tanh, x, **arguments)
