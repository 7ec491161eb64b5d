"""Sockets that higher apps plug into, so that registration does not depend on them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from registration.models import Delegate

entry_sources: list[Callable[[Delegate], datetime | None]] = []
"""Each returns when it first let a delegate in, or None."""


@dataclass(frozen=True, kw_only=True)
class DelegatePanel:
    """A section of a delegate's page in the console: the template that draws it, and the context it needs."""

    template: str
    context: dict[str, object] = field(default_factory=dict)


delegate_panels: list[Callable[[Delegate], DelegatePanel]] = []
"""Sections that higher apps add to a delegate's page in the console, in order."""
