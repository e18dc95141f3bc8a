"""Names in the page are read by the rule that formulas are printed by."""

import json
import subprocess

import pytest

from _ext.formulas import NODE
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
    "bar **W**(2)^T": r"\overline{\mathbf{W}}^{(2)\top}",
    "dJ_d**Z**[l+1]": r"\frac{\partial J}{\partial \mathbf{Z}^{[l+1]}}",
    "**z**[l]_{:,i}": r"\mathbf{z}^{[l]}_{:,i}",
    "grad_**z**(1)_J": r"\nabla_{\mathbf{z}^{(1)}} J",
    "delta_2": r"\delta_{2}",
    "ones^T": r"\mathbf{1}^{\top}",
}


@pytest.fixture(scope="module")
def read(root, tmp_path_factory):
    """LaTeX of names, as the page's own script reads them."""
    folder = tmp_path_factory.mktemp("names")
    script = root / "fnn_lib" / "explorables" / "kit" / "notation.js"
    (folder / "notation.mjs").write_text(script.read_text("utf-8"), "utf-8")

    def tex(names):
        run = folder / "run.mjs"
        run.write_text(
            'import { tex } from "./notation.mjs";'
            f"const names = {json.dumps(list(names))};"
            "console.log(JSON.stringify(names.map((name) => tex(name))));",
            "utf-8",
        )
        done = subprocess.run(
            [NODE, str(run)], capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)

    return tex


def test_names_of_the_code_are_read_as_python_prints_them(read):
    assert read(SHARED) == [name_latex(name) for name in SHARED]


def test_letters_of_the_documents_are_read(read):
    assert read(BEYOND) == list(BEYOND.values())
