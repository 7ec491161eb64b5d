from dataclasses import fields

import pytest
from django.db.models import Model

from events.models import Conference, Forum, Room, Session, Talk
from events.rules.edits import Edit
from events.rules.feed_rows import FedConference, FedForum, FedRoom, FedSession, FedTalk

NOT_FED: list[tuple[type[Model], type[Edit], set[str]]] = [
    (
        Conference,
        FedConference,
        {
            *("id", "organisation_id", "slug", "state", "public_version", "withdrawn_photos"),
            *("is_example", "created_at"),
            *("submit_by", "locks_rooms", "locks_times", "locks_titles", "unapproved"),
            *("walk_same_floor", "walk_other_floor", "walk_other_venue"),
            *("day_starts_at", "accent", "name_order", "contact_email", "contact_phone"),
            *(
                f"{name}_{language}"
                for name in ("short_title", "edition", "intro", "notice", "city", "arrival", "hosts", "desk")
                for language in ("zh", "en")
            ),
        },
    ),
    (Room, FedRoom, {"id", "conference_id", "venue_id", "position", "floor", "equipment"}),
    (
        Forum,
        FedForum,
        {"id", "conference_id", "number", "group_id", "state"}
        | {
            "approved_part",
            "approved_at",
            "approved_by_id",
            "reopened_until",
            "changed_at",
            "changed_by_id",
            "reminded_at",
        }
        | {"host_zh", "host_en", "description_zh", "description_en"},
    ),
    (
        Session,
        FedSession,
        {"id", "conference_id", "code", "kind", "label", "access", "capacity", "feed", "needs"}
        | {"host_zh", "host_en", "description_zh", "description_en"},
    ),
    (
        Talk,
        FedTalk,
        {"id", "conference_id", "code", "kind", "placeholder_zh", "placeholder_en", "forum_id", "is_pinned", "needs"},
    ),
]


@pytest.mark.parametrize(("model", "fed", "others"), NOT_FED, ids=[model.__name__ for model, _, _ in NOT_FED])
def test_every_column_comes_from_a_feed_or_is_named_here(model: type[Model], fed: type[Edit], others: set[str]) -> None:
    said = {field.name for field in fields(fed)}
    assert not said & others
    assert said | others == {field.attname for field in model._meta.concrete_fields}
