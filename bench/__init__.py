"""How fast the book is: ``python -m bench [part ...]``, or ``make bench``.

`bench.parts` lists what is measured and says how to add to it.
"""
