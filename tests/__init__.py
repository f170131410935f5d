"""Tests start this program many times: whatever the environment says, Python reads it once and keeps what it has
compiled."""

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
