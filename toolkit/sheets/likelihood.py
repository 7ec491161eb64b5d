"""How much a text looks like one that people write: the wrong encoding gives rare characters and odd mixtures."""

import re
import unicodedata

_CHINESE = frozenset(
    # Family names, and what lists of people and programmes say of them, in simplified and traditional characters.
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴"
    "夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段姓名单位手机电话邮箱职务称类别备注序号日期"
    "时间地点会议室主题目报告人持嘉宾论坛分场专家教授研究员院长博士工师大学所中心公司有限科技生物医药业集团实验局"
    "部委省市区县国北京上海广东州深圳南浙天津重庆四川湖的一是在不了和这为个以到说们要就出可也你对能而子那得着下自"
    "之年过发后作里用道行然种事成多经么去法如都同现当没动面起看定进样小意很情己最开新美华明文建伟芳娜敏静丽强磊军"
    "洋勇艳杰娟涛超秀霞平刚桂英志远晓红云玲雪梅波宇思佳張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧賈葉閻鍾譚陸龔萬單"
    "電話職務稱類別備註時間點會議題報論壇專員長師學實驗醫藥業團發開國臺灣華偉麗靜強軍傑濤龍雲紅遠曉協聯產與個為來"
    "這對說們過後當經動種書體數關係處理機構區縣歡迎"
)
_JAPANESE = frozenset(
    "氏株式社東部課役様田中山本村井藤木川原島崎橋池清水渡辺加佐伊斎松野上小太郎子美香一二三健介翔真由紀恵裕県都府"
    "京大阪高林吉口森石下前長谷後近遠青坂福西金岡浦竹内和柴酒宮横蓮翼拓也輔咲葵陽菜結衣七海誠洋幸節実勇進学院研究"
    "科教授准助員会所属室財団法独立行政技術総合医理工農薬国際日時題名発表講演座席受付"
)
_KOREAN = frozenset(
    "이다는가을에의를한고은지로도사하어기자그나리해인대시서것아수정일들있보부만과장여상게주전니라성면제동구무우비"
    "경원유국으거마소연방실신조공스내당적계문용금민선교관김박최강윤임오권황안송홍류백남심노위형체회학생명중양화재"
    "진영현준미혜숙희철호훈석태승규종환창건병광근식운범섭찬복순옥란애년월외합개발표초록참업술센터품약번메속직함름"
    "책간목좌세션폐휴점등접울산천예람온채빈린율솔별"
)
"""Characters that make up half of a real list and a tenth of one in the wrong encoding."""
_STANDARDS = {
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "big5hkscs": ("big5", 0xA4, 0xC6),
    "cp932": ("shift_jis", 0x88, 0x97),
    "euc_jp": ("shift_jis", 0x88, 0x97),
}
"""By encoding: the standard whose first level holds the usual characters, and the first bytes of that level."""
_LETTER = re.compile(r"[^\W\d_]")
_ASCII_LETTER = re.compile(r"[A-Za-z]")


def likelihood(text: str, encoding: str) -> float:
    """Return how likely it is that somebody wrote this text, from 0 to 1, by its characters beyond ASCII.

    It is 0 if there are none, since they say nothing then.
    """
    found = [
        _worth(word, place, encoding)
        for word in text.split()
        for place, character in enumerate(word)
        if character > "\x7f"
    ]
    if not found:
        return 0
    return max(0.0, sum(found) / len(found)) * (0.3 if _is_mixed(text) else 1)


def _worth(word: str, place: int, encoding: str) -> float:
    """Return how much one character speaks for the text: 1, or less, or less than 0 if it speaks against it."""
    character = word[place]
    category = unicodedata.category(character)
    if category in {"Cc", "Cn", "Co", "Cs"}:
        return -1
    if "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uff60":
        return 0.8
    if "\u2e80" <= character <= "\U0003ffff":
        return -0.5 if _is_inside_latin(word, place) else _worth_of_east_asian(character, encoding)
    return _worth_of_letter(word, place) if category in {"Ll", "Lu"} else -0.5


def _is_inside_latin(word: str, place: int) -> bool:
    return all(_ASCII_LETTER.match(each) for each in (word[max(0, place - 1) : place], word[place + 1 : place + 2]))


def _worth_of_east_asian(character: str, encoding: str) -> float:
    if "\u3040" <= character <= "\u30ff":
        return 1
    if "\uff61" <= character <= "\uff9f":
        return 0.5
    if "\uac00" <= character <= "\ud7a3":
        return 1 if character in _KOREAN else 0.3 if 0xB0 <= _lead(character, "euc_kr") <= 0xC8 else 0
    standard, first, last = _STANDARDS.get(encoding, ("", 0, 0))
    if not standard:
        return 0
    if character in (_JAPANESE if standard == "shift_jis" else _CHINESE):
        return 1
    return 0.5 if first <= _lead(character, standard) <= last else 0


def _lead(character: str, encoding: str) -> int:
    """Return the first byte of a character, which tells its level in the standard; 0 if it is not there."""
    try:
        return character.encode(encoding)[0]
    except UnicodeEncodeError:
        return 0


def _worth_of_letter(word: str, place: int) -> float:
    """Return the worth of an accented or foreign letter: it stands among letters of its own script and case."""
    start, end = place, place + 1
    while start and _LETTER.match(word[start - 1]):
        start -= 1
    while end < len(word) and _LETTER.match(word[end]):
        end += 1
    whole = word[start:end]
    if any(_script(each) != _script(word[place]) for each in whole):
        return -1
    if not (whole.islower() or whole.isupper() or whole[1:].islower()):
        return -1
    # No language has a word of accented letters only.
    return 1 if _script(word[place]) != "LATIN" or any(map(str.isascii, whole)) else -0.5


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").partition(" ")[0]


def _is_mixed(text: str) -> bool:
    """Return whether Korean syllables stand among many Chinese characters: no list has that."""
    hangul = sum("\uac00" <= character <= "\ud7a3" for character in text)
    han = sum("\u4e00" <= character <= "\u9fff" for character in text)
    return bool(hangul) and han > hangul / 10
