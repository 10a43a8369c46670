"""The last reply: kept for an hour, for its owner alone, replaced as a whole."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from cheatsheet.last import FILE_NAME, LastReply, LastReplyStore

SAVED_AT = 1_800_000_000.0
REPLY = LastReply(
    id="late",
    score=91.5,
    channel="email",
    language="en",
    subject="Your order 007",
    body="Dear Zoë,\n\nit comes 😀 tomorrow.\n",
    check=("Tracking", "Stock"),
    given={"customer.name": "Zoë", "order.number": "007"},
)


@pytest.fixture
def store(tmp_path: Path) -> LastReplyStore:
    return LastReplyStore(folder=tmp_path / "state" / "cheatsheet")


@pytest.mark.parametrize("reply", [REPLY, replace(REPLY, score=None, subject=None, check=(), given={})])
def test_a_saved_reply_is_given_back(store: LastReplyStore, reply: LastReply) -> None:
    store.save(reply, SAVED_AT)
    assert store.load(SAVED_AT + 10) == reply


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_only_the_owner_can_read_it(store: LastReplyStore, mask: int) -> None:
    before = os.umask(mask)
    try:
        store.save(REPLY, SAVED_AT)
        store.save(REPLY, SAVED_AT)
    finally:
        os.umask(before)
    assert store.path.stat().st_mode & 0o777 == 0o600
    assert store.folder.stat().st_mode & 0o077 == 0


def test_it_is_there_for_an_hour(store: LastReplyStore) -> None:
    store.save(REPLY, SAVED_AT)
    assert store.load(SAVED_AT + 3600) == REPLY


@pytest.mark.parametrize("seconds", [3601, 86_400, -61, -86_400])
def test_it_is_gone_after_an_hour_or_after_the_clock_was_set_back(store: LastReplyStore, seconds: int) -> None:
    store.save(REPLY, SAVED_AT)
    assert store.load(SAVED_AT + seconds) is None
    assert not store.path.exists()


def test_sweeping_leaves_a_fresh_reply(store: LastReplyStore) -> None:
    store.save(REPLY, SAVED_AT)
    store.sweep(SAVED_AT + 100)
    assert store.path.exists()


def test_the_next_reply_replaces_it_and_leaves_nothing_else(store: LastReplyStore) -> None:
    store.save(REPLY, SAVED_AT)
    store.save(replace(REPLY, id="refund"), SAVED_AT + 5)
    found = store.load(SAVED_AT + 6)
    assert found is not None
    assert found.id == "refund"
    assert [path.name for path in store.folder.iterdir()] == [FILE_NAME]


def test_a_reader_of_the_old_file_still_has_it_whole(store: LastReplyStore) -> None:
    store.save(REPLY, SAVED_AT)
    with store.path.open(encoding="utf-8") as open_before:
        whole = store.path.read_text(encoding="utf-8")
        store.save(replace(REPLY, body="another"), SAVED_AT)
        assert open_before.read() == whole


def test_a_reply_that_cannot_be_written_leaves_the_old_one(store: LastReplyStore) -> None:
    store.save(REPLY, SAVED_AT)
    with pytest.raises(TypeError):
        store.save(replace(REPLY, body=object()), SAVED_AT)  # type: ignore[arg-type]
    assert store.load(SAVED_AT) == REPLY
    assert [path.name for path in store.folder.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"{}", b'{"id": "x"}', b"\xff\xfe\x00", b'{"check": 3}']
)
def test_a_broken_file_is_no_reply(store: LastReplyStore, content: bytes) -> None:
    store.folder.mkdir(parents=True)
    store.path.write_bytes(content)
    os.utime(store.path, (SAVED_AT, SAVED_AT))
    assert store.load(SAVED_AT) is None


def test_without_a_file_there_is_no_reply(store: LastReplyStore) -> None:
    assert store.load(SAVED_AT) is None
    store.sweep(SAVED_AT)
    store.forget()


def test_a_forgotten_reply_is_gone(store: LastReplyStore) -> None:
    store.save(REPLY, SAVED_AT)
    store.forget()
    assert store.load(SAVED_AT) is None


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError, match="file"):
        LastReplyStore(folder=tmp_path / "file" / "below").save(REPLY, SAVED_AT)


@pytest.mark.parametrize("name", ["reply-abc.txt", "draft-abc.eml", f".{FILE_NAME}-abc"])
def test_what_a_killed_program_left_behind_goes_after_an_hour_too(store: LastReplyStore, name: str) -> None:
    store.folder.mkdir(parents=True)
    left = store.folder / name
    left.write_text("Dear Zoë")
    os.utime(left, (SAVED_AT, SAVED_AT))
    store.sweep(SAVED_AT + 3000)
    assert left.exists()
    store.sweep(SAVED_AT + 3601)
    assert not left.exists()


@pytest.mark.parametrize("change", [{"body": 7}, {"id": None}, {"given": {"customer.name": 1}}, {"given": 3}])
def test_a_kept_reply_of_a_wrong_shape_is_no_reply(store: LastReplyStore, change: dict[str, object]) -> None:
    store.save(REPLY, SAVED_AT)
    data = {**json.loads(store.path.read_text()), **change}
    store.path.write_text(json.dumps(data))
    os.utime(store.path, (SAVED_AT, SAVED_AT))
    assert store.load(SAVED_AT) is None
