"""What the preview of an office list says: one line per row, and what concerns the whole list."""

from collections.abc import Mapping, Sequence

from halsoskola.domain.importing import ImportPlan, ListFact, Outcome, PlannedRow, RowNote
from halsoskola.domain.participants import NO_INTERPRETER, number_label
from halsoskola.i18n.catalogues import N_, _, ngettext
from halsoskola.i18n.labels import label
from halsoskola.i18n.languages import language_name, variant_name
from halsoskola.i18n.messages import sentence

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.NEW: N_("ny"),
    Outcome.SAME: N_("finns redan"),
    Outcome.WAITING: N_("väntelista"),
    Outcome.ASK: N_("fråga"),
    Outcome.WRONG: N_("fel"),
}

_FACTS: Mapping[ListFact, str] = {
    ListFact.LANGUAGE: N_("språk"),
    ListFact.TRACK: N_("grupp"),
    ListFact.READS: N_("läser på"),
    ListFact.UNDERSTANDS: N_("förstår också"),
    ListFact.SEX: N_("kön"),
    ListFact.NAME: N_("namn"),
    ListFact.PHONE: N_("telefon"),
}

_NOTES: Mapping[RowNote, str] = {
    RowNote.INTERPRETER_NOT_SAID: N_("Det står inte om tolk behövs. Vi räknar med tolk."),
    RowNote.SEX_UNCLEAR: N_("Kön går inte att läsa och lämnas tomt."),
    RowNote.CONTACT_UNCLEAR: N_("Kontakten är inget telefonnummer och lämnas tom."),
}


def outcome_word(outcome: Outcome) -> str:
    """The outcome in one or two words, for the column beside the row."""
    return _(OUTCOMES[outcome])


def row_line(row: PlannedRow) -> str:
    """What will happen to a row, or what is wrong with it, in whole sentences. Never a name or a phone number."""
    if row.faults:
        return " ".join(sentence(fault.as_broken_rule()) for fault in row.faults)
    return " ".join([_what_happens(row), *(_(_NOTES[note]) for note in row.notes)])


def plan_lines(plan: ImportPlan, sheets_left_out: Sequence[str] = ()) -> tuple[str, ...]:
    """What to know about the list as a whole, most important first; empty when there is nothing."""
    lines = []
    if not plan.ok:
        lines.append(_("Inget läses in förrän alla rader med fel eller frågor är klara."))
    if plan.count(Outcome.WRONG):
        lines.append(_("Rätta felen i filen, spara den och läs om den här."))
    if plan.may_be_there_already:
        lines.append(
            _(
                "Listan har inga nummer, och lika många personer med samma språk och grupp finns redan i kursen. "
                "Kontrollera att listan inte redan är inläst."
            )
        )
    if waiting := plan.count(Outcome.WAITING):
        lines.append(
            ngettext(
                "{count} person får inte plats och hamnar på väntelistan.",
                "{count} personer får inte plats och hamnar på väntelistan.",
                waiting,
            ).format(count=waiting)
        )
    if plan.names_left_out:
        lines.append(_("Namnen i listan läses inte in, för kursen använder bara nummer."))
    if plan.ignored_columns:
        columns = ", ".join(plan.ignored_columns)
        lines.append(_("De här kolumnerna läses inte in: {columns}.").format(columns=columns))
    if sheets_left_out:
        sheets = ", ".join(sheets_left_out)
        lines.append(
            _("Bara det första bladet läses in. De här bladen lämnas: {sheets}.").format(sheets=sheets)
        )
    return tuple(lines)


def _what_happens(row: PlannedRow) -> str:
    facts = {
        "row": row.row,
        "number": "" if row.number is None else number_label(row.number),
        "group": "" if row.track is None else label(row.track),
        "language": language_name(row.language) if row.language else "",
        "variant": variant_name(row.variant),
        "facts": ", ".join(_(_FACTS[fact]) for fact in row.differs),
    }
    return _template(row).format(**facts)


def _template(row: PlannedRow) -> str:
    if row.outcome is Outcome.SAME:
        if row.differs:
            return _(
                "Rad {row}: {number} finns redan i kursen och ändras inte. "
                "I listan står det något annat om: {facts}."
            )
        return _("Rad {row}: {number} finns redan i kursen. Inget ändras.")
    needs_nobody = row.language == NO_INTERPRETER
    if row.outcome is Outcome.WAITING:
        if needs_nobody:
            return _("Rad {row}: {number} hamnar på väntelistan, {group}, utan tolk.")
        if row.variant:
            return _("Rad {row}: {number} hamnar på väntelistan, {group}, {language} ({variant}).")
        return _("Rad {row}: {number} hamnar på väntelistan, {group}, {language}.")
    if needs_nobody:
        return _("Rad {row}: {number} är ny, {group}, utan tolk.")
    if row.variant:
        return _("Rad {row}: {number} är ny, {group}, {language} ({variant}).")
    return _("Rad {row}: {number} är ny, {group}, {language}.")
