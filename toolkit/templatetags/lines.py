"""Long lines of a template, broken where the page must have no space."""

import re

from django import template
from django.template.base import Node, NodeList, Parser, TextNode, Token
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()
PIECE = re.compile(r"<(?=[A-Za-z/])|>|[ \t]*\n\s*")


class OneLineNode(Node):
    """What stands between the two tags, its line breaks already taken out."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Render the content as any other."""
        return self.nodelist.render(context)


@register.tag
def oneline(parser: Parser, token: Token) -> OneLineNode:
    """`{% oneline %}...{% endoneline %}`: leave out every line break with the indentation after it.

    Between the attributes of an element it becomes a space. Spaces within a line stay; where one is wanted at a line
    break, write `{{ " " }}`. It is done when the template is compiled, so rendering costs nothing. A template that is
    included, and a text in `{% blocktranslate %}`, keep their line breaks.
    """
    nodelist = parser.parse(("endoneline",))
    parser.delete_first_token()
    in_element = False

    def join(found: re.Match[str]) -> str:
        nonlocal in_element
        if found[0] in "<>":
            in_element = found[0] == "<"
            return found[0]
        return " " if in_element else ""

    for node in nodelist.get_nodes_by_type(TextNode):
        if isinstance(node, TextNode):
            node.s = PIECE.sub(join, node.s)
    return OneLineNode(nodelist)
