"""What we remember: one file a table, holding the table and the questions we ask it.

Importing this package registers every table with `Base.metadata`.
"""

from importlib import import_module
from pkgutil import walk_packages

from models.base import Base

__all__ = ["Base"]

for module in walk_packages(__path__, "models."):
    import_module(module.name)
