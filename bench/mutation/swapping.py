"""Two ways to put a changed module in the place of the real one, in this process. Both are made in a forked child.

Swapping the code of live functions costs nothing, and reaches those that hold a function by `from ... import`; it does
not reach what was computed while modules were imported. Importing the changed source reaches everything, but nothing of
the project may have been imported before.
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
    """Every live function that was compiled from this file, found once; those of a module not yet imported: none."""
    name = str(path.resolve())
    if name not in _FOUND:
        _FOUND[name] = [
            each for each in gc.get_objects() if type(each) is FunctionType and each.__code__.co_filename == name
        ]
    return _FOUND[name]


def swap_code(tree: ast.Module, path: Path, function: str, *, only_ask: bool = False) -> bool:
    """Give the live function of this name its code from the tree; whether that is possible."""
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
        """The real module's spec, with the changed tree to be run."""
        spec = PathFinder.find_spec(fullname, path, target) if fullname == self.name else None
        if spec is not None and spec.origin is not None:
            spec.loader = _Loader(fullname, spec.origin, self.tree)
        return spec


def import_instead(tree: ast.Module, name: str) -> None:
    """Let the tree be what is imported under this name. RuntimeError where the module has been imported already."""
    if name in sys.modules:
        raise RuntimeError(f"{name} is imported already")
    sys.meta_path.insert(0, _Finder(name, tree))
