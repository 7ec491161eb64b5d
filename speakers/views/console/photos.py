"""Console pages: a speaker's photograph."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from events.access import conference_for
from events.rules.office.roles import Right
from speakers.access import speaker_for
from speakers.forms.photos import PhotoForm
from speakers.models import Speaker
from speakers.operations.photos import remove_photo, set_photo
from speakers.queries.photos import photo_key, read_photo
from toolkit import clock
from toolkit.pages import console_page, done, refused


@console_page("GET", "HEAD", "POST")
def photo(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Serve the photograph of the draft; take in another one, or remove it."""
    is_change = request.method == "POST"
    standing = conference_for(request.user, conference, Right.EDIT_PROGRAMME if is_change else Right.SEE_PROGRAMME)
    speaker = speaker_for(standing, code)
    place = {"conference": conference, "code": code}
    if not is_change:
        return _photo(speaker)
    if "remove" in request.POST:
        remove_photo(speaker, by=standing.user, now=clock.now())
        return done(request, _("Removed, also from the public pages."), "console_person", **place)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return refused(request, " ".join(str(words) for words in form.errors["photo"]), "console_person", **place)
    set_photo(speaker, form.portrait, by=standing.user, now=clock.now())
    return done(request, _("Saved. Public pages show it with the next release."), "console_person", **place)


def _photo(speaker: Speaker) -> HttpResponse:
    if not (key := photo_key(speaker)):
        raise Http404
    try:
        return HttpResponse(read_photo(speaker.conference, key), content_type="image/jpeg")
    except FileNotFoundError:
        raise Http404 from None
