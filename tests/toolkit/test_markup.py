import json

import pytest

from toolkit.markup import json_in_page, plain, rich


def test_markdown_becomes_html() -> None:
    assert rich("A **bold** word") == "<p>A <strong>bold</strong> word</p>\n"


def test_lines_headings_tables_and_what_is_struck_out_are_kept() -> None:
    assert rich("one\ntwo ~~three~~") == "<p>one<br>\ntwo <s>three</s></p>\n"
    table = rich("### Times\n\n| day | hour |\n| --- | --- |\n| Friday | 9 |\n\n---")
    for tag in ("h3", "table", "thead", "tbody", "tr", "th", "td", "hr"):
        assert f"<{tag}>" in table


def test_a_link_to_elsewhere_earns_nothing_and_opens_no_way_back() -> None:
    assert rich("[x](https://example.com)") == (
        '<p><a href="https://example.com" rel="noopener nofollow ugc">x</a></p>\n'
    )


def test_html_of_an_imported_feed_is_kept() -> None:
    assert rich("<p>Welcome to <em>FOSDEM</em></p>") == "<p>Welcome to <em>FOSDEM</em></p>"


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<img src="https://example.com/x.png">',
        '<a href="javascript:alert(1)">x</a>',
        '<p style="color:red" onclick="x()">x</p>',
        "[x](javascript:alert(1))",
        "<iframe src=//example.com></iframe>",
        "<style>@import url(//example.com)</style>",
    ],
)
def test_nothing_active_or_foreign_survives(source: str) -> None:
    html = str(rich(source)).lower()
    active = ["<script", "<img", 'href="java', "style=", "onclick=", "<iframe", "<style"]
    assert [word for word in active if word in html] == []


def test_plain_text_has_no_markup_and_one_line() -> None:
    assert plain("A **bold**\n\nword") == "A bold word"


@pytest.mark.parametrize(
    "words", ["</script><script>alert(1)</script>", "<!--", "]]>", "&lt;", "a\u2028b\u2029c", '织\n"机"']
)
def test_json_in_a_page_ends_no_element_and_means_the_same(words: str) -> None:
    written = json_in_page({"name": words})
    assert not set("<>&\u2028\u2029\n") & set(written)
    assert json.loads(written) == {"name": words}
