"""Institutions and posts as they stand behind a name: 某某大学校长; 某某公司 CTO、某某社区 TC 主席."""

import re

from events.rules.names import fold, has_han, visible

_POST = (
    "主任委员|委员|主任医师|医师|主任|院长|校长|所长|处长|司长|部长|局长|厅长|科长|会长|理事长|理事|董事长|董事|秘书长|主席|书记|"
    "总经理|经理|总裁|总监|副总|总师|总工程师|总工|工程师|架构师|科学家|专家|顾问|教授|研究员|院士|博士|硕士|讲师|老师|负责人|"
    r"首席\w{2,3}官|创始人|合伙人|主编|编辑|分析师|设计师|律师|法官|市长|省长|县长|区长|主管|带头人|专员|助理|代表|发起人|贡献者|"
    "CTO|CEO|CFO|COO|CIO|CSO|VP|Maintainer|Committer|Director|Manager|Engineer|Architect|Fellow|Professor"
)
_MODIFIERS = "高级|资深|首席|常务|执行|名誉|联席|创始|副|总|前|原"
_INSTITUTION = (
    "大学|学院|研院|学校|中学|公司|集团|研究院|研究所|设计院|中心|实验室|医院|协会|学会|联盟|基金会|委员会|理事会|社区|银行|证券|"
    "保险|基金|资本|办公室|管理局|总局|卫健委|发改委|工信部|科技部|教育部|事业部|研发部|部门|产业园|园区|开发区|高新区|"
    "政府|出版社|杂志社|报社|通讯社|电视台|图书馆|博物馆|工厂|药厂|软件|科技|信息|数据|网络|智能|生物|制药|医药|医疗"
)
_ENDS_WITH_POST = re.compile(rf"(?:{_POST})$", re.IGNORECASE)
_AFTER_INSTITUTION = re.compile(rf"^(?P<institution>.*(?:{_INSTITUTION}))(?P<post>.+)$")
_BARE_POST = re.compile(
    rf"^(?P<institution>.{{2,}}?)(?P<post>(?:{_MODIFIERS})*(?:{_POST}))$",
    re.IGNORECASE,
)
_WORKS_AT = re.compile(rf"(?:{_INSTITUTION})|(?:{_POST})|\w{{2}}(?:院|所|局|厅|部|委|校|社|馆|厂)$", re.IGNORECASE)
_ONLY_POST = re.compile(rf"^(?:{_MODIFIERS})*(?:{_POST})$", re.IGNORECASE)
_HONOUR = re.compile(r"^\S*院士$")
_DIVIDERS = re.compile(r"\s*[、，,；;/／]\s*")


def looks_like_post(text: str) -> bool:
    """Return whether the text speaks of an institution or a post, or has Latin letters as both often do."""
    return _WORKS_AT.search(text) is not None or re.search("[A-Za-z]{2}", text) is not None


def is_post(text: str) -> bool:
    """Return whether the text is a post and nothing else: 高级副总裁."""
    return _ONLY_POST.match(text) is not None


def institution_and_post(text: str) -> tuple[str, str]:
    """Return the institution and the posts in a text; what is not certain to be a post stays with the institution.

    The second of two institutions stays with the posts: 某某公司, CTO、某某社区 TC 主席.
    """
    lines = [visible(line) for line in text.splitlines() if visible(line)]
    if not lines:
        return "", ""
    if len(lines) > 1:
        return lines[0], "、".join(lines[1:])
    found = _DIVIDERS.search(lines[0])
    first, others = (lines[0][: found.start()], lines[0][found.start() :].lstrip()) if found else (lines[0], "")
    if others and _HONOUR.match(first):  # 中国科学院院士、清华大学教授: an honour is no post there
        institution, post = institution_and_post(others.lstrip("、，,；;/／ "))
        return institution, f"{first}、{post}" if post else first
    institution, post = _divided(first)
    return institution, f"{post}{others}" if post else others.lstrip("、，,；;/／ ")


def _divided(text: str) -> tuple[str, str]:
    if _ONLY_POST.match(text) or _HONOUR.match(text):
        return "", text
    head, _, rest = text.partition(" ")
    if rest and has_han(text) and not _ENDS_WITH_POST.search(head):
        return head, rest.strip()
    found = _AFTER_INSTITUTION.match(text)
    if found is not None and _ENDS_WITH_POST.search(found["post"]):
        return found["institution"], found["post"].strip()
    found = _BARE_POST.match(text)
    return (found["institution"].strip(), found["post"]) if found and has_han(found["institution"]) else (text, "")


def same_institution(one: str, other: str) -> bool:
    """Return whether two texts may name one institution: one begins with the other, apart from typing."""
    first, second = (fold(text).replace(" ", "") for text in (one, other))
    return bool(first and second) and (first.startswith(second) or second.startswith(first))
