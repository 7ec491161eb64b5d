from datetime import date

from registration.rules.badges import BadgeContent, when_and_where

CODE = "K7QWM2XR9TBN4VHC8PDZ3YGF5S"


def a_badge(name: str = "林知远", **fields: object) -> BadgeContent:
    """Return the content of an invented person's badge."""
    values: dict[str, object] = {
        "code": CODE,
        "name_latin": "LIN Zhiyuan",
        "institution_zh": "吴淞理工大学",
        "institution_en": "Wusong Institute of Technology",
        "conference_zh": "全国生物技术创新大会",
        "conference_en": "National Biotechnology Innovation Conference",
        "when_and_where": when_and_where(date(2027, 4, 16), date(2027, 4, 18), "苏州"),
        "category_zh": "正式代表",
        "category_en": "Delegate",
        "number": "D-1027",
        "rights": ("大会报告、26 个分会", "午餐 16/17/18 日", "欢迎晚宴"),
    } | fields
    return BadgeContent(name=name, **values)  # type: ignore[arg-type] # the keys are checked when it runs
