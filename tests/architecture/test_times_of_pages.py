"""Every page tells times in the conference's zone, here one that is fourteen hours ahead of UTC.

The rows are those of the permission matrix. Their times are 01:12, 06:00 and 08:00 in UTC: a page on which one of these
stands, or the same in Shanghai, has forgotten the zone.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from events.rules.office.roles import Role
from tests.architecture.permissions import Row, account_of, console, desk, public, stage
from tests.builders.people import Cast

ZONE, OFFSET = "Pacific/Kiritimati", "+14:00"
FOREIGN = re.compile(r"(?<![\d:T+])(?:01:12|06:00|06:20|08:00|09:12|14:00|14:20|16:00)(?![\d:])")
MOMENT = re.compile(r'datetime="([^"]*\d\d:\d\d[^"]*)"')
VALUE = re.compile(r"<(?:input|option|select)\b[^>]*>")
"""What a form offers: opening hours and the like are typed, and need no zone to be the same."""
OTHER_HOURS = {
    "conference_programme": "the hours of the axis",
    "conference_programme_day": "the hours of the axis",
    "console_sessions_paste": "an example of what to paste",
    "console_agenda_new": "an example of an agenda",
    "console_sheet_new": "an example of a spreadsheet",
}
"""Pages with hours that are nobody's time."""
ROWS = [row for row in (*public.ROWS, *console.ROWS, *desk.ROWS, *stage.ROWS) if row.get.get(Role.OWNER) == 200]


@pytest.mark.sqlite_is_enough("how pages write times does not depend on the database")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_times_are_in_the_conferences_zone(row: Row, cast: Cast, client: Client) -> None:
    cast.conference.timezone = ZONE
    cast.conference.save()
    address = reverse(row.name, kwargs=dict(row.kwargs(cast)))
    owner = account_of(Role.OWNER, cast)
    assert owner
    client.force_login(owner)
    page = client.get(address, follow=True)
    if not page["Content-Type"].startswith("text/html"):
        return
    shown = page.content.decode()
    assert [moment for moment in MOMENT.findall(shown) if not moment.endswith(OFFSET)] == []
    if row.name not in OTHER_HOURS:
        assert FOREIGN.findall(VALUE.sub("", shown)) == []
