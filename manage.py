#!/usr/bin/env python3
"""Every command of Southend. Begins on the standard library and prepares its own environment."""

import runpy
import sys

from southend import preparation

if __name__ == "__main__":
    preparation.enter(sys.argv)
    try:
        runpy.run_module("southend", run_name="__main__")
    except ModuleNotFoundError as error:
        if preparation.is_ours(error.name or ""):
            raise
        sys.exit(preparation.explain(error))
