"""Console pages: uploading, examining and storing a spreadsheet."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.access import Standing, conference_for
from events.extensions import SheetKind, sheet_kinds
from events.forms.office.sheets import SHEET_GONE, SheetForm
from events.models import Upload
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


@console_page("GET", "HEAD", "POST")
def new_sheet(request: HttpRequest, conference: str, kind: str) -> HttpResponse:
    """Upload a file or pasted cells, and examine them."""
    standing, sheet = _kind(request, conference, kind)
    form = SheetForm(sent(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (answer := _examined(request, standing, kind, form)):
        return answer
    context = {
        "form": form,
        "sheet": sheet,
        "example": [line.split("|") for line in str(sheet.example).splitlines()],
        "back": reverse(sheet.back, args=[conference]),
    }
    return show(request, standing, "events/console/sheet_new.html", context, here=sheet.back, status=status_of(form))


def _examined(request: HttpRequest, standing: Standing, kind: str, form: SheetForm) -> HttpResponse | None:
    """Redirect to the report, or to the job that writes it.

    Returns None, with an error at the field, if the file is not such a list.
    """
    now, slug = clock.now(), standing.conference.slug
    file = SheetFile(kind=kind, name=form.name, content=form.content, language=get_language() or "zh-hans")
    upload = keep_upload(standing.conference, file, by=standing.user, now=now)
    report_url = reverse("console_sheet", args=[slug, kind, upload.code])
    if len(form.content) > EXAMINED_AT_ONCE:
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


def _choose(request: HttpRequest, standing: Standing, upload: Upload) -> HttpResponse:
    """Examine a text anew in the encoding that the member has chosen."""
    place = {"conference": standing.conference.slug, "kind": upload.kind, "code": upload.code}
    report_url = reverse("console_sheet", kwargs=place)
    try:
        choose_encoding(upload, request.POST["encoding"], by=standing.user)
        if len(upload.content) > EXAMINED_AT_ONCE:
            return _examined_later(upload, report_url, standing)
        examine(upload, now=clock.now())
    except SheetRefused as refusal:
        return refused(request, words_of_refusal(refusal), "console_sheet", **place)
    except UploadGone:
        return _gone(request, standing, upload.kind)
    return redirect(report_url)


@console_page("GET", "HEAD", "POST")
def sheet(request: HttpRequest, conference: str, kind: str, code: str) -> HttpResponse:
    """Show the report on every row, and store the rows."""
    standing, about = _kind(request, conference, kind)
    upload = _upload(standing, kind, code)
    if upload is None:
        return _gone(request, standing, kind)
    if request.method == "POST" and "encoding" in request.POST:
        return _choose(request, standing, upload)
    if request.method == "POST":
        return _store(request, standing, upload)
    lines, asked = upload.report.get("lines", []), request.GET.get("show", "")
    shown = [line | {"words": OUTCOMES[line["outcome"]]} for line in lines if not asked or line["outcome"] == asked]
    shown.sort(key=lambda line: DOUBTFUL_FIRST.index(line["outcome"]))
    context = {
        "sheet": about,
        "kind": kind,
        "upload": upload,
        "report": upload.report,
        "counts": _counts(upload, asked),
        "total": len(lines),
        "asked": asked,
        "page": Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page")),
        "query": f"show={asked}" if asked in set(RowOutcome) else "",
        "clashes": clashes_marked(standing, upload.report.get("clashes", [])),
        "taken": sum(upload.report.get("counts", {}).get(name, 0) for name in ("accept", "warn")),
        "back": reverse(about.back, args=[conference]),
    }
    return show(request, standing, "events/console/sheet.html", context, here=about.back)


def _counts(upload: Upload, asked: str) -> list[tuple[str, object, int, bool]]:
    counts = upload.report.get("counts", {})
    return [
        (outcome.value, OUTCOMES[outcome], counts[outcome.value], outcome.value == asked)
        for outcome in DOUBTFUL_FIRST
        if counts.get(outcome.value)
    ]


def _store(request: HttpRequest, standing: Standing, upload: Upload) -> HttpResponse:
    now, place = clock.now(), {"conference": standing.conference.slug, "kind": upload.kind, "code": upload.code}
    if upload.examined_at is None:
        return refused(request, _("This file has not been read yet."), "console_sheet", **place)
    wishes = {name: "yes" for name in ("accepts_valid", "takes_option") if name in request.POST}
    if len(upload.report.get("lines", [])) > STORED_AT_ONCE and upload.stored_at is None:
        arguments = {"deed": "store", "leads_to": reverse("console_sheet", kwargs=place), **wishes}
        return redirect("console_job", code=request_sheet_job(upload, arguments, by=standing.user, now=now).code)
    asked = SheetWishes(accepts_valid="accepts_valid" in wishes, takes_option="takes_option" in wishes)
    try:
        report = store_upload(upload, asked, by=standing.user, now=now)
    except UploadGone:
        return _gone(request, standing, upload.kind)
    if report is not None and (report.fault or report.refusal or report.encodings):
        words = report.fault or report.refusal or _("Choose the encoding of the text first.")
        return refused(request, words, "console_sheet", **place)
    return done(request, report.stored if report else _("This has been stored already."), "console_sheet", **place)


def _kind(request: HttpRequest, conference: str, kind: str) -> tuple[Standing, SheetKind]:
    about = sheet_kinds.get(kind)
    if about is None:
        raise Http404
    return conference_for(request.user, conference, about.right), about


def _upload(standing: Standing, kind: str, code: str) -> Upload | None:
    """Return an upload of this member; None for other people's, and once it has been replaced."""
    rows = Upload.objects.defer("content").select_related("conference", "uploaded_by")
    return rows.filter(conference=standing.conference, kind=kind, code=code, uploaded_by=standing.user).first()


def _gone(request: HttpRequest, standing: Standing, kind: str) -> HttpResponse:
    """Say that the file is no longer there, in the same words whether it ever was."""
    about = sheet_kinds[kind]
    context = {"sheet": about, "kind": kind, "words": SHEET_GONE}
    return show(request, standing, "events/console/sheet_gone.html", context, here=about.back, status=404)
