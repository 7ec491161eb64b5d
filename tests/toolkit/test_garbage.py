import gc

import pytest

from toolkit.garbage import collection_paused


def test_no_garbage_is_collected_within_and_it_is_again_afterwards() -> None:
    with collection_paused():
        with collection_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_collected_again_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), collection_paused():
        1 / 0  # noqa: B018 - what fails here
    assert gc.isenabled()
