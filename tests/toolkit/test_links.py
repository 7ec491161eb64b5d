import pytest

from toolkit.links import may_be_followed, runs_script


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/a?b=c:d",
        "HTTP://example.org",
        "/files/1.pdf",
        "files/1.pdf",
        "../1.pdf#javascript:x",
        "//example.org/a",
        "mailto:office@example.org",
        "tel:+862112345678",
        "matrix:r/hall:example.org",
        "dat://example.org/1",
        "",
    ],
)
def test_links_of_the_web_and_relative_ones_may_be_followed(link: str) -> None:
    assert may_be_followed(link)
    assert not runs_script(link)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " \x01javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "java\nscript:alert(1)",
        "java\tscript\r\n:alert(1)",
        "\u200bjavascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "blob:https://example.org/1",
    ],
)
def test_scripts_are_not_followed_however_they_are_spelt(link: str) -> None:
    assert not may_be_followed(link)
    assert runs_script(link)


@pytest.mark.parametrize("link", ["file:///etc/passwd", "about:blank", "unknown:1", "Note: bring a laptop"])
def test_what_leads_nowhere_is_not_followed_but_is_no_script(link: str) -> None:
    assert not may_be_followed(link)
    assert not runs_script(link)
