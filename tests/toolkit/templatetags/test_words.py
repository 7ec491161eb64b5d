from dataclasses import dataclass

from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from toolkit.text import Text

BOTH = Text(zh="细胞与免疫治疗", en="Cell & Immune Therapy")


@dataclass(frozen=True)
class Room:
    name: Text


def rendered(source: str, language: str = "zh-hans", **context: object) -> str:
    with override(language):
        return Template("{% load words %}" + source).render(Context(context))


def request_for(path: str) -> HttpRequest:
    return RequestFactory().get(path)


def test_a_text_is_shown_in_the_active_language() -> None:
    assert rendered("{% bilingual text %}", "zh-hans", text=BOTH) == "细胞与免疫治疗"
    assert rendered("{% bilingual text %}", "en", text=BOTH) == "Cell &amp; Immune Therapy"


def test_a_missing_language_shows_the_other_one_marked() -> None:
    assert rendered("{% bilingual text %}", "en", text=Text(zh="闭幕式")) == '<span lang="zh-Hans">闭幕式</span>'


def test_markup_in_a_text_is_escaped() -> None:
    shown = rendered("{% breakable text %}", text=Text(zh="<b>合成生物\uff1a二</b>"))

    assert shown == '<span class="half">&lt;b&gt;合成生物\uff1a</span><span class="half">二&lt;/b&gt;</span>'


def test_a_title_may_break_at_its_colon() -> None:
    title = Text(zh="以细胞为工厂\uff1a能与不能", en="Cells as Factories: Can and Cannot")

    assert rendered("{% breakable text %}", "zh-hans", text=title) == (
        '<span class="half">以细胞为工厂\uff1a</span><span class="half">能与不能</span>'
    )
    assert rendered("{% breakable text %}", "en", text=title) == (
        '<span class="half">Cells as Factories:</span> <span class="half">Can and Cannot</span>'
    )


def test_a_short_word_before_a_colon_gets_no_line_of_its_own() -> None:
    assert rendered("{% breakable text %}", text="快报\uff1a对接打分函数的盲区") == "快报\uff1a对接打分函数的盲区"


def test_a_title_does_not_break_within_a_time() -> None:
    assert rendered("{% breakable text %}", text="午餐 12:30") == "午餐 12:30"


def test_the_other_title_is_marked_with_its_language() -> None:
    assert rendered("{% alternate text %}", text=BOTH) == '<span class="alt" lang="en">Cell &amp; Immune Therapy</span>'
    assert rendered("{% alternate text %}", text=Text(zh="闭幕式")) == ""


def test_a_page_without_a_language_in_its_address_has_no_translation_link() -> None:
    assert rendered("{% url_in_language 'en' %}", request=request_for("/accounts/login/")) == ""
    assert rendered("{% url_in_language 'en' %}") == ""


def test_the_plate_shows_the_family_name() -> None:
    assert rendered("{{ name|initial }}", name="顾怀瑾") == "顾"
    assert rendered("{{ name|initial }}", name="de Vries") == "D"
    assert rendered("{{ name|initial }}", name="") == ""


def test_a_chinese_conference_name_keeps_its_last_word_together() -> None:
    assert rendered("{% breakable text %}", text="全国生物技术创新大会") == (
        '<span class="half">全国生物技术</span><span class="half">创新大会</span>'
    )
    assert rendered("{% breakable text %}", text="全国大会") == "全国大会"
    long = "长江流域生态系统碳循环国际学术研讨会"
    kept = '长江流域生态系统碳循环国际<span class="keep">学术研讨会</span>'
    assert rendered("{% breakable text %}", text=long) == kept


def test_a_name_is_read_in_the_language_of_its_script() -> None:
    assert rendered("{{ name|script_lang }}", name="顾怀瑾") == "zh-Hans"
    assert rendered("{{ name|script_lang }}", name="Gu Huaijin") == "en"


def test_names_are_on_one_line_and_foreign_ones_are_marked() -> None:
    rows = [Room(name=BOTH), Room(name=Text(zh="主会场"))]
    told = 'Cell &amp; Immune Therapy, <span lang="zh-Hans">主会场</span>'
    assert rendered("{% names rows %}", "en", rows=rows) == told


def test_a_name_in_a_sentence_is_set_apart_and_escaped() -> None:
    sentence = "{% blocktranslate with name=name|isolated %}Dear {{ name }},{% endblocktranslate %}"
    assert rendered(sentence, "en", name="<Cohen>") == "Dear <bdi>&lt;Cohen&gt;</bdi>,"
