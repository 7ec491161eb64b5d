"""The people on stage in a part of the programme, for pages that draw no more than that part."""

from collections.abc import Collection, Iterator

from django.db.models import Q

from events.extensions import Performer
from events.rules.names import is_placeholder
from events.rules.programme import AppearanceRole
from speakers.models import Appearance, SpeakerState
from speakers.queries.stage import ON_STAGE, ROLE_ORDER
from toolkit.text import Text


def performers(sessions: Collection[int], talks: Collection[int]) -> Iterator[Performer]:
    """Yield those on stage in these sessions and talks, by role and position. One query.

    Speakers who declined or withdrew are left out.
    """
    rows = (
        Appearance.objects.filter(Q(session_id__in=sessions) | Q(talk_id__in=talks), speaker__state__in=ON_STAGE)
        .order_by("position", "pk")
        .values_list(
            "session_id",
            "talk_id",
            "role",
            "speaker__person",
            "speaker__person__name",
            "speaker__person__name_latin",
            "speaker__person__affiliation_zh",
            "speaker__person__affiliation_en",
            "speaker__state",
            "speaker__must_not_clash",
        )
    )
    for session_id, talk_id, role, person, name, latin, zh, en, state, must_not_clash in sorted(
        rows, key=lambda row: ROLE_ORDER[row[2]]
    ):
        yield Performer(
            session_id=session_id,
            talk_id=talk_id,
            person="" if is_placeholder(name) else str(person),
            name=Text(zh=name, en=latin or name),
            institution=Text(zh=zh, en=en),
            role=AppearanceRole(role),
            is_unanswered=state == SpeakerState.INVITED,
            must_not_clash=must_not_clash,
        )
