"""The data sets that ship with ``fnn_lib``, read from text and verified."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from .. import _checks

# SHA-256 of the files with every line ended by "\n": a checkout that turns
# line ends into "\r\n" leaves the data the same.
SHA256 = {
    "breast_cancer.csv": (
        "fed3eb72d0575ef6192293f5093c6e801b1476b577d0386bf4455504522172ed"
    ),
    "digits.csv": (
        "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8"
    ),
}


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Inputs and targets of a classification task, one sample per column.

    Attributes
    ----------
    X : ndarray, shape (n_0, m)
        Inputs, one feature per row.
    Y : ndarray, shape (1, m) or (n_L, m)
        Targets, each 0 or 1: a single row for two classes, otherwise one
        row per class and exactly one 1 per column.
    feature_names : tuple of str, length n_0
        What the rows of ``X`` are.
    class_names : tuple of str, length 2 or n_L
        What the labels 0, 1, ... stand for.
    name : str
        Name of the data set.

    Raises
    ------
    ValueError
        If the arrays or the names do not fit together, or if ``Y`` holds
        anything but such targets.
    """

    X: np.ndarray
    Y: np.ndarray
    feature_names: tuple
    class_names: tuple
    name: str

    def __post_init__(self):
        for name, array in (("X", self.X), ("Y", self.Y)):
            if not isinstance(array, np.ndarray):
                _checks.fail(name, type(array).__name__, "an ndarray")
        _checks.array("X", self.X, ("n_0", "m"), np.float64)
        n_0, m = self.X.shape
        _checks.array("Y", self.Y, ("n_L", m), np.float64)
        n_L = self.Y.shape[0]
        if not np.isin(self.Y, (0, 1)).all():
            _checks.fail("Y", "other numbers", "only 0 and 1")
        if n_L > 1 and not (self.Y.sum(axis=0) == 1).all():
            _checks.fail("Y", "columns not one-hot", "one 1 in each column")
        _check_names("feature_names", self.feature_names, n_0)
        _check_names("class_names", self.class_names, max(n_L, 2))

    def __repr__(self):
        return (
            f"Dataset(name={self.name!r}, X: {self.X.shape}, "
            f"Y: {self.Y.shape}, class_names={self.class_names})"
        )

    @property
    def labels(self):
        """Class of each sample, an index into ``class_names``.

        Returns
        -------
        ndarray of int64, shape (m,)
            Fresh array.
        """
        if self.Y.shape[0] == 1:
            return self.Y[0].astype(np.int64)
        return np.argmax(self.Y, axis=0).astype(np.int64)


def load_breast_cancer():
    """Load the Wisconsin diagnostic breast cancer data, two classes.

    Each sample describes the cell nuclei in one digitized image of a fine
    needle aspirate of a breast mass: ten properties of a nucleus, each as
    mean, standard error and "worst" (mean of the three largest) over the
    image. The source records no units. Radius and perimeter are lengths and
    area is an area on the scale of the image, texture is a deviation of
    grey levels; the other properties carry no unit.

    Returns
    -------
    Dataset
        ``X`` of shape (30, 569), float64, all >= 0. ``Y`` of shape (1, 569),
        float64: 1 is malignant (212 samples), 0 is benign (357 samples).

    Raises
    ------
    ValueError
        If the data file is missing or not the one that was shipped.

    Notes
    -----
    The file, like scikit-learn's, codes malignant as 0. Here malignant is 1,
    so that the network's output is the probability of what is looked for.
    """
    properties = (
        "radius",
        "texture",
        "perimeter",
        "area",
        "smoothness",
        "compactness",
        "concavity",
        "concave points",
        "symmetry",
        "fractal dimension",
    )
    table = _read_table("breast_cancer.csv", columns=31, header=4)
    return Dataset(
        X=table[:, :-1].T.copy(),
        Y=1.0 - table[:, -1:].T,
        feature_names=tuple(
            f"{statistic} {prop}"
            for statistic in ("mean", "standard error of", "worst")
            for prop in properties
        ),
        class_names=("benign", "malignant"),
        name="breast_cancer",
    )


def load_digits():
    """Load the 8x8 images of handwritten digits, ten classes.

    Each pixel counts the inked points in a 4x4 block of a 32x32 bitmap, so
    it is a whole number from 0 (blank) to 16 (full). The rows of an image
    follow each other: ``X[:, i].reshape(8, 8)`` is image ``i``.

    Returns
    -------
    Dataset
        ``X`` of shape (64, 1797), float64, in inked points per pixel. ``Y``
        of shape (10, 1797), float64, one-hot: row ``k`` is digit ``k``.

    Raises
    ------
    ValueError
        If the data file is missing or not the one that was shipped.
    """
    table = _read_table("digits.csv", columns=65)
    digits = table[:, -1].astype(np.int64)
    return Dataset(
        X=table[:, :-1].T.copy(),
        Y=np.eye(10)[:, digits],
        feature_names=tuple(
            f"pixel row {row} column {column}"
            for row in range(8)
            for column in range(8)
        ),
        class_names=tuple(str(digit) for digit in range(10)),
        name="digits",
    )


def _read_table(name, columns, header=0):
    """Return the numbers of a data file, one line per row.

    ``header`` is the number of fields in a first line that holds no data,
    0 if there is none.
    """
    try:
        # Read as text, so that every kind of line end arrives as "\n".
        text = files(__package__).joinpath(name).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        _checks.fail(
            name,
            f"no readable text file ({error})",
            "the one that ships with fnn_lib.data",
        )
    # The checks that can say where the fault lies come before the digest,
    # which only says that there is one.
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        fields = line.split(",")
        is_header = header and number == 1
        wanted = header if is_header else columns
        if len(fields) != wanted:
            _checks.fail(
                name, f"{len(fields)} columns in line {number}", wanted
            )
        if not is_header:
            rows.append([_number(name, number, field) for field in fields])
    digest = hashlib.sha256(text.encode("ascii")).hexdigest()
    if digest != SHA256[name]:
        _checks.fail(
            name,
            f"{len(rows)} rows with SHA-256 {digest}",
            f"SHA-256 {SHA256[name]}",
        )
    return np.array(rows, dtype=np.float64)


def _number(name, line, field):
    """Return a field as a float, or raise naming file and line."""
    try:
        return float(field)
    except ValueError:
        _checks.fail(name, f"{field!r} in line {line}", "a number")


def _check_names(name, value, wanted):
    """Raise unless ``value`` is a tuple of ``wanted`` names."""
    if not isinstance(value, tuple) or len(value) != wanted:
        _checks.fail(name, repr(value), f"a tuple of {wanted} names")
