"""Runs: sizes that differ, and indices within them, for all formulas.

Sizes differ from each other, so that a transpose shows; indices are drawn,
then all different, then equal where a delta would tell.
"""

import itertools

import sympy as sp
from sympy.utilities.iterables import multiset_partitions

__all__ = ["CHOICES", "runs"]

#: How many choices of sizes there are.
CHOICES = 6
#: With more indices than this, not each way of being equal is tried.
SEVERAL = 4


def runs(sides, where, random):
    """Yield the values of the integers: sizes, and indices within them.

    Each run also has a ``key``, by which unspecified functions choose what
    they are in it.
    """
    free = set().union(*(side.free_symbols for side in sides))
    for bounds in where.values():
        if isinstance(bounds, tuple):
            free |= sp.sympify(bounds[1]).free_symbols
    integers = sorted(
        (s for s in free if s.is_Symbol and s.is_integer), key=str
    )
    if not integers:
        yield {"key": 0}
        return
    sizes = _sizes(integers, sides, where)
    indices = [s for s in integers if s not in sizes]
    key = 0
    for chosen in _choices_of_sizes(len(sizes), random):
        values = dict(zip(sizes, chosen, strict=True))
        drawn = {
            i: random.randint(low, high)
            for i, low, high in _ranges(indices, values, where)
        }
        yield values | drawn | {"key": key}
        key += 1
    # Drawn, two may have been equal in every run, or never.
    most = max(3, len(indices))
    values = {s: n for n, s in enumerate(sizes, most)}
    for groups in _equal_ones(indices, sides) if len(indices) > 1 else ():
        chosen = {}
        for group in groups:
            ranges = list(_ranges(group, values, where, most))
            low = max(low for _, low, _ in ranges)
            high = min(high for *_, high in ranges)
            free = set(range(low, high + 1)) - set(chosen.values())
            chosen |= dict.fromkeys(group, max(free, default=high))
        yield values | chosen | {"key": key}
        key += 1


def _equal_ones(indices, sides):
    """Yield in which groups the indices are equal; all apart comes first.

    A delta tells equal indices from others: where there is one, each way of
    being equal is tried, of many indices those with one pair.
    """
    apart = [[i] for i in indices]
    yield apart
    if not any(side.has(sp.KroneckerDelta) for side in sides):
        return
    if len(indices) <= SEVERAL:
        yield from (g for g in multiset_partitions(indices) if g != apart)
        return
    for pair in itertools.combinations(indices, 2):
        yield [list(pair), *([i] for i in indices if i not in pair)]


def _ranges(indices, values, where, most=3):
    """Yield each index with its least and its largest value."""
    least = min(values.values(), default=most)
    for i in indices:
        low, high = where.get(i, (1, least))
        high = sp.sympify(high).xreplace(_exact(values))
        yield i, int(low), int(high)


def _exact(values):
    return {s: sp.Integer(n) for s, n in values.items()}


def _choices_of_sizes(count, random):
    """Yield sizes that all differ, in several orders; then equal ones."""
    rising = range(2, 2 + count)
    yield rising
    yield rising[::-1]
    for _ in range(2):
        yield [size + 1 for size in random.sample(rising, count)]
    yield [1] * count
    yield [2] * count


def _sizes(integers, sides, where):
    """Return the integer symbols that are sizes and not indices."""
    used = set()
    for side in sides:
        for total in side.atoms(sp.Sum):
            for _, low, high in total.limits:
                used |= sp.sympify(low).free_symbols
                used |= sp.sympify(high).free_symbols
        for thing in side.atoms(sp.Indexed, sp.KroneckerDelta):
            places = getattr(thing, "indices", thing.args)
            for place in places:
                used -= sp.sympify(place).free_symbols
    for bounds in where.values():
        if isinstance(bounds, tuple):
            used |= sp.sympify(bounds[1]).free_symbols
    return [s for s in integers if s in used]
