"""Messages of the commands that import schedules: why a feed was refused, and what changed."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.operations.feed_conference import ScheduleFault, ScheduleRefused
from events.rules.exchange import FeedFault, FeedRefused, FeedRemark, RemarkKind
from events.rules.publication import Change, ChangeKind
from toolkit.terminal import listed

MOST_LINES = 20


def feed_refusal(refusal: FeedRefused) -> str:
    """Return one or two sentences: why the file was refused, and what to do about it."""
    details = {"where": "", "field": "", "value": "", "looks_like": ""} | refusal.details
    if refusal.fault is FeedFault.WRONG_ENCODING and details["looks_like"]:
        return (
            _(
                "The file says that it is %(encoding)s, but line %(line)s is not; it looks like %(looks_like)s. "
                "Save it as UTF-8 and try again."
            )
            % details
        )
    if refusal.fault is FeedFault.NOT_A_SCHEDULE:
        return _kind_refusal(str(details.get("kind")), details)
    if refusal.fault is FeedFault.BAD_VALUE and not details["field"]:
        return _("“%(value)s” is not what is expected at “%(where)s”.") % details
    if refusal.fault is FeedFault.TOO_LARGE:
        details |= {name: f"{int(details[name]) / 2**20:.0f} MB" for name in ("size", "limit")}
    return _fault_sentences()[refusal.fault] % details


def _fault_sentences() -> dict[FeedFault, str]:
    return {
        FeedFault.EMPTY: _("The file is empty."),
        FeedFault.TOO_LARGE: _(
            "The file has %(size)s; a schedule has at most %(limit)s. Is it the right file, or does it hold pictures?"
        ),
        FeedFault.NOT_A_FILE: _("%(path)s cannot be read as a file."),
        FeedFault.FORBIDDEN_XML: _(
            "The file has a document type or entities (<!DOCTYPE …>). A schedule needs none, and they can do harm: "
            "remove them and try again."
        ),
        FeedFault.MALFORMED_XML: _(
            "The file is not well-formed XML: the fault is at line %(line)s, column %(column)s."
        ),
        FeedFault.MALFORMED_JSON: _("The file is not valid JSON: the fault is at line %(line)s, column %(column)s."),
        FeedFault.WRONG_ENCODING: _(
            "The file says that it is %(encoding)s, but line %(line)s is not. Save it as UTF-8 and try again."
        ),
        FeedFault.UNKNOWN_ENCODING: _(
            "The file says that it is in the encoding %(encoding)s, which is not known here. "
            "Save it as UTF-8 and try again."
        ),
        FeedFault.TOO_DEEP: _("The file is nested more than %(limit)s levels deep; no schedule is."),
        FeedFault.TOO_MANY_VALUES: _("The file has more than %(limit)s elements; no schedule has so many."),
        FeedFault.AGENDA_WITHOUT_DATES: _(
            "This is a page's agenda: it has times of day, but neither dates with a year, nor rooms, nor ids, so it "
            "cannot be imported as a schedule. Put it into a spreadsheet and use import_programme."
        ),
        FeedFault.NO_EVENTS: _("The schedule has no events."),
        FeedFault.BAD_VALUE: _("Event %(where)s: %(field)s cannot be “%(value)s”."),
        FeedFault.TOO_LONG: _("Event %(where)s: %(field)s has %(length)s characters; the limit is %(limit)s."),
    }


def _kind_refusal(kind: str, details: dict[str, str | int]) -> str:
    kinds = {
        "html": _("This is a web page, not a schedule."),
        "ics": _(
            "This is a calendar. It names no speakers and tracks; ask its source for schedule.xml or schedule.json."
        ),
        "zip": _("This is a compressed file or a spreadsheet, not a schedule. Decompress it first."),
        "gzip": _("This is a compressed file. Decompress it first."),
        "pdf": _("This is a PDF, not a schedule."),
        "xls": _("This is a spreadsheet; import_programme takes those, as .xlsx or .csv."),
        "xml": _("The XML begins with <%(root)s>; a schedule begins with <schedule>."),
        "json": _("This JSON is not a schedule: it has neither “schedule” nor “sessions”."),
    }
    sentence = kinds.get(kind, _("This is not a schedule."))
    return " ".join(
        (sentence % details, _("Accepted formats are schedule.xml, schedule.json and COSCUP's session.json."))
    )


def refused_event(remark: FeedRemark) -> str:
    """Return why an event was refused: its id and title, the field, and the value."""
    details = {"where": remark.where, "field": remark.field, "length": remark.length, "limit": remark.limit}
    if remark.kind is RemarkKind.TOO_LONG:
        return _("%(where)s: %(field)s has %(length)s characters; the limit is %(limit)s.") % details
    if not remark.field:
        return _("“%(value)s” is not an event.") % {"value": remark.value}
    if not remark.value:
        return _("%(where)s: %(field)s is missing.") % details
    return _("%(where)s: %(field)s cannot be “%(value)s”.") % (details | {"value": remark.value})


def remark_line(remark: FeedRemark) -> str:
    """Return what was done with a value that was not taken as it stood."""
    sentences = {
        RemarkKind.BAD_VALUE: _("%(where)s: %(field)s cannot be “%(value)s”; it is left out."),
        RemarkKind.TOO_LONG: _(
            "%(where)s: %(field)s has %(length)s characters; the limit is %(limit)s, so it is left out."
        ),
        RemarkKind.UNSAFE_LINK: _(
            "%(where)s: %(field)s is “%(value)s”, which is not a link to follow; it is left out."
        ),
        RemarkKind.READ_AS: _("%(where)s: %(field)s “%(value)s” is read as %(read)s (hours and minutes)."),
        RemarkKind.LASTS_LONG: _(
            "%(where)s: by its %(field)s “%(value)s” it lasts longer than a day (%(read)s). Check it."
        ),
        RemarkKind.REPEATED_GUID: _("%(where)s: an earlier event has the same %(field)s “%(value)s”; it gets its own."),
        RemarkKind.ADVERTISING: _(
            "%(where)s: the name “%(value)s” advertises a number or an account; this person is left out."
        ),
        RemarkKind.LIKE_ADVERTISING: _("%(where)s: the name “%(value)s” looks like a web address. Check it."),
    }
    return sentences[remark.kind] % {
        "where": remark.where,
        "field": remark.field,
        "value": remark.value,
        "read": remark.read,
        "length": remark.length,
        "limit": remark.limit,
    }


def import_refusal(refusal: ScheduleRefused) -> str:
    """Return why the import was refused, naming the option that would help."""
    sentences = {
        ScheduleFault.UNKNOWN_CONFERENCE: _("There is no conference “%(slug)s”. To create it, add --create."),
        ScheduleFault.BAD_SLUG: _(
            "“%(slug)s” cannot be a conference's address. Use at most 50 lower-case letters, digits and "
            "hyphens, and none of the portal's own words."
        ),
        ScheduleFault.NO_ORGANISATION: _("There is no organisation yet; manage.py setup creates the first."),
        ScheduleFault.ORGANISATION_NEEDED: _(
            "There are several organisations. Say whose it is: --organisation, one of %(organisations)s."
        ),
        ScheduleFault.UNKNOWN_ORGANISATION: _("There is no organisation “%(organisation)s”."),
        ScheduleFault.OTHER_ORGANISATION: _("The conference “%(slug)s” does not belong to “%(organisation)s”."),
        ScheduleFault.UNKNOWN_ZONE: _("There is no time zone “%(zone)s”; zones are named like Asia/Shanghai."),
        ScheduleFault.ZONE_NEEDED: _(
            "The feed does not say its time zone. Give it: --timezone, for example Asia/Shanghai."
        ),
        ScheduleFault.TITLE_NEEDED: _("The feed does not give the conference's title. Set it with --title."),
        ScheduleFault.TITLE_TOO_LONG: _("The title has more than 200 characters."),
        ScheduleFault.EVENTS_REFUSED: ngettext(
            "Nothing is stored: %(count)d event is refused. Correct it, or store the others with --accept-valid.",
            "Nothing is stored: %(count)d events are refused. Correct them, or store the others with --accept-valid.",
            int(refusal.details.get("count", 0)),
        ),
    }
    return sentences[refusal.fault] % refusal.details


def change_headings() -> dict[ChangeKind, str]:
    """Return the headings over the changes of each kind, in the order in which they are told."""
    return {
        ChangeKind.ADDED: _("Added:"),
        ChangeKind.MOVED: _("Moved:"),
        ChangeKind.REMOVED: _("Removed:"),
        ChangeKind.CHANGED: _("Changed:"),
    }


def change_lines(changes: Iterable[Change], zone: ZoneInfo) -> list[str]:
    """Return a line for each change, indented under its heading."""
    return indented(_change_line(change, zone) for change in changes)


def indented(lines: Iterable[str]) -> list[str]:
    """Return the first twenty lines, indented, and one more that counts the rest."""
    return [f"  {line}" for line in listed(lines, most=MOST_LINES, more=_("and %d more"))]


def _change_line(change: Change, zone: ZoneInfo) -> str:
    """Describe a change by its title; for something that moved, with its old and new place."""
    title = change.title.here or change.key
    if change.kind is not ChangeKind.MOVED or change.before is None or change.after is None:
        return title
    places = (change.before, change.after)
    before, after = (f"{minute_in_zone(place.starts_at, zone)} {place.room.here}".strip() for place in places)
    return _("%(title)s: %(before)s → %(after)s") % {"title": title, "before": before, "after": after}


def minute_in_zone(moment: datetime, zone: ZoneInfo) -> str:
    """Format an instant for the terminal, to the minute."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
