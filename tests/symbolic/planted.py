"""Steps for the engine: wrong ones of every kind, right ones in disguise."""

import sympy as sp

from fnn_lib.symbolic import entries, matrix, relu, sigma, softplus, symbol
from fnn_lib.symbolic.stacking import Vec

a, b, c, y, yhat, z = (symbol(s) for s in ("a", "b", "c", "y", "yhat", "z"))
p, q = (symbol(s, positive=True) for s in "pq")
C, k, m, n, r = sp.symbols("C k m n r", integer=True, positive=True)
i, j, s, t = sp.symbols("i j s t", integer=True, positive=True)
Z, Y = (sp.IndexedBase(x, real=True) for x in ("z", "y"))
D, W, A, B = (sp.IndexedBase(x, real=True) for x in ("D", "W", "A", "b"))
S = sp.Sum(sp.exp(Z[j]), (j, 1, C))
MW, MA, MX = matrix("W", n, k), matrix("A", k, m), matrix("X", m, r)
MG, Mb, Mx = matrix("G", n, m), matrix("b", n, 1), matrix("x", k, 1)
Md, MQ, MR = matrix("d", n, 1), matrix("Q", n, n), matrix("R", n, n)
E2, F2 = entries("E", 2, 2), entries("F", 2, 2)
BCE = -y * sp.log(sigma(z)) - (1 - y) * sp.log(1 - sigma(z))
CCE = -sp.Sum(Y[t] * sp.log(sp.exp(Z[t]) / S), (t, 1, C))
PART = sp.Interval.open(0, 1)
kron = sp.KroneckerProduct
had = sp.HadamardProduct


def soft(index):
    """Return the entry of softmax at an index."""
    return sp.exp(Z[index]) / S


def pre(row, sample):
    """Return the pre-activation of a unit for a sample."""
    return sp.Sum(W[row, t] * A[t, sample], (t, 1, k)) + B[row]


COST = sp.Sum(sp.Sum(D[s, j] * pre(s, j), (j, 1, m)), (s, 1, n))
MEAN = COST / m

