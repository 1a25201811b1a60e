"""The key file: who can open it, what a wrong password or a damaged file is called, and no half files."""

import json
import os
import stat
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.storage import keys
from halsoskola.storage.keys import _ALPHABET, GROUPS, _random_recovery_key, _recovery_secret
from tests.storage.builders import CHEAP, PASSWORD


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "halsoskola.key"


def refusal_of(caught: pytest.ExceptionInfo[RuleBroken]) -> Refusal:
    return caught.value.refusal


def test_password_opens_the_key_it_was_made_with(path: Path) -> None:
    made = keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    assert len(made.key.secret) == 32
    assert keys.unlock(path, PASSWORD) == made.key
    assert keys.leaders(path) == ["Åsa"]


def test_the_standard_cost_is_used_unless_told_and_stays_within_64_mib(path: Path) -> None:
    keys.create(path, PASSWORD, "Åsa")
    kdf = json.loads(path.read_text())["wraps"][0]["kdf"]
    assert kdf == {"name": "argon2id", "memory_kib": 65536, "iterations": 6, "lanes": 1}
    assert keys.unlock(path, PASSWORD).leader == "Åsa"


def test_two_key_files_have_different_keys_salts_and_recovery_keys(tmp_path: Path) -> None:
    one = keys.create(tmp_path / "a", PASSWORD, "Åsa", cost=CHEAP)
    two = keys.create(tmp_path / "b", PASSWORD, "Åsa", cost=CHEAP)
    assert one.key.secret != two.key.secret
    assert one.key.database_id != two.key.database_id
    assert one.recovery_key != two.recovery_key


def test_wrong_password_is_refused(path: Path) -> None:
    keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    with pytest.raises(RuleBroken) as caught:
        keys.unlock(path, PASSWORD + "!")
    assert refusal_of(caught) is Refusal.WRONG_PASSWORD


def test_password_of_seven_characters_is_too_short(path: Path) -> None:
    with pytest.raises(RuleBroken) as caught:
        keys.create(path, "sjutton", "Åsa", cost=CHEAP)
    assert refusal_of(caught) is Refusal.PASSWORD_TOO_SHORT
    assert caught.value.facts == {"least": 8}
    assert not path.exists()


def test_a_ring_typed_as_two_characters_is_the_same_password(path: Path) -> None:
    keys.create(path, unicodedata.normalize("NFD", "smörgåsbord"), "Åsa", cost=CHEAP)
    assert keys.unlock(path, unicodedata.normalize("NFC", "smörgåsbord")).leader == "Åsa"


def test_a_key_file_is_never_overwritten(path: Path) -> None:
    keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    assert path.read_bytes() == before


def test_changed_password_opens_and_the_old_one_does_not(path: Path) -> None:
    made = keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    keys.change_password(path, PASSWORD, "en helt annan", cost=CHEAP)
    assert keys.unlock(path, "en helt annan") == made.key
    with pytest.raises(RuleBroken):
        keys.unlock(path, PASSWORD)
    assert keys.unlock_with_recovery(path, made.recovery_key).secret == made.key.secret


def test_a_second_leader_has_her_own_password_and_keeps_it(path: Path) -> None:
    made = keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    keys.add_leader(path, made.key, "Östen", "granar i rad", cost=CHEAP)
    keys.change_password(path, PASSWORD, "en helt annan", cost=CHEAP)
    opened = keys.unlock(path, "granar i rad")
    assert (opened.leader, opened.secret) == ("Östen", made.key.secret)
    assert keys.leaders(path) == ["Åsa", "Östen"]
    with pytest.raises(RuleBroken) as caught:
        keys.unlock(path, "granar i rad", leader="Åsa")
    assert refusal_of(caught) is Refusal.WRONG_PASSWORD
    with pytest.raises(RuleBroken) as caught:
        keys.add_leader(path, made.key, "Åsa", "granar i rad", cost=CHEAP)
    assert refusal_of(caught) is Refusal.LEADER_EXISTS


def test_after_a_forgotten_password_the_recovery_key_gives_a_new_one(path: Path) -> None:
    made = keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    opened = keys.unlock_with_recovery(path, made.recovery_key)
    keys.set_password(path, replace(opened, leader="Åsa"), "nytt lösenord", cost=CHEAP)
    assert keys.unlock(path, "nytt lösenord") == made.key
    assert keys.leaders(path) == ["Åsa"]


def test_a_new_recovery_key_ends_the_old_one(path: Path) -> None:
    made = keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    another = keys.new_recovery_key(path, PASSWORD, cost=CHEAP)
    assert keys.unlock_with_recovery(path, another).secret == made.key.secret
    with pytest.raises(RuleBroken) as caught:
        keys.unlock_with_recovery(path, made.recovery_key)
    assert refusal_of(caught) is Refusal.WRONG_RECOVERY_KEY


def test_missing_key_file_is_said(path: Path) -> None:
    with pytest.raises(StorageTrouble) as caught:
        keys.unlock(path, PASSWORD)
    assert caught.value.cause is Trouble.KEY_FILE_MISSING
    assert caught.value.facts == {"folder": path.parent}


