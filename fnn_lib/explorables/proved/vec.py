"""Where an entry of W stands in vec(W) and in the Kronecker product."""

import sympy as sp

from ...symbolic import Derivation, symbol
from ...symbolic.javascript import Formula

count = {"integer": True, "positive": True}
n, m, r, c = sp.symbols("rows columns row column", **count)
i, j, k = sp.symbols("i j k", **count)
W, X = (sp.IndexedBase(name, real=True) for name in "Wx")
delta = sp.KroneckerDelta

#: Entry i of z = W x, for every size.
z_i = sp.Sum(W[i, k] * X[k], (k, 1, m))

position = Derivation(
    sp.Sum(sp.Sum(1, (i, 1, n)), (k, 1, c - 1)) + sp.Sum(1, (i, 1, r)),
    because="the entries of the columns before it, and those down to it",
)
position.step(r + n * (c - 1), because="n in each column")

#: The entry feeds one row of z: elsewhere the slope is 0.
slope = Derivation(sp.Derivative(z_i, W[r, c]))
slope.step(delta(i, r) * X[c], because="one term has this entry")
row = Derivation(
    sp.Sum(i * delta(i, r), (i, 1, n)),
    because="the row of z that the entry feeds",
)
row.step(r, because="the delta picks i = r")

#: The same sum with the entries of the Kronecker product: x_k delta_ij, row
#: i, meets W_jk, entry j + n (k - 1) of vec(W).
product = Derivation(z_i)
product.step(
    sp.Sum(sp.Sum(X[k] * delta(i, j) * W[j, k], (j, 1, n)), (k, 1, m)),
    because="one term for each entry of W",
)

column = Derivation(
    n * (c - 1) + sp.Sum(j * delta(r, j), (j, 1, n)),
    because="the blocks before it, and the place of the 1 in row r of I",
)
column.step(r + n * (c - 1), because="the delta picks j = r")

w, x, rest, dJ_dz = map(symbol, ("w", "x", "rest", "dJ_dz"))
#: What of entry i of z holds w, an entry of W in row r: w x, where i = r.
coefficient = Derivation(sp.diff(rest + delta(i, r) * w * x, w))
coefficient.step(
    sp.Piecewise((x, sp.Eq(i, r)), (0, True)), because="by its two cases"
)
#: A cost moves with z_r alone, at the rate dJ_dz.
gradient = Derivation(sp.diff(dJ_dz * (w * x + rest), w))
gradient.step(dJ_dz * x, because="z_r = w x + rest")

FORMULAS = [
    Formula(
        "places",
        (n, r, c),
        {"vec_position": position, "kron_row": row, "kron_column": column},
    ),
    Formula("coefficient", (i, r, x), {"value": coefficient}),
    Formula("gradient", (dJ_dz, x), {"dJ_dW": gradient}),
]
