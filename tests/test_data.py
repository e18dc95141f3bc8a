"""The data sets, their split and their scale."""

import hashlib
from dataclasses import FrozenInstanceError
from fractions import Fraction
from importlib.resources import files

import numpy as np
import pytest

from fnn_lib.data import (
    Dataset,
    datasets,
    load_breast_cancer,
    load_digits,
    standardize,
    train_test_split,
)

LOADERS = {
    "breast_cancer": load_breast_cancer,
    "digits": load_digits,
}
by_name = pytest.mark.parametrize("name", LOADERS)


def make(labels, n_classes=2, n_0=1):
    """Build a data set whose first feature numbers its samples."""
    labels = np.asarray(labels)
    X = np.tile(np.arange(labels.size, dtype=float), (n_0, 1))
    if n_classes == 2:
        Y = labels[np.newaxis].astype(float)
    else:
        Y = np.eye(n_classes)[:, labels]
    return Dataset(
        X,
        Y,
        feature_names=tuple(f"x{i}" for i in range(n_0)),
        class_names=tuple("abcdefgh"[:n_classes]),
        name="made",
    )


# The data sets


def test_breast_cancer_is_the_published_table():
    data = load_breast_cancer()
    assert data.name == "breast_cancer"
    assert data.X.shape == (30, 569)
    assert data.Y.shape == (1, 569)
    assert data.X.dtype == data.Y.dtype == np.float64
    assert data.class_names == ("benign", "malignant")
    assert np.unique(data.Y).tolist() == [0.0, 1.0]
    assert int((data.Y == 0).sum()) == 357
    assert int((data.Y == 1).sum()) == 212
    assert np.isfinite(data.X).all()
    assert data.X.min() == 0.0
    # The ranges that the source states.
    for feature, low, high in [
        ("mean radius", 6.981, 28.11),
        ("mean area", 143.5, 2501.0),
        ("standard error of texture", 0.360, 4.885),
        ("worst area", 185.2, 4254.0),
        ("worst fractal dimension", 0.055, 0.2075),
    ]:
        row = data.X[data.feature_names.index(feature)]
        np.testing.assert_allclose([row.min(), row.max()], [low, high], 2e-3)


def test_malignant_is_one_and_has_the_larger_nuclei():
    data = load_breast_cancer()
    # The table opens with a malignant sample, which its file codes as 0.
    assert data.X[0, 0] == 17.99
    assert data.Y[0, 0] == 1.0
    assert data.class_names[data.labels[0]] == "malignant"
    radius = data.X[data.feature_names.index("mean radius")]
    assert radius[data.labels == 1].mean() > radius[data.labels == 0].mean()


def test_digits_are_the_published_table():
    data = load_digits()
    assert data.name == "digits"
    assert data.X.shape == (64, 1797)
    assert data.Y.shape == (10, 1797)
    assert data.X.dtype == data.Y.dtype == np.float64
    assert data.class_names == tuple("0123456789")
    counts = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert data.Y.sum(axis=1).tolist() == counts
    assert np.unique(data.Y).tolist() == [0.0, 1.0]
    assert (data.Y.sum(axis=0) == 1).all()
    assert (data.X.min(), data.X.max()) == (0.0, 16.0)
    assert (data.X == np.round(data.X)).all()
    # The table counts up at its start.
    assert data.labels[:10].tolist() == list(range(10))


def test_digits_reshape_to_upright_images():
    data = load_digits()
    zeros = data.X[:, data.labels == 0].mean(axis=1).reshape(8, 8)
    # A mean zero is a ring: empty in the middle, inked around it.
    assert zeros[3:5, 3:5].max() < 4 < zeros[3:5, 2].min()
    assert data.feature_names[8 * 2 + 5] == "pixel row 2 column 5"


