"""A course with people, as most use cases need one."""

from datetime import date

import pytest

from halsoskola.domain.courses import Course, TrackCode
from halsoskola.services.bundle import Services
from halsoskola.services.courses import NewCourse
from halsoskola.services.participants import PersonFacts

FM, EM = TrackCode.FM, TrackCode.EM
SPEAKERS = ("ar", "ar", "ar", "so", "so", "ti", "prs", "sv")


@pytest.fixture
def course(services: Services) -> Course:
    """Twelve Tuesdays from 19 January 2027, morning and afternoon; 2 March is meeting 7."""
    wish = NewCourse("malmo-halsoskola-12", date(2027, 1, 19), (FM, EM), venue="Rum Eken")
    return services.courses.create(wish).course


@pytest.fixture
def people(services: Services, course: Course) -> list[str]:
    """Enrolment ids of eight in the morning, D01 to D08, and eight in the afternoon, D09 to D16."""
    # They were there from the start, although the clock says March.
    added = []
    for track in (FM, EM):
        for code in SPEAKERS:
            facts = PersonFacts(code, reads="" if code == "prs" else code)
            added.append(services.participants.add(course.id, track, facts).enrolment.id)
    return added
