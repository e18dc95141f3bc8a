"""The symbols: SymPy writes each formula, proves each step, prints it.

Nothing here imports the numbers of `fnn_lib`: that two independent writings
agree is the evidence. They meet in the chapters.
"""

from .derivation import Derivation, RefutedStep
from .executed import Executed, System
from .functions import norm, relu, sigma, softplus
from .inequality import Inequality
from .notation import entries, latex, matrix, symbol
from .smooth import smooth

__all__ = [
    "Derivation",
    "Executed",
    "Inequality",
    "RefutedStep",
    "System",
    "entries",
    "latex",
    "matrix",
    "norm",
    "relu",
    "sigma",
    "smooth",
    "softplus",
    "symbol",
]
