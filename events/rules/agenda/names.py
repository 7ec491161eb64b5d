"""Telling names of people from other words in an agenda."""

import re
from collections.abc import Container

from events.rules.agenda.posts import is_post, looks_like_post
from events.rules.names import has_han, is_han_name, is_placeholder, two_scripts

_HAN = "\u3400-\u9fff"
_PADDED = re.compile(
    rf"(?<![{_HAN}])([{_HAN}])(?:[ \u3000\u00a0]+)([{_HAN}])(?:[ \u3000\u00a0]+([{_HAN}]))?(?![{_HAN}])"
)
_PADDED_FAMILY = re.compile(rf"(?<![{_HAN}])([{_HAN}])[ \u3000\u00a0]+([{_HAN}]{{2}})(?![{_HAN}])")
TITLES = (
    "院士|教授|副教授|研究员|副研究员|博士|博导|主任医师|主任|院长|所长|处长|司长|部长|局长|会长|理事长|董事长|总经理|总裁|"
    "总监|先生|女士|老师|主席|书记|校长|秘书长"
)
_TITLED = re.compile(rf"^(?P<name>.+?)\s*(?P<title>(?:{TITLES})+|(?:,\s*)?(?:Ph\.?D\.?|M\.?D\.?))$", re.IGNORECASE)
_TITLE_BEFORE = re.compile(r"^(?P<title>(?:(?:Prof(?:essor)?|Dr|Mr|Ms|Mrs)\.?\s+)+)(?P<name>.+)$", re.IGNORECASE)
_FAMILY_AND_TITLE = re.compile(rf"^[{_HAN}](?:{TITLES}|总|工|导|处|局)$")
_RARE_HAN_NAME = re.compile(rf"^[{_HAN}]{{2,3}}$|^[{_HAN}]{{2,6}}(?:·[{_HAN}]{{1,6}})+$")
_LATIN_NAME = re.compile(
    r"^[A-Z\u00c0-\u00de][\w'’.-]*(?: (?:van|von|de|der|den|da|di|la|le|bin|ibn|al|el)){0,2}"
    r"(?: [A-Z\u00c0-\u00de][\w'’.-]*){1,3}$"
)
_FAMILY_FIRST = re.compile(r"^[A-Z\u00c0-\u00de][\w'’-]+, [A-Z\u00c0-\u00de][\w'’.-]+$")
_LATIN_WORDS = re.compile(
    r"\b(?:inc|ltd|co|corp|company|group|university|college|institute|school|academy|hospital|center|centre|foundation|"
    r"association|society|bank|software|linux|technolog\w*|lab|labs|laborator\w*|community|committee|team|systems?|"
    r"director|manager|engineer\w*|president|chair\w*|chief|officer|vice|head|fellow|lead|leader|senior|principal|"
    r"scientist|architect|professor|speaker\w*|expert\w*|guest\w*|panel\w*|session|talk|tea|coffee|break|lunch|dinner|"
    r"opening|closing|welcome|address|remarks|keynote|ceremony|discussion|registration|award\w*|photo|networking)\b",
    re.IGNORECASE,
)
_FIRM_WORDS = "华为 高通 金山 方正 康宁 安恒 中兴 金蝶 用友 东方通 东方国信 宁德 安永 毕马威 江淮 马钢"
_FIRMS = frozenset(_FIRM_WORDS.split())
_WORDS = (
    "安全 边缘 应用 项目 全球 全国 全体 全面 全新 金融 方案 方法 方向 方式 时代 时间 时空 "
    "文化 文献 高校 高效 高新 高端 高峰 高级 高质量 解读 解析 解决 解密 管理 管控 管道 "
    "江苏 江西 安徽 常州 温州 苏州 金华 宁波 石化 石油 任务 车辆 车联网 易用 成长 阳光 "
    "路径 路线 符合 于是 向量 武汉 湖北 季度 金属 黄金 白皮书 平台 平衡 常见 常用 常态 "
    "汽车 游戏 游客 习惯 牛津 章程 尚未 齐心 连接 连续 党建 党委 应急 应对 马来 古代 柏林 "
    "祝贺 祝福 关键 关于 关系 关注 左右 万物 万亿 万象 项目组 房地产 房产 荣耀 申报 申请 "
    "单位 单细胞 单克隆 单抗 金融业 石墨烯 段落 明天 华东 华南 华北 华中 华西 华大 和平 "
    "康复 乐观 元素 元宇宙 卫星 卫生 甘肃 宁夏 云南 贵州 贺信 贺词 唐山 罗马 洪水 包装 "
    "包括"
)
_NOT_NAMES = _FIRMS | frozenset(_WORDS.split())
"""Words and firms that begin like a family name."""
_MORE_FAMILIES = "樊芮靳郜兰闻蔺桂巩匡鄢亢晁蒙栾艾郁嵇仝眭揭逄佟乜"
_NOBODY = re.compile(
    r"(?:领导|嘉宾|专家|代表|主持|主持人|伙伴|团队|演讲|发言|人员|成员|用户|同学|院士|讲师|评委|观众|学员|各方|机构|单位)"
    r"(?:[（(][^）)]*[）)])?$|\b(?:leaders?|experts?|guests?|speakers?|representatives?|partners?|team|hosts?|panell?ists?)$",
    re.IGNORECASE,
)


