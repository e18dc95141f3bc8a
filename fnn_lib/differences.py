"""Differences: derivatives from values alone.

Three methods (:eq:`eq-gradient-check-central` and its neighbours). A forward
and a central difference subtract two close numbers and lose digits to it; the
complex step reads the slope off the imaginary part and loses none.
"""

from typing import NamedTuple

import numpy as np

from ._checks import choice, number

__all__ = ["METHODS", "Method", "numerical_gradient", "numerical_jacobian"]

EPS = np.finfo(np.float64).eps


class Method(NamedTuple):
    """A difference formula.

    Attributes
    ----------
    h : float
        The step that balances truncation against rounding.
    noise : float
        Rounding error of the quotient, in units of the value of f.
    dtype : type
        The type of numbers that it computes with.
    slope : callable
        ``slope(f, x, h)`` for a function of one number.
    """

    h: float
    noise: float
    dtype: type
    slope: object


def _forward(f, x, h):
    ahead = x + h
    return (f(ahead) - f(x)) / (ahead - x)  # eq-gradient-check-forward


def _central(f, x, h):
    ahead, behind = x + h, x - h
    return (f(ahead) - f(behind)) / (ahead - behind)


def _complex(f, x, h):
    return f(x + 1j * h).imag / h  # eq-gradient-check-complex


#: The methods by name. Rounding costs a forward difference eps / h and
#: truncation h, which balance at sqrt(eps); a central one truncates at h**2
#: and balances at the cube root. The complex step subtracts nothing: h need
#: only be small enough for h**2 to vanish beside 1.
METHODS = {
    "forward": Method(EPS ** (1 / 2), EPS ** (1 / 2), float, _forward),
    "central": Method(EPS ** (1 / 3), EPS ** (2 / 3), float, _central),
    "complex": Method(1e-20, EPS, complex, _complex),
}


def numerical_gradient(f, x, method="central", h=None):
    """Return the gradient of a scalar function of an array.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of `x` and returns one number; for the
        complex step it must continue analytically to complex entries.
    x : array_like
        Where to differentiate; it is not changed.
    method : {"central", "complex", "forward"}
        The difference formula.
    h : float, optional
        The step; by default the best one for the method.

    Returns
    -------
    numpy.ndarray
        The gradient, of the shape of `x`.

    Raises
    ------
    ValueError
        When `method` is unknown or `h` is not a positive number.
    """
    method = METHODS[choice("method", method, METHODS)]
    h = method.h if h is None else number("h", h)
    x = np.array(x, dtype=method.dtype)
    gradient = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        here = x[index].real

        def along(value, index=index):
            x[index] = value
            return f(x.copy())  # f may keep or return what it is given

        gradient[index] = method.slope(along, here, h).real
        x[index] = here
    return gradient


def numerical_jacobian(f, x, method="complex", h=None):
    """Return the Jacobian of an array-valued function of an array.

    Entry (i, j) is the derivative of entry j of ``f(x)`` by entry i of `x`,
    both counted row by row: the denominator layout of
    :eq:`eq-matrix-calculus-denominator`.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of `x` and returns an array; for the
        complex step it must continue analytically to complex entries.
    x : array_like
        Where to differentiate; it is not changed.
    method : {"complex", "central", "forward"}
        The difference formula.
    h : float, optional
        The step; by default the best one for the method.

    Returns
    -------
    numpy.ndarray, shape (x.size, f(x).size)

    Raises
    ------
    ValueError
        When `method` is unknown or `h` is not a positive number.
    """
    columns = [
        numerical_gradient(
            lambda at, j=j: np.asarray(f(at)).flat[j], x, method, h
        ).ravel()
        for j in range(np.asarray(f(np.array(x))).size)
    ]
    return np.array(columns).T
