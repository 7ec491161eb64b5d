"""A socket that takes one provider for each name."""

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class ProvidedTwice(Exception):
    """Two apps offered a provider for the same name."""


class Providers(dict[K, V]):
    """Providers by name. Apps add theirs with `plug` when the portal starts."""

    def plug(self, name: K, provider: V) -> None:
        """Add the provider for a name; raise ProvidedTwice, which stops the start, if there is one already."""
        if name in self:
            raise ProvidedTwice(f"{name!s}: {self[name]!r} and {provider!r}")
        self[name] = provider
