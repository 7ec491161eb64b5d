from events.rules.names.surnames import COMPOUND, FREQUENT, READINGS


def test_compounds_have_two_to_four_characters() -> None:
    assert {len(name) for name in COMPOUND} == {2, 3, 4}


TRADITIONAL = str.maketrans(
    "阳马诸东迟孙长轩辕独门仪户坚钟离闾台鲜连万闻乐驷夹颛车鸿纳兰颜爱觉罗陈达卢尔秃发"
    "浑谯师齿赏宫乡书欧叶单华宁过阚广应纪贾",
    "陽馬諸東遲孫長軒轅獨門儀戶堅鍾離閭臺鮮連萬聞樂駟夾顓車鴻納蘭顏愛覺羅陳達盧爾禿髮"
    "渾譙師齒賞宮鄉書歐葉單華寧過闞廣應紀賈",
)


def test_every_compound_family_name_is_listed_in_traditional_characters_too() -> None:
    assert [name for name in COMPOUND if name.translate(TRADITIONAL) not in COMPOUND] == []


def test_every_reading_is_listed_for_traditional_characters_too() -> None:
    readings = [(reading, READINGS.get(name.translate(TRADITIONAL))) for name, reading in READINGS.items()]
    assert [pair for pair in readings if pair[0] != pair[1]] == []


def test_frequent_family_names_are_single_characters_in_both_scripts() -> None:
    assert {len(name) for name in FREQUENT} == {1}
    assert {"王", "张", "張", "陈", "陳"} <= FREQUENT


def test_each_reading_has_a_syllable_for_each_character() -> None:
    assert [name for name, reading in READINGS.items() if len(reading.split()) != len(name)] == []


def test_readings_are_plain_lower_case_letters() -> None:
    assert {letter for reading in READINGS.values() for letter in reading} <= set("abcdefghijklmnopqrstuvwxyz ")
