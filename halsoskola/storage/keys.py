"""The key file: one random database key, wrapped once per leader by password and once by a recovery key.

The database itself is encrypted with 256 random bits that no person ever sees. Each wrap is those bits, encrypted by
a key that Argon2id makes from a password. The database's id is also its SQLCipher salt: it stands in clear in the
first 16 bytes of the database and in the key file, so the two can be matched without opening either.

A changed password protects this key file, not older copies of it: whoever holds an old copy and the old password
still has the key.
"""

import base64
import hashlib
import json
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.files import write_atomically

FORMAT = "halsoskola-key"
VERSION = 1
LEAST_PASSWORD = 8
"""Characters a password must have; NIST SP 800-63B's floor for a password that a person chooses."""

_KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try at a password costs. Stands in the file beside each wrap, so it can be raised later."""

    memory_kib: int
    iterations: int
    lanes: int

    def is_sane(self) -> bool:
        """Keeps a damaged or planted file from asking for all memory of the PC."""
        lanes_fit = 1 <= self.lanes <= 16 and 8 * self.lanes <= self.memory_kib <= 1 << 20
        return lanes_fit and 1 <= self.iterations <= 100


STANDARD_COST = Cost(memory_kib=64 * 1024, iterations=6, lanes=1)
"""About 0.3 s on an office PC, and no more than 64 MiB, so that the smallest ones manage."""


class _Opener(StrEnum):
    LEADER = "leader"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class DatabaseKey:
    """The opened key of one database. `leader` is whose password opened it, "" for the recovery key."""

    secret: bytes = field(repr=False)
    database_id: str
    leader: str = ""

    @property
    def raw(self) -> str:
        """Key and salt in SQLCipher's raw form: 96 hexadecimal digits."""
        return self.secret.hex() + self.database_id


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made. `recovery_key` is shown once and stored nowhere."""

    key: DatabaseKey
    recovery_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Wrap:
    opener: _Opener
    name: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class _KeyFile:
    database_id: str
    wraps: tuple[_Wrap, ...]

    def of(self, opener: _Opener) -> tuple[_Wrap, ...]:
        return tuple(wrap for wrap in self.wraps if wrap.opener is opener)


def create(path: Path, password: str, leader: str, *, cost: Cost = STANDARD_COST) -> NewKey:
    """Makes a key file for a new database, with one leader and a recovery key.

    Raises: RuleBroken(PASSWORD_TOO_SHORT); FileExistsError when there is a key file already; StorageTrouble.
    """
    key = new_database_key(leader)
    return NewKey(key, save_new(path, key, password, cost=cost))


def new_database_key(leader: str) -> DatabaseKey:
    """A random key that no file holds yet."""
    return DatabaseKey(secrets.token_bytes(_KEY_BYTES), secrets.token_hex(_SALT_BYTES), leader)


def save_new(path: Path, key: DatabaseKey, password: str, *, cost: Cost = STANDARD_COST) -> str:
    """Writes the first key file for `key`, whose leader gets `password`; returns the recovery key.

    Raises: as `create`.
    """
    refuse_short(password)
    if path.exists():
        # Overwriting it would make a database unreadable for ever.
        raise FileExistsError(path)
    recovery_key = _random_recovery_key()
    wraps = (
        _wrap(key, _Opener.LEADER, key.leader, password, cost),
        _wrap(key, _Opener.RECOVERY, "", _recovery_secret(recovery_key), cost),
    )
    _write(path, _KeyFile(key.database_id, wraps))
    return recovery_key


def leaders(path: Path) -> list[str]:
    """The leaders who have a password, in the order they were added. Raises: StorageTrouble."""
    return [wrap.name for wrap in _read(path).of(_Opener.LEADER)]


def database_id(path: Path) -> str:
    """The id of the database that the key file belongs to. Raises: StorageTrouble."""
    return _read(path).database_id


def unlock(path: Path, password: str, leader: str | None = None) -> DatabaseKey:
    """The database key, opened by a leader's password; `leader` spares trying everybody's (0.3 s each).

    Raises: RuleBroken(WRONG_PASSWORD); StorageTrouble when the key file is missing or damaged.
    """
    content = _read(path)
    wraps = [wrap for wrap in content.of(_Opener.LEADER) if leader is None or wrap.name == leader]
    key = _open_any(content, wraps, password)
    if key is None:
        raise RuleBroken(Refusal.WRONG_PASSWORD)
    return key


def unlock_with_recovery(path: Path, recovery_key: str) -> DatabaseKey:
    """The database key, opened by the recovery key as somebody typed it.

    Raises: RuleBroken(RECOVERY_KEY_LENGTH, RECOVERY_KEY_MISREAD with its `group`, WRONG_RECOVERY_KEY); StorageTrouble.
    """
    secret = _recovery_secret(recovery_key)
    content = _read(path)
    key = _open_any(content, content.of(_Opener.RECOVERY), secret)
    if key is None:
        raise RuleBroken(Refusal.WRONG_RECOVERY_KEY)
    return key


def change_password(
    path: Path, old: str, new: str, leader: str | None = None, *, cost: Cost = STANDARD_COST
) -> DatabaseKey:
    """Gives the leader whose password is `old` the password `new`; the others keep theirs.

    Raises: RuleBroken(PASSWORD_TOO_SHORT, WRONG_PASSWORD); StorageTrouble. The key file is then as it was.
    """
    refuse_short(new)
    key = unlock(path, old, leader)
    set_password(path, key, new, cost=cost)
    return key


def set_password(path: Path, key: DatabaseKey, new: str, *, cost: Cost = STANDARD_COST) -> None:
    """Gives `key.leader` the password `new`, or adds her when she has none. After a recovery, fill in `leader` first.

    Raises: RuleBroken(PASSWORD_TOO_SHORT); StorageTrouble, also when `key` is another database's.
    """
    refuse_short(new)
    content = _read(path)
    _require_same(path, content, key)
    made = _wrap(key, _Opener.LEADER, key.leader, new, cost)
    names = [wrap.name for wrap in content.of(_Opener.LEADER)]
    if key.leader in names:
        wraps = [made if (w.opener, w.name) == (_Opener.LEADER, key.leader) else w for w in content.wraps]
    else:
        wraps = [*content.wraps, made]
    _write(path, replace(content, wraps=tuple(wraps)))


def add_leader(path: Path, key: DatabaseKey, name: str, password: str, *, cost: Cost = STANDARD_COST) -> None:
    """Lets one more leader open the database with her own password.

    Raises: RuleBroken(PASSWORD_TOO_SHORT, LEADER_EXISTS); StorageTrouble.
    """
    if name in leaders(path):
        raise RuleBroken(Refusal.LEADER_EXISTS, name=name)
    set_password(path, replace(key, leader=name), password, cost=cost)


def new_recovery_key(
    path: Path, password: str, leader: str | None = None, *, cost: Cost = STANDARD_COST
) -> str:
    """Makes and returns another recovery key; the old one stops working with this key file.

    Raises: RuleBroken(WRONG_PASSWORD); StorageTrouble.
    """
    key = unlock(path, password, leader)
    content = _read(path)
    recovery_key = _random_recovery_key()
    made = _wrap(key, _Opener.RECOVERY, "", _recovery_secret(recovery_key), cost)
    _write(path, replace(content, wraps=(*content.of(_Opener.LEADER), made)))
    return recovery_key


def refuse_short(password: str) -> None:
    """Raises: RuleBroken(PASSWORD_TOO_SHORT) with `least`, the number of characters needed."""
    if len(unicodedata.normalize("NFC", password)) < LEAST_PASSWORD:
        raise RuleBroken(Refusal.PASSWORD_TOO_SHORT, least=LEAST_PASSWORD)


# Wrapping


def _wrap(key: DatabaseKey, opener: _Opener, name: str, password: str, cost: Cost) -> _Wrap:
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    half = _Wrap(opener, name, cost, salt, nonce, b"")
    cipher = AESGCM(_stretch(password, salt, cost))
    return replace(half, wrapped=cipher.encrypt(nonce, key.secret, _header(key.database_id, half)))


def _open_any(content: _KeyFile, wraps: Iterable[_Wrap], password: str) -> DatabaseKey | None:
    for wrap in wraps:
        cipher = AESGCM(_stretch(password, wrap.salt, wrap.cost))
        try:
            secret = cipher.decrypt(wrap.nonce, wrap.wrapped, _header(content.database_id, wrap))
        except InvalidTag:
            continue
        return DatabaseKey(secret, content.database_id, wrap.name)
    return None


def _stretch(password: str, salt: bytes, cost: Cost) -> bytes:
    # NFC: "å" typed as one character or as "a" with a ring must be the same password on every keyboard.
    text = unicodedata.normalize("NFC", password).encode()
    maker = Argon2id(
        salt=salt,
        length=_KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return maker.derive(text)


def _header(database: str, wrap: _Wrap) -> bytes:
    """What the wrap vouches for besides the key: nobody can move it to another file, name or cheaper cost."""
    header = {
        "format": FORMAT,
        "version": VERSION,
        "database": database,
        "opener": wrap.opener.value,
        "name": wrap.name,
        "kdf": _cost_as_json(wrap.cost),
    }
    return _canonical(header)


# The recovery key: seven groups of five, as in "7K3Q9-...". Four characters of a group are random (28 x 5 = 140 bits),
# the fifth is a check over the four and the group's place, so a misread group can be named to the reader.

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which people confuse with 1, 0 and V."""
_MISREAD = str.maketrans("OILU", "011V")
GROUPS = 7
GROUP_LETTERS = 5


