from events.models import Room
from toolkit.bilingual import Bilingual
from toolkit.text import Text


def test_a_row_reads_its_two_columns_as_one_text() -> None:
    room = Room(name_zh="太湖厅", name_en="Taihu Hall")
    assert room.name == Text("太湖厅", "Taihu Hall")
    room.name_en = ""
    assert room.name == Text("太湖厅")


def test_the_class_names_the_columns() -> None:
    assert isinstance(Room.name, Bilingual)
    assert (Room.name.zh, Room.name.en) == ("name_zh", "name_en")
