"""How faults in plan files are made and said."""

from collections.abc import Iterable

from halsoskola.domain.plans import PlanFault, Severity
from halsoskola.i18n.catalogues import _


def error(file: str, sentence: str, path: str = "", line: int | None = None) -> PlanFault:
    """A fault that keeps the file from being used."""
    return PlanFault(file, path, sentence, Severity.ERROR, line)


def warning(file: str, sentence: str, path: str = "", line: int | None = None) -> PlanFault:
    """A fault that somebody should look at; the file is used all the same."""
    return PlanFault(file, path, sentence, Severity.WARNING, line)


def has_errors(faults: Iterable[PlanFault]) -> bool:
    """True when something cannot be used as it stands; warnings alone do not count."""
    return any(fault.is_error for fault in faults)


def one_line(fault: PlanFault) -> str:
    """`file: path in file: sentence`; the middle is left out when the fault concerns the whole file."""
    where = [fault.path] if fault.path else []
    if fault.line is not None:
        where.append(_("rad {line}").format(line=fault.line))
    return ": ".join(part for part in (fault.file, ", ".join(where), fault.sentence) if part)
