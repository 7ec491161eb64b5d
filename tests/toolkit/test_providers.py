import pytest

from toolkit.providers import ProvidedTwice, Providers


def test_each_name_has_its_own_provider() -> None:
    providers: Providers[str, int] = Providers()

    providers.plug("one", 1)
    providers.plug("two", 2)

    assert (providers["one"], providers["two"], providers.get("three")) == (1, 2, None)


def test_a_second_provider_for_a_name_is_refused_and_the_first_kept() -> None:
    providers: Providers[str, int] = Providers()
    providers.plug("one", 1)

    with pytest.raises(ProvidedTwice):
        providers.plug("one", 2)

    assert providers == {"one": 1}
