from django.core.cache import cache

from toolkit.presence import note_presence, others_present


def test_others_are_named_where_they_are_and_nobody_is_named_to_themselves() -> None:
    cache.clear()
    note_presence("talk-1", who=1, name="花听澜")
    note_presence("talk-2", who=2, name="沈知秋")
    assert others_present(["talk-1", "talk-2", "talk-3"], but=2) == {"talk-1": "花听澜"}
    assert others_present(["talk-3"], but=2) == {}


def test_the_last_of_several_is_named() -> None:
    cache.clear()
    note_presence("talk-1", who=1, name="花听澜")
    note_presence("talk-1", who=2, name="沈知秋")
    assert others_present(["talk-1"], but=3) == {"talk-1": "沈知秋"}
