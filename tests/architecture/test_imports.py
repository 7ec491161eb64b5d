"""The import contracts of pyproject.toml, checked by the tests as well as by `./dev check`."""

from importlinter.application import use_cases
from importlinter.configuration import configure

from tests.architecture.sources import ROOT

configure()
CONTRACTS = (
    "The ladder: a higher app may know a lower one, never the reverse",
    "The layers inside each app",
    "Rules are plain Python",
    "Settings only through django.conf",
    "No circle of imports among siblings",
)


def test_no_contract_is_left_out() -> None:
    options = use_cases.read_user_options(str(ROOT / "pyproject.toml"))

    assert tuple(contract["name"] for contract in options.contracts_options) == CONTRACTS


def test_every_contract_is_kept() -> None:
    # The command line tool would configure logging and so disable all loggers that exist.
    assert use_cases.lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)
