"""Find passages of the plans by meaning and by keyword; `index.build.open_index` is the door.

Importing this package is cheap: neither torch nor any model is loaded before something
must be embedded.
"""
