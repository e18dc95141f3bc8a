"""Two real data sets, and what a fair test of a network needs.

Samples stand in columns, as everywhere in ``fnn_lib``. Source, citation and
licence of the data are in ``README.md`` beside this file.
"""

from .datasets import Dataset, load_breast_cancer, load_digits
from .preparation import standardize, train_test_split

__all__ = [
    "Dataset",
    "load_breast_cancer",
    "load_digits",
    "standardize",
    "train_test_split",
]
