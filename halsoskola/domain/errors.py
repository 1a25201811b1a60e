"""The two kinds of expected trouble: a rule refuses, or the environment fails. Bugs stay ordinary exceptions.

Each carries a code and facts, never a sentence; `i18n.messages` turns both into plain Swedish for window and
command line alike. Facts never hold names, notes or anything else about a person beyond her number.
"""

from enum import StrEnum


class Refusal(StrEnum):
    """What was wrong with what somebody asked for. The value is stable; the sentence stands in `i18n.messages`."""

    WRONG_PASSWORD = "wrong-password"
    PASSWORD_TOO_SHORT = "password-too-short"
    WRONG_RECOVERY_KEY = "wrong-recovery-key"
    RECOVERY_KEY_MISREAD = "recovery-key-misread"
    RECOVERY_KEY_LENGTH = "recovery-key-length"
    LEADER_EXISTS = "leader-exists"
    NOTHING_TO_UNDO = "nothing-to-undo"
    NOTHING_TO_REDO = "nothing-to-redo"
    CHANGED_SINCE = "changed-since"
    MEETING_COUNT = "meeting-count"
    NO_WEEKDAY = "no-weekday"
    NO_OPEN_DAY = "no-open-day"
    TRACKS_WRONG = "tracks-wrong"
    SEATS_WRONG = "seats-wrong"
    NO_SUCH_TEMPLATE = "no-such-template"
    NO_SUCH_COURSE = "no-such-course"
    NO_SUCH_MEETING = "no-such-meeting"
    NO_SUCH_TRACK = "no-such-track"
    NO_SUCH_PLAN = "no-such-plan"
    NO_SUCH_LANGUAGE = "no-such-language"
    NO_SUCH_PARTICIPANT = "no-such-participant"
    REFERENCE_UNREADABLE = "reference-unreadable"
    NUMBER_TAKEN = "number-taken"
    TRACK_FULL = "track-full"
    COURSE_WITHOUT_NAMES = "course-without-names"
    PERSONAL_NUMBER_IN_FIELD = "personal-number-in-field"
    PERSONAL_NUMBER = "personal-number"
    LIST_EMPTY = "list-empty"
    LIST_NOT_A_LIST = "list-not-a-list"
    LIST_OLD_EXCEL = "list-old-excel"
    LIST_LOCKED = "list-locked"
    LIST_TOO_LARGE = "list-too-large"
    LIST_NO_HEADER = "list-no-header"
    LIST_NUMBER_MISSING = "list-number-missing"
    LIST_NUMBER_UNCLEAR = "list-number-unclear"
    LIST_NUMBER_DOUBLED = "list-number-doubled"
    LIST_GROUP_MISSING = "list-group-missing"
    LIST_GROUP_UNCLEAR = "list-group-unclear"
    LIST_GROUP_NOT_IN_COURSE = "list-group-not-in-course"
    LIST_LANGUAGE_MISSING = "list-language-missing"
    LIST_LANGUAGE_UNKNOWN = "list-language-unknown"
    LIST_LANGUAGE_UNCLEAR = "list-language-unclear"
    LIST_LANGUAGES_SEVERAL = "list-languages-several"
    LIST_INTERPRETER_UNCLEAR = "list-interpreter-unclear"
    LIST_INTERPRETER_INTO_SWEDISH = "list-interpreter-into-swedish"
    LIST_READS_UNCLEAR = "list-reads-unclear"
    LIST_UNDERSTANDS_UNCLEAR = "list-understands-unclear"
    PHONE_UNREADABLE = "phone-unreadable"
    OCCASION_GONE = "occasion-gone"
    COURSE_GONE = "course-gone"
    OCCASION_CANCELLED = "occasion-cancelled"
    MEETING_IN_FUTURE = "meeting-in-future"
    NOT_ENROLLED_THEN = "not-enrolled-then"
    MINUTES_WRONG = "minutes-wrong"
    NO_OTHER_RUN = "no-other-run"
    BOOKING_STEP = "booking-step"
    BOOKING_GONE = "booking-gone"
    HOURS_WRONG = "hours-wrong"
    NO_NEXT_MEETING = "no-next-meeting"
    PROMISE_GONE = "promise-gone"
    ALREADY_HELD = "already-held"
    HANDOUT_LOOK = "handout-look"
    TOO_MANY_LANGUAGES = "too-many-languages"
    NO_HANDOUT = "no-handout"
    CANCELLED_NOTHING_TO_PRINT = "cancelled-nothing-to-print"
    NOBODY_NEEDS_INTERPRETER = "nobody-needs-interpreter"
    PASSWORDS_DIFFER = "passwords-differ"
    NO_PLAN_FOLDER = "no-plan-folder"
    WEEKDAY_UNREADABLE = "weekday-unreadable"
    LIST_NOT_READY = "list-not-ready"
    BOOKING_EXISTS = "booking-exists"
    CANCELLATION_NOT_NOTED = "cancellation-not-noted"
    PRINTER_SILENT = "printer-silent"
    COUNT_NEGATIVE = "count-negative"
    MORE_FACES_THAN_PEOPLE = "more-faces-than-people"
    LINE_EMPTY = "line-empty"
    TEXT_TOO_LONG = "text-too-long"
    FACTS_FILE_BROKEN = "facts-file-broken"
    FOLDER_NOT_EMPTY = "folder-not-empty"
    SEED_COUNT = "seed-count"
    PICTURE_MISSING = "picture-missing"
    LETTER_MISSING = "letter-missing"
    TEXT_FILE_TOO_LARGE = "text-file-too-large"
    TEXT_FILE_NOT_UTF8 = "text-file-not-utf8"


class Trouble(StrEnum):
    """What the environment did not give us."""

    KEY_FILE_MISSING = "key-file-missing"
    KEY_FILE_DAMAGED = "key-file-damaged"
    KEY_FILE_NEWER = "key-file-newer"
    KEY_FILE_OF_OTHER_DATABASE = "key-file-of-other-database"
    DATABASE_MISSING = "database-missing"
    DATABASE_DAMAGED = "database-damaged"
    DATABASE_NEWER = "database-newer"
    FOLDER_HELD = "folder-held"
    FOLDER_READ_ONLY = "folder-read-only"
    FOLDER_ON_NETWORK = "folder-on-network"
    FOLDER_SYNCHRONISED = "folder-synchronised"
    NO_PASSWORD_ASKED = "no-password-asked"
    DISK_FULL = "disk-full"
    DISK_FAILED = "disk-failed"
    FILE_BUSY = "file-busy"
    FILE_UNREADABLE = "file-unreadable"
    MIGRATION_FAILED = "migration-failed"


class RuleBroken(Exception):  # noqa: N818 - named after what happened, like every fact here
    """A rule refused; nothing was changed, and the input should be kept for the leader to mend."""

    def __init__(self, refusal: Refusal, /, **facts: object) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.facts = facts


class StorageTrouble(Exception):  # noqa: N818
    """Disk, folder, key file or database failed; the sentence says what to do."""

    def __init__(self, cause: Trouble, /, **facts: object) -> None:
        super().__init__(cause.value)
        self.cause = cause
        self.facts = facts
