"""Independent oracles: the same network written again from its definitions.

Nothing here imports fnn_lib. `autograd_*` differentiates a textbook forward
pass automatically; `mp_*` evaluates it with 50 digits, so that it is right
where floats over- or underflow. Names and shapes are those of design.md.
"""

import autograd
import autograd.numpy as anp
import mpmath as mp
import numpy as np

DIGITS = 50


# -- autograd: definitions as a textbook prints them -------------------------

AUTOGRAD_ACTIVATIONS = {
    "identity": lambda Z: Z,
    "sigmoid": lambda Z: 1 / (1 + anp.exp(-Z)),
    "tanh": anp.tanh,
    # `where` rather than `maximum`: that one has slope 1/2 at the kink.
    "relu": lambda Z: anp.where(Z > 0, Z, 0.0),
    "softmax": lambda Z: anp.exp(Z) / anp.sum(anp.exp(Z), axis=0),
}

AUTOGRAD_LOSSES = {
    "squared_error": lambda P, Y: anp.sum((P - Y) ** 2, axis=0) / 2,
    "binary_cross_entropy": lambda P, Y: (
        -anp.sum(Y * anp.log(P) + (1 - Y) * anp.log(1 - P), axis=0)
    ),
    "categorical_cross_entropy": lambda P, Y: -anp.sum(Y * anp.log(P), axis=0),
}


def autograd_forward(parameters, X, names):
    """Return all Z and A of a network with these activations, l = 1..L."""
    Z, A = [], [X]
    for (W, b), name in zip(parameters, names, strict=True):
        Z.append(anp.dot(W, A[-1]) + b)
        A.append(AUTOGRAD_ACTIVATIONS[name](Z[-1]))
    return Z, A


def autograd_cost(parameters, X, Y, names, loss, reduction):
    """Return the cost, a number that autograd can differentiate."""
    _, A = autograd_forward(parameters, X, names)
    losses = AUTOGRAD_LOSSES[loss](A[-1], Y)
    return anp.mean(losses) if reduction == "mean" else anp.sum(losses)


def autograd_gradients(parameters, X, Y, names, loss, reduction):
    """Return ([(dJ_dW, dJ_db), ...], dJ_dX)."""
    return autograd.grad(autograd_cost, (0, 1))(
        [(np.array(W), np.array(b)) for W, b in parameters],
        np.array(X),
        Y,
        names,
        loss,
        reduction,
    )


# -- mpmath: 50 digits, on lists of columns ----------------------------------


def mp_sigmoid(z):
    """Return the logistic sigmoid of one number."""
    return 1 / (1 + mp.exp(-z))


def mp_softmax(z):
    """Return the softmax of a list of numbers."""
    e = [mp.exp(v) for v in z]
    return [v / mp.fsum(e) for v in e]


MP_ELEMENTWISE = {
    "identity": lambda z: z,
    "sigmoid": mp_sigmoid,
    "tanh": mp.tanh,
    "relu": lambda z: z if z > 0 else mp.mpf(0),
}


def mp_activation(name, z):
    """Return the activations of one sample, a list of numbers."""
    if name == "softmax":
        return mp_softmax(z)
    return [MP_ELEMENTWISE[name](v) for v in z]


def mp_loss(name, z, y, output):
    """Return the loss of one sample from its logits.

    The logarithms are written so that 50 digits suffice at any logit:
    log s(z) = -log1p(exp(-z)),
    log p_k = -log1p(sum of exp(z_j - z_k) over j != k).
    """
    if name == "squared_error":
        a = mp_activation(output, z)
        return mp.fsum((p - t) ** 2 for p, t in zip(a, y, strict=True)) / 2
    if name == "binary_cross_entropy":
        return mp.fsum(
            t * mp.log1p(mp.exp(-v)) + (1 - t) * mp.log1p(mp.exp(v))
            for v, t in zip(z, y, strict=True)
        )
    return mp.fsum(t * mp.log1p(_others(z, k)) for k, t in enumerate(y))