def _random_recovery_key() -> str:
    groups = []
    for place in range(GROUPS):
        digits = [secrets.randbelow(32) for _ in range(GROUP_LETTERS - 1)]
        groups.append("".join(_ALPHABET[digit] for digit in [*digits, _check_digit(place, digits)]))
    return "-".join(groups)


def _check_digit(place: int, digits: Iterable[int]) -> int:
    """Sum of digit x weight in the field of 32 elements, each weight another: any one wrong character and any two
    swapped ones are found, and `place` (0-6) finds swapped groups."""
    total, weight = place + 1, 1
    for digit in digits:
        weight = _times(weight, 2)
        total ^= _times(digit, weight)
    return total


def _times(a: int, b: int) -> int:
    """Product in GF(32) with the polynomial x^5 + x^2 + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= 0b100101
        b >>= 1
    return product


def _recovery_secret(typed: str) -> str:
    """The recovery key as one word, from what somebody typed: case, blanks, dashes and O for 0 do not matter."""
    letters = unicodedata.normalize("NFKC", typed).upper().translate(_MISREAD)
    letters = "".join(letter for letter in letters if letter.isalnum())
    if len(letters) != GROUPS * GROUP_LETTERS:
        raise RuleBroken(Refusal.RECOVERY_KEY_LENGTH, groups=GROUPS, letters=GROUP_LETTERS)
    for place in range(GROUPS):
        group = letters[place * GROUP_LETTERS : (place + 1) * GROUP_LETTERS]
        digits = [_ALPHABET.find(letter) for letter in group]
        if -1 in digits or _check_digit(place, digits[:-1]) != digits[-1]:
            raise RuleBroken(Refusal.RECOVERY_KEY_MISREAD, group=place + 1)
    return letters


# The file


def _write(path: Path, content: _KeyFile) -> None:
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "database": content.database_id,
        "wraps": [
            {
                "opener": wrap.opener.value,
                "name": wrap.name,
                "kdf": _cost_as_json(wrap.cost),
                "salt": base64.b64encode(wrap.salt).decode(),
                "nonce": base64.b64encode(wrap.nonce).decode(),
                "wrapped": base64.b64encode(wrap.wrapped).decode(),
            }
            for wrap in content.wraps
        ],
    }
    document["checksum"] = _checksum(document)
    write_atomically(path, json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n")


def _read(path: Path) -> _KeyFile:
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise StorageTrouble(Trouble.KEY_FILE_MISSING, folder=path.parent) from error
    except OSError as error:
        raise StorageTrouble(Trouble.FILE_UNREADABLE, file=path) from error
    try:
        document = json.loads(raw)
        if document["format"] == FORMAT and document["version"] > VERSION:
            raise StorageTrouble(Trouble.KEY_FILE_NEWER, folder=path.parent)
        # Without the checksum a flipped bit inside a wrap would look like a wrong password.
        whole = document.pop("checksum") == _checksum(document) and document["format"] == FORMAT
        content = _KeyFile(document["database"], tuple(_wrap_from_json(wrap) for wrap in document["wraps"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StorageTrouble(Trouble.KEY_FILE_DAMAGED, folder=path.parent) from error
    if not whole:
        raise StorageTrouble(Trouble.KEY_FILE_DAMAGED, folder=path.parent)
    return content


def _wrap_from_json(document: Mapping[str, Any]) -> _Wrap:
    kdf = document["kdf"]
    cost = Cost(int(kdf["memory_kib"]), int(kdf["iterations"]), int(kdf["lanes"]))
    if kdf["name"] != "argon2id" or not cost.is_sane():
        raise ValueError(kdf)
    return _Wrap(
        _Opener(document["opener"]),
        str(document["name"]),
        cost,
        base64.b64decode(document["salt"], validate=True),
        base64.b64decode(document["nonce"], validate=True),
        base64.b64decode(document["wrapped"], validate=True),
    )


def _require_same(path: Path, content: _KeyFile, key: DatabaseKey) -> None:
    if content.database_id != key.database_id:
        raise StorageTrouble(Trouble.KEY_FILE_OF_OTHER_DATABASE, folder=path.parent)


def _cost_as_json(cost: Cost) -> dict[str, object]:
    return {
        "name": "argon2id",
        "memory_kib": cost.memory_kib,
        "iterations": cost.iterations,
        "lanes": cost.lanes,
    }


def _checksum(document: Mapping[str, object]) -> str:
    return hashlib.sha256(_canonical(document)).hexdigest()


def _canonical(document: Mapping[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
