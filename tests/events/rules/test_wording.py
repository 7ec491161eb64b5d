import pytest

from events.rules.wording import Piece, differing


def shown(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.is_changed else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("组织再生", "组织修复", "组织[再生]", "组织[修复]"),
        ("未来食品与替代蛋白", "未来食品：替代蛋白", "未来食品[与]替代蛋白", "未来食品[：]替代蛋白"),
        ("Future Food", "Future Food: Meat", "Future Food", "Future Food[: Meat]"),
        ("Cell therapy", "Cells therapy", "[Cell] therapy", "[Cells] therapy"),
        ("RNA 药物", "RNA 与核酸药物", "RNA 药物", "RNA [与核酸]药物"),
        ("", "New", "", "[New]"),
        ("<b>A</b>", "<b>B</b>", "<b>[A]</b>", "<b>[B]</b>"),
        ("same", "same", "same", "same"),
    ],
)
def test_words_that_differ_are_marked_in_both_texts(before: str, after: str, old: str, new: str) -> None:
    left, right = differing(before, after)
    assert (shown(left), shown(right)) == (old, new)


@pytest.mark.parametrize("text", ["𠮷野 – “x”  y\tz", "Ünïcode_1 ①", "()、。"])
def test_nothing_is_lost(text: str) -> None:
    left, right = differing(text, "组织")
    assert "".join(piece.text for piece in left) == text
    assert "".join(piece.text for piece in right) == "组织"
