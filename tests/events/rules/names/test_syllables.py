from events.rules.names.syllables import pinyin


def test_the_likeliest_syllable_depends_on_the_word() -> None:
    assert pinyin("重庆") == [["chong"], ["qing"]]
    assert pinyin("重") == [["zhong"]]


def test_tones_are_digits_after_the_syllable() -> None:
    assert pinyin("重庆", tones=True) == [["chong2"], ["qing4"]]


def test_every_reading_is_listed_with_the_likeliest_first() -> None:
    assert pinyin("重", every=True) == [["zhong", "chong", "tong"]]


def test_u_with_an_umlaut_is_written_v() -> None:
    assert pinyin("吕") == [["lv"]]


def test_other_scripts_are_left_out() -> None:
    assert pinyin("A重 b") == [["zhong"]]
    assert pinyin("ab") == []
