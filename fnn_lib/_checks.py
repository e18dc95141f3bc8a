"""Checks of arguments: each says what was found and what was wanted."""

import operator

import numpy as np

__all__ = ["array", "choice", "count", "fail", "items", "number"]


def fail(name, found, wanted):
    """Raise the ``ValueError`` that all checks share."""
    raise ValueError(f"{name}: found {found}, wanted {wanted}")


def choice(name, value, allowed):
    """Return `value` if it is one of the names in `allowed`.

    Raises
    ------
    ValueError
        When it is not; the message lists the names.
    """
    if not isinstance(value, str) or value not in allowed:
        fail(name, repr(value), "one of " + ", ".join(allowed))
    return value


def count(name, value, least=1):
    """Return `value` as an ``int`` of at least `least`.

    Raises
    ------
    ValueError
        When it is no whole number (a bool is none) or too small.
    """
    wanted = f"a whole number of at least {least}"
    try:
        whole = operator.index(value)
    except TypeError:
        fail(name, repr(value), wanted)
    if isinstance(value, (bool, np.bool_)) or whole < least:
        fail(name, repr(value), wanted)
    return whole


def number(name, value, above=0.0):
    """Return `value` as a finite ``float`` greater than `above`.

    Raises
    ------
    ValueError
        When it is no real number, not finite, or not above the bound.
    """
    wanted = f"a finite number above {above:g}"
    if isinstance(value, (bool, np.bool_, str, bytes)):
        fail(name, repr(value), wanted)
    try:
        real = float(value)
    except (TypeError, ValueError, OverflowError):
        fail(name, repr(value), wanted)
    if not np.isfinite(real) or real <= above:
        fail(name, repr(value), wanted)
    return real


def array(name, value, shape, dtype):
    """Return `value` as a fresh finite array of the given shape and dtype.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : array_like
        Real numbers.
    shape : tuple of int or str
        The wanted shape; a letter such as ``"m"`` stands for any size of at
        least one.
    dtype : numpy dtype
        The real floating type of the result.

    Returns
    -------
    numpy.ndarray
        A C-ordered copy.

    Raises
    ------
    ValueError
        When the entries are not real numbers, the shape differs, the array is
        empty, or an entry is not finite in `dtype`.
    """
    try:
        found = np.asarray(value)
    except ValueError as ragged:
        raise ValueError(
            f"{name}: found rows of unequal length, wanted an array of shape "
            f"{_shape_text(shape)}"
        ) from ragged
    if found.dtype.kind not in "iuf":
        fail(name, f"entries of type {found.dtype}", "real numbers")
    if not _fits(found.shape, shape):
        fail(name, f"shape {found.shape}", f"shape {_shape_text(shape)}")
    with np.errstate(over="ignore"):  # an overflow is reported just below
        copy = np.array(found, dtype=dtype, order="C")
    if not np.isfinite(copy).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(copy))[0])
        fail(
            name,
            f"{found[where]} at index {where}",
            f"numbers that are finite in {np.dtype(dtype)}",
        )
    return copy


def items(name, value, number, what):
    """Return the `number` items of an iterable as a list.

    Raises
    ------
    ValueError
        When `value` cannot be iterated over or has another number of items.
    """
    wanted = f"{number} {what}"
    if isinstance(value, (str, bytes)) or not np.iterable(value):
        fail(name, repr(value), wanted)
    found = list(value)
    if len(found) != number:
        fail(name, f"{len(found)} {what.split(',')[0]}", wanted)
    return found


def _fits(found, wanted):
    return len(found) == len(wanted) and all(
        have >= 1 if isinstance(want, str) else have == want
        for have, want in zip(found, wanted, strict=True)
    )


def _shape_text(shape):
    letters = [size for size in shape if isinstance(size, str)]
    sizes = ", ".join(str(size) for size in shape)
    if len(shape) == 1:
        sizes += ","
    atleast = "".join(f", {letter} at least 1" for letter in letters)
    return f"({sizes}){atleast}"
