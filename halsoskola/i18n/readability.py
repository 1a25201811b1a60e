"""What the easy-Swedish review says about each finding: what to do instead, kindly, in whole sentences."""

from collections.abc import Mapping

from halsoskola.domain.readability import Advice, Finding, FindingKind, FindingSeverity, Review
from halsoskola.i18n.catalogues import N_, _, ngettext

SENTENCES: Mapping[Advice, str] = {
    Advice.SPLIT_SENTENCE: N_(
        "Meningen har {count} ord. Dela den i två, med en tanke i varje: högst {most} ord."
    ),
    Advice.BREAK_LINE: N_(
        "Raden har {count} tecken. Bryt den där man gör en paus när man läser: högst {most} tecken."
    ),
    Advice.FEWER_WORDS_IN_LINE: N_("Raden har {count} ord. På bildnivån ska det vara högst {most}."),
    Advice.SPLIT_PARAGRAPH: N_(
        "Stycket har {count} rader. Lägg in en tom rad: högst {most} rader i ett stycke."
    ),
    Advice.FEWER_LINES: N_("Under rubriken står {count} rader. På bildnivån ska det vara högst {most}."),
    Advice.SHORTER_WORDS: N_(
        "Texten har LIX {lix}. Sikta på högst {most}: byt långa ord mot korta, och dela långa meningar."
    ),
    Advice.SAY_WITH_SHORTER_WORDS: N_(
        "Ordet är långt, {count} bokstäver. Säg samma sak med kortare ord, eller förklara ordet i ordlistan."
    ),
    Advice.EXPLAIN_NAME: N_(
        "Namnet är långt, {count} bokstäver. Förklara det första gången, eller lägg det i ordlistan."
    ),
    Advice.EXPLAIN_WORD: N_("Ordet är ovanligt. Förklara det där det står, eller lägg det i ordlistan."),
    Advice.SAY_WHO: N_("Skriv vem som gör det: ”{active}” i stället för ”{word}”."),
    Advice.SAY_YOU: N_("Skriv ”du” i stället för ”man”, så vet läsaren att det gäller henne."),
    Advice.SHARE_AS_COUNT: N_("Procent är svårt. Skriv hellre ”{plain}”."),
    Advice.COUNT_THEM: N_("Procent är svårt. Skriv hellre ett antal, till exempel ”1 av 10”."),
    Advice.EXPLAIN_LETTERS: N_(
        "Skriv ut vad ”{word}” är, eller förklara det första gången: ”{word} betyder …”."
    ),
    Advice.SMALL_LETTERS: N_(
        "Skriv ”{word}” med små bokstäver. Hela ord med stora bokstäver är svåra att läsa."
    ),
    Advice.DIGITS: N_("Skriv talet med siffror: {digits}."),
    Advice.SAY_WHAT_TO_DO: N_("Kan du säga det utan att neka? Skriv hellre vad läsaren ska göra."),
    Advice.SAY_STRAIGHT: N_("Det är ett bildspråk som är lätt att missförstå. Skriv rakt på vad du menar."),
    Advice.SAY_PLAINLY: N_("Det är ett bildspråk som är lätt att missförstå. Skriv till exempel ”{plain}”."),
    Advice.CHOOSE_ONE: N_(
        "Texten har både ”{first}” och ”{second}” för samma sak. Välj ett av orden och använd det hela tiden."
    ),
    Advice.ASK: N_("Skriv rubriken som en fråga som texten svarar på, med frågetecken."),
    Advice.DAY_IN_WORDS: N_("Skriv datumet så som man säger det: {plain}."),
    Advice.HOUR_IN_WORDS: N_("Skriv tiden så som man säger den: {plain}."),
    Advice.ADD_PICTURE: N_("Under rubriken finns ingen bild. Lägg en bild före texten som den förklarar."),
    Advice.TELL_PICTURE: N_(
        "Bilden saknar text om vad den visar. Skriv det mellan hakparenteserna: ![En säng](bed)."
    ),
}

_SPELL_OUT = N_("Skriv ut förkortningen: {plain}.")
_SPELL_OUT_UNKNOWN = N_("Skriv ut förkortningen.")

_SEVERITIES: Mapping[FindingSeverity, str] = {
    FindingSeverity.ERROR: N_("fel"),
    FindingSeverity.WARNING: N_("varning"),
    FindingSeverity.ADVICE: N_("råd"),
}

_KINDS: Mapping[FindingKind, str] = {
    FindingKind.SENTENCE_LENGTH: N_("Lång mening"),
    FindingKind.LINE_LENGTH: N_("Lång rad"),
    FindingKind.PARAGRAPH_LENGTH: N_("Långt stycke"),
    FindingKind.LIX: N_("LIX"),
    FindingKind.LONG_WORD: N_("Långt ord"),
    FindingKind.RARE_WORD: N_("Ovanligt ord"),
    FindingKind.PASSIVE: N_("Passiv form"),
    FindingKind.MAN: N_("Ordet man"),
    FindingKind.PERCENT: N_("Procent"),
    FindingKind.ABBREVIATION: N_("Förkortning"),
    FindingKind.NUMBER_WORD: N_("Tal i bokstäver"),
    FindingKind.NEGATION: N_("Nekande ord"),
    FindingKind.FIGURATIVE: N_("Bildspråk"),
    FindingKind.TWO_NAMES: N_("Två ord för samma sak"),
    FindingKind.HEADING: N_("Rubrik"),
    FindingKind.DATE_FORMAT: N_("Datum och tid"),
    FindingKind.PICTURE_MISSING: N_("Bild saknas"),
    FindingKind.ALT_MISSING: N_("Bildtext saknas"),
}


def message(finding: Finding) -> str:
    """What to do instead of what the finding points at."""
    if finding.advice is Advice.SPELL_OUT:
        template = _SPELL_OUT if finding.facts["plain"] else _SPELL_OUT_UNKNOWN
    else:
        template = SENTENCES[finding.advice]
    return _(template).format(**finding.facts)


def severity_word(severity: FindingSeverity) -> str:
    """fel, varning or råd."""
    return _(_SEVERITIES[severity])


def kind_name(kind: FindingKind) -> str:
    """The finding's kind in a few words, for a list."""
    return _(_KINDS[kind])


def summary(review: Review) -> str:
    """The whole review in a line or two: LIX unless the text is too short for it, sentences, words."""
    if not review.words:
        return _("Texten är tom.")
    counted = ngettext(
        "{words} ord i {sentences} mening, {mean} i medeltal, den längsta {longest}.",
        "{words} ord i {sentences} meningar, {mean} i medeltal, den längsta {longest}.",
        review.sentences,
    ).format(
        words=review.words,
        sentences=review.sentences,
        mean=_decimal(review.mean_sentence),
        longest=review.longest_sentence,
    )
    if not review.lix_is_steady:
        return " ".join([counted, _("Texten är för kort för LIX.")])
    index = _("LIX {lix}, utan ordlistans ord {without}.").format(
        lix=round(review.lix), without=round(review.lix_without_words)
    )
    return f"{index} {counted}"


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")
