#!/usr/bin/env python3
"""Every command of Southend. Begins on the standard library and prepares its own environment."""

import sys

# Written so that Python 2.7 reads this file: it is refused in a sentence, not by a syntax error.
if sys.version_info < (3, 8):  # noqa: UP036 - what comes next cannot be read by an older one
    sys.exit(
        "Southend needs Python 3.11, 3.12 or 3.13 and this is "
        + sys.version.split()[0]
        + ": run python3.11 manage.py instead, or install one of them."
    )

import runpy

from southend import preparation

if __name__ == "__main__":
    preparation.enter(sys.argv)
    try:
        runpy.run_module("southend", run_name="__main__")
    except ImportError as error:
        if preparation.is_ours(error.name or ""):
            raise
        sys.exit(preparation.explain(error))
