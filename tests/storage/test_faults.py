"""What the disk, the folder and other people's hands can do to the files, done for real."""

import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from halsoskola.domain.errors import StorageTrouble, Trouble
from halsoskola.files import move_aside
from halsoskola.storage import keys, store
from halsoskola.storage.engine import copy_database, find_faults, open_engine, stored_id
from halsoskola.storage.folders import require_writable
from halsoskola.storage.store import Store
from tests.storage.builders import (
    CHEAP,
    PASSWORD,
    a_course,
    a_store,
    add_course,
    database_in,
    dump,
    key_file_in,
    reopened,
    the_key,
)
from tests.storage.mounts import a_mount, make_read_only


def a_closed_store(folder: Path, courses: int = 3) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with a_store(folder) as opened, opened.write("Kurser") as write:
        write.db.add_all([a_course(number, name="x" * 2000) for number in range(1, courses + 1)])
    return database_in(folder)


def cause_of_opening(folder: Path) -> Trouble:
    with pytest.raises(StorageTrouble) as caught:
        reopened(folder)
    return caught.value.cause


def test_missing_database_is_said_and_none_is_made(tmp_path: Path) -> None:
    database = a_closed_store(tmp_path)
    database.unlink()
    assert cause_of_opening(tmp_path) is Trouble.DATABASE_MISSING
    assert not database.exists()


def test_key_file_of_another_database_is_told_from_damage(tmp_path: Path) -> None:
    database = a_closed_store(tmp_path / "a")
    a_closed_store(tmp_path / "b")
    shutil.copy(key_file_in(tmp_path / "b"), key_file_in(tmp_path / "a"))
    before = database.read_bytes()
    assert cause_of_opening(tmp_path / "a") is Trouble.KEY_FILE_OF_OTHER_DATABASE
    assert database.read_bytes() == before


def test_an_empty_database_file_is_damage_not_a_new_start(tmp_path: Path) -> None:
    database = a_closed_store(tmp_path)
    database.write_bytes(b"")
    assert cause_of_opening(tmp_path) is Trouble.DATABASE_DAMAGED
    assert database.read_bytes() == b""


@pytest.mark.parametrize("part", [0.1, 0.5, 0.95])
def test_a_truncated_database_is_damaged_and_left_as_it_is(tmp_path: Path, part: float) -> None:
    database = a_closed_store(tmp_path)
    whole = database.read_bytes()
    cut = whole[: int(len(whole) * part)]
    database.write_bytes(cut)
    assert cause_of_opening(tmp_path) is Trouble.DATABASE_DAMAGED
    assert database.read_bytes() == cut


def test_a_flipped_byte_in_the_first_page_is_damage_although_the_key_is_right(tmp_path: Path) -> None:
    database = a_closed_store(tmp_path)
    content = bytearray(database.read_bytes())
    content[100] ^= 1
    database.write_bytes(content)
    assert cause_of_opening(tmp_path) is Trouble.DATABASE_DAMAGED
    assert database.read_bytes() == content


def test_a_flipped_byte_in_the_id_alone_does_not_keep_the_leader_out(tmp_path: Path) -> None:
    database = a_closed_store(tmp_path)
    content = bytearray(database.read_bytes())
    content[3] ^= 1
    database.write_bytes(content)
    with reopened(tmp_path) as opened:
        assert len(dump(opened)["courses"]) == 3


def test_a_flipped_byte_in_any_later_page_is_found_and_never_read_as_data(tmp_path: Path) -> None:
    database = a_closed_store(tmp_path)
    whole = database.read_bytes()
    key = the_key(tmp_path)
    assert find_faults(database, key) == []
    everything = what_reading_gives(tmp_path)
    for page in range(1, len(whole) // 4096):
        content = bytearray(whole)
        content[page * 4096 + 2000] ^= 1
        database.write_bytes(content)
        assert find_faults(database, key), page
        assert what_reading_gives(tmp_path) in (everything, Trouble.DATABASE_DAMAGED)


def what_reading_gives(folder: Path) -> object:
    """Every row, or the trouble."""
    try:
        with reopened(folder) as opened:
            return dump(opened)
    except StorageTrouble as trouble:
        return trouble.cause


def test_a_plain_database_in_its_place_is_not_opened(tmp_path: Path) -> None:
    database = a_closed_store(tmp_path)
    database.unlink()
    plain = dbapi2.connect(str(database))
    plain.execute("CREATE TABLE courses (id TEXT)")
    plain.commit()
    plain.close()
    assert cause_of_opening(tmp_path) is Trouble.KEY_FILE_OF_OTHER_DATABASE


def test_sqlcipher_says_nothing_on_stderr_when_the_key_is_wrong(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    database = a_closed_store(tmp_path)
    with pytest.raises(StorageTrouble):
        open_engine(database, keys.new_database_key("Åsa"))
    assert capfd.readouterr().err == ""


def test_a_copy_opens_with_the_same_key_carries_its_id_and_has_no_log(tmp_path: Path) -> None:
    database = a_closed_store(tmp_path)
    key = the_key(tmp_path)
    copy = tmp_path / "copy.db"
    with reopened(tmp_path) as opened:
        add_course(opened, 50)
        copy_database(database, key, copy)
    assert stored_id(copy) == key.database_id
    assert find_faults(copy, key) == []
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]
    other, another = tmp_path / "other.db", keys.new_database_key("")
    copy_database(database, key, other, another)
    assert stored_id(other) == another.database_id
    assert find_faults(other, another) == []
    assert find_faults(other, key) != []


def test_damaged_files_are_moved_aside_under_a_dated_name_and_never_over_another(tmp_path: Path) -> None:
    database = a_closed_store(tmp_path)
    content = database.read_bytes()
    first = store.set_aside(database, key_file_in(tmp_path), date(2027, 1, 19))
    assert [path.name for path in first] == [
        "halsoskola.db.undanlagd-2027-01-19",
        "halsoskola.key.undanlagd-2027-01-19",
    ]
    assert first[0].read_bytes() == content
    database.write_bytes(b"again")
    assert [path.name for path in move_aside([database], date(2027, 1, 19))] == [
        "halsoskola.db.undanlagd-2027-01-19-2"
    ]
    assert first[0].read_bytes() == content


# First start


def test_a_second_first_start_touches_neither_file(tmp_path: Path) -> None:
    database = a_closed_store(tmp_path)
    before = database.read_bytes(), key_file_in(tmp_path).read_bytes()
    with pytest.raises(FileExistsError):
        a_store(tmp_path)
    database.unlink()
    with pytest.raises(FileExistsError):
        a_store(tmp_path)
    assert key_file_in(tmp_path).read_bytes() == before[1]


def test_a_first_start_killed_before_the_database_got_its_name_is_finished(tmp_path: Path) -> None:
    database = a_closed_store(tmp_path)
    database.rename(database.with_name("halsoskola.db.new"))
    with reopened(tmp_path) as opened:
        assert len(dump(opened)["courses"]) == 3
    assert not database.with_name("halsoskola.db.new").exists()


def test_a_first_start_killed_before_the_key_file_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "halsoskola.db.new").write_bytes(b"half a database")
    with a_store(tmp_path) as opened:
        add_course(opened)


