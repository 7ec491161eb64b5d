"""Console pages: uploading, examining and storing a spreadsheet."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.access import Standing, conference_for
from events.extensions import SheetKind, sheet_kinds
from events.forms.office.sheets import SHEET_GONE, SheetForm
from events.models import Forum, Upload
from events.operations.office.uploads import (
    SheetFile,
    UploadGone,
    choose_encoding,
    drop_upload,
    examine,
    keep_upload,
    request_sheet_job,
    store_upload,
)
from events.rules.office.sheet_reports import SheetWishes
from events.views.console.clashes import clashes_marked
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import console_page, done, refused, sent, status_of
from toolkit.sheets.cells import SheetRefused
from toolkit.sheets.outcomes import RowOutcome
from toolkit.sheets.words import OUTCOMES, words_of_refusal

EXAMINED_AT_ONCE = 60_000
"""Bytes that are examined within the request: about 1,000 rows, 0.25 s. Longer files are left to a worker."""
STORED_AT_ONCE = 200
ON_A_PAGE = 100
DOUBTFUL_FIRST = (RowOutcome.REJECT, RowOutcome.WARN, RowOutcome.ACCEPT, RowOutcome.DUPLICATE, RowOutcome.SKIP)
"""The order of the rows in a report: what needs somebody's eyes comes before what is in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where a kind of spreadsheet is taken in: for a conference, or for one of its forums."""

    standing: Standing
    kind: str
    about: SheetKind
    forum: Forum | None = None

    @property
    def place(self) -> dict[str, str | int]:
        """The arguments of the pages' addresses."""
        slug = self.standing.conference.slug
        if self.forum is not None:
            return {"conference": slug, "number": self.forum.number}
        return {"conference": slug, "kind": self.kind}

    @property
    def page(self) -> str:
        """The name of the address of the report; that of the page for a new file ends with `_new`."""
        return "console_agenda" if self.forum is not None else "console_sheet"

    @property
    def new_url(self) -> str:
        """The address of the page for a new file."""
        return reverse(f"{self.page}_new", kwargs=self.place)

    @property
    def back_url(self) -> str:
        """The address of the page that shows the imported rows."""
        place = dict(self.place)
        place.pop("kind", None)
        return reverse(self.about.back, kwargs=place)

    def report_url(self, upload: Upload) -> str:
        """Return the address of the report on an upload."""
        return reverse(self.page, kwargs=self.place | {"code": upload.code})

    def upload(self, code: str) -> Upload | None:
        """Return an upload of this member; None for other people's, and once it has been replaced."""
        rows = Upload.objects.defer("content").select_related("conference", "forum__conference", "uploaded_by")
        mine = rows.filter(conference=self.standing.conference, forum=self.forum, uploaded_by=self.standing.user)
        return mine.filter(kind=self.kind, code=code).first()


