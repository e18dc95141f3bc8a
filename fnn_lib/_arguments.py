"""Checks of the arguments that make a network."""

import numpy as np

from ._checks import count, fail
from .activations import activation

__all__ = ["float_type", "hidden_names", "layer_sizes"]


def layer_sizes(sizes):
    """Return the layer sizes as a tuple of ints, or raise ``ValueError``."""
    wanted = "at least two layer sizes, such as (3, 2, 1)"
    if isinstance(sizes, str) or not np.iterable(sizes):
        fail("sizes", repr(sizes), wanted)
    found = tuple(count(f"sizes[{l}]", size) for l, size in enumerate(sizes))
    if len(found) < 2:
        fail("sizes", repr(found), wanted)
    return found


def hidden_names(hidden, layers):
    """Return one activation name for each hidden layer, or raise."""
    if isinstance(hidden, str):
        hidden = [hidden] * layers or [hidden]
    elif not np.iterable(hidden):
        fail("hidden", repr(hidden), "a name, or one for each hidden layer")
    elif len(hidden := list(hidden)) != layers:
        fail("hidden", f"{len(hidden)} names", f"{layers}, one for each layer")
    for name in hidden:
        activation(name, "hidden")
    return hidden[:layers]


def float_type(dtype):
    """Return float32 or float64 as a dtype, or raise ``ValueError``."""
    wanted = "float32 or float64"
    if dtype is None:  # NumPy reads it as float64
        fail("dtype", "None", wanted)
    try:
        found = np.dtype(dtype)
    except TypeError:
        fail("dtype", repr(dtype), wanted)
    if found not in (np.float32, np.float64):
        fail("dtype", str(found), wanted)
    return found
