"""Two ways to replace a module by a mutant in the current process. Both are used in a forked child only.

Swapping the code objects of live functions costs nothing and also affects importers that hold a function by `from ...
import`, but not values that were computed at import time. Importing the mutated source affects everything, but requires
that no code of the project has been imported before.
"""

import ast
import gc
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

_FOUND: dict[str, list[FunctionType]] = {}


def functions_of(path: Path) -> list[FunctionType]:
    """Return every live function compiled from this file (cached); none if the module has not been imported."""
    name = str(path.resolve())
    if name not in _FOUND:
        _FOUND[name] = [
            each for each in gc.get_objects() if type(each) is FunctionType and each.__code__.co_filename == name
        ]
    return _FOUND[name]


def swap_code(tree: ast.Module, path: Path, function: str, *, only_ask: bool = False) -> bool:
    """Give the live function of this name its code from the tree. Return whether that is possible.

    With `only_ask`, change nothing.
    """
    codes = {_key(code): code for code in _codes(compile(tree, str(path.resolve()), "exec"))}
    swapped = False
    for live in functions_of(path):
        code = codes.get(_key(live.__code__))
        if live.__code__.co_qualname != function or code is None or code.co_freevars != live.__code__.co_freevars:
            continue
        swapped = True
        if not only_ask:
            live.__code__ = code
    return swapped


def _key(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


class _Loader(SourceFileLoader):
    def __init__(self, fullname: str, path: str, tree: ast.Module) -> None:
        super().__init__(fullname, path)
        self.tree = tree

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.tree, self.path, "exec")


class _Finder(MetaPathFinder):
    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name, self.tree = name, tree

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None, /
    ) -> ModuleSpec | None:
        """Return the real module's spec with a loader that runs the mutated tree."""
        spec = PathFinder.find_spec(fullname, path, target) if fullname == self.name else None
        if spec is not None and spec.origin is not None:
            spec.loader = _Loader(fullname, spec.origin, self.tree)
        return spec


def import_instead(tree: ast.Module, name: str) -> None:
    """Make later imports of this name run the tree. Raise RuntimeError if the module has already been imported."""
    if name in sys.modules:
        raise RuntimeError(f"{name} has already been imported")
    sys.meta_path.insert(0, _Finder(name, tree))
