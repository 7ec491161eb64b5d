"""Console page: noting when a speaker cannot appear."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.access import conference_for
from events.rules.office.roles import Right
from events.views.console.clashes import clashes_told
from speakers.access import speaker_for
from speakers.forms.absences import ABSENCE_FAULTS, AbsenceForm
from speakers.operations.absences import AbsenceRefused, add_absence, remove_absence
from toolkit import clock
from toolkit.pages import console_page, done


@console_page("POST")
def absences(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Add a time at which a speaker cannot appear, or take one away."""
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME)
    speaker = speaker_for(standing, code)
    key = request.POST.get("remove", "")
    if key.isascii() and key.isdigit() and len(key) < 10:
        with clashes_told(request, standing):
            remove_absence(speaker, int(key), by=standing.user, now=clock.now())
        return done(request, _("Removed."), "console_person", conference=conference, code=code)
    form = AbsenceForm(standing.conference, request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(str(words) for words in errors))
        return redirect("console_person", conference=conference, code=code)
    try:
        with clashes_told(request, standing):
            add_absence(speaker, form.edit(), by=standing.user, now=clock.now())
    except AbsenceRefused as no:
        messages.error(request, str(ABSENCE_FAULTS[no.fault]))
        return redirect("console_person", conference=conference, code=code)
    return done(request, _("Saved."), "console_person", conference=conference, code=code)
