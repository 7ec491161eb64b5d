import pytest

from events.rules.stale import Keep, kept


@pytest.mark.parametrize(
    ("choice", "mine", "theirs", "has_lines", "value"),
    [
        (Keep.MINE, "enzymes", "cells", False, "enzymes"),
        (Keep.THEIRS, "enzymes", "cells", False, "cells"),
        (Keep.BOTH, "enzymes", "cells", False, "cells / enzymes"),
        (Keep.BOTH, "enzymes", "cells", True, "cells\n\nenzymes"),
        (Keep.BOTH, "enzymes", "", False, "enzymes"),
        (Keep.BOTH, "", "cells", False, "cells"),
        (Keep.BOTH, "cells", "stem cells", False, "stem cells"),
        (Keep.BOTH, "stem cells", "cells ", False, "stem cells"),
    ],
)
def test_the_value_that_is_kept(choice: Keep, mine: str, theirs: str, has_lines: bool, value: str) -> None:  # noqa: FBT001 - a table
    assert kept(choice, mine=mine, theirs=theirs, has_lines=has_lines) == value
