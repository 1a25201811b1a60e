"""Words in the reader's own language: short sentences handed in with a sheet, and dates as her language writes them.

Swedish is the source; a sentence that nobody has translated is simply not said in the other language. Gaps are never
filled here. A translation that no translator or bilingual professional has reviewed is printed, and the paper must
then say so in both languages: `Speaker` remembers that it happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from halsoskola.documents import words
from halsoskola.documents.sheets import ReaderLanguage, Translation
from halsoskola.documents.word_list import UnreviewedNote

SWEDISH = "sv"

# Around what is put into a sentence, so that a street or an organisation keeps its own order in Arabic text.
_ISOLATE, _POP = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class ReaderWords:
    """What one reader understands.

    locale: of Babel, for dates. phrases: by the Swedish sentence; placeholders such as {phone} are the same. Both
    are empty for Swedish.
    """

    language: ReaderLanguage
    locale: str = SWEDISH
    phrases: Mapping[str, Translation] = field(default_factory=dict)

    @property
    def is_swedish(self) -> bool:
        return self.language.code == SWEDISH

    def day(self, value: date) -> str:
        """ "tisdag 2 mars" in her language; the numbers are always 0 to 9, as on her telephone."""
        return words.day(value) if self.is_swedish else self._date(value, "EEEE d MMMM")

    def dated(self, value: date) -> str:
        """ "2 mars 2027", for papers that are kept."""
        return words.dated(value) if self.is_swedish else self._date(value, "d MMMM y")

    def weekday(self, value: date) -> str:
        """ "tisdag"."""
        return words.day(value).split()[0] if self.is_swedish else self._date(value, "EEEE")

    def month(self, value: date) -> str:
        """ "mars"."""
        return words.day(value).split()[2] if self.is_swedish else self._date(value, "LLLL")

    def clock(self, value: time | datetime) -> str:
        """ "9.00" in Swedish, "09:00" otherwise: some languages would else count to 12 twice."""
        return words.clock(value) if self.is_swedish else f"{value.hour:02d}:{value.minute:02d}"

    def span(self, start: time | datetime, end: time | datetime) -> str:
        """ "9.00–11.00" or "09:00–11:00"."""
        return f"{self.clock(start)}–{self.clock(end)}"

    def _date(self, value: date, form: str) -> str:
        from babel.dates import format_date  # 25 ms, and only for papers in other languages

        # A date with a time would be moved to Babel's time zone.
        return format_date(date(value.year, value.month, value.day), form, locale=self.locale)


SWEDISH_WORDS = ReaderWords(ReaderLanguage(SWEDISH, "svenska", "svenska"))


@dataclass(frozen=True, slots=True)
class Said:
    """The same in Swedish and in the reader's language; `own` is None when there is no such translation."""

    swedish: str
    own: str | None = None


class Speaker:
    """Says sentences in Swedish and in the reader's language while one paper is laid out."""

    def __init__(self, reader: ReaderWords) -> None:
        self.reader = reader
        self._unreviewed = False

    def say(self, swedish: str, **values: str) -> Said:
        """The sentence in both languages. values: what stands in its placeholders, the same in both."""
        return self.say_each(swedish, values, values)

    def say_each(
        self, swedish: str, swedish_values: Mapping[str, str], own_values: Mapping[str, str]
    ) -> Said:
        """As `say`, with values that differ between the languages, such as dates."""
        said = swedish.format(**swedish_values)
        translation = None if self.reader.is_swedish else self.reader.phrases.get(swedish)
        if translation is None:
            return Said(said)
        self._unreviewed |= not translation.reviewed
        isolated = {name: f"{_ISOLATE}{value}{_POP}" for name, value in own_values.items()}
        return Said(said, translation.text.format(**isolated))

    def day(self, value: date) -> Said:
        """A date in both languages."""
        return Said(
            words.capital(words.day(value)), None if self.reader.is_swedish else self.reader.day(value)
        )

    def notes(self) -> tuple[UnreviewedNote, ...]:
        """What must stand below: nothing, or that a machine has translated what was said so far."""
        if not self._unreviewed:
            return ()
        language = self.reader.language
        return (UnreviewedNote(f"{words.capital(language.name)}: {words.UNREVIEWED}", language),)