@by_name
def test_labels_and_names_fit_the_arrays(name):
    data = LOADERS[name]()
    assert data.labels.shape == (data.X.shape[1],)
    assert data.labels.dtype == np.int64
    assert data.labels.max() == len(data.class_names) - 1
    assert len(set(data.feature_names)) == data.X.shape[0]
    rows = data.Y if data.Y.shape[0] > 1 else np.vstack([1 - data.Y, data.Y])
    assert (rows[data.labels, np.arange(data.labels.size)] == 1).all()


@by_name
def test_every_call_returns_fresh_arrays(name):
    first, second = LOADERS[name](), LOADERS[name]()
    for field in ("X", "Y", "labels"):
        mine, other = getattr(first, field), getattr(second, field)
        assert not np.shares_memory(mine, other)
        kept = other.copy()
        mine[:] = 7
        np.testing.assert_array_equal(getattr(second, field), kept)
    labels = second.labels
    labels[:] = 7
    assert second.labels.max() < 10


def test_dataset_is_frozen_and_prints_briefly():
    data = load_digits()
    with pytest.raises(FrozenInstanceError):
        data.X = data.X[:, :1]
    assert "digits" in repr(data)
    assert "(64, 1797)" in repr(data)
    assert len(repr(data)) < 200


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"X": [[1.0, 2.0]]}, "X: found list, wanted an ndarray"),
        ({"X": np.ones(2)}, r"X: found shape \(2,\)"),
        ({"X": np.array([[1.0, np.nan]])}, "X: found nan"),
        ({"Y": np.ones((1, 3))}, r"Y: found shape \(1, 3\)"),
        ({"Y": np.ones((0, 2))}, r"Y: found shape \(0, 2\)"),
        ({"Y": np.array([[0.0, 0.5]])}, "Y: found other numbers, wanted"),
        ({"Y": np.ones((2, 2))}, "Y: found columns not one-hot, wanted"),
        ({"feature_names": ()}, r"feature_names: found \(\), wanted .* 1 "),
        ({"class_names": ("a",)}, "class_names: found .* wanted .* 2 names"),
    ],
)
def test_dataset_refuses_what_does_not_fit(change, message):
    fields = {
        "X": np.ones((1, 2)),
        "Y": np.array([[0.0, 1.0]]),
        "feature_names": ("x",),
        "class_names": ("a", "b"),
        "name": "made",
    }
    Dataset(**fields)
    with pytest.raises(ValueError, match=message):
        Dataset(**{**fields, **change})


# The files


@pytest.fixture
def planted(monkeypatch, tmp_path):
    """Let the loaders read a copy of a file, altered by a function."""

    def plant(name, alter=lambda content: content):
        content = files("fnn_lib.data").joinpath(name).read_bytes()
        (tmp_path / name).write_bytes(alter(content))
        monkeypatch.setattr(datasets, "files", lambda package: tmp_path)

    return plant


def replace_in_line(number, change):
    """Return a function that changes the fields of one line of a file."""

    def alter(content):
        lines = content.decode().splitlines()
        fields = lines[number - 1].split(",")
        lines[number - 1] = ",".join(change(fields))
        return ("\n".join(lines) + "\n").encode()

    return alter


@by_name
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_do_not_matter(name, line_end, planted):
    wanted = LOADERS[name]()
    planted(f"{name}.csv", lambda content: content.replace(b"\n", line_end))
    found = LOADERS[name]()
    np.testing.assert_array_equal(found.X, wanted.X)
    np.testing.assert_array_equal(found.Y, wanted.Y)


@by_name
def test_another_number_is_found_by_the_digest(name, planted):
    def alter(content):
        return replace_in_line(9, lambda f: [f[0], "3.25", *f[2:]])(content)

    planted(f"{name}.csv", alter)
    file = files("fnn_lib.data").joinpath(f"{name}.csv")
    digest = hashlib.sha256(alter(file.read_bytes())).hexdigest()
    with pytest.raises(ValueError) as caught:
        LOADERS[name]()
    message = str(caught.value)
    assert message.startswith(f"{name}.csv: found ")
    assert f"SHA-256 {digest}, wanted" in message
    assert message.endswith(datasets.SHA256[f"{name}.csv"])


