import pytest

from events.rules.names.scripts import two_scripts


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("王伟 Wei Wang", ("王伟", "Wei Wang")),
        ("王伟Wei Wang", ("王伟", "Wei Wang")),
        ("王伟（WANG Wei）", ("王伟", "WANG Wei")),
        ("王 伟 (WANG, Wei)", ("王伟", "WANG, Wei")),
        ("Wang Wei / 王伟", ("王伟", "Wang Wei")),
        ("Ouyang Jianguo (欧阳 建国)", ("欧阳建国", "Ouyang Jianguo")),
        ("单晓岚/Shan Xiaolan", ("单晓岚", "Shan Xiaolan")),
        ("单晓岚|Dan Xiaolan", ("单晓岚", "Dan Xiaolan")),
        ("吕晓岚 Lü Xiaolan", ("吕晓岚", "Lü Xiaolan")),
        ("王伟\u200b Wei\xa0Wang", ("王伟", "Wei Wang")),
    ],
)
def test_a_name_with_its_reading_is_one_person_in_two_scripts(text: str, both: tuple[str, str]) -> None:
    assert two_scripts(text) == both


@pytest.mark.parametrize(
    "text",
    [
        "王伟 Vivian",
        "王伟 PhD",
        "王伟",
        "Wei Wang",
        "王伟 Wangler",
        "王伟 Wei Smith",
        "王伟 WANG Wei 李娜",
        "王伟 Li W",
        "王伟 W W",
        "Wang Wei, 王伟",
        "",
    ],
)
def test_a_nickname_or_a_title_is_not_a_reading(text: str) -> None:
    assert two_scripts(text) is None


def test_a_name_without_a_family_name_is_compared_as_a_whole() -> None:
    assert two_scripts("阿里·买买提 Alimaimaiti") == ("阿里·买买提", "Alimaimaiti")
    assert two_scripts("阿里·买买提 Ali Maimaiti") is None
