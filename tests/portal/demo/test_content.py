"""The demo's texts: complete, in both languages, and without real people."""

from portal.demo import reading
from toolkit.text import Text

LANGUAGES_MISSING = 5


def test_there_are_26_forums_in_six_groups_numbered_from_one() -> None:
    forums = reading.forums()
    assert [forum.number for forum in forums] == list(range(1, 27))
    assert sorted({forum.group for forum in forums}) == list("ABCDEF")
    assert [group.letter for group in reading.conference().groups] == list("ABCDEF")


def test_each_forum_has_nine_to_twelve_talks() -> None:
    counts = [len(forum.talks) for forum in reading.forums()]
    assert (min(counts), max(counts), sum(counts)) == (9, 12, 302)


def test_each_forum_has_a_room_of_its_own_and_a_host_that_exists() -> None:
    forums = reading.forums()
    assert len({forum.room for forum in forums}) == 26
    assert [forum.number for forum in forums if reading.institutions().named(forum.host_zh) is None] == []
    assert all(reading.institutions().named(f.host_zh)[1].en == f.host_en for f in forums)  # type: ignore[index]  # the line above


def test_texts_are_in_both_languages_except_for_a_few_that_show_the_fallback() -> None:
    texts = [text for forum in reading.forums() for talk in forum.talks for text in (talk.title, talk.about)]
    assert len([text for text in texts if not text.is_complete]) == 2 * LANGUAGES_MISSING
    headings = [Text(f.title_zh, f.title_en) for f in reading.forums()]
    headings += [Text(f.about_zh, f.about_en) for f in reading.forums()]
    headings += [Text(f.panel_zh, f.panel_en) for f in reading.forums()]
    headings += [Text(part.title_zh, part.title_en) for f in reading.forums() for part in f.parts]
    headings += [Text(session.title_zh, session.title_en) for session in reading.sessions()]
    assert [heading for heading in headings if not heading.is_complete] == []


def test_no_title_is_used_twice() -> None:
    titles = [talk.title.here for forum in reading.forums() for talk in forum.talks]
    assert len(titles) == len(set(titles))


def test_the_demo_says_in_both_languages_that_it_is_invented() -> None:
    conference = reading.conference().conference
    assert "示例数据" in conference["notice_zh"]
    assert "Sample data (示例数据)" in conference["notice_en"]


def test_one_title_is_longer_than_a_row_and_one_talk_is_cancelled() -> None:
    talks = [talk for forum in reading.forums() for talk in forum.talks]
    assert max(len(talk.zh) for talk in talks) > 60
    assert len([talk for talk in talks if talk.cancelled]) == 1
