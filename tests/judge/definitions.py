"""What the exercises ask, from the definitions: an oracle for their answers.

Each function draws a point and returns the letters with the value asked for,
by differences of the function itself. Nothing here imports the judge.
"""

import mpmath as mp
import numpy as np

STEP = mp.mpf(10) ** -12


def column(*entries):
    return np.array(entries, dtype=object).reshape(-1, 1)


def each(function, *arrays):
    return np.vectorize(function, otypes=[object])(*arrays)


def sigma(z):
    return 1 / (1 + mp.exp(-z))


def slope(function, x):
    return (function(x + STEP) - function(x - STEP)) / (2 * STEP)


def gradient(cost, array):
    """Differentiate a cost in each entry of an array."""
    result = np.empty(array.shape, dtype=object)
    for place in np.ndindex(array.shape):

        def moved(x, place=place):
            other = array.copy()
            other[place] = x
            return cost(other)

        result[place] = slope(moved, array[place])
    return result


def bce(p, y):
    return -y * mp.log(p) - (1 - y) * mp.log(1 - p)


def softmax(z):
    powers = each(mp.exp, z)
    return powers / powers.sum(axis=0)


def cross_entropy(z, y):
    return -(y * each(mp.log, softmax(z))).sum()


class Draw:
    """Numbers and arrays at random."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)

    def number(self, low=-2.0, high=2.0):
        return mp.mpf(round(self.random.uniform(low, high), 3))

    def array(self, *shape, low=-2.0, high=2.0):
        return each(lambda _: self.number(low, high), np.zeros(shape))

    def targets(self, rows, columns=1):
        drawn = self.array(rows, columns, low=0.1, high=1)
        return drawn / drawn.sum(axis=0)


def _of_z(function):
    def drawn(draw):
        z = draw.number()
        return {"z": z}, function(z)

    return drawn


def _of_prediction(function):
    """Give the loss by the logit; the letters are yhat and y."""

    def drawn(draw):
        z, y = draw.number(), draw.number(0.1, 0.9)
        value = slope(lambda x: function(sigma(x), y), z)
        return {"yhat": sigma(z), "y": y}, value

    return drawn


def bce_prediction(draw):
    p, y = draw.number(0.1, 0.9), draw.number(0.1, 0.9)
    return {"yhat": p, "y": y}, slope(lambda q: bce(q, y), p)


def bce_by_logit(draw):
    z, y = draw.number(), draw.number(0.1, 0.9)
    return {"z": z, "y": y}, bce(sigma(z), y)


def _softmax_entry(i, k, *names):
    def drawn(draw):
        z = draw.array(3, 1)
        letters = {f"yhat_{n}": softmax(z)[j, 0] for n, j in names}
        return letters, gradient(lambda x: softmax(x)[i, 0], z)[k, 0]

    return drawn


def softmax_logit(draw):
    z, y = draw.array(3, 1), draw.targets(3)
    value = gradient(lambda x: cross_entropy(x, y), z)[1, 0]
    return {"yhat_k": softmax(z)[1, 0], "y_k": y[1, 0]}, value


def softmax_temperature(draw):
    z, y, t = draw.array(3, 1), draw.targets(3), draw.number(0.5, 3)
    value = gradient(lambda x: cross_entropy(x / t, y), z)[1, 0]
    return {"yhat_k": softmax(z / t)[1, 0], "y_k": y[1, 0], "T": t}, value


def softmax_batch(draw):
    z, y = draw.array(2, 4), draw.targets(2, 4)
    value = gradient(lambda x: cross_entropy(x, y) / 4, z)
    return {"Yhat": softmax(z), "Y": y, "m": mp.mpf(4)}, value


def scalar_network(draw):
    names = "w_0 w_1 w_2 w_3 w_4 w_5 x_0 x_1 b_0 b_1 b_2 y".split()
    p = {name: draw.number() for name in names}

    def forward(w_0):
        z_0 = w_0 * p["x_0"] + p["w_1"] * p["x_1"] + p["b_0"]
        z_1 = p["w_2"] * p["x_0"] + p["w_3"] * p["x_1"] + p["b_1"]
        z_2 = p["w_4"] * sigma(z_0) + p["w_5"] * sigma(z_1) + p["b_2"]
        return {"z_0": z_0, "z_1": z_1, "z_2": z_2}

    def loss(w_0):
        return (sigma(forward(w_0)["z_2"]) - p["y"]) ** 2 / 2

    z = forward(p["w_0"])
    a = {f"a_{n}": sigma(z[f"z_{n}"]) for n in range(3)}
    return p | z | a, slope(loss, p["w_0"])


def _layer(of):
    def drawn(draw):
        p = {"W": draw.array(2, 3), "h": draw.array(3, 1)}
        b = draw.array(2, 1)

        def cost(x):
            q = p | {of: x}
            return each(mp.sin, q["W"] @ q["h"] + b).sum()

        delta = each(mp.cos, p["W"] @ p["h"] + b)
        return p | {"delta": delta}, gradient(cost, p[of])

    return drawn


def _hidden_delta(g):
    def drawn(draw):
        W2, z1, delta2 = draw.array(2, 2), draw.array(2, 1), draw.array(2, 1)
        value = gradient(lambda x: (delta2 * (W2 @ each(g, x))).sum(), z1)
        return {"W2": W2, "z1": z1, "delta2": delta2}, value

    return drawn


def _batch(of):
    def drawn(draw):
        p = {"W": draw.array(2, 3), "b": draw.array(2, 1)}
        A, m = draw.array(3, 4), 4

        def cost(x):
            q = p | {of: x}
            return each(mp.sin, q["W"] @ A + q["b"]).sum() / m

        Delta = each(mp.cos, p["W"] @ A + p["b"])
        ones = each(mp.mpf, np.ones((4, 1)))
        letters = {"Delta": Delta, "A": A, "m": mp.mpf(m), "ones": ones}
        return letters, gradient(cost, p[of])

    return drawn


def _of(names, function, shapes):
    """Give the value, or with a cost the gradient, in drawn arrays."""

    def drawn(draw):
        p = {n: draw.array(*s) for n, s in zip(names, shapes, strict=True)}
        return p, function(**p)

    return drawn


def parameter_count(draw):
    k, n, L = (int(draw.random.integers(1, 6)) for _ in range(3))
    sizes = [k] + [n] * L
    count = sum(b * a + b for a, b in zip(sizes, sizes[1:], strict=False))
    return {"k": mp.mpf(k), "n": mp.mpf(n), "L": mp.mpf(L)}, mp.mpf(count)


def parabola_steps(draw):
    start, low, t = draw.number(), draw.number(), draw.random.integers(1, 6)
    alpha, lam = draw.number(0.1, 1), draw.number(0.1, 1)
    theta = start
    for _ in range(int(t)):
        cost = lambda x: lam / 2 * (x - low) ** 2  # noqa: E731
        theta -= alpha * slope(cost, theta)
    letters = {"theta": start, "theta_min": low, "t": mp.mpf(int(t))}
    return letters | {"alpha": alpha, "lambda": lam}, theta


def weight_decay(draw):
    low, lam, mu = draw.number(), draw.number(0.1, 2), draw.number(0.1, 2)

    def cost(x):
        return lam / 2 * (x - low) ** 2 + mu / 2 * x**2

    least = mp.findroot(lambda x: slope(cost, x), 0)
    return {"theta_min": low, "lambda": lam, "mu": mu}, least


def _difference(quotient):
    def drawn(draw):
        x, h = draw.number(), draw.number(0.1, 1)
        return {"x": x, "h": h}, quotient(x, h)

    return drawn


SQUARE, WIDE = (2, 2), (2, 3)


def definitions(g):
    """Return what each exercise asks, by its id; g is the unknown function."""
    return {
        "sigmoid-derivative": _of_z(lambda z: slope(sigma, z)),
        "tanh-derivative": _of_z(lambda z: slope(mp.tanh, z)),
        "sigmoid-second-derivative": _of_z(lambda z: mp.diff(sigma, z, 2)),
        "tanh-by-sigmoid": _of_z(mp.tanh),
        "bce-prediction": bce_prediction,
        "bce-by-logit": bce_by_logit,
        "bce-sigmoid-logit": _of_prediction(bce),
        "squared-error-sigmoid-logit": _of_prediction(
            lambda p, y: (p - y) ** 2 / 2
        ),
        "softmax-diagonal": _softmax_entry(1, 1, ("k", 1)),
        "softmax-off-diagonal": _softmax_entry(0, 1, ("i", 0), ("k", 1)),
        "softmax-cross-entropy-logit": softmax_logit,
        "softmax-temperature-logit": softmax_temperature,
        "softmax-batch-logits": softmax_batch,
        "scalar-network-w0": scalar_network,
        "layer-weights": _layer("W"),
        "layer-input": _layer("h"),
        "hidden-delta": _hidden_delta(g),
        "batch-weights": _batch("W"),
        "batch-bias": _batch("b"),
        "collapse-bias": _of(
            ("W1", "W2", "b1", "b2"),
            lambda W1, W2, b1, b2: W2 @ (W1 @ column(0, 0) + b1) + b2,
            (SQUARE, SQUARE, (2, 1), (2, 1)),
        ),
        "parameter-count": parameter_count,
        "quadratic-form": _of(
            ("S", "x"),
            lambda S, x: gradient(lambda v: (v.T @ S @ v)[0, 0], x),
            ((3, 3), (3, 1)),
        ),
        "least-squares": _of(
            ("W", "X", "Y"),
            lambda W, X, Y: gradient(
                lambda V: ((V @ X - Y) ** 2).sum() / 2, W
            ),
            (WIDE, (3, 4), (2, 4)),
        ),
        "trace-linear": _of(
            ("P", "W", "Q"),
            lambda P, W, Q: gradient(lambda V: (P @ V @ Q).trace(), W),
            (SQUARE, SQUARE, SQUARE),
        ),
        "forward-difference-square": _difference(
            lambda x, h: ((x + h) ** 2 - x**2) / h
        ),
        "central-difference-cubic": _difference(
            lambda x, h: ((x + h) ** 3 - (x - h) ** 3) / (2 * h)
        ),
        "second-difference-quartic": _difference(
            lambda x, h: ((x + h) ** 4 - 2 * x**4 + (x - h) ** 4) / h**2
        ),
        "parabola-steps": parabola_steps,
        "weight-decay-minimum": weight_decay,
    }
