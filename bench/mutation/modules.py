"""The modules that the drill mutates, and the tests that should notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LAYERS = ("rules", "operations")
ROLES = Path("tests", "architecture", "test_operations_by_role.py")


@dataclass(frozen=True, kw_only=True)
class Module:
    """A module in some app's rules or operations. All paths are relative to the root of the tree.

    `mirror` is the module's own test file, `wider` the folder of tests for the same app and layer, `roles` the test
    that calls every operation as every role; each is None if missing.
    """

    path: Path
    mirror: Path | None
    wider: Path | None
    roles: Path | None = None

    @property
    def name(self) -> str:
        """Dotted name under which the module is imported."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def tests(self) -> list[Path]:
        """Paths of the tests, the mirror first."""
        return [path for path in (self.mirror, self.wider, self.roles) if path is not None]


def modules_in(root: Path, chosen: Sequence[str] = ()) -> list[Module]:
    """Return the modules in every app's rules and operations, or only the chosen ones.

    `chosen` holds paths, folders or dotted names. Raise SystemExit if one of them matches no module.
    """
    found = [
        _module(root, path.relative_to(root))
        for layer in LAYERS
        for folder in sorted(root.glob(f"*/{layer}"))
        if folder.parent.name != "tests"
        for path in sorted(folder.rglob("*.py"))
        if path.read_text().strip()
    ]
    if not chosen:
        return found
    wanted = [Path(word) if "/" in word else Path(*word.removesuffix(".py").split(".")) for word in chosen]
    for each in wanted:
        if not any(_is_in(module, each) for module in found):
            raise SystemExit(f"{each}: no module of any app's {' or '.join(LAYERS)}.")
    return [module for module in found if any(_is_in(module, each) for each in wanted)]


def _is_in(module: Module, wanted: Path) -> bool:
    return wanted in {module.path, module.path.with_suffix(""), *module.path.parents}


def _module(root: Path, path: Path) -> Module:
    """Find a module's tests.

    The mirror of `x.py` is `test_x.py` in the corresponding folder of tests/; that of a package is `test_<package>.py`.
    """
    folder, name = Path("tests") / path.parent, path.stem
    mirrors = [folder / f"test_{name}.py"]
    if name == "__init__":
        mirrors = [place / f"test_{path.parent.name}.py" for place in (folder, folder.parent)]
    wider = Path("tests", *path.parts[:2])
    return Module(
        path=path,
        mirror=next((mirror for mirror in mirrors if (root / mirror).exists()), None),
        wider=wider if any((root / wider).rglob("test_*.py")) else None,
        roles=ROLES if path.parts[1] == "operations" and (root / ROLES).exists() else None,
    )
