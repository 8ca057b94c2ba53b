"""A library with all there can be to look for, look up, learn and work through."""

from kiosk.domain.library import Library
from tests.support.matters import with_matters
from tests.support.papers_written import with_papers
from tests.support.where import county_library


def full_library() -> Library:
    return with_papers(with_matters(county_library()))
