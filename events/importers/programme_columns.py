"""Column headings of programme spreadsheets, in Chinese and English."""

import re

from toolkit.sheets.cells import Sheet, SheetRefusal, SheetRefused
from toolkit.sheets.headers import Header, Vocabulary, find_header

VOCABULARY = Vocabulary(
    {
        "number": ("序号", "编号", "No.", "#"),
        "day": ("日期", "日子", "会议日期", "时间（日期）", "Date", "Day"),
        "time": ("时间", "时间段", "起止时间", "会议时间", "时段", "报告时间", "Time", "Time slot", "Hours", "Slot"),
        "start": ("开始时间", "开始", "起始时间", "Start", "Start time", "From", "Begin"),
        "end": ("结束时间", "结束", "终止时间", "End", "End time", "To", "Until"),
        "forum": (
            "分会",
            "分会场",
            "分论坛",
            "论坛",
            "专场",
            "分会名称",
            "会场主题",
            "Forum",
            "Track",
            "Sub-forum",
            "Symposium",
        ),
        "room": (
            "会议室",
            "会场",
            "地点",
            "房间",
            "场地",
            "会议地点",
            "会议厅",
            "Room",
            "Venue",
            "Hall",
            "Location",
            "Place",
        ),
        "title": (
            *(
                "题目",
                "报告题目",
                "标题",
                "内容",
                "报告名称",
                "议题",
                "主题",
                "会议内容",
                "报告主题",
                "议程",
                "演讲题目",
                "事项",
            ),
            *("Title", "Topic", "Talk", "Subject", "Session title", "Talk title", "Item", "Programme", "Agenda"),
        ),
        "people": (
            *(
                "演讲嘉宾",
                "报告人",
                "嘉宾",
                "主讲人",
                "演讲人",
                "讲者",
                "发言人",
                "讲师",
                "报告嘉宾",
                "演讲者",
                "致辞人",
                "出席嘉宾",
            ),
            *("Speaker", "Speakers", "Presenter", "Lecturer", "Speaker(s)", "Guests", "Invited speaker"),
        ),
        "posts": (
            *("单位/职务", "单位", "单位职务", "职务", "工作单位", "单位及职务", "职务/单位", "嘉宾单位"),
            *("Affiliation", "Affiliation/Post", "Organisation", "Organization", "Institution", "Company", "Position"),
        ),
        "chairs": (
            "主持人",
            "主持",
            "主持嘉宾",
            "会议主席",
            "主席",
            "Chair",
            "Chairs",
            "Moderator",
            "Host",
            "Session chair",
        ),
        "kind": ("类型", "类别", "形式", "环节", "性质", "Type", "Kind", "Format", "Session type"),
    },
    patterns={
        "room": re.compile("会议室|会场|地点|房间|room|venue"),
        "title": re.compile("题目|标题|议题|(?<!分会)主题|title|topic"),
        "people": re.compile("报告人|演讲|嘉宾|讲者|主讲|speaker"),
        "chairs": re.compile("主持|主席|chair|moderator"),
        "forum": re.compile("分会|论坛|专场|forum|track"),
        "day": re.compile("日期|date"),
        "time": re.compile("时间|时段|time"),
        "posts": re.compile("单位|职务|affiliation"),
        "kind": re.compile("类型|形式|类别"),
    },
)


def header_of(sheet: Sheet) -> Header:
    """Return the header. Raise SheetRefused unless it has three known columns, among them the title and a time."""
    header = find_header(sheet, VOCABULARY, at_least=3)
    if header is None or "title" not in header.columns or not header.columns.keys() & {"time", "start"}:
        raise SheetRefused(SheetRefusal.NO_HEADER)
    return header
