"""Labels in front of names: 主持人：秦慕言  嘉宾：李予安、姜雨桐."""

import re
from dataclasses import dataclass

_LABEL = re.compile(
    r"\s*(主持人?|引导人|召集人|moderators?|chairs?|(?:讨论|对话|圆桌|参与|与谈|出席|点评)?(?:嘉宾|专家|人)|与谈|点评|"
    r"panell?ists?|panel|discussants?|speakers?|报告人|主讲人?|演讲人|演讲嘉宾|致辞人|致辞嘉宾|发言人|讲者)\s*[:：]\s*",
    re.IGNORECASE,
)
_LEADS = re.compile(r"主持|引导|召集|moderator|chair", re.IGNORECASE)
_SPEAKS = re.compile(r"报告|主讲|演讲|致辞|发言|讲者|speaker", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """The texts that name speakers and moderators, in order, and what stood before the first label."""

    speakers: tuple[str, ...] = ()
    moderators: tuple[str, ...] = ()
    has_labels: bool = False


def labelled(text: str) -> Labelled:
    """Return who is named as what. What stands before the first label names speakers, or the moderator of a panel."""
    parts = _LABEL.split("\n".join(line for line in text.splitlines() if line.strip()))
    if len(parts) == 1:
        return Labelled(speakers=(parts[0],))
    groups = list(zip(parts[1::2], parts[2::2], strict=True))
    moderators = tuple(names for label, names in groups if _LEADS.search(label))
    speakers = tuple(names for label, names in groups if not _LEADS.search(label))
    panel_follows = any(not _LEADS.search(label) and not _SPEAKS.search(label) for label, _ in groups)
    # «秦慕言  嘉宾：李予安、姜雨桐»: the person named before the panel moderates it.
    if panel_follows and not moderators:
        return Labelled(speakers=speakers, moderators=(parts[0],), has_labels=True)
    return Labelled(speakers=(parts[0], *speakers), moderators=moderators, has_labels=True)


def before_label(text: str) -> tuple[str, str] | None:
    """Return what stands before the first label, and the rest with it; None if there is no label."""
    found = _LABEL.search(text)
    return (text[: found.start()].strip(), text[found.start() :].strip()) if found else None