def test_too_short_a_password_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="password-too-short"):
        Store.create(
            database_in(tmp_path), key_file_in(tmp_path), "kort", "Åsa", program_version="1", cost=CHEAP
        )
    assert list(tmp_path.iterdir()) == []


# Real disks


def test_a_full_disk_is_said_and_everything_saved_before_is_kept(tmp_path: Path) -> None:
    with a_mount(tmp_path / "small") as folder:
        a_closed_store(folder, courses=0)
        done = run_child("fill", folder)
        *saved, trouble = done.split()
        assert trouble == Trouble.DISK_FULL.value
        assert len(saved) > 5
        with reopened(folder) as opened:
            assert numbers_in(opened) == set(range(1, int(saved[-1]) + 1))


def test_the_program_goes_on_once_there_is_room_again(tmp_path: Path) -> None:
    with a_mount(tmp_path / "small") as folder, a_store(folder) as opened:
        ballast = folder / "ballast"
        add_course(opened, 1)
        ballast.write_bytes(bytes(shutil.disk_usage(folder).free - 40_000))
        assert add_until_refused(opened) is Trouble.DISK_FULL
        kept = numbers_in(opened)
        ballast.unlink()
        add_course(opened, 5000)
        assert numbers_in(opened) == kept | {5000}


def add_until_refused(opened: Store) -> Trouble:
    number = 1
    while True:
        number += 1
        try:
            add_course(opened, number, name="x" * 5000)
        except StorageTrouble as trouble:
            return trouble.cause


def test_first_start_on_a_full_disk_leaves_no_half_files(tmp_path: Path) -> None:
    with a_mount(tmp_path / "small", "64k") as folder:
        with pytest.raises(StorageTrouble) as caught:
            a_store(folder)
        assert caught.value.cause is Trouble.DISK_FULL
        assert list(folder.iterdir()) == []


def test_a_read_only_folder_is_said_before_and_after_opening(tmp_path: Path) -> None:
    with a_mount(tmp_path / "small", "4m") as folder:
        a_closed_store(folder)
        make_read_only(folder)
        with pytest.raises(StorageTrouble) as caught:
            require_writable(folder)
        assert caught.value.cause is Trouble.FOLDER_READ_ONLY
        assert caught.value.facts == {"folder": folder}
        assert cause_of_opening(folder) is Trouble.FOLDER_READ_ONLY
        with pytest.raises(StorageTrouble) as caught:
            keys.change_password(key_file_in(folder), PASSWORD, "en helt annan", cost=CHEAP)
        assert caught.value.cause is Trouble.FOLDER_READ_ONLY


def test_a_database_held_by_another_program_is_busy_not_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("halsoskola.storage.engine._BUSY_SECONDS", 0.05)
    a_closed_store(tmp_path)
    with reopened(tmp_path) as one, reopened(tmp_path) as other, one.write("Ny kurs") as write:
        write.db.add(a_course(9))
        write.db.flush()
        with pytest.raises(StorageTrouble) as caught:
            add_course(other, 10)
        assert caught.value.cause is Trouble.FILE_BUSY


# Killing


def test_what_was_said_to_be_saved_survives_kill_at_any_moment(tmp_path: Path) -> None:
    a_closed_store(tmp_path, courses=0)
    said = 0
    for lines in (1, 7, 23):
        said = max(said, kill_a_writer(tmp_path, lines))
        with reopened(tmp_path) as opened:
            there = numbers_in(opened)
        assert set(range(1, said + 1)) <= there
        assert find_faults(database_in(tmp_path), the_key(tmp_path)) == []


def kill_a_writer(folder: Path, lines: int) -> int:
    """Kills a writing process after it has said `lines` times that it saved; the last number it said."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.child", "write", str(folder)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        said = [int(child.stdout.readline()) for _ in range(lines)]
        child.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        said += [int(line) for line in child.stdout.read().split("\n")[:-1]]
    return said[-1]


def numbers_in(opened: Store) -> set[int]:
    return {row[1] for row in dump(opened)["courses"]}


def run_child(what: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.child", what, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
