"""The tag `oneline`, which removes a template's line breaks from the page."""

from django.template import Context, Template


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def test_line_breaks_and_indentation_are_left_out() -> None:
    source = """
{% oneline %}
  <p>
    {% if one %}
      <b>{{ one }}</b>
    {% else %}
      none
    {% endif %}
    , {% for each in more %}
      {{ each }};
    {% endfor %}
  </p>
{% endoneline %}
"""

    assert render(source, one="1", more=[2, 3]) == "\n<p><b>1</b>, 2;3;</p>\n"


def test_spaces_within_a_line_are_kept() -> None:
    assert render("{% oneline %}\n  <i>a</i> {{ b }} \n  c  d\n{% endoneline %}", b="b") == "<i>a</i> bc  d"


def test_a_line_break_between_attributes_is_a_space() -> None:
    source = """{% oneline %}
  <a class="one"
     {% if b %}id="{{ b }}"{% endif %}
     href="/">
    {{ b }}{{ " " }}
    <i>c</i>
  </a>
{% endoneline %}"""

    assert render(source, b="b") == '<a class="one" id="b" href="/">b <i>c</i></a>'


def test_values_keep_their_line_breaks() -> None:
    assert render("{% oneline %}\n  {{ text }}\n{% endoneline %}", text="a\n  b") == "a\n  b"
