"""Badges as PDF can be scanned, are correct in every script, and look the same from both engines."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject

from registration.exporters.badges import badge, badges, laid_out, undrawn
from registration.rules.badges import MARGIN, MEASURE, QR_SIDE, QR_TOP
from registration.rules.printing import Paper
from tests import paper
from tests.builders.badges import CODE, a_badge

NAMES = {
    "two characters": "王伟",
    "three characters": "林知远",
    "one character": "伟",
    "rare characters": "欧阳㛃䶮𬴂𫖯𬬩喆㬎",
    "a dot in the name": "阿不都热合曼·买买提明",
    "Korean": "김철수",
    "Arabic": "عبد الرحمن بن عبد العزيز",
    "Thai": "กิ่งแก้ว สมชาย",
    "Han of the second plane": "𠮷田𡃁𪜎",
    "Hebrew": "דוד בן־גוריון",
    "Devanagari": "राजेश कुमार क्षत्रिय",
    "Sinhala": "ශ්‍රී ජයවර්ධනපුර",
    "Tibetan": "བསྟན་འཛིན་རྒྱ་མཚོ",
    "Burmese": "ဒေါ်အောင်ဆန်းစုကြည်",
    "accents": "María José Łukasz Żółć Đặng",
    "60 characters": "测" * 60,
    "60 letters": "W" * 60,
    "markup": "<b>林</b> & 'x' </style>",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_two_decoders_read_the_printed_code(name: str, tmp_path: Path) -> None:
    image = paper.picture(badge(a_badge(name)), tmp_path)
    assert paper.read_by_zxing(image) == [CODE]
    assert paper.read_by_zbar(image, tmp_path) == [CODE]


def test_two_decoders_read_the_painted_code(tmp_path: Path) -> None:
    printed = badges([a_badge(code=f"{CODE[:-1]}{at}") for at in range(2, 5)], title="示例")
    for at in range(2, 5):
        image = paper.picture(printed, tmp_path, page=at - 1)
        assert paper.read_by_zxing(image) == [f"{CODE[:-1]}{at}"]
        assert paper.read_by_zbar(image, tmp_path) == [f"{CODE[:-1]}{at}"]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_painted_and_plain_badges_are_the_same_picture(name: str, tmp_path: Path) -> None:
    content = a_badge(name, band="#E5B95F")
    for folder in ("plain", "single", "painted"):
        (tmp_path / folder).mkdir()
    plain = paper.picture(laid_out(content), tmp_path / "plain")
    single = paper.picture(badge(content), tmp_path / "single")
    painted = paper.picture(badges([content], title="示例"), tmp_path / "painted")
    assert without_code(plain).tobytes() == without_code(painted).tobytes() == without_code(single).tobytes()
    assert share_of_difference(plain, painted) < 0.002
    assert single.tobytes() == painted.tobytes()


def without_code(image: Image.Image) -> Image.Image:
    """Cover the code with a white square, because the engines round its edges differently."""
    scale = 150 / 96
    left, top, side = (round(value * scale) for value in (MARGIN - 2, QR_TOP - 2, QR_SIDE + 4))
    covered = image.copy()
    covered.paste(255, (left, top, left + side, top + side))
    return covered


def share_of_difference(first: Image.Image, second: Image.Image) -> float:
    histogram = ImageChops.difference(first, second).histogram()
    return sum(histogram[64:]) / sum(histogram)


def test_names_are_found_as_text_with_their_letters_intact() -> None:
    for content in (a_badge("林知远"), a_badge("欧阳𬴂㛃"), a_badge("<b>林</b>", name_latin="A & B")):
        for printed in (badge(content), badges([content], title="示例")):
            assert content.name in paper.text(printed)
            assert content.name_latin in paper.text(printed)


def test_arabic_is_joined_and_runs_from_right_to_left(tmp_path: Path) -> None:
    """Joined letters are narrower than separate ones, and the first letter is rightmost."""
    joined, apart = (ink_box(badge(a_badge(name, name_latin="")), tmp_path) for name in ("ببب", "ب\u200cب\u200cب"))
    assert joined[2] - joined[0] < apart[2] - apart[0]
    alef_first, alef_last = (paper.picture(badge(a_badge(name, name_latin="")), tmp_path) for name in ("اب", "با"))
    assert tall_side(alef_first) == "right"
    assert tall_side(alef_last) == "left"


def name_area(image: Image.Image) -> Image.Image:
    scale = 150 / 96
    return image.crop((0, round(105 * scale), image.width, round(250 * scale)))


def ink_box(pdf: bytes, folder: Path) -> tuple[int, int, int, int]:
    box = ImageChops.invert(name_area(paper.picture(pdf, folder))).getbbox()
    assert box is not None
    return box


def tall_side(image: Image.Image) -> str:
    """Return on which side of the name its tallest letter is."""
    inverted = ImageChops.invert(name_area(image))
    left, top, right, _ = inverted.getbbox() or (0, 0, 0, 0)
    first_row = inverted.crop((left, top, right, top + 4)).getbbox()
    assert first_row is not None
    return "left" if first_row[0] + first_row[2] < right - left else "right"


@pytest.mark.parametrize(
    "name",
    [
        *("བསྟན་འཛིན་རྒྱ་མཚོ", "བསྒྲུབས་རྒྱལ་མཚན་དཔལ་བཟང་པོ་ཕུན་ཚོགས་བཀྲ་ཤིས", "އިބްރާހީމް", "သိင်္ဂီကြည်", "ស្រីមុំ ប្រាក់", "ಕೃಷ್ಣಮೂರ್ತಿ"),
        *("عبد الرحمن", "กิ่งแก้ว สมชาย", "ḬỌ́ṣẹ́gun", "ᠮᠣᠩᠭᠣᠯ", "राजेन्द्र क्षत्रिय", "ශ්‍රී ජයවර්ධනපුර කෝට්ටේ"),
    ],
)
def test_names_of_every_script_stay_within_their_place(name: str, tmp_path: Path) -> None:
    """Deep letters do not touch the Latin name, tall ones not the conference, wide ones not the edge."""
    alone = ink_box(badge(a_badge(name, name_latin="")), tmp_path)
    scale = 150 / 96
    assert alone[0] >= (MARGIN - 6) * scale
    assert alone[2] <= (MARGIN + MEASURE + 6) * scale
    image = paper.picture(badge(a_badge(name, name_latin="Tenzin")), tmp_path)
    assert blank(image, 98, 101), "below the conference"
    assert blank(image, 229, 232), "above the Latin name"
    assert not blank(image, 240, 250)


def blank(image: Image.Image, top: float, bottom: float) -> bool:
    scale = 150 / 96
    strip = image.crop((0, round(top * scale), image.width, round(bottom * scale)))
    return ImageChops.invert(strip).getbbox() is None


def test_only_our_fonts_are_embedded(tmp_path: Path) -> None:
    printed = badges([a_badge(name) for name in NAMES.values()], title="示例")
    assert paper.fonts(printed, tmp_path) == {
        "HanaMinB-Medium",
        "Noto-Sans-Arabic-Bold",
        "Noto-Sans-Devanagari-Bold",
        "Noto-Sans-Hebrew-Bold",
        "Noto-Sans-KR-Bold",
        "Noto-Sans-Myanmar-Bold",
        "Noto-Sans-SC",
        "Noto-Sans-Sinhala-Bold",
        "Noto-Sans-Thai-Bold",
        "Noto-Serif-HK-Bold",
        "Noto-Serif-JP-Bold",
        "Noto-Serif-SC-Bold",
        "Noto-Serif-Tibetan-Bold",
        "Source-Sans-3",
        "Source-Serif-4-Italic",
        "Source-Serif-4-Semi-Bold",
    }


@pytest.mark.parametrize("name", ["𓀀𓀁", "Lin 😀", "王\U0002a6d6"])
def test_a_name_with_a_missing_glyph_is_reported_and_printed_in_latin_letters(name: str) -> None:
    content = a_badge(name)
    assert [fault.content.name for fault in undrawn([a_badge(), content])] == [name]
    for printed in (badge(content), badges([content], title="示例")):
        assert "LIN Zhiyuan" in paper.text(printed)
        assert "〓" not in paper.text(printed)


def test_badges_to_look_at_are_listed_first() -> None:
    content = a_badge("\U0002a6d6林", number="D-0007", institution_zh="\U0002a6d6山书院", institution_en="")
    printed = badges([a_badge("王伟"), content], title="示例", faults=undrawn([content]))
    assert len(PdfReader(BytesIO(printed)).pages) == 3
    listed = paper.text(printed).replace("\n", "")
    assert "Check these" in listed
    assert "D-0007 [U+2A6D6]林 · [U+2A6D6]山书院" in listed
    assert "王伟" in paper.text(printed, page=2)
    assert "〓山书院" in paper.text(printed, page=3)


def test_badges_come_in_order_one_to_a_page() -> None:
    printed = badges([a_badge(name) for name in ("林一", "林二", "林三")], title="示例")
    read = PdfReader(BytesIO(printed))
    assert [page.extract_text().count("林") for page in read.pages] == [1, 1, 1]
    assert ["林一" in paper.text(printed, page=1), "林三" in paper.text(printed, page=3)] == [True, True]
    assert [round(float(side) / 72 * 25.4) for side in read.pages[0].mediabox[2:]] == [105, 148]


def test_an_a4_page_holds_four_badges(tmp_path: Path) -> None:
    codes = [f"{CODE[:-1]}{at}" for at in range(2, 7)]
    printed = badges([a_badge(code=code) for code in codes], title="示例", paper=Paper.A4)
    read = PdfReader(BytesIO(printed))
    assert len(read.pages) == 2
    assert [round(float(side) / 72 * 25.4) for side in read.pages[0].mediabox[2:]] == [210, 297]
    assert sorted(paper.read_by_zxing(paper.picture(printed, tmp_path))) == codes[:4]


def test_the_number_of_pages_done_is_reported() -> None:
    told: list[tuple[int, int]] = []
    badges([a_badge()] * 3, title="示例", painted=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_printing_can_be_stopped_between_pages() -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        badges([a_badge()] * 3, title="示例", painted=stop)
    assert badge(a_badge()).startswith(b"%PDF")


def test_two_thousand_badges_embed_each_glyph_once() -> None:
    few = len(badges([a_badge()] * 20, title="示例"))
    many = len(badges([a_badge()] * 200, title="示例"))
    assert (many - few) / 180 < 1500


def part(holder: object, *keys: str | int) -> object:
    """Return what stands at the end of these keys in a PDF's objects."""
    for key in keys:
        assert isinstance(holder, DictionaryObject | ArrayObject)
        holder = holder[key].get_object()  # type: ignore[index] # a name in a dictionary, a number in an array
    return holder


