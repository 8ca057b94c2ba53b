"""What needs a network: offered here, on one's own telephone, or honestly not at all."""

from dataclasses import replace

import pytest

from kiosk.domain.places_lookup import Asked, Lookup, Offer, is_official, offer, why_not_official

LICENCES = Lookup(
    "licences", "查证照", "证是不是真的", (Asked("number", "证号", personal=True),), "样例部门",
    "https://sample.gov.cn/query", connector="licence-check",
)  # fmt: skip
HUB = frozenset({"licence-check"})


@pytest.mark.parametrize(
    ("lookup", "connectors", "online", "expected"),
    [
        (LICENCES, HUB, True, Offer.ASK),
        (LICENCES, HUB, False, Offer.PHONE_OFFLINE),
        (LICENCES, frozenset(), True, Offer.PHONE),  # this hub has no such connector
        (replace(LICENCES, connector=""), HUB, True, Offer.PHONE),
        (replace(LICENCES, connector=""), HUB, False, Offer.PHONE),  # the line is not the reason
        (replace(LICENCES, url="https://sample.com/"), HUB, False, Offer.IN_PERSON),
        (replace(LICENCES, url="https://sample.com/"), HUB, True, Offer.ASK),
    ],
)
def test_what_is_offered(lookup: Lookup, connectors: frozenset[str], online: bool, expected: Offer) -> None:
    assert offer(lookup, connectors, online=online) is expected


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://www.sample.gov.cn", None),
        ("https://sample.gov.cn:443/a?b=c#d", None),
        ("http://sample.gov.cn/", "scheme"),
        ("javascript:alert(1)//.gov.cn", "scheme"),
        ("https://gov.cn.sample.com/", "host"),
        ("https://sample-gov.cn/", "host"),
        ("https://samplegov.cn/", "host"),
        ("https:///sample.gov.cn", "host"),
        ("https://sample.gov.cn@sample.com/", "user"),
        ("https://a:b@sample.gov.cn/", "user"),
        ("https://sample.gov.cn:8443/", "port"),
        ("https://sample.gov.cn:abc/", "text"),
        ("https://sample.com\\.gov.cn/", "text"),
        ("https://ѕample.gov.cn/", "text"),  # a Cyrillic letter
        ("https://sample.gov.cn/ a", "text"),
        ("https://sample.gov.cn/\n", "text"),
        ("https://sample.gov.cn/" + "a" * 200, "long"),
        ("", "scheme"),
    ],
)
def test_only_official_addresses_are_shown(url: str, reason: str | None) -> None:
    assert why_not_official(url) == reason
    assert is_official(url) is (reason is None)
