"""The glue between the chapters, Jupyter and Sphinx.

``python -m _ext.build`` is the front door. Where nothing changed since the
last build (:mod:`_ext.seal`) it does nothing; else it executes the chapters
(:mod:`_ext.execute`), lets Sphinx render them (:mod:`_ext.render`), judges
the pages (:mod:`_ext.pages`) and publishes them (:mod:`_ext.publish`).
"""

import sys

# jsonschema loads this grammar for a check of internationalised addresses
# that notebooks never need: two seconds of every build. None makes the import
# fail, which jsonschema expects.
sys.modules.setdefault("rfc3987_syntax", None)
