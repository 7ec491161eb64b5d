import pytest

from events.rules.contacts import (
    Email,
    EmailNote,
    EmailRefusal,
    EmailRefused,
    Phone,
    PhoneNote,
    PhoneRefusal,
    PhoneRefused,
    read_email,
    read_phone,
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13831820000", "+8613831820000"),
        (" 13831820000\n", "+8613831820000"),
        ("１３８３１８２００００", "+8613831820000"),
        ("١٣٨٣١٨٢٠٠٠٠", "+8613831820000"),
        ("'13831820000", "+8613831820000"),
        ("13831820000.0", "+8613831820000"),
        ("138-3182-0000", "+8613831820000"),
        ("+86 138 3182 0000", "+8613831820000"),
        ("0086-13831820000", "+8613831820000"),
        ("手机：13831820000", "+8613831820000"),
        ("+852 96973011", "+85296973011"),
        ("852-9697 3011", "+85296973011"),
        ("+1 (212) 555-1234", "+12125551234"),
        ("", ""),
        ("无", ""),
    ],
)
def test_a_number_is_normalised(typed: str, number: str) -> None:
    assert read_phone(typed).number == number


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("138****0000", Phone(note=PhoneNote.MASKED)),
        ("0512-62885197", Phone("+8651262885197", note=PhoneNote.LANDLINE)),
        ("٠٥١٢-٦٢٨٨٥١٩٧ ext ٨٠١", Phone("0512-62885197ext801", note=PhoneNote.LANDLINE)),
        ("0512-62885197转801", Phone("0512-62885197转801", note=PhoneNote.LANDLINE)),
        ("13831820000、13831820001", Phone("+8613831820000", takes_text=True, note=PhoneNote.SECOND_LEFT_OUT)),
        ("13831820000\n13831820001", Phone("+8613831820000", takes_text=True, note=PhoneNote.SECOND_LEFT_OUT)),
    ],
)
def test_an_unusual_number_is_accepted_with_a_note(typed: str, phone: Phone) -> None:
    assert read_phone(typed) == phone


def test_of_two_short_numbers_of_another_region_the_first_is_taken() -> None:
    first = Phone("+3546601234", takes_text=True, note=PhoneNote.SECOND_LEFT_OUT)
    assert read_phone("6601234、6601235", region="IS") == first


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1.39E+10", PhoneRefusal.SCIENTIFIC),
        ("1381195075", PhoneRefusal.TOO_SHORT),
        ("138119507551", PhoneRefusal.TOO_LONG),
        ("12125551234", PhoneRefusal.NOT_IN_USE),
        ("call me", PhoneRefusal.NOT_A_NUMBER),
        ("+", PhoneRefusal.NOT_A_NUMBER),
        ("9" * 40, PhoneRefusal.TOO_LONG),
        ("+12125551234567", PhoneRefusal.TOO_LONG),
        ("+1212555", PhoneRefusal.TOO_SHORT),
        ("+999", PhoneRefusal.NOT_A_NUMBER),
    ],
)
def test_anything_else_is_refused_and_never_guessed(typed: str, reason: PhoneRefusal) -> None:
    with pytest.raises(PhoneRefused) as refused:
        read_phone(typed)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("p3．2150＠example．com", "p3.2150@example.com"),
        ("P11@EXAMPLE.COM", "p11@example.com"),
        ("mailto:a@b.cn", "a@b.cn"),
        ("Wei Zhang <a@b.cn>", "a@b.cn"),
        ("a@b.cn；", "a@b.cn"),
        ("a @ b.cn", "a@b.cn"),
        ("a@例子.中国", "a@例子.中国"),
        ("", ""),
        ("无", ""),
    ],
)
def test_an_address_is_normalised(typed: str, address: str) -> None:
    assert read_email(typed).address == address


@pytest.mark.parametrize(
    ("typed", "email"),
    [
        ("a@example。com", Email("a@example.com", EmailNote.CORRECTED)),
        ("x" * 64 + "@b.cn", Email("x" * 64 + "@b.cn")),
        ("ab***@example.com", Email(note=EmailNote.MASKED)),
        ("a@b.cn;c@d.cn", Email("a@b.cn", EmailNote.SECOND_LEFT_OUT)),
    ],
)
def test_an_unusual_address_is_accepted(typed: str, email: Email) -> None:
    assert read_email(typed) == email


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("a#example.com", EmailRefusal.NO_AT),
        ("a@b", EmailRefusal.MALFORMED),
        ("a@@b.cn", EmailRefusal.MALFORMED),
        ("a..b@c.cn", EmailRefusal.MALFORMED),
        ('=LOWER("X@Y.Z")', EmailRefusal.MALFORMED),
        ("a@аpple.com", EmailRefusal.HOMOGRAPH),
        ("a@аррӏе.com", EmailRefusal.HOMOGRAPH),
        ("x" * 65 + "@b.cn", EmailRefusal.TOO_LONG),
        ("a@b.cn 13831820000", EmailRefusal.MALFORMED),
        ("邮箱 a@b.cn", EmailRefusal.MALFORMED),
        ("a@" + "b." * 130 + "cn", EmailRefusal.TOO_LONG),
        ("a@" + "号码" * 30 + ".cn", EmailRefusal.MALFORMED),
    ],
)
def test_a_malformed_address_is_refused(typed: str, reason: EmailRefusal) -> None:
    with pytest.raises(EmailRefused) as refused:
        read_email(typed)
    assert refused.value.reason is reason
