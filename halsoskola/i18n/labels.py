"""What the codes of the domain are called on screen and paper."""

from collections.abc import Mapping
from enum import StrEnum

from halsoskola.domain.attendance import MarkKind
from halsoskola.domain.courses import CourseStatus, OccasionStatus, TrackCode
from halsoskola.domain.evaluation import Question
from halsoskola.domain.interpreting import InterpreterMode, NeedState
from halsoskola.domain.papers import PilePaper
from halsoskola.domain.participants import ContactWay, EnrolmentStatus, Sex
from halsoskola.domain.plans import AdaptationNeed, BlockKind, FiroPhase, Kasam
from halsoskola.i18n.catalogues import N_, _

_LABELS: tuple[tuple[StrEnum, str], ...] = (
    # Pairs, not a dict: members of different enums with the same value are equal keys.
    (TrackCode.FM, N_("förmiddag")),
    (TrackCode.EM, N_("eftermiddag")),
    (CourseStatus.PLANNED, N_("kommande")),
    (CourseStatus.RUNNING, N_("pågår")),
    (CourseStatus.FINISHED, N_("avslutad")),
    (OccasionStatus.PLANNED, N_("planerad")),
    (OccasionStatus.HELD, N_("genomförd")),
    (OccasionStatus.CANCELLED, N_("inställd")),
    (MarkKind.PRESENT, N_("Här")),
    (MarkKind.LATE, N_("Sen")),
    (MarkKind.LEFT_EARLY, N_("Gick tidigare")),
    (MarkKind.ANNOUNCED, N_("Sagt till: kommer inte")),
    (MarkKind.ABSENT, N_("Inte hört av sig")),
    (MarkKind.VISITS, N_("Går på andra gruppen")),
    (NeedState.NEED, N_("behov")),
    (NeedState.ORDERED, N_("beställd")),
    (NeedState.CONFIRMED, N_("bekräftad")),
    (NeedState.TO_CANCEL, N_("att avboka")),
    (NeedState.CANCELLED, N_("avbokad")),
    (NeedState.DONE, N_("genomförd")),
    (InterpreterMode.ON_SITE, N_("på plats")),
    (InterpreterMode.TELEPHONE, N_("telefon")),
    (InterpreterMode.VIDEO, N_("skärm")),
    (ContactWay.OWN_NUMBER, N_("eget nummer")),
    (ContactWay.VIA_CASEWORKER, N_("via handläggare")),
    (ContactWay.VIA_SFI, N_("via sfi")),
    (EnrolmentStatus.WAITING, N_("väntelista")),
    (EnrolmentStatus.TAKING_PART, N_("deltar")),
    (EnrolmentStatus.ENDED, N_("avslutad")),
    (Sex.WOMAN, N_("kvinna")),
    (Sex.MAN, N_("man")),
    (Sex.OTHER, N_("annat")),
    (Question.UNDERSTOOD, N_("Förstod du det vi pratade om i dag?")),
    (Question.USABLE, N_("Kan du använda det hemma?")),
    (Question.IMPORTANT, N_("Var det viktigt för dig?")),
    (PilePaper.RUNSHEET, N_("ledarblad")),
    (PilePaper.SIGNIN, N_("närvarolista")),
    (PilePaper.SEATS, N_("platser i rummet")),
    (PilePaper.TALLY, N_("räkneblad")),
    (PilePaper.CRISIS, N_("krisblad")),
    (PilePaper.BRIEF, N_("till tolkarna: träffens ord")),
    (PilePaper.HANDOUT, N_("blad till deltagarna")),
    (PilePaper.EVALUATION, N_("utvärdering, tre ansikten")),
    (PilePaper.WELCOME, N_("välkommen till den som är ny")),
    (PilePaper.MISSED, N_("förra bladet till den som inte var där")),
    (BlockKind.START, N_("Start")),
    (BlockKind.TALK, N_("Prata")),
    (BlockKind.GROUP, N_("Samtal")),
    (BlockKind.PRACTICE, N_("Prova")),
    (BlockKind.BODY, N_("Kropp")),
    (BlockKind.BREAK, N_("Paus")),
    (BlockKind.END, N_("Slut")),
    (FiroPhase.TILLHORA, N_("Tillhöra")),
    (FiroPhase.GEMYT, N_("Gemyt")),
    (FiroPhase.ROLLSOKNING, N_("Rollsökning")),
    (FiroPhase.IDYLL, N_("Idyll")),
    (FiroPhase.SAMHORIGHET, N_("Samhörighet")),
    (FiroPhase.AVSLUT, N_("Avslut")),
    (Kasam.B, N_("begriplighet")),
    (Kasam.H, N_("hanterbarhet")),
    (Kasam.M, N_("meningsfullhet")),
    (AdaptationNeed.PAIN, N_("Ont")),
    (AdaptationNeed.FLOOR, N_("Golvet")),
    (AdaptationNeed.TRAUMA, N_("Svåra minnen")),
    (AdaptationNeed.HEART, N_("Hjärtat")),
    (AdaptationNeed.PREGNANCY, N_("Gravid")),
    (AdaptationNeed.FASTING, N_("Fastar")),
    (AdaptationNeed.MIXED_GROUP, N_("Kvinnor och män")),
)


