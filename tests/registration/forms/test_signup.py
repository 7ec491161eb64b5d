from collections.abc import Mapping

import pytest
from django.http import QueryDict
from django.utils.translation import override

from events.rules.names import latin_name_for
from registration.forms import CorrectionForm, LinkForm, SignUpForm
from registration.forms.desk import EnrolForm
from registration.models import Category, Delegate
from registration.queries.categories import OfferedCategory
from registration.rules.signup import Offer, SignUpRefusal
from tests.builders.doors import a_category
from tests.builders.people import Cast

GOOD = {
    "category": "delegate",
    "name": "林知远",
    "institution_zh": "吴淞理工大学",
    "email": "lin@example.com",
    "phone": "138 0000 2713",
    "request_key": "A" * 26,
}
RIGHT_TO_LEFT = "\u202e"


def offered(code: str = "delegate", offer: Offer = Offer.AVAILABLE) -> OfferedCategory:
    return OfferedCategory(category=Category(code=code), offer=offer, left=None)


def a_form(*, language: str = "en", **fields: str) -> SignUpForm:
    categories = [offered(), offered("student"), offered("gone", Offer.OVER)]
    return SignUpForm(GOOD | fields, categories=categories, language=language)


def words(form: SignUpForm | CorrectionForm | LinkForm) -> Mapping[str, list[str]]:
    with override("en"):
        return {field: [str(error) for error in errors] for field, errors in form.errors.items()}


def test_input_becomes_a_sign_up_with_normalised_name_phone_and_address() -> None:
    form = a_form(
        name=" 林 知远 ", email=" LIN@Example.COM ", phone="138-0000-2713", post_zh="研究员  兼 院长", note="素食"
    )
    assert words(form) == {}
    signed = form.sign_up(door="page")
    typed = signed.particulars
    assert (typed.name, typed.name_latin) == ("林知远", "LIN Zhiyuan")
    assert (typed.email, typed.phone, typed.post_zh) == ("lin@example.com", "+8613800002713", "研究员 兼 院长")
    assert (signed.category, signed.language, typed.note) == ("delegate", "en", "素食")
    assert signed.request_key == f"page:{'A' * 26}"


def test_without_a_request_key_sign_ups_share_none() -> None:
    form = a_form(request_key="")
    assert form.is_valid()
    assert form.sign_up(door="page").request_key == ""


def test_a_latin_name_is_not_printed_twice() -> None:
    form = a_form(name="Maria LOPEZ", name_latin="Maria LOPEZ")
    assert form.is_valid()
    assert (form.particulars().name, form.particulars().name_latin) == ("Maria LOPEZ", "")


def test_a_typed_latin_name_is_kept() -> None:
    form = a_form(name="吕慕言", name_latin="LU Moyan")
    assert form.is_valid()
    assert form.particulars().name_latin == "LU Moyan"


def test_a_latin_name_that_was_made_is_shown_but_not_sent_again_as_if_it_were_typed() -> None:
    with override("en"):
        form = a_form(name="周一一", phone="138 0000 2713")
    assert form.is_valid()
    assert form.particulars().name_latin == "ZHOU Yiyi"
    assert (form.typed["name_latin"], form.typed["phone"]) == ("", "138 0000 2713")
    assert str(form["name_latin"].help_text).endswith("Left empty, it is made from the Chinese name. Now: ZHOU Yiyi.")
    again = a_form(**(form.typed | {"name": "吴二二"}))
    assert again.is_valid()
    assert again.particulars().name_latin == "WU Erer"


def test_a_latin_name_that_was_typed_stays_when_the_name_changes() -> None:
    form = a_form(name="周一一", name_latin="CHOW Yiyi")
    assert form.is_valid()
    again = a_form(**(form.typed | {"name": "周一乙"}))
    assert again.is_valid()
    assert again.particulars().name_latin == "CHOW Yiyi"


def test_a_name_of_any_length_is_answered_without_reading_it_as_pinyin() -> None:
    assert len(str(a_form(name="周" * 400_000)["name_latin"].help_text)) < 500


