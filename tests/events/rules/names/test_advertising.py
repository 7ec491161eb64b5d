import json
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from events.rules.names.advertising import Advertising, advertising_in

SAMPLES = Path(__file__).resolve().parents[3] / "samples"


@pytest.mark.parametrize(
    "text",
    [
        "example.com",
        "示例大学 example.com",
        "EXAMPLE.COM.CN",
        "http://例子",
        "www.example",
        "www3.example",
        "shop.example.co.uk",
        "example。com",
        "ｅｘａｍｐｌｅ．ｃｏｍ",
        "example｡com",
        "example·com",
        "exam\u200bple.c\u200bom",
        "example .com",
        "example 。cn",
        "买药找示例.top",
        "example.vip",
        "example.io/abc",
        "t.me/lin",
        "lin@example.de",
        "lin @ example.de",
        "192.0.2.7",
        "https：//example",
    ],
)
def test_web_addresses_are_recognised(text: str) -> None:
    assert advertising_in(text) is Advertising.LINK


@pytest.mark.parametrize(
    "text",
    [
        "微信12345",
        "加微信 lin_2027",
        "微信：linzhiyuan",
        "微信号 linzhiyuan",
        "WeChat: linzhiyuan",
        "we chat lin2027",
        "VX:lin2027",
        "vx lin2027",
        "ＶＸ１２３４５",
        "加v lin2027",
        "薇：lin2027",
        "QQ 12345",
        "QQ群12345",
        "qq：1 2 3 4 5 6",
        "Q Q 12345",
        "扣扣12345",
        "12345（QQ）",
        "WhatsApp 12345",
        "WX+lin2027",
    ],
)
def test_messenger_accounts_are_recognised(text: str) -> None:
    assert advertising_in(text) is Advertising.ACCOUNT


@pytest.mark.parametrize(
    "text",
    [
        "13800002713",
        "138 0000 2713",
        "138-0000-2713",
        "１３８００００２７１３",
        "①③⑧⓪⓪⓪⓪②⑦①③",
        "林知远13800002713",
        "+44 20 7946 0958",
        "(021) 62781234",
        "010-62781234",
        "400-800-8000",
        "415-555-0133",
        "6278123",
        "电话：627812",
        "Tel 62 78 12",
        "一三八零零零零二七一三",
    ],
)
def test_telephone_numbers_are_recognised(text: str) -> None:
    assert advertising_in(text) is Advertising.NUMBER


@pytest.mark.parametrize(
    "text",
    [
        *("", "林知远", "Ann O'Neil-Smith", "M. Ünal", "Ph.D.", "St. John", "王一二", "李三", "T.V. Raman", "J. Com"),
        *("示例大学", "中国人民解放军第302医院", "63600部队", "63600微电子所", "国家863计划", "2012级"),
        *("2021-2025年重点专项", "微信事业群", "腾讯微信", "微信支付", "微信公众号编辑", "WeChat Pay", "WeChat Group"),
        *("QQ音乐", "Tencent QQ", "WeChat + Healthcare", "企鹅杏仁", "扣扣科技", "VX-770 team", "VX765", "WX Lab"),
        *("TG Therapeutics", "加V认证", "Co.,Ltd", "Example Co.Ltd.", "Inst.Org.Chem", "Univ.of.Tokyo", "Node.js"),
        *("J. Org. Chem.", "S.p.A.", "U.S. FDA", "Microsoft .NET Foundation", "Dept. Info", "Lab@Example", "A.I."),
        *("Building 2, 100084 Beijing", "Floor 5 200040", "No. 62 Example Road", "2021YFA1300200", "No.1", "24/7"),
        *("Class of 2020-2024", "1.5 °C", "3.14.15", "研究院（010）", "电话研究所"),
    ],
)  # fmt: skip
def test_what_people_and_companies_are_called_passes(text: str) -> None:
    assert advertising_in(text) is None


CALLED = {
    "name",
    "public_name",
    "org",
    "post",
    "surname",
    "institution",
    "affiliation",
    "organization",
    "person",
    "room",
}
"""Keys and elements of feeds and expected imports that hold what somebody or something is called."""
HOSTS = {"netzpolitik.org", "Julian mikroBIOMIK.org", "Jean-Paul.Chaput@lip6.fr"}
"""People of feeds who call themselves by a host or an address."""


def called_in(file: Path) -> Iterator[str]:
    if file.suffix == ".xml":
        yield from (one.text or "" for one in ET.parse(file).iter() if one.tag in CALLED)  # noqa: S314 - our own files
    else:
        yield from _called(json.loads(file.read_text(encoding="utf-8")), "")


def _called(value: object, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        for inner, one in value.items():
            yield from _called(one, inner)
    elif isinstance(value, list):
        for one in value:
            yield from _called(one, key)
    elif isinstance(value, str) and key in CALLED:
        yield value


@pytest.mark.data
def test_nobody_in_feeds_and_lists_is_taken_for_an_advertiser(shared_data: Path) -> None:
    folders = [shared_data / "schedules", shared_data / "standards", shared_data / "imports" / "expected", SAMPLES]
    files = [file for folder in folders for file in sorted(folder.iterdir()) if file.suffix in {".json", ".xml"}]
    called = {text.strip() for file in files for text in called_in(file)}
    assert len(called) > 2500
    assert {text for text in called if advertising_in(text) is not None} == HOSTS


@pytest.mark.parametrize("letters", ["a", "1", "qq", "王", "a.", "1 ", "+1", "(", "微信a", "@", "www"])
def test_a_long_text_is_read_in_no_time(letters: str) -> None:
    begins = time.process_time()
    advertising_in(letters * 2000)
    assert time.process_time() - begins < 1
