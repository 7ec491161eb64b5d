from dataclasses import asdict

import pytest

from toolkit.schemas import text_out
from toolkit.text import Text


@pytest.mark.parametrize("text", [Text("分会", "Forum"), Text(zh="分会"), Text()])
def test_both_languages_are_sent_even_if_one_is_empty(text: Text) -> None:
    assert asdict(text_out(text)) == {"zh": text.zh, "en": text.en}
