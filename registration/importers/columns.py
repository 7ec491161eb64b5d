"""Headings of columns in lists of delegates, in Chinese and English and in exports of ticket shops."""

import re

from registration.rules.delegate_rows import Source
from registration.rules.particulars import stem_of
from toolkit.sheets.cells import Sheet, SheetRefusal, SheetRefused
from toolkit.sheets.headers import Header, Vocabulary, find_header

_NOT_THE_PERSONS = "(?!.*(?:紧急|发票|抬头|推荐|介绍|联系人|购票|订单|证件|税|invoice|emergency|buyer|verified|是否))"
VOCABULARY = Vocabulary(
    {
        "number": ("序号", "编号", "序", "No.", "Nr", "#", "S/N", "Serial number"),
        "name": (
            *(
                "姓名",
                "名字",
                "中文姓名",
                "中文名",
                "嘉宾姓名",
                "参会人",
                "参会人姓名",
                "参会人员",
                "参会人员姓名",
                "参会者",
            ),
            *(
                "参会者姓名",
                "参会嘉宾",
                "嘉宾",
                "嘉宾名单",
                "代表姓名",
                "参会代表姓名",
                "与会人员",
                "与会者",
                "与会人姓名",
            ),
            *("人员姓名", "来宾姓名", "学员姓名", "報名者", "参加者", "参加者姓名", "出席人", "出席人员", "真实姓名"),
            *(
                "Name",
                "Full name",
                "Attendee name",
                "Attendee",
                "Attendee full name",
                "Participant",
                "Participant name",
            ),
            *("Delegate", "Delegate name", "Guest", "Guest name", "Chinese name", "Your name", "Name (Chinese)"),
        ),
        "name_latin": (
            *(
                "英文名",
                "英文姓名",
                "拼音",
                "姓名拼音",
                "外文姓名",
                "英文名字",
                "姓名（英文）",
                "英文/拼音",
                "名字拼音",
            ),
            *("English name", "Latin name", "Name in English", "Pinyin", "Name in Latin letters", "Romanised name"),
        ),
        "family_name": (
            *("姓", "姓氏", "Last Name", "Surname", "Family name", "Attendee last name", "Attendee surname"),
            *("Attendee name: Family name", "Attendee family name", "Lastname"),
        ),
        "given_name": (
            *("名", "First Name", "Given name", "Forename", "Attendee first name", "Attendee name: Given name"),
            *("Attendee given name", "Firstname"),
        ),
        "organisation": (
            *(
                "单位",
                "单位名称",
                "工作单位",
                "所在单位",
                "所属单位",
                "参会单位",
                "机构",
                "机构名称",
                "公司",
                "公司名称",
                "企业",
            ),
            *(
                "企业名称",
                "院校",
                "学校",
                "组织",
                "就职单位",
                "任职单位",
                "工作机构",
                "派出单位",
                "單位",
                "服務單位",
                "机构/公司",
            ),
            *("Company", "Company name", "Organisation", "Organization", "Affiliation", "Institution", "Institute"),
            *("Employer", "University", "Attendee company", "Work place", "Organisation name", "Organization name"),
        ),
        "post": (
            *("职务", "职位", "岗位", "职务职称", "职称职务", "职务/职称", "職務", "職稱", "头衔", "担任职务"),
            *(
                "Job Title",
                "Post",
                "Position",
                "Position/Title",
                "Title/Position",
                "Professional title",
                "Role at work",
            ),
        ),
        "rank": ("职称", "专业技术职称", "学衔", "Academic title", "Rank"),
        "phone": (
            *(
                "手机",
                "手机号",
                "手机号码",
                "移动电话",
                "联系手机",
                "手机电话",
                "电话",
                "联系电话",
                "电话号码",
                "联系方式",
            ),
            *("联络电话", "手機", "手機號碼", "電話", "Mobile", "Mobile phone", "Mobile number", "Cell", "Cell Phone"),
            *("Phone", "Phone number", "Tel", "Telephone", "Contact number", "Contact no", "Phone no", "Mobile no"),
            *("Attendee phone", "Attendee phone number", "Telephone number"),
        ),
        "landline": ("座机", "固定电话", "办公电话", "单位电话", "Office phone", "Work phone", "Landline"),
        "attendee_email": ("Attendee email", "Attendee e-mail", "Attendee email address"),
        "buyer_email": ("Buyer email", "Purchaser email", "Order email", "Buyer Email Address"),
        "email": (
            *(
                "邮箱",
                "电子邮箱",
                "电子邮件",
                "邮件",
                "邮箱地址",
                "邮件地址",
                "联系邮箱",
                "电邮",
                "電郵",
                "電子郵件",
                "郵箱",
            ),
            *("E-mail", "Email", "Mail", "Email address", "E-mail address", "Contact email", "Work email"),
        ),
        "category": (
            *(
                "参会身份",
                "身份",
                "参会类别",
                "类别",
                "参会类型",
                "代表类型",
                "代表类别",
                "嘉宾类型",
                "嘉宾类别",
                "票种",
                "门票",
            ),
            *(
                "门票类型",
                "门票名称",
                "报名类别",
                "报名类型",
                "参会角色",
                "人员类别",
                "人员类型",
                "注册类型",
                "类型",
                "參會身份",
            ),
            *("Category", "Ticket Type", "Ticket", "Ticket name", "Product", "Registration type", "Participant type"),
            *("Delegate type", "Attendee type", "Type", "Role", "Registration category", "Item"),
        ),
        "status": ("Status", "Attendee Status", "Order status", "状态", "订单状态", "参会状态"),
        "order": ("Order #", "Order code", "Order ID", "Order no.", "Order number", "Order", "订单号", "订单编号"),
        "position_id": ("Position ID", "Position #", "Position number", "Positionid", "Order position", "位置编号"),
        "attendee_key": ("Attendee #", "Attendee ID", "Attendee no.", "Attendee number", "参会者编号"),
        "event_slug": ("Event slug", "Event short form", "Event shortform"),
        "order_date": ("Order Date", "Order date and time", "订单日期", "下单时间"),
        "quantity": ("Quantity", "Ticket quantity", "Tickets", "Qty", "数量", "张数", "人数"),
        "price": ("Price", "Total Paid", "价格", "金额", "票价", "Ticket price"),
        "zip_code": ("ZIP code", "Zip", "Postcode", "Postal code", "邮编", "邮政编码", "Home Zip"),
        "arrival": (
            *("到达时间", "抵达时间", "到达日期", "抵达日期", "报到时间", "抵达", "到达"),
            *("Arrival", "Arrival time", "Arrival date", "Arrival date and time"),
        ),
        "note": (
            *("备注", "备注说明", "说明", "其他", "其他说明", "備註", "Remarks", "Remark", "Notes", "Note", "Comment"),
            *("Comments", "Order comment"),
        ),
    },
    patterns={
        "email": re.compile(f"^{_NOT_THE_PERSONS}.*(?:邮箱|邮件|信箱|电邮|e?mail)"),
        "phone": re.compile(f"^{_NOT_THE_PERSONS}.*(?:手机|电话|手機|電話|mobile|phone)"),
        "name": re.compile(f"^{_NOT_THE_PERSONS}(?!.*(?:单位|公司|英文|拼音|会议)).*(?:姓名|名字|fullname)"),
        "organisation": re.compile(
            f"^{_NOT_THE_PERSONS}(?!.*(?:地址|性质|类型|类别|规模|电话|代码)).*"
            "(?:单位|机构|公司|院校|單位|organi[sz]ation|company|affiliation|institution)"
        ),
        "post": re.compile("职务|职称|职位|職務|職稱|jobtitle"),
        "category": re.compile("身份(?!证)|类别|票种|(?:参会|代表|嘉宾|人员|报名|注册)类型|tickettype|category"),
        "arrival": re.compile("到达|抵达|arrival"),
        "note": re.compile("备注|備註|remark"),
    },
)


_ELSEWHERE: dict[str, tuple[str, ...]] = {
    "institution": ("organisation",),
    "post": ("post", "rank"),
    "email": ("attendee_email", "email"),
}
"""The columns of VOCABULARY that a particular is read from, if they do not have its name."""


def columns_of(particular: str) -> tuple[str, ...]:
    """Return the columns of VOCABULARY that one of a delegate's particulars is read from."""
    stem = stem_of(particular)
    return _ELSEWHERE.get(stem, (stem,))


def header_of(sheet: Sheet) -> Header:
    """Find the header of a list of people. Raises SheetRefused if no row has a heading for names."""
    header = find_header(sheet, VOCABULARY)
    if header is None or not header.columns.keys() & {"name", "name_latin", "family_name", "given_name"}:
        raise SheetRefused(SheetRefusal.NO_HEADER)
    return header


def source_of(header: Header) -> Source:
    """Return the kind of file that has such a header."""
    if "attendee_key" in header.columns:
        return Source.EVENTBRITE
    return Source.PRETIX if {"order", "position_id"} <= header.columns.keys() else Source.LIST
