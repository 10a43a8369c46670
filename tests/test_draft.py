"""Mail drafts: what a mail program reads from one."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from cheatsheet.draft import draft, open_draft


def read(mail: bytes) -> EmailMessage:
    message = message_from_bytes(mail, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_draft_has_subject_recipient_and_body_and_is_not_sent() -> None:
    message = read(draft("Your order 1042", "Hi Dana,\n\nit comes — tomorrow 😀.", "dana@example.org"))
    assert message["Subject"] == "Your order 1042"
    assert message["To"] == "dana@example.org"
    assert message["X-Unsent"] == "1"
    assert message.get_content().replace("\r\n", "\n") == "Hi Dana,\n\nit comes — tomorrow 😀.\n"


def test_a_draft_has_the_line_ends_of_mail() -> None:
    mail = draft("a", "one\ntwo", "")
    assert mail.count(b"\n") == mail.count(b"\r\n")


def test_long_lines_and_subjects_arrive_whole() -> None:
    subject, body = "ein längerer Betreff " * 12, "word " * 500
    message = read(draft(subject, body, ""))
    assert message["Subject"] == subject.strip()
    assert message.get_content().strip() == body.strip()


@pytest.mark.parametrize("to", ["", "not an address @@", "a@b\r\nBcc: all@example.org", "<>", "x" * 5000])
def test_a_recipient_writes_no_header_of_its_own(to: str) -> None:
    message = read(draft("a", "body", to))
    assert message["Bcc"] is None
    assert message.get_content().strip() == "body"


def test_a_subject_writes_no_header_of_its_own() -> None:
    message = read(draft("hello\r\nBcc: all@example.org", "body", ""))
    assert message["Bcc"] is None
    assert message["Subject"] == "hello Bcc: all@example.org"


def test_an_opened_draft_lies_in_the_user_s_folder_and_replaces_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "no-programs"))
    folder = tmp_path / "runtime"
    said = [open_draft(draft("a", f"body {n}", ""), folder) for n in range(2)]
    (left,) = folder.glob("*")
    assert read(left.read_bytes()).get_content().strip() == "body 1"
    assert left.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert all("draft-" in text or "opened" in text for text in said)
