"""Names in the page are read by the rule that formulas are printed by."""

from fnn_lib.symbolic.notation import name_latex

SHARED = (
    "W1_21 b1_2 Z[l] A[l-1] dJ_dZ[l] dJ_dW1_21 dJ_db[l] dL_dz_n dL_dZ_2 yhat "
    "Yhat loss learning_rate l x z_2 n_l W(1) W[l]_j"
).split()
#: What the page reads beyond that: documents write so.
BEYOND = {
    "n_{l-1}": "n_{l-1}",
    "A[l-1]^T": r"A^{[l-1]\top}",
    "**W**[l]": r"\mathbf{W}^{[l]}",
    "bar:**W**(2)^T": r"\overline{\mathbf{W}}^{(2)\top}",
    "dJ_d**Z**[l+1]": r"\frac{\partial J}{\partial \mathbf{Z}^{[l+1]}}",
    "**z**[l]_{:,i}": r"\mathbf{z}^{[l]}_{:,i}",
    "grad_**z**(1)_J": r"\nabla_{\mathbf{z}^{(1)}} J",
    "delta_2": r"\delta_{2}",
    "ones^T": r"\mathbf{1}^{\top}",
}


def test_names_of_the_code_are_read_as_python_prints_them(tex):
    assert tex(SHARED) == [name_latex(name) for name in SHARED]


def test_letters_of_the_documents_are_read(tex):
    assert tex(BEYOND) == list(BEYOND.values())
