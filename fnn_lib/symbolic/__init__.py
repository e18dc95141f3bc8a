"""The symbols: SymPy writes each formula, proves each step, prints it.

Nothing here imports the numbers of `fnn_lib`: that two independent writings
agree is the evidence. They meet in the chapters.
"""

from .derivation import Derivation, RefutedStep
from .executed import Executed
from .functions import relu, sigma, softplus
from .notation import entries, latex, matrix, symbol

__all__ = [
    "Derivation",
    "Executed",
    "RefutedStep",
    "entries",
    "latex",
    "matrix",
    "relu",
    "sigma",
    "softplus",
    "symbol",
]
