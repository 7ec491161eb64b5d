"""Every module of rules and operations has a test module at the mirrored path."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("events", "speakers", "registration", "doors")
LAYERS = ("rules", "operations")


def modules() -> Iterator[Path]:
    """Yield the modules that need a test: those with a function, a class or an assignment."""
    for app in APPS:
        for layer in LAYERS:
            yield from (path for path in sorted((ROOT / app / layer).rglob("*.py")) if _defines_something(path))


def _defines_something(path: Path) -> bool:
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign) for node in _body(path))


def _body(path: Path) -> list[ast.stmt]:
    return ast.parse(path.read_text()).body


def mirror_of(module: Path) -> Path:
    """Return tests/<app>/<layer>/.../test_<module>.py; for an __init__.py, test_<package>.py inside the folder."""
    inside = module.relative_to(ROOT)
    name = inside.parent.name if inside.name == "__init__.py" else inside.stem
    return ROOT / "tests" / inside.parent / f"test_{name}.py"


@pytest.mark.parametrize("module", list(modules()), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_has_a_mirror_test(module: Path) -> None:
    mirror = mirror_of(module)
    assert mirror.exists(), f"{mirror.relative_to(ROOT)} is missing"
    assert any(isinstance(node, ast.FunctionDef) and node.name.startswith("test_") for node in _body(mirror))
    assert _imports(mirror, module), f"{mirror.relative_to(ROOT)} imports nothing of {module.relative_to(ROOT)}"


def _imports(mirror: Path, module: Path) -> bool:
    """Return whether the test imports from the module's package; some modules are tested through a sibling."""
    package = ".".join(module.relative_to(ROOT).parent.parts)
    return any(
        node.module == package or (node.module or "").startswith(f"{package}.")
        for node in ast.walk(ast.parse(mirror.read_text()))
        if isinstance(node, ast.ImportFrom)
    )
