"""Local facts that papers need by name. Files only: whoever prints a handout alone does not load the database."""

from halsoskola.services.plans import PlanService

COURSE_PHONE = "kurs-telefon"
ORGANISATION = "organisation-namn"
CONTACT = "kontaktperson"
SICK_LINE = "sjuk-rad"
"""What else somebody who is ill must do; printed after the course's telephone number when it is filled in."""
SICK_EXAMPLE = "Ring också Arbetsförmedlingen samma dag."
"""For a course whose participants are in a programme."""


def fact_text(plans: PlanService, name: str) -> str:
    """The value of a fact in force, "" when it is unknown or not filled in."""
    fact = plans.facts().get(name)
    return fact.text.strip() if fact is not None else ""
