from toolkit.templatetags.icons import icon, square


def test_an_icon_is_hidden_from_screen_readers() -> None:
    assert icon("search") == ('<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#search"></use></svg>')
    assert 'class="big"' in icon("search", css="big")


def test_the_label_of_a_square_is_escaped() -> None:
    drawn = square("ready", "R&D <ready>")
    assert 'class="square square-ready" role="img" aria-label="R&amp;D &lt;ready&gt;"' in drawn
    assert "<title>R&amp;D &lt;ready&gt;</title>" in drawn
    assert 'href="/static/icons.svg#square-ready"' in drawn
