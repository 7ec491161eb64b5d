"""Registrations, their delegates, and the delegates' codes, badges and invitations."""

from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Conference, Person, Session
from events.rules.names import search_keys, sort_pinyin
from registration.models.category import Category
from registration.rules.delegates import DelegateState
from registration.rules.particulars import PARTICULARS, Particulars
from toolkit.bilingual import Bilingual
from toolkit.codes import secret_token, short_code


class Registration(models.Model):
    """One or more delegates registered by one contact. A repeated request with the same `request_key` adds no row.

    `access_key` is in the links of letters, and so proves that its holder reads them. `browser_key` is known only to
    the browser in which the contact was typed; it is emptied once the owner of the address has proved to have it.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="registrations")
    code = models.CharField(max_length=16, default=short_code)
    access_key = models.CharField(max_length=32, unique=True, default=secret_token)
    browser_key = models.CharField(max_length=32, blank=True, db_index=True, default=secret_token)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
    )
    contact_email = models.EmailField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    request_key = models.CharField(max_length=64, blank=True)
    price = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    currency = models.CharField(max_length=3, default="CNY")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "code"], name="registration_code_unique"),
            models.UniqueConstraint(
                fields=["conference", "request_key"],
                condition=~Q(request_key=""),
                name="registration_request_key_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Delegate(models.Model):
    """A person registered for a conference. Their data may be corrected; the code on the badge stays the same."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="delegates")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="delegates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegates")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="delegates")
    code = models.CharField(max_length=16, default=short_code)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in DelegateState])
    name = models.CharField(
        pgettext_lazy("person", "Name"),
        max_length=60,
        help_text=_("As printed on the badge. In Latin letters, put the family name in capitals: LIN Zhiyuan."),
    )
    name_latin = models.CharField(
        _("Name in Latin letters"),
        max_length=60,
        blank=True,
        help_text=_("Family name first, in capitals. Left empty, it is made from the Chinese name."),
    )
    institution_zh = models.CharField(_("Institution in Chinese"), max_length=200, blank=True)
    institution_en = models.CharField(_("Institution in English"), max_length=200, blank=True)
    post_zh = models.CharField(_("Post in Chinese"), max_length=200, blank=True)
    post_en = models.CharField(_("Post in English"), max_length=200, blank=True)
    email = models.EmailField(
        _("E-mail"),
        max_length=254,
        blank=True,
        help_text=_("The letter with the badge goes there; its link opens the registration."),
    )
    phone = models.CharField(
        _("Phone"), max_length=32, blank=True, help_text=_("Outside mainland China with + and the country code.")
    )
    note = models.CharField(
        _("Note to the organisers"),
        max_length=500,
        blank=True,
        help_text=_("Diet, access, interpreting: anything they should know beforehand."),
    )
    search_keys = models.TextField(blank=True)
    sort_pinyin = models.CharField(max_length=300, blank=True)
    source_key = models.CharField(max_length=200, blank=True)
    is_paid = models.BooleanField(default=True)
    holds_place = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    institution = Bilingual("institution")
    post = Bilingual("post")

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["conference", "state"], name="delegate_by_state"),
            models.Index(fields=["conference", "sort_pinyin"], name="delegate_by_pinyin"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["conference", "code"], name="delegate_code_unique"),
            models.UniqueConstraint(fields=["conference", "number"], name="delegate_number_unique"),
            models.UniqueConstraint(
                fields=["conference", "source_key"],
                condition=~Q(source_key=""),
                name="delegate_source_key_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def particulars(self) -> Particulars:
        """The delegate's own data as one value."""
        return Particulars(**{name: getattr(self, name) for name in PARTICULARS})

    def describe(self, particulars: Particulars) -> Self:
        """Set the columns of the particulars and those derived from them. Saves nothing."""
        # By name, since a new particular has to arrive in its column without another line of code.
        for name in PARTICULARS:
            setattr(self, name, getattr(particulars, name))
        self.search_keys = search_keys(self.name, self.name_latin)
        self.sort_pinyin = sort_pinyin(self.name, self.name_latin)
        return self

    @property
    def badge_number(self) -> str:
        """The number as printed on the badge: D-1027."""
        return badge_number(self.category.letter, self.number)


NOT_PARTICULARS = {
    **dict.fromkeys(("id", "code", "number", "source_key"), "identifies the row"),
    **dict.fromkeys(("conference", "registration", "person", "category"), "points at another row"),
    **dict.fromkeys(("state", "is_paid", "holds_place", "created_at", "decided_at"), "records what the portal did"),
    **dict.fromkeys(("search_keys", "sort_pinyin"), "is derived from the name"),
}
"""The columns of Delegate that are not in `Particulars`, and why. A test keeps the list complete."""


def column_of(particular: str) -> "models.Field[str, str]":
    """Return the column that holds a particular; forms and pages take its label and help text."""
    column = Delegate._meta.get_field(particular)
    assert isinstance(column, models.Field)  # noqa: S101 - tells the type checker that it is no relation
    return column


def badge_number(letter: str, number: int) -> str:
    """Return a delegate's number with the letter of the category: D-1027."""
    return f"{letter}-{number:04}"


class Credential(models.Model):
    """A delegate's random code. Only a reissue revokes it and makes a new one."""

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="credentials")
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="credentials")
    code = models.CharField(max_length=40, unique=True)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delegate"], condition=Q(revoked_at__isnull=True), name="credential_one_valid"
            )
        ]

    def __str__(self) -> str:
        return f"credential of {self.delegate_id}"


class BadgePrint(models.Model):
    """A record that a badge was printed. Append-only; printing checks nobody in and changes no code."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="prints")
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    printed_at = models.DateTimeField()
    occasion = models.CharField(max_length=40)

    class Meta:
        ordering = ["-printed_at", "-pk"]

    def __str__(self) -> str:
        return f"print of {self.credential_id}"


class Invitation(models.Model):
    """A delegate on the list of a session by invitation. `withdrawn_at` is set when they are taken off."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="invitations")
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    invited_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "delegate"], name="invitation_unique"),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.delegate_id} to {self.session_id}"