def label(code: StrEnum) -> str:
    """The code's name in the screen's language. Raises: KeyError for an enum that has no names yet."""
    return _(_LABEL_OF[type(code), code.value])


_FACTS: Mapping[str, str] = {
    "112": N_("nödnumret"),
    "1177": N_("sjukvårdsrådgivningen 1177"),
    "hjalplinjen": N_("Hjälplinjens telefonnummer"),
    "sjalvmordslinjen": N_("Självmordslinjens telefonnummer"),
    "kvinnofridslinjen": N_("Kvinnofridslinjens telefonnummer"),
    "sluta-roka": N_("Sluta-röka-linjens telefonnummer"),
    "alkohollinjen": N_("Alkohollinjens telefonnummer"),
    "forsakringskassan-telefon": N_("Försäkringskassans telefonnummer"),
    "arbetsformedlingen-telefon": N_("Arbetsförmedlingens telefonnummer"),
    "do": N_("Diskrimineringsombudsmannens telefonnummer"),
    "somn-timmar": N_("så mycket sömn behöver en vuxen"),
    "rorelse-minuter": N_("så mycket rörelse behöver en vuxen"),
    "styrka-dagar": N_("så ofta bör en vuxen träna styrka"),
    "riskbruk": N_("gränsen för riskbruk av alkohol"),
    "riskbruk-vecka": N_("gränsen för riskbruk av alkohol på en vecka"),
    "riskbruk-kvall": N_("gränsen för riskbruk av alkohol på en kväll"),
    "rott-kott": N_("så mycket rött kött kan man äta"),
    "lakarintyg-dagar": N_("så många dagar kan man vara sjuk utan läkarintyg"),
    "sjuklon-dagar": N_("så många dagar betalar arbetsgivaren sjuklön"),
    "program-sjuk-dagar": N_("så många dagar kan man vara sjuk i ett program"),
    "omprovning-tid": N_("så länge kan man begära omprövning"),
    "rosta-ar": N_("så många år innan man får rösta i kommunen"),
    "vardcentral-namn": N_("vårdcentralens namn"),
    "vardcentral-telefon": N_("vårdcentralens telefonnummer"),
    "vardcentral-tider": N_("vårdcentralens öppettider"),
    "akutmottagning-namn": N_("närmaste akutmottagning"),
    "patientavgift": N_("patientavgiften på vårdcentralen"),
    "tandvard-telefon": N_("tandvårdens telefonnummer"),
    "psykakut-telefon": N_("psykiatriska akutmottagningens telefonnummer"),
    "familjestod-telefon": N_("familjestödets telefonnummer"),
    "socialtjanst-telefon": N_("socialtjänstens telefonnummer"),
    "kommun-telefon": N_("kommunens telefonnummer"),
    "vagledare-telefon": N_("studie- och yrkesvägledarens telefonnummer"),
    "kurs-telefon": N_("kursens telefonnummer"),
    "kurs-lokal": N_("kursens lokal"),
    "kontaktperson": N_("kursens kontaktperson"),
    "boss-telefon": N_("chefens telefonnummer"),
    "krisrum": N_("lugnt rum i en kris"),
    "dataskydd-kontakt": N_("kontakt för frågor om personuppgifter"),
    "rattslig-grund": N_("rättslig grund för personuppgifterna"),
    "ersattning-besked": N_("organisationens besked om deltagarnas ersättning"),
    "organisation-namn": N_("organisationens namn"),
    "sjuk-rad": N_("mer att göra för den som är sjuk"),
}


def fact_label(name: str) -> str:
    """What a fact is called where people read, without a capital; for a leader's own fact its name without hyphens."""
    return _(_FACTS[name]) if name in _FACTS else name.replace("-", " ")


_LABEL_OF = {(type(code), code.value): text for code, text in _LABELS}