@pytest.mark.parametrize(("language", "field"), [("zh-hans", "institution_zh"), ("en", "institution_en")])
def test_one_language_of_the_institution_is_enough_and_the_page_asks_in_its_own(language: str, field: str) -> None:
    other = {"institution_zh": "institution_en", "institution_en": "institution_zh"}[field]
    missing = a_form(language=language, institution_zh="", institution_en="")
    assert words(missing) == {field: ["Enter the institution to print on the badge."]}
    assert words(a_form(language=language, **{field: "", other: "Wusong"})) == {}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Enter the name to print on the badge."),
        ("   ", "Enter the name to print on the badge."),
        ("林" * 61, "A name can have at most 60 characters."),
        ("A" * 2000, "A name can have at most 60 characters."),
        ("A" * 500_000, "This text is too long."),
        ("林知远\x00", "This text contains invisible control characters. Type it again."),
        ("林\x07知远", "This text contains invisible control characters. Type it again."),
        (f"{RIGHT_TO_LEFT}nil", "This text contains invisible control characters. Type it again."),
        ("<script>alert(1)</script>", "A name cannot contain < or >."),
        ("=HYPERLINK(1)", "A name must begin with a letter or a character."),
        ("www.example.com", "This is an address. Enter the name here."),
        ("林知远 example。com", "This is an address. Enter the name here."),
        ("林知远 加微信lin2027", "A telephone number or an account cannot stand here. Enter the name only."),
        ("林知远１３８００００２７１３", "A telephone number or an account cannot stand here. Enter the name only."),
        ("林知远、王伟", "These are several names. Register each person separately."),
        ("林知远（随行：王伟）", "Enter one name only. Register companions separately."),
        ("138", "A name needs at least one letter or character."),
        ("\u200b\u200b", "Enter the name to print on the badge."),
        ("林知远𝛁", "These characters cannot be printed: 𝛁. Write them another way."),
    ],
)
def test_anything_but_a_name_is_an_error_at_its_field(name: str, sentence: str) -> None:
    assert words(a_form(name=name)) == {"name": [sentence]}


@pytest.mark.parametrize(
    "name", ["林" * 60, "A" * 60, "Maria Alexandra VAN DER WOUDE-MEIJER-FITZGERALD de la Cruz y", "𬴂𫖯"]
)
def test_names_of_up_to_sixty_characters_are_accepted(name: str) -> None:
    form = a_form(name=name)
    assert words(form) == {}
    assert form.particulars().name == name


@pytest.mark.parametrize("latin", ["林知远", "Лин", "김민준", "LIN 知远"])
def test_the_latin_name_is_in_latin_letters(latin: str) -> None:
    assert words(a_form(name_latin=latin)) == {"name_latin": ["Latin letters only, such as LIN Zhiyuan."]}


@pytest.mark.parametrize("name", ["김민준", "高橋さくら", "Иван Петров", "สมชาย ใจดี"])
def test_a_latin_name_is_asked_for_where_it_cannot_be_made(name: str) -> None:
    asking = a_form(name=name)
    assert words(asking) == {"name_latin": ["Enter the name in Latin letters, too."]}
    assert asking["name_latin"].field.required
    form = a_form(name=name, name_latin="KIM Minjun")
    assert words(form) == {}
    assert (form.particulars().name, form.particulars().name_latin) == (name, "KIM Minjun")


@pytest.mark.parametrize(
    ("phone", "sentence"),
    [
        ("138 0000 27", "2 digits missing; mobile numbers have 11."),
        ("1380000271", "1 digit missing; mobile numbers have 11."),
        (
            "138000027139",
            "There are too many digits. Outside mainland China, begin with + and the country code.",
        ),
        ("hello", "Enter a number, such as 138 0013 8000 or +44 20 7946 0958."),
        ("1.38E+10", "A spreadsheet has shortened this number. Enter all its digits."),
        ("138****2713", "Enter the whole number, without asterisks."),
        ("13800002713 / 13900002713", "Enter one number only."),
        ("1" * 61, "Ensure this value has at most 60 characters (it has 61)."),
        ("138\x000000", "This text contains invisible control characters. Type it again."),
    ],
)
def test_anything_but_a_phone_number_is_an_error_at_its_field(phone: str, sentence: str) -> None:
    assert words(a_form(phone=phone)) == {"phone": [sentence]}


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Enter an e-mail address: the confirmation and the badge are sent there."),
        ("lin.example.com", "The @ is missing. An address looks like name@example.com."),
        ("lin@", "This is not an e-mail address. An address looks like name@example.com."),
        ("lin@exаmple.com", "This address mixes letters of several scripts. Type it again in Latin letters."),
        (f"{'l' * 65}@example.com", "An e-mail address can have at most 254 characters, and 64 before the @."),
        (f"lin@{'example.' * 40}com", "An e-mail address can have at most 254 characters, and 64 before the @."),
        ("lin@example.com; wang@example.com", "Enter one address only."),
        ("l**@example.com", "Enter the whole address, without asterisks."),
        (
            "lin@example.com\nBcc: all@example.com",
            "This text contains invisible control characters. Type it again.",
        ),
        (
            f"lin{RIGHT_TO_LEFT}@example.com",
            "This text contains invisible control characters. Type it again.",
        ),
    ],
)
def test_anything_but_an_address_is_an_error_at_its_field(email: str, sentence: str) -> None:
    assert words(a_form(email=email)) == {"email": [sentence]}
    assert list(words(LinkForm({"email": email}))) == ["email"]


@pytest.mark.parametrize("field", ["institution_zh", "institution_en", "post_zh", "post_en", "note"])
@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", f"a{RIGHT_TO_LEFT}b", "a" * 501])
def test_lines_that_cannot_be_printed_are_refused_at_their_field(field: str, text: str) -> None:
    assert list(words(a_form(**{field: text}))) == [field]