def test_every_flipped_byte_is_called_damage_and_never_a_wrong_password(path: Path) -> None:
    keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    whole = path.read_bytes()
    document = json.loads(whole)
    for place in range(0, len(whole), 7):
        flipped = bytearray(whole)
        flipped[place] ^= 0x10
        path.write_bytes(flipped)
        try:
            same = json.loads(flipped) == document
        except ValueError:
            same = False
        if same:
            continue  # a blank between two words of the file carries nothing
        with pytest.raises(StorageTrouble) as caught:
            keys.unlock(path, PASSWORD)
        assert caught.value.cause is Trouble.KEY_FILE_DAMAGED, place


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff\xfe\x00", b'{"format":"halsoskola-key"}', b"null"]
)
def test_a_file_that_is_no_key_file_is_called_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StorageTrouble) as caught:
        keys.unlock(path, PASSWORD)
    assert caught.value.cause is Trouble.KEY_FILE_DAMAGED


def test_half_a_key_file_is_called_damaged(path: Path) -> None:
    keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(StorageTrouble) as caught:
        keys.unlock(path, PASSWORD)
    assert caught.value.cause is Trouble.KEY_FILE_DAMAGED


def test_a_planted_cost_does_not_take_all_memory(path: Path) -> None:
    keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    document = json.loads(path.read_text())
    document.pop("checksum")
    document["wraps"][0]["kdf"]["memory_kib"] = 1 << 40
    document["checksum"] = keys._checksum(document)
    path.write_text(json.dumps(document))
    with pytest.raises(StorageTrouble) as caught:
        keys.unlock(path, PASSWORD)
    assert caught.value.cause is Trouble.KEY_FILE_DAMAGED


def test_a_wrap_moved_to_another_name_does_not_open(path: Path) -> None:
    keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    document = json.loads(path.read_text())
    document.pop("checksum")
    document["wraps"][0]["name"] = "Östen"
    document["checksum"] = keys._checksum(document)
    path.write_text(json.dumps(document))
    with pytest.raises(RuleBroken):
        keys.unlock(path, PASSWORD)


def test_key_file_of_a_newer_program_is_not_called_damaged(path: Path) -> None:
    path.write_text(json.dumps({"format": "halsoskola-key", "version": 2}))
    with pytest.raises(StorageTrouble) as caught:
        keys.unlock(path, PASSWORD)
    assert caught.value.cause is Trouble.KEY_FILE_NEWER


def test_a_write_that_fails_leaves_the_old_key_file_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageTrouble) as caught:
        keys.change_password(path, PASSWORD, "en helt annan", cost=CHEAP)
    assert caught.value.cause is Trouble.DISK_FULL
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_neither_key_nor_password_stands_in_the_file_or_in_a_printed_key(path: Path) -> None:
    made = keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    content = path.read_bytes()
    assert made.key.secret not in content
    assert made.key.secret.hex().encode() not in content
    assert made.recovery_key.encode() not in content
    assert made.key.secret.hex() not in repr(made)
    assert made.recovery_key not in repr(made)


@pytest.mark.skipif(
    os.name == "nt", reason="Windows has no owner bits; the user's folder protects the file there"
)
def test_only_the_owner_may_read_the_key_file(path: Path) -> None:
    keys.create(path, PASSWORD, "Åsa", cost=CHEAP)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


# The recovery key as people type it


def test_recovery_key_is_read_whatever_case_blanks_and_look_alikes() -> None:
    typed = _random_recovery_key()
    secret = _recovery_secret(typed)
    assert len(secret) == 35
    sloppy = f"  {typed.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} \n"
    assert _recovery_secret(sloppy) == secret
    assert _recovery_secret(typed.replace("-", "–")) == secret
    assert _recovery_secret(typed.replace("-", "")) == secret


def test_recovery_key_with_a_group_missing_is_refused_by_length() -> None:
    with pytest.raises(RuleBroken) as caught:
        _recovery_secret(_random_recovery_key()[:-6])
    assert caught.value.refusal is Refusal.RECOVERY_KEY_LENGTH


@given(place=st.integers(0, 34), other=st.sampled_from(_ALPHABET))
def test_one_misread_character_names_its_group(place: int, other: str) -> None:
    letters = list(_random_recovery_key().replace("-", ""))
    if letters[place] == other:
        return
    letters[place] = other
    with pytest.raises(RuleBroken) as caught:
        _recovery_secret("".join(letters))
    assert caught.value.refusal is Refusal.RECOVERY_KEY_MISREAD
    assert caught.value.facts == {"group": place // 5 + 1}


@given(place=st.integers(0, 33))
def test_two_swapped_neighbours_are_noticed(place: int) -> None:
    letters = list(_random_recovery_key().replace("-", ""))
    if letters[place] == letters[place + 1]:
        return
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    if place % 5 == 4:
        # Across two groups each sees one wrong character.
        with pytest.raises(RuleBroken):
            _recovery_secret("".join(letters))
        return
    with pytest.raises(RuleBroken) as caught:
        _recovery_secret("".join(letters))
    assert caught.value.facts == {"group": place // 5 + 1}


@given(a=st.integers(0, GROUPS - 1), b=st.integers(0, GROUPS - 1))
def test_two_swapped_groups_are_noticed(a: int, b: int) -> None:
    groups = _random_recovery_key().split("-")
    if a == b:
        return
    groups[a], groups[b] = groups[b], groups[a]
    with pytest.raises(RuleBroken) as caught:
        _recovery_secret("-".join(groups))
    assert caught.value.refusal is Refusal.RECOVERY_KEY_MISREAD
