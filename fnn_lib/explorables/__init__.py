"""The pictures: explorables, their JavaScript beside them.

An explorable is a widget. In a notebook Python and page share its state; in
the built page it answers without a kernel.
"""

from .activation import Activation
from .backward import Backward
from .base import Explorable
from .classifier import Classifier
from .descent import Descent
from .forward import Forward
from .gradient_check import GradientCheck
from .line import YourLine
from .loss import Loss
from .mutants import Mutants
from .notation import Notation
from .prediction import Prediction
from .softmax import Softmax
from .vec import Vec

__all__ = [
    "EXPLORABLES",
    "Activation",
    "Backward",
    "Classifier",
    "Descent",
    "Explorable",
    "Forward",
    "GradientCheck",
    "Loss",
    "Mutants",
    "Notation",
    "Prediction",
    "Softmax",
    "Vec",
    "YourLine",
]

#: The classes by the name that the page knows them by.
EXPLORABLES = {
    kind.NAME: kind
    for kind in (
        Activation,
        Backward,
        Classifier,
        Descent,
        Forward,
        GradientCheck,
        Loss,
        Mutants,
        Notation,
        Softmax,
        Vec,
    )
}