@pytest.mark.parametrize("field", ["institution_zh", "institution_en", "post_zh", "post_en"])
@pytest.mark.parametrize(
    "text", ["买药 example。com", "示例大学 QQ 12345", "院长 ＷｅＣｈａｔ：lin2027", "+86 138 0000 2713"]
)
def test_advertising_is_refused_wherever_it_would_be_printed(field: str, text: str) -> None:
    refused = {field: ["A web address, a telephone number or an account cannot stand here."]}
    assert words(a_form(**{field: text})) == refused
    stored = Delegate(name="王伟", institution_zh="示例大学", email="wang@example.com")
    with override("en"):
        assert dict(a_correction(stored, **{field: text}).errors) == refused


def test_a_note_may_hold_what_is_not_printed() -> None:
    assert words(a_form(note="请加微信 lin2027 或致电 010-62781234")) == {}


def test_a_note_keeps_its_lines() -> None:
    form = a_form(note="素食\r\n轮椅   通道\n")
    assert form.is_valid()
    assert form.particulars().note == "素食\n轮椅 通道"


@pytest.mark.parametrize("code", ["gone", "nowhere", "delegate\x00", "x" * 300])
def test_an_unavailable_category_is_an_error_at_its_field(code: str) -> None:
    assert list(words(a_form(category=code))) == ["category"]


def test_without_a_choice_the_category_is_asked_for() -> None:
    assert words(a_form(category="")) == {"category": ["Choose a category."]}


@pytest.mark.parametrize("reason", list(SignUpRefusal))
def test_every_refusal_has_words(reason: SignUpRefusal) -> None:
    form = a_form()
    form.is_valid()
    form.refuse(reason)
    assert len(words(form)) == 1


def test_a_correction_starts_with_the_stored_data_and_asks_for_no_category() -> None:
    delegate = Delegate(name="王伟", email="wang@example.com")
    first = CorrectionForm(delegate, language="zh-hans")
    assert (first["name"].value(), first["email"].value(), "category" in first.fields) == (
        "王伟",
        "wang@example.com",
        False,
    )
    form = CorrectionForm(delegate, GOOD | {"seen": first.digest}, language="zh-hans")
    assert form.is_valid()
    assert (form.particulars().name, form.particulars().phone) == ("林知远", "+8613800002713")


def a_correction(stored: Delegate, **typed: str) -> CorrectionForm:
    """Return the form as a reader sends it who changed what was `typed` and left the rest alone."""
    shown = CorrectionForm(stored, language="zh-hans")
    return CorrectionForm(stored, shown.typed | typed, language="zh-hans")


@pytest.mark.parametrize(("latin", "then"), [("ZHOU Yiyi", "WU Erer"), ("CHOW Yiyi", "CHOW Yiyi")])
def test_a_corrected_name_makes_the_latin_name_anew_unless_it_was_typed(latin: str, then: str) -> None:
    stored = Delegate(name="周一一", name_latin=latin, institution_zh="示例大学", email="zhou@example.com")
    form = a_correction(stored, name="吴二二")
    assert form.is_valid()
    assert (form.particulars().name, form.particulars().name_latin) == ("吴二二", then)


@pytest.mark.parametrize(
    "latin",
    ["SHAN Xiaolan", "CHAN Xiaolan", "DAN Xiaolan"],
    ids=["made, or typed just so", "typed", "made with readings of an older list"],
)
def test_a_form_sent_without_a_change_keeps_the_latin_name(latin: str) -> None:
    stored = Delegate(name="单晓岚", name_latin=latin, institution_zh="示例大学", email="shan@example.com")
    form = a_correction(stored)
    assert form.is_valid()
    assert form.particulars() == stored.particulars


@pytest.mark.parametrize("length", [58, 59, 60])
def test_a_form_sent_without_a_change_keeps_a_latin_name_that_was_cut(length: int) -> None:
    name = "周" * 60
    latin = latin_name_for(name, at_most=length)
    stored = Delegate(name=name, name_latin=latin, institution_zh="示例大学", email="zhou@example.com")
    form = a_correction(stored)
    assert form.is_valid()
    assert form.particulars().name_latin == latin


def test_a_latin_name_that_was_made_is_no_change_by_somebody_else() -> None:
    stored = Delegate(name="周一一", name_latin="ZHOU Yiyi", institution_zh="示例大学", email="zhou@example.com")
    form = a_correction(stored, seen="older")
    assert form.is_valid()
    other = a_correction(stored, seen="older", post_zh="院长")
    assert sorted(other.errors) == ["__all__", "post_zh"]


@pytest.mark.django_db
def test_the_desk_asks_for_the_same(cast: Cast) -> None:
    a_category(cast.conference)
    typed = QueryDict(mutable=True)
    typed.update({"category": "delegate", "name": "김민준", "institution_en": "示例大学 微信 lin2027"})
    form = EnrolForm(cast.conference, typed, language="en")
    with override("en"):
        assert form.errors == {
            "name_latin": ["Enter the name in Latin letters, too."],
            "institution_en": ["A web address, a telephone number or an account cannot stand here."],
        }
    typed.update({"name_latin": "KIM Minjun"})
    typed["institution_en"] = "Example University"
    assert EnrolForm(cast.conference, typed, language="en").is_valid()
