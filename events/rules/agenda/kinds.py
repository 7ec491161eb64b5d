"""The kind of an item, by the words for it or by its title."""

from events.rules.programme import TalkKind

_KINDS = (
    (("茶歇", "休息", "午餐", "午休", "晚餐", "用餐", "合影", "break", "lunch", "coffee", "tea"), TalkKind.BREAK),
    (("圆桌", "对话", "panel", "roundtable", "round table"), TalkKind.PANEL),
    (("致辞", "致词", "讲话", "address", "opening remarks", "welcome"), TalkKind.ADDRESS),
    (("仪式", "颁奖", "签约", "揭牌", "ceremony", "award"), TalkKind.CEREMONY),
    (("讨论", "交流", "问答", "discussion", "q&a"), TalkKind.DISCUSSION),
)
_BREAKS = ("签到", "抽奖", "check-in")
_LONGEST_TITLE = 16
"""A longer title names a subject, even if it has one of the words."""


def told_kind(words: str) -> TalkKind:
    """Return the kind that the words in a column of kinds mean."""
    told = words.casefold()
    return next((kind for known, kind in _KINDS if any(word in told for word in known)), TalkKind.TALK)


def kind_of(words: str, title: str, *, has_people: bool) -> TalkKind:
    """Return the kind of an item by the words for it, or else by a short title; nobody speaks in a break."""
    if words.strip():
        return told_kind(words)
    if len(title) > _LONGEST_TITLE:
        return TalkKind.TALK
    if not has_people and any(word in title.casefold() for word in _BREAKS):
        return TalkKind.BREAK
    kind = told_kind(title)
    return TalkKind.TALK if kind is TalkKind.BREAK and has_people else kind
