"""Look-ups in a release. The library tests stand on is itself a good one."""

from kiosk.domain import forms
from tests.support.library import CONSULTATION, CREW, DISMISSED, LEGAL_AID, WAGES, small_library


def test_things_are_found_by_id_and_what_is_not_there_is_none() -> None:
    library = small_library()
    assert [guide.id for guide in library.guides_of("labour")] == [WAGES, DISMISSED]
    assert library.guides_of("space") == ()
    crew = library.guide(CREW)
    assert crew is not None
    assert crew.topic == "fishery"
    assert library.guide("no/such") is None
    item = library.item(LEGAL_AID)
    assert item is not None
    assert item.identity == "card"
    assert library.item("no-such") is None
    office = library.office("legal-aid-office")
    assert office is not None
    assert office.name == "示例县法律援助中心"
    assert library.office("no-such") is None


def test_the_library_of_the_tests_is_whole() -> None:
    library = small_library()
    topics = {topic.id for topic in library.topics}
    assert library.info.guides == len(library.guides)
    assert [item.id for item in library.items] == [CONSULTATION, LEGAL_AID]
    for guide in library.guides.values():
        assert guide.topic in topics
        assert len(guide.answer) == 3
        assert all(library.guide(other) for other in guide.related)
        assert all(library.office(office) for office in guide.where)
        assert library.item(guide.form)
    for item in library.items:
        assert all(len(step.name) <= 5 for step in item.steps)
        ids = [i for field in forms.fields_of(item) for i in forms.order_field_ids(field)]
        assert len(ids) == len(set(ids)), "two fields would fill one answer"
