"""What a leader is told to think of because of a plan: whole sentences that say what to do."""

from collections.abc import Mapping

from halsoskola.domain.plan_warnings import PlanWarning, PlanWarningKind
from halsoskola.i18n.catalogues import N_, _
from halsoskola.i18n.labels import fact_label
from halsoskola.i18n.languages import language_name

_NAMES_FACTS = frozenset({PlanWarningKind.CRISIS_SHEET_EMPTY})

SENTENCES: Mapping[PlanWarningKind, str] = {
    PlanWarningKind.TWO_LEADERS: N_("Träffen behöver minst {count} ledare."),
    PlanWarningKind.CRISIS_SHEET_EMPTY: N_(
        "Krisbladet är inte ifyllt. Det saknas: {names}. Skriv in det under Inställningar, Faktauppgifter."
    ),
    PlanWarningKind.BRING_CRISIS_SHEET: N_("Temat kan väcka starka känslor. Ta med krisbladet, ifyllt."),
    PlanWarningKind.SENSITIVE_EARLY: N_(
        "Temat är känsligt och ligger i kursens första tredjedel. Gruppen behöver bli trygg först."
    ),
    PlanWarningKind.MEMORIES_EARLY: N_(
        "Temat kan väcka svåra minnen. Ha det tidigast på träff {count}, när gruppen är trygg."
    ),
    PlanWarningKind.MEMORIES_LAST: N_(
        "Temat kan väcka svåra minnen och är den sista träffen. Byt plats, så att ni ses en gång till efteråt."
    ),
    PlanWarningKind.MEMORIES_BEFORE_BREAK: N_(
        "Temat kan väcka svåra minnen, och det är {count} dagar till nästa träff. Byt plats, "
        "eller bestäm vem deltagarna kan ringa."
    ),
    PlanWarningKind.INTERPRETER_REMOTE: N_(
        "Tolken är inte i rummet: {names}. Vid det här temat behövs en tolk på plats."
    ),
    PlanWarningKind.INTERPRETER_NEW: N_(
        "Gruppen har inte träffat tolken förut: {names}. Be om samma tolk som tidigare, "
        "eller berätta om temat för tolken före."
    ),
    PlanWarningKind.UNSIGNED: N_(
        "Ingen har granskat träffplanen. Låt en psykolog, läkare eller sjuksköterska signera den under Träffplaner."
    ),
}


def warning_sentence(warning: PlanWarning) -> str:
    """In the screen's language; on paper in Swedish, inside `in_swedish`."""
    name = fact_label if warning.kind in _NAMES_FACTS else language_name
    return _(SENTENCES[warning.kind]).format(count=warning.count, names=", ".join(map(name, warning.names)))
