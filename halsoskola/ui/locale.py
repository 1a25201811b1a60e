"""How Qt's own fields, calendars and numbers are written: as in the screen's language."""

from PySide6.QtCore import QLocale

from halsoskola.i18n.catalogues import SWEDISH, language_code


def qt_locale() -> QLocale:
    """As in Sweden; or in English as in Britain, where the week begins on Monday too."""
    if language_code() == SWEDISH:
        return QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
