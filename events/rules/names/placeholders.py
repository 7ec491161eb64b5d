"""Placeholders used instead of a name. They denote nobody: they create no person record and cause no clash."""

import re

_NOBODY = re.compile(
    r"""^(?:
    (?:特邀|拟邀|受邀|邀请|有关|相关|主管|主办方|承办方|部委|部门|省市?|市级?|区级?|园区|协会|学会|企业|国内外?|重要|与会)*
        (?:嘉宾|领导|专家|代表|院士|主持人|讲者|讲师|报告人|负责人|人员|贵宾)(?:代表|们|\d+|[一二三四五六七八九十])?
    | .*(?:待定|待邀|待确认|拟邀请?|邀请中|确认中).*
    | 暂缺 | 同上 | 暂无 | 暂定 | 空缺 | 无 | 略 | （略）
    | 全体(?:与会)?(?:人员|嘉宾|代表|专家)? | 各(?:分会|组)?(?:主席|代表)
    | t\.?b\.?[acd]\.? | to\ be\ (?:announced|confirmed|decided|determined) | n/?a | none | nobody
    | (?:invited|guest|keynote|distinguished|special)?\ ?(?:speakers?|guests?|leaders?|experts?|panell?ists?|officials?)
    | [-–—―/\\?？*＊xX_.…·\s]+
    )$""",
    re.IGNORECASE | re.VERBOSE,
)


def is_placeholder(name: str) -> bool:
    """Return whether the text is a placeholder, not a name: 特邀嘉宾, 待定, TBA, a dash, nothing."""
    plain = re.sub(r"^[\s（(\[【]+|[\s）)\]】]+$", "", name)
    return not plain or _NOBODY.match(plain) is not None
