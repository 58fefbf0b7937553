"""``python -m onrecord``: the command."""

from . import _main

_main()
