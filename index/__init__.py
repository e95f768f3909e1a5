"""Find passages of the plans by meaning and by keyword; start with `index.build.open_index`.

Importing this package is cheap: neither torch nor any model is loaded before something
must be embedded.
"""