@by_name
@pytest.mark.parametrize(
    "alter",
    [
        lambda content: b"",
        lambda content: content[: content.rindex(b"\n", 0, -1) + 1],
        lambda content: content[:-1],
        lambda content: content + content.splitlines()[-1] + b"\n",
        replace_in_line(2, lambda f: ["nan", *f[1:]]),
    ],
    ids=["empty", "row less", "no last line end", "row more", "nan"],
)
def test_other_contents_are_found_by_the_digest(name, alter, planted):
    planted(f"{name}.csv", alter)
    with pytest.raises(ValueError, match=rf"^{name}\.csv: found .*SHA-256"):
        LOADERS[name]()


@by_name
@pytest.mark.parametrize("change", [lambda f: f[:-1], lambda f: [*f, "0"]])
def test_another_number_of_columns_is_named(name, change, planted):
    wanted = {"breast_cancer": 31, "digits": 65}[name]
    found = len(change([""] * wanted))
    planted(f"{name}.csv", replace_in_line(5, change))
    with pytest.raises(
        ValueError,
        match=rf"^{name}\.csv: found {found} columns in line 5, "
        rf"wanted {wanted}$",
    ):
        LOADERS[name]()


@by_name
@pytest.mark.parametrize("text", ["abc", "", "1.2.3"])
def test_what_is_no_number_is_named(name, text, planted):
    planted(f"{name}.csv", replace_in_line(7, lambda f: [text, *f[1:]]))
    with pytest.raises(
        ValueError,
        match=rf"^{name}\.csv: found '{text}' in line 7, wanted a number$",
    ):
        LOADERS[name]()


@by_name
def test_a_missing_file_is_named(name, monkeypatch, tmp_path):
    monkeypatch.setattr(datasets, "files", lambda package: tmp_path)
    with pytest.raises(
        ValueError, match=rf"^{name}\.csv: found no readable text file .*want"
    ):
        LOADERS[name]()


@by_name
def test_a_binary_file_is_named(name, planted):
    planted(f"{name}.csv", lambda content: b"\xff\xfe" + content)
    with pytest.raises(
        ValueError, match=rf"^{name}\.csv: found no readable text file .*want"
    ):
        LOADERS[name]()


def test_source_and_licence_ship_with_the_data():
    text = files("fnn_lib.data").joinpath("README.md").read_text("utf-8")
    for wanted in ("CC BY 4.0", "10.24432/C5DW2B", "10.24432/C50P49"):
        assert wanted in text
    assert "@" not in text


# The split


@by_name
@pytest.mark.parametrize("fraction", [0.25, 0.1, 1 / 3, 0.9])
def test_split_is_disjoint_complete_and_stratified(name, fraction):
    data = LOADERS[name]()
    m = data.X.shape[1]
    # The first feature gives each sample a number to be traced by.
    data.X[0] = np.arange(m)
    train, test = train_test_split(data, fraction, seed=3)
    origins = [part.X[0].astype(int) for part in (train, test)]
    assert sorted(np.concatenate(origins)) == list(range(m))
    for part, origin in zip((train, test), origins, strict=True):
        assert isinstance(part, Dataset)
        np.testing.assert_array_equal(part.X, data.X[:, origin])
        np.testing.assert_array_equal(part.Y, data.Y[:, origin])
        assert (np.diff(origin) > 0).all()
        assert part.feature_names == data.feature_names
        assert part.class_names == data.class_names
        assert part.name == data.name
    for label in range(len(data.class_names)):
        wanted = round(fraction * (data.labels == label).sum())
        assert (test.labels == label).sum() == wanted


@by_name
def test_split_returns_fresh_arrays_and_leaves_its_argument(name):
    data = LOADERS[name]()
    X, Y = data.X.copy(), data.Y.copy()
    for part in train_test_split(data):
        part.X[:] = -1
        part.Y[:] = -1
    np.testing.assert_array_equal(data.X, X)
    np.testing.assert_array_equal(data.Y, Y)