def test_a_delegates_badge_tells_a_screen_reader_its_lines_in_order() -> None:
    read = PdfReader(BytesIO(badge(a_badge())))
    root = read.trailer["/Root"]
    assert part(root, "/MarkInfo", "/Marked") == BooleanObject(True)  # noqa: FBT003 - the PDF's own kind of value
    pieces = part(root, "/StructTreeRoot", "/K", 0, "/K")
    assert isinstance(pieces, ArrayObject)
    kinds = [part(pieces, at, "/S") for at in range(len(pieces))]
    assert kinds == ["/P"] * (len(pieces) - 1) + ["/Figure"]
    assert part(pieces, -1, "/Alt") == "二维码 QR"
    contents = read.pages[0].get_contents()
    assert contents is not None
    stream = contents.get_data()
    assert [int(mark) for mark in re.findall(rb"/MCID (\d+)", stream)] == list(range(len(pieces)))
    assert stream.count(b"BDC") + stream.count(b"BMC") == stream.count(b"EMC")
    assert part(root, "/StructTreeRoot", "/ParentTree", "/Nums", 1) == pieces
    assert part(root, "/StructTreeRoot", "/ParentTree", "/Nums", 0) == read.pages[0]["/StructParents"]
    assert read.metadata is not None
    assert read.metadata.title == "林知远 · 全国生物技术创新大会"
    assert part(root, "/Lang") == "zh-Hans"


def test_a_badge_is_the_same_whatever_was_printed_before() -> None:
    alone = badge(a_badge("林知远"))
    badges([a_badge(name) for name in NAMES.values()], title="示例")
    badge(a_badge("བསྟན་འཛིན", conference_zh="另一个大会"))
    assert badge(a_badge("林知远")) == alone


def test_several_threads_may_print_at_once() -> None:
    contents = [a_badge(name) for name in (*NAMES.values(), *NAMES.values())]
    with ThreadPoolExecutor(4) as threads:
        printed = list(threads.map(badge, contents))
    assert [content.name in paper.text(pdf) for content, pdf in zip(contents[:3], printed[:3], strict=True)] == [
        True
    ] * 3
    assert printed[: len(NAMES)] == printed[len(NAMES) :]
