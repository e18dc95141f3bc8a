"""Layers: what the names in an executed formula say, and what its arrays are.

A name such as ``dJ_dA[l-1]`` is only printed. That the array behind it is
one of layer l - 1 shows in its rows, if no two layers have equally many.
"""

import re

import numpy as np

from .refusal import RefutedStep

__all__ = ["check_layers"]

NAME = re.compile(r"(?:dJ_d)?(?P<letter>[ZAWb])\[(?P<layer>[^][]+)\]")
ENDS = {"X": "0", "Y": "L", "Yhat": "L"}


def check_layers(values):
    """Refuse arrays whose rows contradict the layers of their names.

    Parameters
    ----------
    values : dict
        Arrays by matrix or indexed symbol; anything else is left alone.

    Raises
    ------
    RefutedStep
        When two arrays of one layer have different numbers of units, or one
        of a layer before the last has as many as the output.
    """
    units = {}
    for name, layer, count in _units(values):
        other, known = units.setdefault(layer, (name, count))
        if known != count:
            raise RefutedStep(
                f"layer {layer} has {known} units in {other} and {count} in "
                f"{name}",
                {},
                known,
                count,
            )
    last = units.get("L")
    for layer, (name, count) in units.items():
        if last and layer.startswith("L-") and count == last[1]:
            raise RefutedStep(
                f"{name} has {count} units, as many as the last layer in "
                f"{last[0]}: a wrong layer would not show",
                {},
                last[1],
                count,
            )


def _units(values):
    for symbol, value in values.items():
        name = str(getattr(symbol, "name", symbol))
        match = NAME.fullmatch(name)
        if np.ndim(value) != 2 or not (match or name in ENDS):
            continue
        layer = match["layer"] if match else ENDS[name]
        yield name, layer, value.shape[0]
        if match and match["letter"] == "W":
            yield name, _before(layer), value.shape[1]


def _before(layer):
    """Return the name of the layer before."""
    match = re.fullmatch(r"(.*?)([+-]?)(\d*)", layer)
    letter, sign, number = match.groups()
    place = int(f"{sign}{number or 0}") - 1
    return f"{letter}{place:+d}" if letter and place else letter or str(place)
