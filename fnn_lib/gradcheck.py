"""Gradient checking: every derivative against a difference of values.

The checker is tested with planted errors, bad steps and kinks: a check that
has never failed proves nothing.
"""

import numpy as np

from ._checks import choice, fail, number
from .differences import METHODS, numerical_gradient
from .report import Report, Row, relative_error

__all__ = ["TOLERANCES", "check_gradients", "gradient_check"]

#: The largest relative error that passes, by method and by the type in which
#: the gradient under test was computed. Measured over every hidden and output
#: activation, loss and reduction, float64 errors reach 7e-6, 8e-9 and 3e-15
#: and float32 errors 6e-6: the gradient itself is then the coarser of the
#: two. Each bound leaves a decade or more for steeper costs.
TOLERANCES = {
    ("forward", np.dtype(np.float64)): 1e-4,
    ("central", np.dtype(np.float64)): 1e-6,
    ("complex", np.dtype(np.float64)): 1e-12,
    ("forward", np.dtype(np.float32)): 1e-4,
    ("central", np.dtype(np.float32)): 1e-4,
    ("complex", np.dtype(np.float32)): 1e-4,
}


def check_gradients(
    f, at, gradients, methods=("central", "complex"), title="", h=None
):
    """Compare derived gradients of a scalar function with differences of it.

    Parameters
    ----------
    f : callable
        Takes the arrays of `at` as keyword arguments, returns one number.
    at : dict of str to array_like
        The arguments.
    gradients : dict of str to array_like
        The derived gradient in each argument that is to be checked, of the
        argument's shape.
    methods : sequence of str
        The difference formulas to compare with.
    title : str
        What the table is called.
    h : float, optional
        The step; by default the best one for each method.

    Returns
    -------
    Report
        A row for each gradient and method, named ``d<f>_d<argument>`` after
        the function's and the argument's names.

    Raises
    ------
    ValueError
        When a gradient is given for an unknown argument or in another shape,
        or there is nothing to compare.
    """
    cost = getattr(f, "__name__", "f")
    at = {name: np.asarray(value) for name, value in at.items()}
    value = abs(float(np.real(f(**at))))
    if not gradients or not methods:
        fail("gradients, methods", "nothing to compare", "at least one each")
    rows = []
    for name, gradient in gradients.items():
        gradient = np.asarray(gradient, dtype=float)
        choice("gradients", name, at)
        if gradient.shape != at[name].shape:
            fail(
                f"gradients[{name!r}]",
                f"shape {gradient.shape}",
                f"shape {at[name].shape}",
            )
        for method in methods:
            numerical = numerical_gradient(
                lambda x, name=name: f(**(at | {name: x})),
                at[name],
                method,
                h,
            )
            rows.append(
                _row(f"d{cost}_d{name}", method, numerical, gradient, value)
            )
    return Report(tuple(rows), title)


def gradient_check(net, X, Y, method="central", h=None):
    """Compare the gradients of a network with differences of its cost.

    The differences are taken on a float64 (or complex128) copy, so that a
    float32 network is judged by better numbers than its own.

    Parameters
    ----------
    net : Network
        The network; it is not changed.
    X : array_like, shape (n_0, m)
        The samples, one per column.
    Y : array_like, shape (n_L, m)
        Their targets.
    method : {"central", "complex", "forward"}
        The difference formula.
    h : float, optional
        The step; by default the best one for the method.

    Returns
    -------
    Report
        A row for each ``dJ_dW[l]`` and ``dJ_db[l]``. Where the input of a
        kinked activation lies so close to its kink that a step may cross it,
        the rows are not judged and ``passed`` is None.

    Raises
    ------
    ValueError
        When an argument is not as described.
    """
    choice("method", method, METHODS)
    step = METHODS[method].h if h is None else number("h", h)
    gradients = net.gradients(X, Y)
    twin = net._astype(METHODS[method].dtype)
    X, Y = net._samples(X, Y)
    X, Y = X.astype(float), Y.astype(float)
    notes = _kinks(net, X, step)
    value = abs(np.real(twin._cost(X, Y)))
    rows = []
    for l, pair in enumerate(gradients, 1):
        for kind, arrays, gradient in zip(
            "Wb", (twin._W, twin._b), pair, strict=True
        ):
            parameter = arrays[l]

            def cost(x, arrays=arrays, l=l):
                arrays[l] = x
                return twin._cost(X, Y)

            numerical = numerical_gradient(cost, parameter, method, step)
            arrays[l] = parameter
            rows.append(
                _row(
                    f"dJ_d{kind}[{l}]",
                    method,
                    numerical,
                    gradient,
                    value,
                    judged=not notes,
                )
            )
    title = f"{method} difference, h = {step:.1e}"
    return Report(tuple(rows), title, notes)


def _row(name, method, numerical, gradient, value, judged=True):
    """Return the comparison of one array, `value` being that of the cost."""
    tolerance = TOLERANCES[method, gradient.dtype]
    # Below this size a gradient drowns in rounding: that of the quotient, ten
    # of its units measured, and that of the gradient's own computation.
    noise = max(10 * METHODS[method].noise, np.finfo(gradient.dtype).eps)
    floor = noise * max(1.0, value) / tolerance
    error = relative_error(numerical, gradient, floor)
    return Row(name, gradient.shape, method, error, tolerance, judged)


def _kinks(net, X, h):
    """Return a note for each layer with inputs near a kink.

    Moving a weight by h moves a pre-activation by h times an activation, so
    ten steps are measured in units of the largest of these, at least 1. By
    its rounding a float32 network may see an input on the other side of its
    kink than its float64 copy does.
    """
    if net.dtype != np.float64:
        h = max(h, np.finfo(net.dtype).eps)
    Z, A = net._astype(float)._forward(X)
    notes = []
    for l, g in enumerate(net.activations[1:], 1):
        reach = 10 * h * max(1.0, np.abs(A[l - 1]).max())
        near = np.argwhere(np.abs(Z[l]) <= reach) if g.kinked else ()
        if len(near):
            unit, sample = (int(i) for i in near[0])
            notes.append(
                f"Z[{l}]: {len(near)} of {Z[l].size} inputs of {g.name} "
                f"within {reach:.1e} of the kink, the first at "
                f"({unit}, {sample}): not judged"
            )
    return tuple(notes)
