from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.template import Context, Template
from django.utils.translation import override

SHANGHAI = ZoneInfo("Asia/Shanghai")
INSTANT = datetime(2027, 4, 15, 16, 30, tzinfo=UTC)


def rendered(source: str, language: str = "zh-hans", **context: object) -> str:
    with override(language):
        return Template("{% load times %}" + source).render(Context(context))


def test_an_instant_is_shown_in_the_zone_with_a_machine_readable_value() -> None:
    shown = rendered("{{ at|clock:zone }}", at=INSTANT, zone=SHANGHAI)

    assert shown == '<time datetime="2027-04-16T00:30:00+08:00">00:30</time>'


def test_machine_readable_values_have_no_fractions_of_a_second() -> None:
    at = INSTANT.replace(microsecond=123456)
    pages = ["{{ at|clock:zone }}", "{{ at|moment:zone }}", "{% time_range at at zone %}"]

    attributes = [rendered(page, at=at, zone=SHANGHAI).split('"')[1] for page in pages]

    assert attributes == ["2027-04-16T00:30:00+08:00"] * 3


def test_a_zone_may_be_given_by_name() -> None:
    assert rendered("{{ at|day_in:'Asia/Shanghai'|day }}", at=INSTANT) == "4 月 16 日"


def test_the_day_range_follows_the_language() -> None:
    days = {"first": date(2027, 4, 16), "last": date(2027, 4, 18)}

    assert rendered("{% day_range first last %}", "zh-hans", **days) == "4 月 16—18 日"
    assert rendered("{% day_range first last year=True %}", "en", **days) == "16–18 April 2027"


def test_a_moment_includes_its_day() -> None:
    assert ">4 月 16 日 00:30<" in rendered("{{ at|moment:zone }}", at=INSTANT, zone=SHANGHAI)
    assert ">16 April, 00:30<" in rendered("{{ at|moment:zone }}", "en", at=INSTANT, zone=SHANGHAI)
