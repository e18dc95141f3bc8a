"""How each kind of node of a formula is written as Python."""

import sympy as sp

from .smooth import Smooth

__all__ = ["RULES", "Block"]

#: Functions of mpmath by class; any other is left to SymPy's `lambdify`.
FUNCTIONS = {
    kind: f"mp.{kind.__name__}"
    for kind in (
        *(sp.exp, sp.log, sp.tanh, sp.cosh, sp.sinh, sp.sin, sp.cos, sp.tan),
        *(sp.atan, sp.asin, sp.acos, sp.atanh, sp.asinh, sp.acosh),
        *(sp.sign, sp.re, sp.im, sp.erf, sp.erfc),
    )
} | {
    sp.Abs: "abs",
    sp.Max: "max",
    sp.Min: "min",
    sp.conjugate: "mp.conj",
}
RELATIONS = {
    sp.StrictGreaterThan: ">",
    sp.StrictLessThan: "<",
    sp.GreaterThan: ">=",
    sp.LessThan: "<=",
    sp.Equality: "==",
    sp.Unequality: "!=",
}
CONSTANTS = {sp.pi: "+mp.pi", sp.E: "+mp.e", sp.I: "mpc(0, 1)"}


class Block:
    """Lines of code that run together, and the nodes that they compute."""

    def __init__(self, index=None, lazy=False):
        self.index, self.lazy = index, lazy
        self.lines, self.known = [], {}


def _symbol(writer, node, blocks):
    if node.is_integer or any(block.index == node for block in blocks):
        return f"mpf({writer.integer(node, blocks)})"
    return f"point[{writer.constant(node)}]"


def _indexed(writer, node, blocks):
    places = (writer.integer(i, blocks) for i in node.indices)
    return f"point[{writer.constant(node.base)}, {', '.join(places)}]"


def _smooth(writer, node, blocks):
    name = node.func.__name__
    (argument,) = writer.all(node.args, blocks)
    return f"example({name!r}, whole['key'], {argument})"


def _sum(writer, node, blocks):
    """Write the loops; the last limit is the outermost."""
    function, *limits = node.args
    index, low, high = limits.pop()
    inner = Block(index)
    number = writer.name("i")
    inner.known["integer"] = number
    term = sp.Sum(function, *limits) if limits else function
    bounds = [writer.integer(bound, blocks) for bound in (low, high)]
    value = writer.value(term, [*blocks, inner])
    total = writer.name("s")
    blocks[-1].lines += [
        f"{total} = mpf(0)",
        f"for {number} in range({bounds[0]}, {bounds[1]} + 1):",
        *(f"    {line}" for line in inner.lines),
        f"    {total} += {value}",
    ]
    return total


def _power(writer, node, blocks):
    base, exponent = node.args
    if exponent == sp.S.Half:
        return f"mp.sqrt({writer.value(base, blocks)})"
    if not exponent.is_Integer:
        base, exponent = writer.all(node.args, blocks)
        return f"mp.power({base}, {exponent})"
    power = writer.value(base, blocks)
    if abs(exponent) != 1:
        power += f"**{abs(exponent)}"
    return power if exponent > 0 else f"one / {power}"


def _piecewise(writer, node, blocks):
    """Write each case as a function: only the one that applies is run."""
    text = "mp.nan"
    for value, condition in reversed(node.args):
        case = Block(lazy=True)
        result = writer.value(value, [*blocks, case])
        name = writer.name("f")
        blocks[-1].lines += [
            f"def {name}():",
            *(f"    {line}" for line in case.lines),
            f"    return {result}",
        ]
        text = f"{name}() if {writer.value(condition, blocks)} else ({text})"
    return text


def _delta(writer, node, blocks):
    left, right = (writer.integer(i, blocks) for i in node.args)
    return f"int({left} == {right})"


def _picks(factor):
    """Tell whether deltas decide a factor: its value needs no letter."""
    return factor.has(sp.KroneckerDelta) and all(
        (isinstance(atom, sp.Symbol) and atom.is_integer) or atom.is_Number
        for atom in factor.atoms()
    )


def _product(writer, node, blocks):
    """Write what a delta may leave out as a function: 0 / 0 is not run."""
    picks = [factor for factor in node.args if _picks(factor)]
    rest = [factor for factor in node.args if factor not in picks]
    if not picks or not rest:
        return " * ".join(writer.all(node.args, blocks))
    pick = writer.value(sp.Mul(*picks), blocks)
    case = Block(lazy=True)
    result = writer.value(sp.Mul(*rest), [*blocks, case])
    name = writer.name("f")
    blocks[-1].lines += [
        f"def {name}():",
        *(f"    {line}" for line in case.lines),
        f"    return {pick} * {result}",
    ]
    return f"{name}() if {pick} else mpf(0)"


def _joined(sign):
    return lambda writer, node, blocks: sign.join(
        writer.all(node.args, blocks)
    )


def _call(name):
    return lambda writer, node, blocks: (
        f"{name}({', '.join(writer.all(node.args, blocks))})"
    )


#: How each kind of node is written.
RULES = {
    sp.Symbol: _symbol,
    sp.Indexed: _indexed,
    Smooth: _smooth,
    sp.Sum: _sum,
    sp.Add: _joined(" + "),
    sp.Mul: _product,
    sp.Pow: _power,
    sp.Rational: lambda w, node, b: f"mpf({node.p}) / {node.q}",
    sp.Float: lambda w, node, b: f"mpf('{node}')",
    sp.NumberSymbol: lambda w, node, b: (
        CONSTANTS.get(node)
        or f"{w.constant(sp.lambdify([], node, 'mpmath'))}()"
    ),
    type(sp.I): lambda w, node, b: CONSTANTS[node],
    sp.Piecewise: _piecewise,
    sp.KroneckerDelta: _delta,
    sp.And: _joined(" and "),
    sp.Or: _joined(" or "),
    sp.Not: lambda w, node, b: f"not {w.value(node.args[0], b)}",
    type(sp.true): lambda w, node, b: "True",
    type(sp.false): lambda w, node, b: "False",
}
RULES |= {kind: _call(name) for kind, name in FUNCTIONS.items()}
RULES |= {kind: _joined(f" {sign} ") for kind, sign in RELATIONS.items()}
