"""fnn_lib: feedforward networks whose every line is an equation of the book.

The numbers: NumPy only. Symbols live in `fnn_lib.symbolic`, what chapters
show with in `fnn_lib.display`; importing this package loads neither.
"""

from .differences import numerical_gradient, numerical_jacobian
from .gradcheck import check_gradients, gradient_check
from .network import Network
from .report import GradientMismatch, Report, compare
from .training import train

__all__ = [
    "GradientMismatch",
    "Network",
    "Report",
    "check_gradients",
    "compare",
    "gradient_check",
    "numerical_gradient",
    "numerical_jacobian",
    "train",
]
