"""The glue between the chapters, Jupyter and Sphinx.

``python -m _ext.build`` is the front door: it executes the chapters
(:mod:`_ext.execute`), lets Sphinx render them (:mod:`_ext.render`), judges the
pages (:mod:`_ext.pages`) and publishes them (:mod:`_ext.publish`).
"""