def mp_loss_gradient(name, z, y):
    """Return (dl_dZ, dl_dYhat) of a cross-entropy for one sample's logits."""
    if name == "binary_cross_entropy":
        return (
            [
                (1 - t) * mp_sigmoid(v) - t * mp_sigmoid(-v)
                for v, t in zip(z, y, strict=True)
            ],
            [
                (1 - t) / mp_sigmoid(-v) - t / mp_sigmoid(v)
                for v, t in zip(z, y, strict=True)
            ],
        )
    p = mp_softmax(z)
    return (
        [v - t for v, t in zip(p, y, strict=True)],
        [-t / v for v, t in zip(p, y, strict=True)],
    )


def _others(z, k):
    return mp.fsum(mp.exp(v - z[k]) for j, v in enumerate(z) if j != k)


def _mp_columns(array):
    return [[mp.mpf(float(v)) for v in column] for column in np.array(array).T]


def mp_forward(parameters, X, names):
    """Return (logits, predictions) as lists of one list for each sample."""
    layers = [
        ([[mp.mpf(float(w)) for w in row] for row in W], _mp_columns(b)[0])
        for W, b in parameters
    ]
    return _mp_pass(layers, _mp_columns(X), names)


def _mp_pass(layers, columns, names):
    logits = columns
    for (W, b), name in zip(layers, names, strict=True):
        logits = [
            [mp.fdot(row, a) + c for row, c in zip(W, b, strict=True)]
            for a in columns
        ]
        columns = [mp_activation(name, z) for z in logits]
    return logits, columns


def mp_cost(parameters, X, Y, names, loss, reduction):
    """Return the cost with 50 digits, for parameters of floats or mpf."""
    with mp.workdps(DIGITS):
        layers = [
            (
                [[mp.mpf(w) for w in row] for row in W],
                [mp.mpf(c[0]) for c in b],
            )
            for W, b in parameters
        ]
        logits, _ = _mp_pass(layers, _mp_columns(X), names)
        losses = [
            mp_loss(loss, z, y, names[-1])
            for z, y in zip(logits, _mp_columns(Y), strict=True)
        ]
        total = mp.fsum(losses)
        return total / len(losses) if reduction == "mean" else total


def mp_gradients(parameters, X, Y, names, loss, reduction):
    """Return [(dJ_dW, dJ_db), ...] by central differences of 50 digits.

    A step of 1e-15 truncates at 1e-30 and loses 15 of the 50 digits: both
    are far below what a float64 can show.
    """
    layers = [
        (
            [list(map(mp.mpf, row)) for row in np.array(W, float).tolist()],
            [list(map(mp.mpf, row)) for row in np.array(b, float).tolist()],
        )
        for W, b in parameters
    ]
    h = mp.mpf(10) ** -15

    def slope(rows, i, j):
        here, values = rows[i][j], []
        for step in (h, -h):
            with mp.workdps(DIGITS):
                rows[i][j] = here + step
            values.append(mp_cost(layers, X, Y, names, loss, reduction))
        rows[i][j] = here
        with mp.workdps(DIGITS):
            return float((values[0] - values[1]) / (2 * h))

    return [
        tuple(
            np.array(
                [
                    [slope(rows, i, j) for j in range(len(rows[i]))]
                    for i in range(len(rows))
                ]
            )
            for rows in pair
        )
        for pair in layers
    ]


# -- differences, written without the library's ------------------------------


def central_gradients(cost, parameters, h=6e-6):
    """Return [(dJ_dW, dJ_db), ...]: cost(parameters) at x + h and x - h."""
    values = [[np.array(p, dtype=float) for p in pair] for pair in parameters]
    gradients = []
    for pair in values:
        slopes = []
        for x in pair:
            slope = np.empty_like(x)
            for i in np.ndindex(x.shape):
                here = x[i]
                x[i] = here + h
                ahead = cost(values)
                x[i] = here - h
                slope[i] = (ahead - cost(values)) / (2 * h)
                x[i] = here
            slopes.append(slope)
        gradients.append(tuple(slopes))
    return gradients
