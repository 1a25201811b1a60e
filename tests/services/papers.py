"""What tests of papers stand on: own facts may be written, and people who were there from the course's first day."""

from datetime import date

import pytest

from halsoskola.domain.courses import Course, TrackCode
from halsoskola.program import Program, plan_service
from halsoskola.services.bundle import Services
from halsoskola.services.clock import FixedClock
from halsoskola.services.participants import PersonFacts
from halsoskola.services.plans import PlanService
from halsoskola.settings import Paths
from tests.builders import at

FM, EM = TrackCode.FM, TrackCode.EM
FIRST_DAY = date(2027, 1, 19)
SPEAKERS = ("ar", "ar", "ar", "so", "so", "ti", "prs", "sv")
"""Interpreter languages of D01 to D08; the one who speaks Dari does not read."""


@pytest.fixture
def plans(paths: Paths) -> PlanService:
    return plan_service(paths)


@pytest.fixture
def services(program: Program, clock: FixedClock, plans: PlanService) -> Services:
    return Services(program.store, clock, lambda: plans)


@pytest.fixture
def early(program: Program, plans: PlanService) -> Services:
    """The same folder on the course's first day."""
    return Services(program.store, FixedClock(at(FIRST_DAY, 8)), lambda: plans)


@pytest.fixture
def people(early: Services, course: Course) -> list[str]:
    """Enrolment ids of D01 to D08 in the morning run."""
    return [
        early.participants.add(
            course.id, FM, PersonFacts(code, reads="" if code == "prs" else code)
        ).enrolment.id
        for code in SPEAKERS
    ]


def occasion(services: Services, course: Course, meeting: int, track: TrackCode = FM) -> str:
    """The id of an occasion; meeting 7 is today."""
    return services.courses.occasion_of(course.id, meeting, track).id