def test_split_depends_on_the_seed_alone():
    data = load_breast_cancer()
    np.random.seed(1)
    state = np.random.get_state()[1].copy()
    first = train_test_split(data, seed=5)[1].X
    np.random.seed(2)
    np.testing.assert_array_equal(first, train_test_split(data, seed=5)[1].X)
    assert not np.array_equal(first, train_test_split(data, seed=6)[1].X)
    # The default is the documented one.
    np.testing.assert_array_equal(
        train_test_split(data)[1].X, train_test_split(data, 0.25, 0)[1].X
    )
    # The global generator is the reader's, not ours.
    np.random.seed(1)
    train_test_split(data)
    np.testing.assert_array_equal(np.random.get_state()[1], state)


def test_split_reaches_every_sample():
    data = make([0, 1] * 10)
    tested = [train_test_split(data, 0.3, seed)[1].X[0] for seed in range(40)]
    assert set(np.concatenate(tested)) == set(range(20))


@pytest.mark.parametrize("fraction", [0.001, 0.5, 0.999])
def test_split_keeps_small_classes_on_both_sides(fraction):
    data = make([0] * 50 + [1] * 2 + [2] * 3, n_classes=4)
    for part in train_test_split(data, fraction):
        assert set(part.labels) == {0, 1, 2}


@pytest.mark.parametrize(
    "fraction", [Fraction(1, 4), np.float32(0.25), np.float64(0.25)]
)
def test_split_takes_any_real_fraction(fraction):
    data = make([0] * 8 + [1] * 12)
    train, test = train_test_split(data, fraction, seed=np.int64(2))
    assert (train.X.shape[1], test.X.shape[1]) == (15, 5)


@pytest.mark.parametrize(
    "fraction", [1.5, 0, 1, -0.1, np.nan, np.inf, True, "0.25", None, 0.2j]
)
def test_split_refuses_fractions(fraction):
    with pytest.raises(ValueError) as caught:
        train_test_split(make([0, 0, 1, 1]), fraction)
    assert str(caught.value) == (
        f"test_fraction: found {fraction!r}, wanted a number in (0, 1)"
    )


@pytest.mark.parametrize("seed", [-1, 0.5, None, "0", True])
def test_split_refuses_seeds(seed):
    with pytest.raises(ValueError, match=f"^seed: found {seed!r}, wanted"):
        train_test_split(make([0, 0, 1, 1]), seed=seed)


def test_split_refuses_other_data():
    with pytest.raises(
        ValueError, match=r"^dataset: found tuple, wanted a Da"
    ):
        train_test_split((np.ones((1, 2)), np.ones((1, 2))))
    with pytest.raises(
        ValueError,
        match=r"^dataset: found 1 sample of class 'b', wanted at least 2",
    ):
        train_test_split(make([0, 0, 1]))


# The scale


@by_name
def test_standardize_scales_the_training_part(name):
    train, test = train_test_split(LOADERS[name]())
    scaled_train, scaled_test = standardize(train.X, test.X)
    assert scaled_train.shape == train.X.shape
    assert scaled_test.shape == test.X.shape
    assert scaled_train.dtype == scaled_test.dtype == np.float64
    assert np.isfinite(scaled_train).all()
    assert np.isfinite(scaled_test).all()
    np.testing.assert_allclose(scaled_train.mean(axis=1), 0, atol=1e-12)
    varies = np.ptp(train.X, axis=1) > 0
    np.testing.assert_allclose(scaled_train[varies].std(axis=1), 1, 1e-12)
    assert (scaled_train[~varies] == 0).all()
    # One affine map for both parts, feature by feature.
    mean = train.X.mean(axis=1, keepdims=True)
    deviation = np.where(varies, train.X.std(axis=1), 1)[:, np.newaxis]
    np.testing.assert_allclose(
        scaled_test, (test.X - mean) / deviation, rtol=1e-12, atol=1e-12
    )


