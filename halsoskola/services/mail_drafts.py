"""Drafts for the leader's own mail program, with the paper as an attachment. The program sends nothing.

X-Unsent makes Outlook open the file as a draft; others show it as a message that can be forwarded. No address is
written in, because none is kept.
"""

from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from halsoskola.documents.order_text import order_text
from halsoskola.documents.words import meeting_line, when
from halsoskola.domain.errors import Refusal, RuleBroken
from halsoskola.i18n.catalogues import in_swedish
from halsoskola.services.fact_texts import COURSE_PHONE, ORGANISATION, fact_text
from halsoskola.services.paper_facts import heading_of
from halsoskola.services.print_kinds import PrintOrder, make_paper, print_kind_name

if TYPE_CHECKING:
    from halsoskola.services.bundle import Services

MAIL_KINDS = ("schedule", "order", "brief")
TEXT_KINDS = ("order",)
_BOUNDARY = "=_halsoskola_papper"
"""Always the same, so that the same facts give the same bytes."""


def make_file(services: "Services", kind: str, order: PrintOrder, suffix: str) -> bytes:
    """The paper as PDF, or as plain text (".txt") or a mail draft (".eml") where that makes sense.

    Raises: RuleBroken when the paper does not come in that form, or as `make_paper` does.
    """
    match suffix.lower():
        case ".txt" if kind in TEXT_KINDS:
            return services.leader_papers.order_text(order.course_id, order.occasions).encode()
        case ".eml" if kind in MAIL_KINDS:
            return mail_draft(services, kind, order)
        case ".txt" | ".eml":
            raise RuleBroken(Refusal.PAPER_ONLY_AS_PDF, paper=print_kind_name(kind))
        case _:
            return make_paper(services, kind, order)


@in_swedish()
def mail_draft(services: "Services", kind: str, order: PrintOrder) -> bytes:
    """The draft as a file. kind: one of MAIL_KINDS. Raises: as `make_paper`."""
    pdf = make_paper(services, kind, order)
    subject, text, name = _words(services, kind, order)
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = subject
    message.set_content(text)
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    message.set_boundary(_BOUNDARY)
    return message.as_bytes()


def _words(services: "Services", kind: str, order: PrintOrder) -> tuple[str, str, str]:
    """Subject, text and the attachment's name."""
    organisation = fact_text(services.plans, ORGANISATION)
    phone = fact_text(services.plans, COURSE_PHONE)
    signed = "\n".join(part for part in ("Vänliga hälsningar", organisation, phone) if part)
    if kind == "order":
        sheet = services.leader_papers.order_sheet(order.course_id, order.occasions)
        subject = "Beställning av tolk" + (f", {organisation}" if organisation else "")
        return subject, order_text(sheet), "Beställning av tolk.pdf"
    if kind == "brief":
        placed = services.occasions.room(order.occasions[0]).placed
        heading = heading_of(placed)
        at = when(heading.start, heading.end)
        text = (
            f"Hej!\n\nHär är bladet till dig som tolkar {at}.\nTema: {heading.title}.\n"
            "Läs orden före träffen och rätta dem gärna.\n"
            f"Är temat för nära dig? Säg nej så fort du kan.\n\n{signed}\n"
        )
        return f"Till tolken: {at}", text, f"Till tolken {meeting_line(heading).lower()}.pdf"
    text = f"Hej!\n\nHär är schemat för kursen om hälsa och samhälle.\n\n{signed}\n"
    return "Schema för kursen om hälsa och samhälle", text, "Schema.pdf"
