"""Stylesheets contain no unused class and no colour outside the tokens."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from events.rules.programme import SessionKind

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "static"
APPS = ("events", "portal", "registration", "doors", "speakers", "toolkit")
SHEETS = sorted(path for path in STATIC.rglob("*.css") if "vendor" not in path.parts)
TOKENS = STATIC / "css" / "tokens.css"

WORD = re.compile(r"[A-Za-z_][\w-]*")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTOR = re.compile(r"([^{}]+)\{")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
TEMPLATE_CLASSES = re.compile(
    r"""\b(?:class|css)=("(?:{{.*?}}|{%.*?%}|[^"])*"|'[^']*')|{% block \w*class %}(.*?){% endblock""", re.DOTALL
)
SCRIPT_CLASSES = re.compile(r"(?:classList\.\w+\(|className = )[^;\n]*")
STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")

# Classes that templates and scripts compose from a prefix and a value.
COMPOSED = {
    "cell-": tuple(SessionKind),
    "desk-standing-": ("absent", "act", "ready", "short"),
    "door-": ("admit", "refuse", "ask"),
    "ink-": ("dark", "deep", "middle", "seal", "soft"),
    "message-": ("error", "warning"),
    "square-": ("absent", "act", "given", "ready", "short"),
    "todo-": ("now", "soon"),
    "word-": tuple(str(width) for width in (*range(40, 64, 4), *range(64, 145, 8))),
}
NOT_OURS = {
    "errorlist",  # Django's own class for a form's errors (ErrorList.error_class)
}

NAMED_COLOURS = "black|blue|brown|cyan|gold|gray|green|grey|magenta|orange|pink|purple|red|silver|white|yellow"
COLOUR = re.compile(
    rf"#[0-9A-Fa-f]{{3,8}}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|(?<![\w-])(?:{NAMED_COLOURS})(?![\w-])"
)
VALUE = re.compile(r"[\w-]+\s*:([^:{};]+)[;}]")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def styles_of(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


def classes_in_templates() -> Iterator[str]:
    for path in (ROOT / "templates").rglob("*.html"):
        for found in TEMPLATE_CLASSES.finditer(path.read_text()):
            yield from WORD.findall(found[0])


def classes_in_scripts() -> Iterator[str]:
    for path in [path for folder in ("js", "door", "editor") for path in (STATIC / folder).glob("*.js")]:
        for found in SCRIPT_CLASSES.finditer(path.read_text()):
            yield from WORD.findall(found[0])


def classes_in_python() -> Iterator[str]:
    """Yield the words in strings of template tag modules, and elsewhere in strings of lines that name a class."""
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            is_tag = "templatetags" in path.parts
            for line in path.read_text().splitlines():
                if is_tag or '"class"' in line or "class=" in line:
                    yield from (word for string in STRING.findall(line) for word in WORD.findall(string))


@pytest.fixture(scope="module")
def used() -> set[str]:
    composed = (prefix + value for prefix, values in COMPOSED.items() for value in values)
    return {*classes_in_templates(), *classes_in_scripts(), *classes_in_python(), *composed, *NOT_OURS}


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_every_class_of_a_stylesheet_is_used(sheet: Path, used: set[str]) -> None:
    selectors = [found for found in SELECTOR.findall(styles_of(sheet)) if not found.strip().startswith("@")]

    assert sorted({name for selector in selectors for name in CLASS.findall(selector)} - used) == []


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet != TOKENS], ids=name_of)
def test_a_stylesheet_takes_its_colours_from_the_tokens(sheet: Path) -> None:
    values = VALUE.findall(styles_of(sheet))

    assert [value.strip() for value in values if COLOUR.search(value)] == []


def test_each_colour_token_is_written_once_for_both_themes() -> None:
    screen = styles_of(TOKENS).split("@media print")[0]
    colours = [name for name, value in re.findall(r"(--[\w-]+):([^;]+);", screen) if COLOUR.search(value)]

    assert "--paper" in colours
    assert sorted(colours) == sorted(set(colours))
