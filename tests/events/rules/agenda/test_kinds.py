import pytest

from events.rules.agenda.kinds import kind_of, told_kind
from events.rules.programme import TalkKind


@pytest.mark.parametrize(
    ("words", "kind"),
    [("茶歇", TalkKind.BREAK), ("圆桌", TalkKind.PANEL), ("Ceremony", TalkKind.CEREMONY), ("报告", TalkKind.TALK)],
)
def test_words_tell_the_kind(words: str, kind: TalkKind) -> None:
    assert told_kind(words) is kind
    assert kind_of(words, "开场致辞", has_people=True) is kind


@pytest.mark.parametrize(
    ("title", "has_people", "kind"),
    [
        ("茶歇", False, TalkKind.BREAK),
        ("茶歇文化", True, TalkKind.TALK),
        ("签到入场", False, TalkKind.BREAK),
        ("签到系统", True, TalkKind.TALK),
        ("开场致辞", True, TalkKind.ADDRESS),
        ("圆桌讨论", True, TalkKind.PANEL),
        ("关于产业界与学术界对话交流机制的若干思考", True, TalkKind.TALK),
    ],
)
def test_a_short_title_tells_the_kind(title: str, has_people: bool, kind: TalkKind) -> None:  # noqa: FBT001 - a table of cases
    assert kind_of("", title, has_people=has_people) is kind
