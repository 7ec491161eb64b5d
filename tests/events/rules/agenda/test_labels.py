import pytest

from events.rules.agenda.labels import Labelled, before_label, labelled


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("王伟", Labelled(speakers=("王伟",))),
        ("主持人：王伟", Labelled(speakers=("",), moderators=("王伟",), has_labels=True)),
        ("王伟 主持：李娜", Labelled(speakers=("王伟",), moderators=("李娜",), has_labels=True)),
        ("王伟  嘉宾：李娜、顾远", Labelled(speakers=("李娜、顾远",), moderators=("王伟",), has_labels=True)),
        ("王伟 报告人：李娜", Labelled(speakers=("王伟", "李娜"), has_labels=True)),
        ("致辞人：李娜", Labelled(speakers=("", "李娜"), has_labels=True)),
        (
            "Moderator: Ann Smith\n\nPanel: Bo Jones",
            Labelled(speakers=("", "Bo Jones"), moderators=("Ann Smith",), has_labels=True),
        ),
    ],
)
def test_labels_say_who_speaks_and_who_leads(text: str, told: Labelled) -> None:
    assert labelled(text) == told


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        ("圆桌 主持人：王伟", ("圆桌", "主持人：王伟")),
        ("嘉宾: 王伟", ("", "嘉宾: 王伟")),
        ("圆桌讨论", None),
    ],
)
def test_a_label_ends_what_stands_before_it(text: str, divided: tuple[str, str] | None) -> None:
    assert before_label(text) == divided