def test_digits_have_constant_pixels():
    train, _ = train_test_split(load_digits())
    assert (np.ptp(train.X, axis=1) == 0).any()


def test_standardize_knows_nothing_of_the_test_part():
    rng = np.random.default_rng(0)
    train_X, test_X = rng.normal(size=(3, 20)), rng.normal(size=(3, 6))
    scaled_train, scaled_test = standardize(train_X, test_X)
    other_train, other_test = standardize(train_X, 100 + 50 * test_X)
    np.testing.assert_array_equal(scaled_train, other_train)
    # A test sample is scaled alike, whatever stands beside it.
    alone = standardize(train_X, test_X[:, :1])[1]
    np.testing.assert_array_equal(alone, scaled_test[:, :1])
    assert other_test.mean() > 50


def test_standardize_returns_copies():
    train_X, test_X = np.eye(3), np.ones((3, 2))
    for result in standardize(train_X, test_X):
        result[:] = 9
    np.testing.assert_array_equal(train_X, np.eye(3))
    np.testing.assert_array_equal(test_X, np.ones((3, 2)))


@pytest.mark.parametrize("value", [0.0, 0.1, 1e8 + 0.1, 1e-300, 1.7e308])
def test_standardize_only_shifts_a_constant_feature(value):
    # The mean of ten times 0.1 is not 0.1 in floating point.
    train_X = np.full((1, 10), value)
    scaled_train, scaled_test = standardize(train_X, [[value, 0.0]])
    assert (scaled_train == 0).all()
    assert scaled_test.tolist() == [[0.0, -value]]


def test_standardize_stays_finite_where_squares_underflow():
    scaled, _ = standardize([[0.0, 1e-200]], [[0.0]])
    assert np.isfinite(scaled).all()


def test_standardize_takes_whole_numbers_lists_and_float32():
    for train_X in ([[1, 3]], np.array([[1, 3]], dtype=np.float32)):
        scaled_train, scaled_test = standardize(train_X, [[5]])
        assert scaled_train.tolist() == [[-1.0, 1.0]]
        assert scaled_test.tolist() == [[3.0]]
        assert scaled_train.dtype == np.float64


@pytest.mark.parametrize("argument", ["train_X", "test_X"])
@pytest.mark.parametrize(
    ("value", "found"),
    [
        (np.ones(3), r"shape \(3,\)"),
        (np.ones((2, 0)), r"shape \(2, 0\)"),
        (np.ones((2, 3, 1)), r"shape \(2, 3, 1\)"),
        ([[1.0, np.nan], [1.0, 2.0]], "nan"),
        ([[1.0, np.inf], [1.0, 2.0]], "inf"),
        ([[1.0], [1.0, 2.0]], "rows of unequal length"),
        ([["1"], ["2"]], "entries of type <U1"),
        ([[1j], [2j]], "entries of type complex128"),
        (None, "entries of type object"),
    ],
)
def test_standardize_refuses_arrays(argument, value, found):
    arguments = {"train_X": np.eye(2), "test_X": np.eye(2), argument: value}
    with pytest.raises(ValueError, match=f"^{argument}: found {found}.*want"):
        standardize(**arguments)


def test_standardize_refuses_another_number_of_features():
    with pytest.raises(
        ValueError, match=r"^test_X: found shape \(3, 2\), wanted shape \(2, m"
    ):
        standardize(np.eye(2), np.ones((3, 2)))


def test_standardize_refuses_what_overflows():
    with pytest.raises(ValueError, match=r"^train_X: found values whose"):
        standardize([[-1e200, 1e200]], [[0.0]])
    with pytest.raises(ValueError, match=r"^train_X: found values whose"):
        standardize([[1.7e308, 1.6e308]], [[0.0]])
    with pytest.raises(ValueError, match=r"^test_X: found values that over"):
        standardize([[-1e-9, 1e-9]], [[1e308]])