WRONG = {
    # signs
    "sigmoid slope with a plus": (
        sp.diff(sigma(z), z),
        sigma(z) * (1 + sigma(z)),
    ),
    "sigmoid slope negated": (
        sp.diff(sigma(z), z),
        -sigma(z) * (1 - sigma(z)),
    ),
    "symmetry without minus": (sigma(-z), sigma(z) - 1),
    "exponent's sign": (sigma(z), 1 / (1 + sp.exp(z))),
    "logit gradient negated": (sp.diff(BCE, z), y - sigma(z)),
    "tanh slope with a plus": (sp.diff(sp.tanh(z), z), 1 + sp.tanh(z) ** 2),
    "square of a difference": ((a - b) ** 2, a**2 + 2 * a * b + b**2),
    "off-diagonal minus lost": (
        sp.Derivative(soft(i), Z[s]),
        soft(i) * (sp.KroneckerDelta(i, s) + soft(s)),
    ),
    "cross-entropy negated": (
        sp.Derivative(CCE, Z[i]),
        Y[i] - soft(i) * sp.Sum(Y[t], (t, 1, C)),
    ),
    # factors and exponents
    "half lost": (sp.diff((yhat - y) ** 2, yhat), yhat - y),
    "slope of tanh doubled": (
        sp.diff(sp.tanh(z), z),
        2 * (1 - sp.tanh(z) ** 2),
    ),
    "tanh from sigmoid of z": (sp.tanh(z), 2 * sigma(z) - 1),
    "square lost": (sp.diff(sp.tanh(z), z), 1 - sp.tanh(z)),
    "one part in 10**12": (z, z * (1 + sp.Rational(1, 10**12))),
    "one part in 10**20": (sigma(z), sigma(z) + sp.Rational(1, 10**20)),
    "2.001 for 2": (sp.diff(z**2, z), sp.Rational(2001, 1000) * z),
    "the mean's 1/m lost": (
        sp.Derivative(MEAN, W[i, r]),
        sp.Sum(D[i, j] * A[r, j], (j, 1, m)),
    ),
    "1/m squared": (
        sp.Derivative(MEAN, B[i]),
        sp.Sum(D[i, j], (j, 1, m)) / m**2,
    ),
    # chain rule
    "inner derivative lost": (
        sp.diff(sigma(2 * z), z),
        sigma(2 * z) * (1 - sigma(2 * z)),
    ),
    "inner derivative of a square": (
        sp.diff(sp.tanh(z**2), z),
        1 - sp.tanh(z**2) ** 2,
    ),
    "product rule halved": (sp.diff(z * sigma(z), z), sigma(z)),
    "quotient rule upside down": (
        sp.diff(1 / (1 + sp.exp(-z)), z),
        sp.exp(-z) / (1 + sp.exp(-z)),
    ),
    "slope at the wrong place": (
        sp.diff(sigma(a * z), z),
        a * sigma(z) * (1 - sigma(z)),
    ),
    # one point, one sign, one size only
    "tanh is not z": (sp.tanh(z), z),
    "holds at 0, 1 and -1": (z**3, z),
    "holds at whole numbers": (sp.sin(sp.pi * z) + z, z),
    "holds for positive z": (sp.Abs(z), z),
    "holds for negative z": (relu(z), sp.Integer(0)),
    "holds up to 100": (sp.Piecewise((z, z < 100), (0, True)), z),
    "holds where equal": (a * b, (a**2 + b**2) / 2),
    "holds for equal letters": (a - b, sp.Integer(0)),
    "holds but at zero": (
        sp.Piecewise((1, sp.Ne(z, 0)), (0, True)),
        sp.Integer(1),
    ),
    "holds for one class": (soft(i), sp.Integer(1)),
    "holds for two classes": (sp.Sum(sp.Integer(1), (j, 1, C)), sp.Integer(2)),
    "holds for one sample": (MEAN, COST),
    # branch cuts, logarithms, roots, division by zero
    "root of a square": (sp.sqrt(z**2), z),
    "log of a square": (sp.log(z**2), 2 * sp.log(z)),
    "log of a product": (sp.log(sp.Abs(a * b)), sp.log(a) + sp.log(b)),
    "arcsine of sine": (sp.asin(sp.sin(z)), z),
    "arctangent of tangent": (sp.atan(sp.tan(z)), z),
    "power of a power": (((z**2) ** sp.Rational(1, 2)) ** 3, z**3),
    "cancelled factor": ((z**2 - 1) / (z - 1), z + 1),
    "cancelled sine": (sp.sin(z) ** 2 / sp.sin(z) / z * z, sp.cos(z)),
    "log of one minus": (sp.log(1 - yhat), -sp.log(yhat), {yhat: PART}),
    "log of a sum": (sp.log(p + q), sp.log(p) + sp.log(q)),
    "exponential of a sum": (sp.exp(a + b), sp.exp(a) + sp.exp(b)),
    # the kink
    "slope 1 at the kink": (
        sp.diff(relu(z), z),
        sp.Piecewise((1, z >= 0), (0, True)),
    ),
    "slope one half at the kink": (sp.diff(relu(z), z), (1 + sp.sign(z)) / 2),
    "slope 1 everywhere": (sp.diff(relu(z), z), sp.Integer(1)),
    "ReLU is softplus": (relu(z), softplus(z)),
    # indices
    "wrong unit": (
        sp.Derivative(COST, W[i, r]),
        sp.Sum(D[r, j] * A[i, j], (j, 1, m)),
    ),
    "weights' indices swapped": (
        sp.Derivative(COST, A[i, r]),
        sp.Sum(D[s, r] * W[i, s], (s, 1, n)),
    ),
    "sum stops early": (
        sp.Derivative(COST, B[i]),
        sp.Sum(D[i, j], (j, 1, m - 1)),
    ),
    "sum starts late": (S, sp.Sum(sp.exp(Z[j]), (j, 2, C))),
    "sum over units for samples": (
        sp.Derivative(COST, B[i]),
        sp.Sum(D[j, i], (j, 1, n)),
    ),
    "delta forgotten": (sp.Derivative(soft(i), Z[s]), soft(i) * (1 - soft(s))),
    "diagonal everywhere": (
        sp.Derivative(soft(i), Z[s]),
        sp.KroneckerDelta(i, s) * soft(i) * (1 - soft(i)),
    ),
    "targets do not sum to one": (sp.Derivative(CCE, Z[i]), soft(i) - Y[i]),
    "product of sums": (
        sp.Sum(Z[j] * Y[j], (j, 1, C)),
        sp.Sum(Z[j], (j, 1, C)) * sp.Sum(Y[j], (j, 1, C)),
    ),
    # transposes, orders and shapes
    "entries transposed": (E2, E2.T),
    "product does not commute": (E2 * F2, F2 * E2),
    "transpose of a product": ((E2 * F2).T, E2.T * F2.T),
    "one entry": (sp.Matrix([a, b]), sp.Matrix([a, a])),
    "row for column": (sp.Matrix([[a, b]]), sp.Matrix([a, b])),
    "transpose of a product, any size": ((MW * MA).T, MW.T * MA.T),
    "square product commutes": (MQ * MR, MR * MQ),
    "square transpose": (MQ, MQ.T),
    "entrywise for matrix product": (MQ * MR, had(MQ, MR)),
    "gradient without transpose": (MG * MA.T, MG * MA),
    "gradient transposed": (MG * MA.T, (MG * MA.T).T),
    "Kronecker factors swapped": (Vec(MW * MA * MX), kron(MW, MX.T) * Vec(MA)),
    "Kronecker without transpose": (Vec(MQ * MR * MQ), kron(MQ, MQ) * Vec(MR)),
    "vec of the transpose": (Vec(MQ), Vec(MQ.T)),
    "outer product turned": (kron(Mx, sp.Identity(n)) * Md, Vec(Mx * Md.T)),
    "bias gradient not summed": (MG * sp.OneMatrix(m, 1), MG),
    "trace of a product": (
        sp.Trace(E2 * F2).doit(),
        (sp.Trace(E2) * sp.Trace(F2)).doit(),
    ),
}

