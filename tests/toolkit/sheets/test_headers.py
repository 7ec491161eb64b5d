import pytest

from toolkit.sheets.headers import Vocabulary, find_header
from toolkit.sheets.reading import read_sheet

WORDS = Vocabulary(
    {
        "name": ("姓名", "Name"),
        "organisation": ("单位", "Company"),
        "phone": ("手机", "Mobile"),
        "email": ("邮箱", "E-mail"),
    }
)


def columns(text: str) -> tuple[int, dict[str, int]] | None:
    header = find_header(read_sheet(text.encode()), WORDS)
    return None if header is None else (header.last_line, dict(header.columns))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("姓名,手机\n王伟,1\n", (1, {"name": 0, "phone": 1})),
        ("参会名单,\n* 姓 名（必填）,手机/Mobile\n王伟,1\n", (2, {"name": 0, "phone": 1})),
        ("姓名 Name,E-MAIL：\n王伟,1\n", (1, {"name": 0, "email": 1})),
        ("姓名,联系方式,\n,手机,邮箱\n王伟,1,2\n", (2, {"name": 0, "phone": 1, "email": 2})),
        ("Name,Company,Company\n王伟,first,second\n", (1, {"name": 0, "organisation": 1})),
        ("王伟,1\n李娜,2\n", None),
    ],
)
def test_the_header_is_found_by_its_words(text: str, found: tuple[int, dict[str, int]] | None) -> None:
    assert columns(text) == found