@console_page("GET", "HEAD", "POST")
def new_sheet(request: HttpRequest, conference: str, kind: str) -> HttpResponse:
    """Upload a file or pasted cells, and examine them."""
    desk = _desk(request, conference, kind)
    form = SheetForm(sent(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (answer := examined(request, desk, form)):
        return answer
    context = {
        "form": form,
        "sheet": desk.about,
        "example": [line.split("|") for line in str(desk.about.example).splitlines()],
        "back": desk.back_url,
    }
    here, status = desk.about.back, status_of(form)
    return show(request, desk.standing, "events/console/sheet_new.html", context, here=here, status=status)


def examined(request: HttpRequest, desk: Desk, form: SheetForm, *, at_once: int | None = None) -> HttpResponse | None:
    """Redirect to the report, or to the job that writes it if the file is long (`at_once`, in bytes).

    Returns None, with an error at the field, if the file is not such a list.
    """
    now, standing = clock.now(), desk.standing
    language = get_language() or "zh-hans"
    file = SheetFile(kind=desk.kind, name=form.name, content=form.content, language=language, forum=desk.forum)
    upload = keep_upload(standing.conference, file, by=standing.user, now=now)
    report_url = desk.report_url(upload)
    if len(form.content) > (EXAMINED_AT_ONCE if at_once is None else at_once):
        return _examined_later(upload, report_url, standing)
    try:
        report = examine(upload, now=now)
    except UploadGone:  # by the same form sent twice at once; the other request leads to the report
        return redirect(report_url)
    if report.refusal:
        drop_upload(upload)
        form.add_error("file" if form.name else "cells", report.refusal)
        return None
    return redirect(report_url)


def _examined_later(upload: Upload, report_url: str, standing: Standing) -> HttpResponse:
    arguments = {"deed": "examine", "leads_to": report_url}
    job = request_sheet_job(upload, arguments, by=standing.user, now=clock.now())
    return redirect("console_job", code=job.code)


def choose(request: HttpRequest, desk: Desk, upload: Upload) -> HttpResponse:
    """Examine a text anew in the encoding that the member has chosen."""
    try:
        choose_encoding(upload, request.POST["encoding"], by=desk.standing.user, now=clock.now())
        if len(upload.content) > EXAMINED_AT_ONCE:
            return _examined_later(upload, desk.report_url(upload), desk.standing)
        examine(upload, now=clock.now())
    except SheetRefused as refusal:
        return refused(request, words_of_refusal(refusal), desk.page, **desk.place, code=upload.code)
    except UploadGone:
        return gone(request, desk)
    return redirect(desk.report_url(upload))


@console_page("GET", "HEAD", "POST")
def sheet(request: HttpRequest, conference: str, kind: str, code: str) -> HttpResponse:
    """Show the report on every row, and store the rows."""
    desk = _desk(request, conference, kind)
    standing, about = desk.standing, desk.about
    upload = desk.upload(code)
    if upload is None:
        return gone(request, desk)
    if request.method == "POST" and "encoding" in request.POST:
        return choose(request, desk, upload)
    if request.method == "POST":
        return _store(request, desk, upload)
    lines, asked = upload.report.get("lines", []), request.GET.get("show", "")
    shown = [line | {"words": OUTCOMES[line["outcome"]]} for line in lines if not asked or line["outcome"] == asked]
    shown.sort(key=lambda line: DOUBTFUL_FIRST.index(line["outcome"]))
    context = {
        "sheet": about,
        "new_url": desk.new_url,
        "upload": upload,
        "report": upload.report,
        "counts": _counts(upload, asked),
        "total": len(lines),
        "asked": asked,
        "page": Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page")),
        "query": f"show={asked}" if asked in set(RowOutcome) else "",
        "clashes": clashes_marked(standing, upload.report.get("clashes", [])),
        "taken": sum(upload.report.get("counts", {}).get(name, 0) for name in ("accept", "warn")),
        "back": desk.back_url,
    }
    return show(request, standing, "events/console/sheet.html", context, here=about.back)


def _counts(upload: Upload, asked: str) -> list[tuple[str, object, int, bool]]:
    counts = upload.report.get("counts", {})
    return [
        (outcome.value, OUTCOMES[outcome], counts[outcome.value], outcome.value == asked)
        for outcome in DOUBTFUL_FIRST
        if counts.get(outcome.value)
    ]


def _store(request: HttpRequest, desk: Desk, upload: Upload) -> HttpResponse:
    now, standing = clock.now(), desk.standing
    if upload.examined_at is None:
        return refused(request, _("This file has not been read yet."), desk.page, **desk.place, code=upload.code)
    wishes = {name: "yes" for name in ("accepts_valid", "takes_option") if name in request.POST}
    if len(upload.report.get("lines", [])) > STORED_AT_ONCE and upload.stored_at is None:
        arguments = {"deed": "store", "leads_to": desk.report_url(upload), **wishes}
        return redirect("console_job", code=request_sheet_job(upload, arguments, by=standing.user, now=now).code)
    asked = SheetWishes(accepts_valid="accepts_valid" in wishes, takes_option="takes_option" in wishes)
    return stored(request, desk, upload, asked)


def stored(request: HttpRequest, desk: Desk, upload: Upload, wishes: SheetWishes) -> HttpResponse:
    """Store the rows, and redirect to the report with what came of it."""
    place = desk.place | {"code": upload.code}
    try:
        report = store_upload(upload, wishes, by=desk.standing.user, now=clock.now())
    except UploadGone:
        return gone(request, desk)
    if report is not None and (report.fault or report.refusal or report.encodings):
        words = report.fault or report.refusal or _("Choose the encoding of the text first.")
        return refused(request, words, desk.page, **place)
    return done(request, report.stored if report else _("This has been stored already."), desk.page, **place)


def _desk(request: HttpRequest, conference: str, kind: str) -> Desk:
    about = sheet_kinds.get(kind)
    if about is None or about.is_of_forum:
        raise Http404
    return Desk(standing=conference_for(request.user, conference, about.right), kind=kind, about=about)


def gone(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say that the file is no longer there, in the same words whether it ever was."""
    context = {"sheet": desk.about, "new_url": desk.new_url, "words": SHEET_GONE}
    here = "console_forums" if desk.forum else desk.about.back
    return show(request, desk.standing, "events/console/sheet_gone.html", context, here=here, status=404)