RIGHT = {
    "sigmoid slope": (sp.diff(sigma(z), z), sigma(z) * (1 - sigma(z))),
    "sigmoid slope by symmetry": (sp.diff(sigma(z), z), sigma(z) * sigma(-z)),
    "sigmoid slope, exponentials": (
        sp.diff(sigma(z), z),
        sp.exp(z) / (1 + sp.exp(z)) ** 2,
    ),
    "sigmoid slope, hyperbolic": (
        sp.diff(sigma(z), z),
        1 / (4 * sp.cosh(z / 2) ** 2),
    ),
    "symmetry": (sigma(-z), 1 - sigma(z)),
    "sigmoid as e over e plus one": (sigma(z), sp.exp(z) / (sp.exp(z) + 1)),
    "sigmoid by tanh": (sigma(z), (1 + sp.tanh(z / 2)) / 2),
    "tanh by sigmoid": (sp.tanh(z), 2 * sigma(2 * z) - 1),
    "tanh by exponentials": (
        sp.tanh(z),
        (sp.exp(z) - sp.exp(-z)) / (sp.exp(z) + sp.exp(-z)),
    ),
    "tanh slope": (sp.diff(sp.tanh(z), z), 1 - sp.tanh(z) ** 2),
    "tanh slope factored": (
        sp.diff(sp.tanh(z), z),
        (1 - sp.tanh(z)) * (1 + sp.tanh(z)),
    ),
    "tanh slope, stable": (
        1 - sp.tanh(z) ** 2,
        4 * sp.exp(-2 * z) / (1 + sp.exp(-2 * z)) ** 2,
    ),
    "tanh slope by sigmoid": (
        sp.diff(sp.tanh(z), z),
        4 * sigma(2 * z) * sigma(-2 * z),
    ),
    "second slope of sigmoid": (
        sp.diff(sigma(z), z, 2),
        sigma(z) * (1 - sigma(z)) * (1 - 2 * sigma(z)),
    ),
    "slope of softplus": (sp.diff(softplus(z), z), sigma(z)),
    "softplus of a negative": (softplus(-z), softplus(z) - z),
    "softplus by sigmoid": (softplus(z), -sp.log(1 - sigma(z))),
    "logit": (sp.log(sigma(z) / (1 - sigma(z))), z),
    "logit gradient": (sp.diff(BCE, z), sigma(z) - y),
    "logit curvature": (sp.diff(BCE, z, 2), sigma(z) * (1 - sigma(z))),
    "stable loss": (BCE, y * softplus(-z) + (1 - y) * softplus(z)),
    "stable loss, other form": (BCE, softplus(z) - y * z),
    "squared error by the logit": (
        sp.diff((sigma(z) - y) ** 2 / 2, z),
        (sigma(z) - y) * sigma(z) * (1 - sigma(z)),
    ),
    "loss by the prediction": (
        sp.diff(-y * sp.log(yhat) - (1 - y) * sp.log(1 - yhat), yhat),
        (yhat - y) / (yhat * (1 - yhat)),
        {yhat: PART},
    ),
    "cancelled slope": (
        (yhat - y) / (yhat * (1 - yhat)) * yhat * (1 - yhat),
        yhat - y,
        {yhat: PART},
    ),
    "relu as maximum": (relu(z), sp.Max(0, z)),
    "relu by absolute value": (relu(z), (z + sp.Abs(z)) / 2),
    "relu slope": (sp.diff(relu(z), z), sp.Piecewise((1, z > 0), (0, True))),
    "relu scales": (relu(p * z), p * relu(z)),
    "relu splits": (relu(z) - relu(-z), z),
    "square": ((a + b) ** 2, a**2 + 2 * a * b + b**2),
    "difference of squares": (a**2 - b**2, (a - b) * (a + b)),
    "binomial": ((a + b) ** 3, a**3 + 3 * a**2 * b + 3 * a * b**2 + b**3),
    "common denominator": (1 / (1 + z**2) + 1, (2 + z**2) / (1 + z**2)),
    "double angle": (sp.sin(2 * z), 2 * sp.sin(z) * sp.cos(z)),
    "hyperbolic identity": (sp.cosh(z) ** 2 - sp.sinh(z) ** 2, sp.Integer(1)),
    "log of positives": (sp.log(p * q), sp.log(p) + sp.log(q)),
    "log of an exponential": (sp.log(p * sp.exp(z)), sp.log(p) + z),
    "root of a square": (sp.sqrt(z**2), sp.Abs(z)),
    "root of a positive square": (sp.sqrt(p**2), p),
    "exponential of a sum": (sp.exp(a + b), sp.exp(a) * sp.exp(b)),
    "chain of three": (
        sp.diff(sigma(sp.tanh(a * z)), z),
        sigma(sp.tanh(a * z))
        * (1 - sigma(sp.tanh(a * z)))
        * (1 - sp.tanh(a * z) ** 2)
        * a,
    ),
    "product of entries": (
        sp.Matrix([[a, b]]) * sp.Matrix([z, y]),
        sp.Matrix([b * y + a * z]),
    ),
    "transposed product": ((E2 * F2).T, F2.T * E2.T),
    "trace is cyclic": (sp.Trace(E2 * F2).doit(), sp.Trace(F2 * E2).doit()),
    "outer product": (
        sp.Matrix([a, b]) * sp.Matrix([[y, z]]),
        sp.Matrix([[a * y, a * z], [b * y, b * z]]),
    ),
    # every size
    "bound index renamed": (S, sp.Sum(sp.exp(Z[t]), (t, 1, C))),
    "constant drawn out": (
        sp.Sum(a * Z[j], (j, 1, C)),
        a * sp.Sum(Z[j], (j, 1, C)),
    ),
    "sums exchanged": (
        sp.Sum(sp.Sum(D[s, j], (j, 1, m)), (s, 1, n)),
        sp.Sum(sp.Sum(D[s, j], (s, 1, n)), (j, 1, m)),
    ),
    "softmax sums to one": (
        sp.Sum(sp.exp(Z[t]) / S, (t, 1, C)),
        sp.Integer(1),
    ),
    "softmax is shift invariant": (
        soft(i),
        sp.exp(Z[i] + a) / sp.Sum(sp.exp(Z[j] + a), (j, 1, C)),
    ),
    "softmax Jacobian": (
        sp.Derivative(soft(i), Z[s]),
        soft(i) * (sp.KroneckerDelta(i, s) - soft(s)),
    ),
    "softmax Jacobian's rows": (
        sp.Sum(
            soft(i) * (sp.KroneckerDelta(i, t) - sp.exp(Z[t]) / S), (t, 1, C)
        ),
        sp.Integer(0),
    ),
    "categorical cross-entropy": (
        sp.Derivative(CCE, Z[i]),
        soft(i) * sp.Sum(Y[t], (t, 1, C)) - Y[i],
    ),
    "log-sum-exp": (
        CCE,
        sp.log(S) * sp.Sum(Y[t], (t, 1, C)) - sp.Sum(Y[t] * Z[t], (t, 1, C)),
    ),
    "slope of log-sum-exp": (sp.Derivative(sp.log(S), Z[i]), soft(i)),
    "weights": (
        sp.Derivative(COST, W[i, r]),
        sp.Sum(D[i, j] * A[r, j], (j, 1, m)),
    ),
    "weights of the mean": (
        sp.Derivative(MEAN, W[i, r]),
        sp.Sum(D[i, j] * A[r, j], (j, 1, m)) / m,
    ),
    "bias": (sp.Derivative(COST, B[i]), sp.Sum(D[i, j], (j, 1, m))),
    "activations": (
        sp.Derivative(COST, A[i, r]),
        sp.Sum(D[s, r] * W[s, i], (s, 1, n)),
    ),
    "matrix product is associative": ((MW * MA) * MX, MW * (MA * MX)),
    "transpose of three": ((MW * MA * MX).T, MX.T * MA.T * MW.T),
    "vec of a product": (Vec(MW * MA * MX), kron(MX.T, MW) * Vec(MA)),
    "vec of an outer product": (kron(Mx, sp.Identity(n)) * Md, Vec(Md * Mx.T)),
    "product by vec": (MW * Mx, kron(Mx.T, sp.Identity(n)) * Vec(MW)),
    "batch by vec": (Vec(MW * MA), kron(MA.T, sp.Identity(n)) * Vec(MW)),
    "mixed products": (
        kron(MW, MG.T) * kron(MA, MQ),
        kron(MW * MA, MG.T * MQ),
    ),
    "broadcast is a product": (
        (MW * MA + Mb * sp.OneMatrix(1, m)).T,
        MA.T * MW.T + sp.OneMatrix(m, 1) * Mb.T,
    ),
    "entries commute": (had(MQ, MR), had(MR, MQ)),
}
