from dataclasses import replace

import pytest

from events.rules.names import search_keys
from events.rules.programme import SessionKind, TalkKind
from events.rules.session_search import PersonFacts, SessionFacts, TalkFacts, Trouble, Wanted, fits, troubles_of
from toolkit.text import Text

BOTH = Text(zh="从头设计的酶", en="Enzymes designed from scratch")


def a_talk(**fields: object) -> TalkFacts:
    talk = TalkFacts(kind=TalkKind.TALK, title=BOTH, has_people=True, is_cancelled=False)
    return replace(talk, **fields)  # type: ignore[arg-type]  # any field


SESSION = SessionFacts(
    kind=SessionKind.FORUM,
    title=Text(zh="上半场", en="First half"),
    words=("K7QX", "07", "合成生物学使能技术"),
    forum=7,
    room=3,
    people=(
        PersonFacts(keys=search_keys("王伟", "WANG Wei"), affiliation=Text(zh="北辰大学", en="Beichen University")),
    ),
    talks=(a_talk(),),
)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(text="酶"),
        Wanted(text="ENZYMES scratch"),
        Wanted(text="07"),
        Wanted(text="k7qx"),
        Wanted(text="hecheng shengwu"),
        Wanted(text="hcsw"),
        Wanted(text="sheji"),
        Wanted(person="王"),
        Wanted(person="wangw"),
        Wanted(person="ww"),
        Wanted(person="wei wang"),
        Wanted(person="北辰"),
        Wanted(person="beichen"),
        Wanted(text="酶", person="ww", forum=7, room=3, kind=SessionKind.FORUM),
    ],
)
def test_a_session_is_found_by_all_that_fits(wanted: Wanted) -> None:
    assert fits(SESSION, wanted)
    assert wanted.is_empty is (wanted == Wanted())


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(text="糖"),
        Wanted(text="engwu"),  # begins in the middle of a syllable
        Wanted(text="…"),
        Wanted(person="anne"),
        Wanted(person="angwei"),
        Wanted(person="…"),
        Wanted(forum=8),
        Wanted(room=4),
        Wanted(kind=SessionKind.PLENARY),
        Wanted(trouble=Trouble.NO_ROOM),
        Wanted(text="酶", forum=8),
    ],
)
def test_one_thing_that_does_not_fit_is_enough(wanted: Wanted) -> None:
    assert not fits(SESSION, wanted)


NOBODY = a_talk(has_people=False)
ONE_LANGUAGE = a_talk(title=Text(zh="酶"))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, set()),
        ({"room": None}, {Trouble.NO_ROOM}),
        ({"room": None, "kind": SessionKind.BREAK}, set()),
        ({"is_in_clash": True}, {Trouble.CLASH}),
        ({"talks": (NOBODY,)}, {Trouble.NO_SPEAKER}),
        ({"talks": (replace(NOBODY, kind=TalkKind.BREAK),)}, set()),
        ({"talks": (replace(NOBODY, is_cancelled=True),)}, set()),
        ({"talks": (ONE_LANGUAGE,)}, {Trouble.NO_TRANSLATION}),
        ({"title": Text(en="First half")}, {Trouble.NO_TRANSLATION}),
        ({"title": Text()}, set()),
        ({"talks": (NOBODY, ONE_LANGUAGE), "kind": SessionKind.CLOSED_DOOR}, set()),
        ({"room": None, "kind": SessionKind.CLOSED_DOOR}, {Trouble.NO_ROOM}),
        ({"room": None, "is_secret": True, "kind": SessionKind.CLOSED_DOOR}, set()),
        ({"room": None, "is_in_clash": True, "talks": (NOBODY,), "is_cancelled": True}, set()),
    ],
)
def test_what_is_wrong_with_a_session(fields: dict[str, object], expected: set[Trouble]) -> None:
    session = replace(SESSION, **fields)  # type: ignore[arg-type]  # any field
    assert troubles_of(session) == expected
    assert {trouble for trouble in Trouble if fits(session, Wanted(trouble=trouble))} == expected
