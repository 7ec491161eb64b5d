"""Advertising in the names of people in a feed."""

from dataclasses import replace

from events.importers.values import shown
from events.rules.exchange import Feed, FeedPerson, FeedRemark, RemarkKind
from events.rules.names.advertising import Advertising, advertising_in


def without_advertising(feed: Feed) -> Feed:
    """Return the feed without people whose names are accounts or telephone numbers, each left out with a remark.

    A web address only gets the remark, as some people call themselves by their host. All events stay.
    """
    found = {person.key: told for person in feed.persons if (told := _advertised(person)) is not None}
    if not found:
        return feed
    dropped = {key for key, told in found.items() if told is not Advertising.LINK}
    remarks = (_remark(person, is_dropped=person.key in dropped) for person in feed.persons if person.key in found)
    return replace(
        feed,
        persons=tuple(person for person in feed.persons if person.key not in dropped),
        events=tuple(
            replace(event, persons=tuple(key for key in event.persons if key not in dropped)) for event in feed.events
        ),
        remarks=(*feed.remarks, *remarks),
    )


def _advertised(person: FeedPerson) -> Advertising | None:
    found = (advertising_in(text) for text in (person.name.zh, person.name.en))
    return next((told for told in found if told is not None), None)


def _remark(person: FeedPerson, *, is_dropped: bool) -> FeedRemark:
    return FeedRemark(
        kind=RemarkKind.ADVERTISING if is_dropped else RemarkKind.LIKE_ADVERTISING,
        where=shown(person.key),
        field="name",
        value=shown(person.name.zh or person.name.en, 60),
    )
