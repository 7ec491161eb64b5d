"""Where a name stands on a page, for names that are written from right to left."""

from html.parser import HTMLParser

HEBREW = "יעל כהן-לוי (ויצמן)"
"""A name whose brackets and hyphen move to other places, unless it is set apart from what stands around it."""
UNSHOWN = {"title", "script", "textarea"}


class _Places(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.open, self.within = name, [""], list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "link", "input", "img", "br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open.pop() != tag and len(self.open) > 1:
            pass

    def handle_data(self, data: str) -> None:
        if self.name in data and self.open[-1] not in UNSHOWN:
            self.within.append(self.open[-1])


def elements_with(name: str, page: str) -> list[str]:
    """Return the elements in whose text the name stands, in order: "bdi" for each place where it is set apart."""
    places = _Places(name)
    places.feed(page)
    return places.within
