"""The symbols: SymPy writes each formula, proves each step, prints it.

Nothing here imports the numbers of `fnn_lib`: that two independent writings
agree is the evidence. They meet in the chapters.
"""

from .agreement import Agreement
from .derivation import Derivation, verify
from .executed import Executed, System
from .functions import norm, relu, sigma, softplus
from .induction import Induction
from .inequality import Inequality
from .named import matrix_of
from .notation import entries, latex, matrix, symbol
from .refusal import RefutedStep
from .shapes import Shape
from .smooth import smooth

__all__ = [
    "Agreement",
    "Derivation",
    "Executed",
    "Induction",
    "Inequality",
    "RefutedStep",
    "Shape",
    "System",
    "entries",
    "latex",
    "matrix",
    "matrix_of",
    "norm",
    "relu",
    "sigma",
    "smooth",
    "softplus",
    "symbol",
    "verify",
]
