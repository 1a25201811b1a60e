"""What the people of the synthetic courses are like and what is noted about them; every word is made up.

Typed by nobody, but as a leader would have typed it, so it stands in Swedish whatever the program's language.
"""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Chance that falls the same way on every computer for the same key.

    Rests on `Random.random` alone: the one method that Python promises to leave as it is for a given seed.
    """

    def __init__(self, *key: object) -> None:
        self._random = random.Random("/".join(map(str, key)))

    def chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def number(self, low: int, high: int) -> int:
        """From `low` to `high`, both inclusive."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, some: Sequence[T]) -> T:
        return some[int(self._random.random() * len(some))]

    def weighted(self, some: Sequence[tuple[T, float]]) -> T:
        """One of `some` by its weight; the weights add up to 1.0."""
        left = self._random.random()
        for one, weight in some:
            left -= weight
            if left < 0:
                return one
        return some[-1][0]

    def shuffled(self, some: Sequence[T]) -> list[T]:
        places = [self._random.random() for _ in some]
        return [some[index] for index in sorted(range(len(some)), key=places.__getitem__)]


FIRST_MORNING = ("ar",) * 4 + ("so", "so", "ti", "ti", "so", "sv", "ti", "sv")
FIRST_AFTERNOON = ("ar",) * 5 + ("prs",) * 6 + ("sv",)
SECOND_MORNING = ("ar", "ar", "so", "ti", "prs", "ar", "so", "sv", "ar", "ti", "so", "ar")
SECOND_AFTERNOON = ("prs", "prs", "ar", "so", "kmr", "prs", "ar", "so", "sv", "ar", "prs", "ar")
"""Interpreter languages of a track in the order of its numbers; "sv" needs no interpreter."""

MIXES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("ar",) * 5 + ("prs",) * 4 + ("ti",) * 2 + ("sv",), ("so",) * 5 + ("ti",) * 4 + ("ar",) * 2 + ("sv",)),
    (("so",) * 4 + ("ti",) * 4 + ("ar",) * 3 + ("sv",), ("prs",) * 5 + ("ar",) * 5 + ("so", "sv")),
    (
        ("ar",) * 4 + ("prs",) * 3 + ("so",) * 3 + ("sv",) * 2,
        ("ti",) * 6 + ("ar",) * 3 + ("so",) * 2 + ("sv",),
    ),
    (("ar",) * 6 + ("ti",) * 5 + ("sv",), ("prs",) * 6 + ("so",) * 5 + ("sv",)),
)
"""The same for morning and afternoon of the courses that are over, before they are shuffled."""

ALSO_UNDERSTANDS: Mapping[str, tuple[tuple[str, float], ...]] = {
    "ar": (("en", 0.2), ("fr", 0.05), ("", 0.75)),
    "so": (("ar", 0.2), ("sw", 0.1), ("en", 0.1), ("", 0.6)),
    "ti": (("am", 0.35), ("ar", 0.15), ("", 0.5)),
    "prs": (("fa", 0.3), ("ps", 0.1), ("", 0.6)),
    "kmr": (("ar", 1.0),),
    "sv": (("ar", 0.5), ("en", 0.3), ("so", 0.2)),
}
"""What somebody also understands, by interpreter language; "" is nothing else."""

READS: Mapping[str, tuple[tuple[str, float], ...]] = {
    "ar": (("ar", 0.85), ("", 0.15)),
    "so": (("so", 0.8), ("", 0.15), ("ar", 0.05)),
    "ti": (("ti", 0.8), ("", 0.2)),
    "prs": (("prs", 0.8), ("", 0.2)),
    "kmr": (("ar", 1.0),),  # schooled in Arabic, as many from Syria are
    "sv": (("sv", 0.9), ("ar", 0.1)),
}
"""What somebody reads, by interpreter language; "" is nothing."""

FIRST_NAMES: Mapping[str, tuple[str, ...]] = {
    "ar": ("Amal", "Bassam", "Huda", "Karim", "Layla", "Nizar", "Rima", "Samir", "Yasmin", "Walid"),
    "so": ("Asha", "Bashir", "Hodan", "Ismail", "Sahra", "Warsame"),
    "ti": ("Abrehet", "Dawit", "Luwam", "Yonas"),
    "prs": ("Farid", "Golnar", "Habib", "Parwana", "Shirin", "Zalmai"),
    "kmr": ("Berîvan",),
    "sv": ("Åsa-Miriam", "Östen", "Selma"),
}

VENUES = (
    "Försäkringskassan, rum Eken",
    "Folkets hus, sal 2",
    "Studieförbundet, rum Linden",
    "Biblioteket, stora mötesrummet",
)

NOTES = (
    "Lugn start. Alla ville prata om hemmet och skolan.",
    "Många frågor. Vi hann inte med sista momentet.",
    "Bra samtal i språköarna. Bilderna hjälpte mycket.",
    "Tolken på telefon hördes dåligt. Ta med högtalaren nästa gång.",
    "Gruppen skrattade mycket i dag.",
    "Pausen blev lång, men de bytte nummer med varandra.",
    "Två kom sent för att bussen var inställd.",
    "Vi repeterade orden från förra gången. Det gick fort.",
)
CANCELLED_NOTE = "Ledaren var sjuk. Vi ringde alla på morgonen."

PROMISES = (
    "Skriva ut bladet en gång till med större text",
    "Ta med adressen till biblioteket",
    "Fråga sfi om tiden för provet",
    "Svar från Försäkringskassan",
    "Individuellt samtal",
    "Ta med busstidtabellen",
    "Fråga om barnpassning under träffen",
)
GROUP_PROMISES = ("Bjuda in tandhygienisten till en träff", "Ta med karta över vårdcentralerna")

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("måndagar", "tisdagar", "onsdagar", "torsdagar", "fredagar", "lördagar", "söndagar")

PLACES = (
    ("valkommen", "Välkommen och våra regler", "tillhora"),
    ("varden", "Så fungerar vården", "tillhora"),
    ("kroppen", "Kroppen och rörelse", "gemyt"),
    ("smarta", "Smärta", "rollsokning"),
    ("somn", "Sömn", "rollsokning"),
    ("stress", "Stress och känslor", "rollsokning"),
    ("svara-handelser", "Svåra händelser", "samhorighet"),
    ("mat", "Mat och tänder", "samhorighet"),
    ("tobak-alkohol", "Tobak, alkohol och droger", "samhorighet"),
    ("balans", "Balans i vardagen", "samhorighet"),
    ("familj", "Familj i Sverige", "samhorighet"),
    ("min-plan", "Min plan och avslut", "avslut"),
)
"""Plan, title and phase of each meeting of malmo-halsoskola-12, all 120 minutes, as in the shipped files."""