def without_padding(text: str) -> str:
    """Return the text with names in one piece that were spaced out: 王　伟, 吴　子轩, 李 小 明."""
    joined = _PADDED.sub(lambda found: _together([part for part in found.groups() if part]), text)
    return _PADDED_FAMILY.sub(lambda found: _joined(found[0], f"{found[1]}{found[2]}"), joined)


def _together(characters: list[str]) -> str:
    """Return one name, or, in 酶 王 伟, the name and the word before it."""
    first, *name = characters
    if len(name) == 2 and not is_han_name("".join(characters)) and is_han_name("".join(name)):
        return f"{first} {''.join(name)}"
    return "".join(characters)


def _joined(text: str, name: str) -> str:
    return name if is_han_name(name) and not _FAMILY_AND_TITLE.match(name) else text


def name_and_title(text: str) -> tuple[str, str]:
    """Return a name without the titles around it, and the titles after it: 王伟教授."""
    before = _TITLE_BEFORE.match(text)
    bare = before["name"] if before else text
    titled = _TITLED.match(bare)
    if titled is None or len(titled["name"]) < 2:
        return bare, ""
    return titled["name"].strip(" ,，"), titled["title"].strip(" ,")


def is_surely_name(text: str, *, institutions: Container[str] = ()) -> bool:
    """Return whether the text is one person's name, with or without a title. `institutions` are not."""
    name, _title = name_and_title(text)
    if name in _NOT_NAMES or name in institutions or _FAMILY_AND_TITLE.match(text) or is_post(text):
        return False
    if is_han_name(name) or two_scripts(name) is not None:
        return True
    if name[:1] in _MORE_FAMILIES and _RARE_HAN_NAME.match(name):
        return True
    return _LATIN_WORDS.search(name) is None and any(shape.match(name) for shape in (_LATIN_NAME, _FAMILY_FIRST))


def may_be_name(text: str, *, institutions: Container[str] = ()) -> bool:
    """Return whether the text may be a name, also with a rare family name; 樊小毅 may, 合作伙伴 may not."""
    name, _title = name_and_title(text)
    if name in _NOT_NAMES or name in institutions or is_nobody(name) or _FAMILY_AND_TITLE.match(text) or is_post(text):
        return False
    return is_surely_name(text, institutions=institutions) or _RARE_HAN_NAME.match(name) is not None


def looks_like_institution(text: str, *, institutions: Container[str] = ()) -> bool:
    """Return whether the words behind a name are an institution or a post."""
    return text in _FIRMS or text in institutions or looks_like_post(text)


def is_nobody(text: str) -> bool:
    """Return whether the words stand for people who are not named: 特邀领导, 华为领导, 合作伙伴, openEuler 技术专家."""
    if is_placeholder(text):
        return True
    return _NOBODY.search(text) is not None and not is_han_name(text)


def two_names(text: str) -> tuple[str, str] | None:
    """Return two names that were written without anything between them: 刘海涛高巍; None if it may be one."""
    if not 4 <= len(text) <= 6 or not has_han(text) or " " in text or is_han_name(text):
        return None
    ways = [(text[:at], text[at:]) for at in range(2, len(text) - 1)]
    return next(((one, other) for one, other in ways if is_surely_name(one) and is_surely_name(other)), None)
