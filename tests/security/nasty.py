"""Hostile and malformed input for parameters, headers and bodies.

All of it is tried on SQLite. On PostgreSQL, `for_this_database` keeps only what the databases themselves may treat
differently; parsing, escaping and validation are the same for both.
"""

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import quote

from django.db import connection

Value = TypeVar("Value")

TEXTS: dict[str, str] = {
    "over-long": "长" * 10_000,
    "empty": "",
    "blank": " \t　\u00a0",
    "control": "a\x07b\x1b[31m",
    "control C1": "a\x85b\x9f",
    "NUL": "a\x00b",
    "NUL alone": "\x00",
    "bidi": "abc\u202edef",
    "bidi isolate": "a\u2066b\u2069",
    "zero-width": "\u200b\u200b",
    "joiners": "\u200d\u200c",
    "soft hyphens": "\u00ad\ufeff",
    "blank letters": "\u3164\u115f\u1160\uffa0\u2800",
    "surrogate": "a\ud83db",
    "noncharacter": "a\uffffb\ufdd0",
    "private": "\ue000\U000f0000",
    "emoji": "👩‍👩‍👧 林",
    "stacked marks": "Z" + "\u0301" * 300,
    "HTML": "<script>alert(1)</script>",
    "template": "{{ 7*7 }}{% debug %}%(x)s{0.__class__}",
    "SQL": "' OR 1=1;--\"",
    "path": "../../../../etc/passwd",
    "formula": "=cmd|' /C calc'!A0",
    "newlines": "a\r\nSet-Cookie: x=1\r\n\r\nb",
    "line separators": "a\u2028b\u2029c",
    "negative": "-1",
    "zero": "0",
    "huge": "9" * 30,
    "endless": "9" * 5000,
    "exponent": "1e400",
    "not a number": "NaN",
    "infinite": "-Infinity",
    "Arabic digits": "٢٠٢٧-٠٤-١٦",
    "JSON": '{"a": [null]}',
    "no day": "2027-02-30",
    "year 0": "0000-01-01",
    "year 9999": "9999-12-31",
    "no hour": "25:61",
    "foreign id": "9223372036854775808",
}

PARTS: dict[str, str] = {
    "NUL alone": "%00",
    "NUL": "a%00b",
    "broken text": "%ff",
    "bidi": "%E2%80%AE",
    "path": "%2e%2e%2f%2e%2e",
    "newlines": "%0d%0aSet-Cookie:x",
    "over-long": "x" * 3000,
    "zero": "0",
    "endless": "9" * 5000,
    "foreign id": "9223372036854775808",
    "no day": "2027-02-30",
    "year 9999": "9999-12-31",
    "markup": quote("👩 ' OR 1=1;--<b>%s"),
}
"""Path segments, percent-encoded."""

QUERIES: dict[str, str] = {
    "broken text": "%ff%fe",
    "surrogate": "%ed%a0%80",
    "empty": "",
    "negative": "-1",
    "zero": "0",
    "huge": "9" * 25,
    "endless": "9" * 5000,
    "exponent": "1e9",
    "not a number": "NaN",
    "no day": "2027-02-30",
    "year 9999": "9999-12-31",
    "year 1": "0001-01-01",
    "Arabic digit": "٣",
    "nonsense": "nonsense",
    "bidi": "%E2%80%AE",
    "half an escape": "%",
    "over-long": quote("长" * 3000),
    "markup": quote("' OR 1=1;--<script>"),
    "elsewhere": "//evil.example",
}
"""Query values, percent-encoded."""

WIRE = "\u202e".encode().decode("latin-1")
"""A bidirectional control character, as a header carries it."""
HEADERS: dict[str, dict[str, str]] = {
    "languages": {"Accept-Language": "zh-" * 2000 + ",;q=9,*;q=NaN"},
    "a language that is a path": {"Accept-Language": "../../etc/passwd"},
    "a session with NUL": {"Cookie": 'sessionid="abc\\000defghijk"'},
    "a long session": {"Cookie": f"sessionid={'x' * 5000}"},
    "cookies of nobody": {"Cookie": f"csrftoken={WIRE}; django_language=../../x; messages=garbage; ;=;a=b=c;\x7f"},
    "addresses": {"X-Forwarded-For": "nobody, 999.1.1.1, ::g, \x00" + ",1" * 500},
    "conditions": {"If-None-Match": 'W/"' + "x" * 5000, "If-Modified-Since": "Wed, 99 Foo 2027", "Range": "bytes=9-1"},
    "a key": {"Authorization": "Bearer " + "\x00" * 20},
    "a basic key": {"Authorization": "Basic %%%"},
    "a part of a page": {"HX-Request": "true", "HX-Target": WIRE, "X-Requested-With": "XMLHttpRequest"},
    "a name for the request": {"X-Request-ID": "x" * 5000, "X-Correlation-ID": WIRE},
}

LARGEST = 200_000
"""Largest body in bytes that these tests allow; the portal has its own limit."""
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
BODIES: dict[str, tuple[str, bytes]] = {
    "a form of broken text": (FORM, b"name=%ff%fe&%00=%00&step=confirm&a=%ed%a0%80&email=%C0%80"),
    "a form of no charset": (f"{FORM}; charset=nonsense", b"name=x"),
    "a form in UTF-16": (f"{FORM}; charset=utf-16", "name=x".encode("utf-16")),
    "too many fields": (FORM, b"&".join(b"%d=x" % number for number in range(2100))),
    "the same field often": (FORM, b"name=x&" * 500),
    "too large": (FORM, b"name=" + b"x" * LARGEST),
    "parts without a boundary": ("multipart/form-data", b"--x\r\n\r\n"),
    "broken parts": ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a\r\n--'),
    "parts that lie": (
        "multipart/form-data; boundary=x",
        (
            b'--x\r\nContent-Disposition: form-data; name="name"; filename="../../../x\x00.png"\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n%%%%\r\n--x--\r\n"
        ),
    ),
    "plain text": ("text/plain", b"\xff\xfe\x00"),
    "broken JSON": (JSON, b'{"a": '),
    "broken text as JSON": (JSON, b'{"a": "\xff"}'),
    "JSON of nothing": (JSON, b""),
    "null": (JSON, b"null"),
    "deep JSON": (JSON, b"[" * 100_000),
    "deep good JSON": (JSON, b'{"a":' * 5_000 + b"1" + b"}" * 5_000),
    "an endless number": (JSON, b'{"a": ' + b"9" * 5_000 + b"}"),
    "no numbers": (JSON, b'{"a": [NaN, Infinity, -Infinity, 1e999]}'),
    "the same key twice": (JSON, b'{"name": "x", "name": ["y"]}'),
    "halves of pairs": (JSON, b'{"\\ud83d": "\\udc00", "name": "\\ud83d", "secret": "\\ud83d"}'),
    "too large JSON": (JSON, b'{"a": "' + b"x" * LARGEST + b'"}'),
    "another kind": ("application/xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    "no kind": ("", b"x"),
}
"""Content type and content of bodies."""

SEEN_BY_DATABASES = {
    *("NUL", "NUL alone", "surrogate", "noncharacter", "broken text", "over-long", "huge", "foreign id"),
    *("year 0", "year 1", "year 9999", "a form of broken text", "parts that lie", "halves of pairs"),
}
"""The names of what PostgreSQL refuses or counts differently: text that is none, long text, numbers and years."""


def for_this_database(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return all values on SQLite; on PostgreSQL, only those that the databases may treat differently."""
    is_first = connection.vendor == "sqlite"
    return {name: value for name, value in values.items() if is_first or name in SEEN_BY_DATABASES}
