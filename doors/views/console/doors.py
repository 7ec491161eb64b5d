"""Setting up checkpoints with their rules, and the devices bound to them."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from doors.forms.checkpoints import CheckpointForm, DeviceForm
from doors.models import Checkpoint, Device, DevicePairing
from doors.operations.checkpoints import add_checkpoint, change_checkpoint, remove_checkpoint
from doors.operations.devices import offer_pairing, revoke
from doors.queries.desk import devices_of
from events.access import Standing, conference_for, one_of
from events.forms.office.usage import in_use_words
from events.operations.office.changes import InUse
from events.rules.office.roles import Right
from events.views.console.page import show
from toolkit import clock
from toolkit.lists import sentences
from toolkit.pages import console_page, done, refused, sent, status_of
from toolkit.qr import svg

HERE = "console_doors"
ENOUGH_FOR_SQLITE = 3
"""Doors in use at which SQLite still answers at once; docs/door.md has the figures."""


@console_page("GET", "HEAD")
def doors(request: HttpRequest, conference: str) -> HttpResponse:
    """List the checkpoints, each with its rule in words."""
    standing = conference_for(request.user, conference, Right.MANAGE_DEVICES)
    rows = standing.conference.checkpoints.select_related("room", "session__forum").prefetch_related("categories")
    in_use = sum(door.is_active for door in rows)
    is_slow = connection.vendor == "sqlite" and in_use > ENOUGH_FOR_SQLITE
    return show(request, standing, "doors/console/doors.html", {"doors": rows, "is_slow": is_slow}, here=HERE)


@console_page("GET", "HEAD", "POST")
def new_door(request: HttpRequest, conference: str) -> HttpResponse:
    """Add a checkpoint."""
    standing = conference_for(request.user, conference, Right.SET_UP)
    form = CheckpointForm(sent(request), instance=Checkpoint(conference=standing.conference))
    if request.method == "POST" and form.is_valid():
        add_checkpoint(standing.conference, form.edit(), categories=form.categories, by=standing.user, now=clock.now())
        return done(request, _("Added."), HERE, conference=conference)
    context = {"form": form, "heading": _("New door"), "back": reverse(HERE, args=[conference])}
    return show(request, standing, "events/console/edit.html", context, here=HERE, status=status_of(form))


@console_page("GET", "HEAD", "POST")
def edit_door(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Edit a checkpoint."""
    standing, door = _door(request, conference, code)
    form = CheckpointForm(sent(request), instance=door)
    if request.method == "POST" and form.is_valid():
        change_checkpoint(door, form.edit(), categories=form.categories, by=standing.user, now=clock.now())
        return done(request, _("Saved."), HERE, conference=conference)
    context = {
        "form": form,
        "heading": door,
        "back": reverse(HERE, args=[conference]),
        "remove": reverse("console_door_remove", args=[conference, code]),
    }
    return show(request, standing, "events/console/edit.html", context, here=HERE, status=status_of(form))


@console_page("GET", "HEAD", "POST")
def drop_door(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Remove a checkpoint at which nobody was ever scanned, after asking."""
    standing, door = _door(request, conference, code)
    if request.method == "POST":
        try:
            remove_checkpoint(door, by=standing.user, now=clock.now())
        except InUse as used:
            words = sentences(
                in_use_words(used.by), _("A door that was used cannot be removed; take it out of use instead.")
            )
            return refused(request, words, "console_door", conference=conference, code=code)
        return done(request, _("Removed."), HERE, conference=conference)
    context = {"what": door, "back": reverse("console_door", args=[conference, code])}
    return show(request, standing, "events/console/remove.html", context, here=HERE)


def _door(request: HttpRequest, conference: str, code: str) -> tuple[Standing, Checkpoint]:
    standing = conference_for(request.user, conference, Right.SET_UP)
    return standing, one_of(standing, Checkpoint.objects.select_related("conference"), code=code)


@console_page("GET", "HEAD", "POST")
def devices(request: HttpRequest, conference: str) -> HttpResponse:
    """List the devices, and offer to pair another one. The offer is shown once, as a QR code."""
    standing = conference_for(request.user, conference, Right.MANAGE_DEVICES)
    form = DeviceForm(standing.conference, sent(request))
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        offer = offer_pairing(
            standing.conference,
            name=data["name"],
            checkpoints=list(data["checkpoints"]),
            by=standing.user,
            now=clock.now(),
        )
        # No redirect: the secret is stored only as a hash, so it can be shown only now.
        address = settings.PUBLIC_URL.rstrip("/") + offer.path
        context |= {"offer": offer, "address": address, "qr": svg(address, label=_("Code to pair the device"))}
        return show(request, standing, "doors/console/offer.html", context, here="console_devices")
    now = clock.now()
    devices = list(devices_of(standing.conference))
    context["devices"] = devices
    context["has_doors"] = bool(devices) or standing.conference.checkpoints.filter(is_active=True).exists()
    context["waiting"] = DevicePairing.objects.filter(
        conference=standing.conference, used_at__isnull=True, expires_at__gt=now
    ).count()
    return show(
        request, standing, "doors/console/devices.html", context, here="console_devices", status=status_of(form)
    )


@console_page("GET", "HEAD")
def offered(request: HttpRequest, conference: str, key: int) -> HttpResponse:
    """Say whether the offered device is paired yet; the page asks every two seconds."""
    standing = conference_for(request.user, conference, Right.MANAGE_DEVICES)
    pairing = one_of(standing, DevicePairing.objects.select_related("device"), pk=key)
    context = {"pairing": pairing, "is_over": pairing.expires_at <= clock.now()}
    return show(request, standing, "doors/console/offer_state.html", context)


@console_page("GET", "HEAD", "POST")
def drop_device(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Revoke a device, after asking."""
    standing = conference_for(request.user, conference, Right.MANAGE_DEVICES)
    device = one_of(standing, Device.objects.select_related("conference"), code=code)
    if request.method == "POST":
        revoke(device, by=standing.user, now=clock.now())
        return done(
            request,
            _("Revoked. Records that it still sends are kept for review."),
            "console_devices",
            conference=conference,
        )
    context = {"device": device, "back": reverse("console_devices", args=[conference])}
    return show(request, standing, "doors/console/revoke.html", context, here="console_devices")
