"""A human being as one organisation knows them, with or without an account."""

from django.conf import settings
from django.db import models

from events.models.organisation import Organisation
from toolkit.bilingual import Bilingual


class Honour(models.TextChoices):
    """Academic and other titles, highest first; precedence follows this order."""

    CAS_CAE_ACADEMICIAN = "cas_cae", "两院院士"
    CAS_ACADEMICIAN = "cas", "中国科学院院士"
    CAE_ACADEMICIAN = "cae", "中国工程院院士"
    FOREIGN_ACADEMICIAN = "foreign", "外籍院士"
    MINISTER = "minister", "部长"
    PROFESSOR = "prof", "教授"
    DOCTOR = "dr", "博士"
    NONE = "", "—"


ACADEMICIANS = (
    Honour.CAS_CAE_ACADEMICIAN,
    Honour.CAS_ACADEMICIAN,
    Honour.CAE_ACADEMICIAN,
    Honour.FOREIGN_ACADEMICIAN,
)


class Person(models.Model):
    """A human being. Chairs, speakers, delegates and reviewers point here, so that one person can be several of them.

    Neither the name nor the e-mail address is a key: two people may share a name, or a secretary's address.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="people"
    )
    name = models.CharField(max_length=200)
    name_latin = models.CharField(max_length=200, blank=True)
    sort_pinyin = models.CharField(max_length=300, blank=True)
    sort_strokes = models.CharField(max_length=300, blank=True)
    search_keys = models.TextField(blank=True)
    honour = models.CharField(max_length=10, choices=Honour.choices, blank=True, default=Honour.NONE)
    post_zh = models.CharField(max_length=300, blank=True)
    post_en = models.CharField(max_length=300, blank=True)
    affiliation_zh = models.CharField(max_length=300, blank=True)
    affiliation_en = models.CharField(max_length=300, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    source_key = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    post = Bilingual("post")
    affiliation = Bilingual("affiliation")

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "sort_pinyin"], name="person_by_pinyin"),
            models.Index(fields=["organisation", "email"], name="person_by_email"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source_key"],
                condition=~models.Q(source_key=""),
                name="person_source_key_unique",
            )
        ]

    def __str__(self) -> str:
        return self.name


class DistinctPeople(models.Model):
    """Two people of one organisation whom somebody has looked at and found to be two, although they look like one."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_people_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="distinct_people_in_order"),
        ]
