"""The semantic extra: its sentence model, and what an index keeps of it."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from cheatsheet.errors import UsageError
from cheatsheet.meaning import Table
from cheatsheet.sections import Keys, Pieces, Sections, pack, unpack
from cheatsheet.sentence import LONGEST, MODEL, PACKAGE, UNKNOWN, WIDTH, Encoder, joined, wanted
from cheatsheet.vectors import Vector, dot, flat
from tests.conftest import Result, Run

EXTRA = (PACKAGE, "onnxruntime")
MISSING = [name for name in EXTRA if find_spec(name) is None]
needs_extra = pytest.mark.skipif(bool(MISSING), reason=f"needs cheatsheet[semantic]: no {', '.join(MISSING)}")
PIP = 'pip install "cheatsheet[semantic]"'
TEXTS = (
    "where is my order", "", "I want my money back!", "The lamp flickers", "?!", "Où est mon colis?", "order",
    "数を変える", "My parcel has not arrived, and I have been waiting for three weeks; please tell me what to do.",
)  # fmt: skip
SHEETS = {
    "responses/late.yaml": "- id: late\n  complaint: My parcel has not arrived\n"
    "  phrases: [where is my order, '?!']\n  answer: It comes.\n"
    "- id: broken\n  complaint: The lamp is broken\n  answer: We send another.\n",
    "responses/money.yaml": "- id: refund\n  complaint: I want my money back\n  answer: You have it.\n",
}


@pytest.fixture(scope="module")
def table() -> Table:
    return Table.open()


@pytest.fixture(scope="module")
def reader(table: Table) -> Encoder:
    """An encoder that is asked for pieces only, which need no model."""
    return Encoder(model=Path("none.onnx"), table=table)


@pytest.fixture(scope="module")
def encoder(table: Table) -> Encoder:
    found = Encoder.find(table)
    assert found is not None
    return found


@pytest.fixture
def hidden(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The extra as if it were not installed, until `undo`."""
    for name in EXTRA:
        monkeypatch.setitem(sys.modules, name, None)
    return monkeypatch


def sheet(folder: Path, semantic: str) -> Path:
    """A library with this setting, which is made or changed."""
    for name, text in SHEETS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(text, encoding="utf-8")
    (folder / "cheatsheet.toml").write_text(f'[match]\nsemantic = "{semantic}"\n', encoding="utf-8")
    return folder


def kept_path(folder: Path) -> Path:
    (path,) = (folder.parent / f"{folder.name}-home" / "cache").glob("*.index")
    return path


def kept(folder: Path) -> Sections:
    """The index that `run` keeps."""
    return unpack(memoryview(kept_path(folder).read_bytes()))


def vectors_by_id(found: Sections) -> dict[str, bytes]:
    """The kept vectors of the sentence model, by entry."""
    pieces = Pieces.of(found, "sentences")
    return {own: bytes(pieces.at(number)) for number, own in enumerate(Keys.of(found, "ids"))}


def best(result: Result) -> str:
    assert result.code == 0, result.err
    assert result.err == ""
    return str(json.loads(result.out)["matches"][0]["id"])


def apart(some: Sequence[Vector], others: Sequence[Vector]) -> float:
    """The largest difference of any number."""
    pairs = zip(some, others, strict=True)
    return max(abs(a - b) for one, other in pairs for a, b in zip(flat(one), flat(other), strict=True))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("Où est mon colis?", [15068, 9765, 12256, 27441, 2015, 1029], id="French"),
        pytest.param("Ou\u0300 est mon colis?", [15068, 9765, 12256, 27441, 2015, 1029], id="accents apart"),
        pytest.param("naïve CAFÉ", [15743, 7668], id="accents and capitals"),
        pytest.param("İstanbul", [9960], id="a capital that is two letters when small"),
        pytest.param("Where's my ORDER?!", [2073, 1005, 1055, 2026, 2344, 1029, 999], id="marks one by one"),
        pytest.param("hello, world!", [7592, 1010, 2088, 999], id="marks at words"),
        pytest.param("$5.00", [1002, 1019, 1012, 4002], id="a price"),
        pytest.param("a+b=c", [1037, 1009, 1038, 1027, 1039], id="signs"),
        pytest.param("snake_case", [7488, 1035, 2553], id="underline"),
        pytest.param("tab\tnew\r\nline\u00a0a", [21628, 2047, 2240, 1037], id="white space"),
        pytest.param("数 lamp", [UNKNOWN, 10437], id="another script"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_text_is_cut_as_bert_cuts_it(reader: Encoder, text: str, ids: list[int]) -> None:
    assert reader.pieces(text) == [101, *ids, 102]


@pytest.mark.parametrize(
    ("text", "plain"),
    [("I didn’t get it", "I didn't get it"), ("“where” is it", '"where" is it'), ("late – again", "late - again")],
)
def test_a_curly_mark_is_no_unknown_piece(reader: Encoder, text: str, plain: str) -> None:
    assert UNKNOWN not in reader.pieces(text)
    assert len(reader.pieces(text)) == len(reader.pieces(plain))


def test_only_the_beginning_of_a_long_text_is_read(reader: Encoder) -> None:
    long = reader.pieces("order " * 1_000)
    assert long == [101, *[2344] * LONGEST, 102]
    assert reader.pieces("order " * LONGEST) == long
    assert reader.pieces("order " * (LONGEST - 1)) == [*long[:LONGEST], 102]


@needs_extra
def test_vectors_have_length_1_and_384_numbers(encoder: Encoder) -> None:
    found = encoder.vectors(TEXTS)
    assert [len(flat(vector)) for vector in found] == [384] * len(TEXTS)
    assert [dot(vector, vector) for vector in found] == pytest.approx([1.0] * len(TEXTS), abs=1e-5)


@needs_extra
def test_no_texts_have_no_vectors(encoder: Encoder) -> None:
    assert encoder.vectors([]) == []


@needs_extra
@pytest.mark.parametrize("text", ["", "word " * 1_000, "\x00", "😀"], ids=["empty", "long", "zero", "picture"])
def test_any_text_has_a_vector_of_length_1(encoder: Encoder, text: str) -> None:
    (found,) = encoder.vectors([text])
    assert dot(found, found) == pytest.approx(1.0, abs=1e-5)


@needs_extra
def test_batches_and_order_of_the_texts_do_not_matter(encoder: Encoder) -> None:
    texts = [f"{text} {number}" for number in range(5) for text in TEXTS]  # more than one batch
    order = random.Random(3).sample(range(len(texts)), len(texts))  # noqa: S311 (an order, no secret)
    together = encoder.vectors(texts)
    shuffled = dict(zip(order, encoder.vectors([texts[number] for number in order]), strict=True))
    assert apart(together, [shuffled[number] for number in range(len(texts))]) < 1e-3
    assert apart(together, [encoder.vectors([text])[0] for text in texts]) < 1e-3


@needs_extra
@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        ("I want my money back", "please refund me", "how do I change my password"),
        ("where is my parcel", "my package has not been delivered yet", "the lamp flickers"),
        ("the shoes are too tight", "I need a bigger size", "I was charged twice"),
        ("I cannot sign in", "my login does not work", "your shirts are lovely"),
        ("I can't log in", "I can’t sign in", "cancel my order"),
    ],
)
def test_what_means_the_same_is_nearer_than_what_does_not(encoder: Encoder, one: str, same: str, other: str) -> None:
    a, b, c = encoder.vectors([one, same, other])
    assert dot(a, b) > dot(a, c) + 0.1


@needs_extra
def test_vectors_are_kept_as_bytes_of_the_same_direction(encoder: Encoder) -> None:
    found = encoder.vectors(TEXTS)
    data = memoryview(joined(found)).cast("b")
    assert len(data) == len(TEXTS) * WIDTH
    for number, vector in enumerate(found):
        row = data[number * WIDTH : (number + 1) * WIDTH].tolist()
        length = sum(value * value for value in row) ** 0.5
        along = sum(a * b for a, b in zip(row, flat(vector), strict=True)) / length
        assert along == pytest.approx(1.0, abs=1e-3)


@needs_extra
def test_the_installed_model_is_the_expected_one(encoder: Encoder) -> None:
    encoder.check()


@pytest.mark.parametrize("content", [None, b"", b"another model"], ids=["gone", "empty", "changed"])
def test_another_model_is_refused(table: Table, tmp_path: Path, content: bytes | None) -> None:
    model = tmp_path / MODEL
    if content is not None:
        model.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        Encoder(model=model, table=table).check()
    said = "\n".join(caught.value.lines())
    assert str(model) in said
    assert 'pip install --force-reinstall "cheatsheet[semantic]"' in said


@needs_extra
def test_a_model_with_one_changed_byte_is_refused(encoder: Encoder, tmp_path: Path) -> None:
    data = bytearray(encoder.model.read_bytes())
    data[len(data) // 2] ^= 1
    model = tmp_path / MODEL
    model.write_bytes(data)
    with pytest.raises(UsageError, match="another file than expected"):
        Encoder(model=model, table=encoder.table).check()


def test_never_wants_no_encoder(table: Table) -> None:
    assert wanted("never", table) is None


@pytest.mark.usefixtures("hidden")
def test_auto_without_the_extra_wants_no_encoder(table: Table) -> None:
    assert wanted("auto", table) is None


@pytest.mark.parametrize("missing", EXTRA)
def test_always_without_the_extra_names_the_command(
    table: Table, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UsageError) as caught:
        wanted("always", table)
    assert PIP in "\n".join(caught.value.lines())


@needs_extra
@pytest.mark.parametrize("setting", ["auto", "always"])
def test_with_the_extra_there_is_an_encoder(table: Table, setting: str) -> None:
    assert wanted(setting, table) is not None


@pytest.mark.parametrize("semantic", ["never", "auto"])
@pytest.mark.usefixtures("hidden")
def test_find_answers_without_the_extra(run: Run, tmp_path: Path, semantic: str) -> None:
    folder = sheet(tmp_path, semantic)
    assert best(run("find", "--json", "where is my order")) == "late"
    assert "sentences" not in kept(folder).parts


@pytest.mark.usefixtures("hidden")
def test_find_that_must_have_the_extra_says_how_to_get_it(run: Run, tmp_path: Path) -> None:
    sheet(tmp_path, "always")
    found = run("find", "--json", "where is my order")
    assert (found.code, found.out) == (2, "")
    assert PIP in found.err


@pytest.mark.parametrize("answered_before", [False, True])
def test_an_index_is_not_made_with_another_model(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answered_before: bool
) -> None:
    folder = sheet(tmp_path, "never")
    if answered_before:
        run("find", "--json", "where is my order")
    sheet(tmp_path, "always")
    for name in EXTRA:
        package = tmp_path / "packages" / name
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("raise ImportError('a foreign package is not imported')\n")
        (package / MODEL).write_bytes(b"another model")
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.syspath_prepend(tmp_path / "packages")
    found = run("find", "--json", "where is my order")
    assert (found.code, found.out) == (2, "")
    assert "cheatsheet[semantic]" in found.err
    stored = folder.parent / f"{folder.name}-home" / "cache"
    assert [
        path for path in stored.glob("*.index") if "sentences" in unpack(memoryview(path.read_bytes())).parts
    ] == []


@needs_extra
@pytest.mark.parametrize(("semantic", "used"), [("never", False), ("auto", True), ("always", True)])
def test_find_answers_with_the_extra(run: Run, tmp_path: Path, semantic: str, used: bool) -> None:
    folder = sheet(tmp_path, semantic)
    for _ in range(2):  # from an index made new, and from the one that was kept
        assert best(run("find", "--json", "please refund me")) == "refund"
        assert best(run("find", "--json", "where is my order")) == "late"
        assert ("sentences" in kept(folder).parts) == used


@needs_extra
@pytest.mark.parametrize("more", [b"\xff\xfe", b"\xed\xa0\xbd", b"\x00", b"?!" * 500, b"order " * 1_000])
def test_find_answers_whatever_else_is_in_a_message(run: Run, tmp_path: Path, more: bytes) -> None:
    sheet(tmp_path, "always")
    found = run("find", "--json", "-", stdin=b"where is my order " + more)
    assert (found.code, json.loads(found.out)["matches"][0]["id"]) == (0, "late")


@needs_extra
def test_every_text_of_every_entry_has_a_vector(run: Run, tmp_path: Path, encoder: Encoder) -> None:
    folder = sheet(tmp_path, "always")
    run("find", "--json", "refund")
    said = {
        "broken": ["The lamp is broken"],
        "late": ["My parcel has not arrived", "where is my order", "?!"],
        "refund": ["I want my money back"],
    }
    found = vectors_by_id(kept(folder))
    assert {own: len(data) for own, data in found.items()} == {own: len(each) * WIDTH for own, each in said.items()}
    for own, each in said.items():
        expected = memoryview(joined(encoder.vectors(each))).cast("b").tolist()
        differences = [abs(a - b) for a, b in zip(memoryview(found[own]).cast("b"), expected, strict=True)]
        assert max(differences) <= 1


@needs_extra
def test_the_index_is_made_anew_when_the_extra_appears_and_when_it_goes(
    run: Run, tmp_path: Path, hidden: pytest.MonkeyPatch
) -> None:
    folder = sheet(tmp_path, "auto")
    run("find", "--json", "refund")
    without = kept_path(folder).read_bytes()
    hidden.undo()
    assert best(run("find", "--json", "please refund me")) == "refund"
    assert "sentences" in kept(folder).parts
    for name in EXTRA:
        hidden.setitem(sys.modules, name, None)
    assert best(run("find", "--json", "money back")) == "refund"
    assert kept_path(folder).read_bytes() == without


@needs_extra
def test_only_the_texts_of_a_changed_file_are_read_by_the_model_again(run: Run, tmp_path: Path) -> None:
    folder = sheet(tmp_path, "auto")
    run("find", "--json", "refund")
    before = kept(folder)
    old = vectors_by_id(before)
    # Other vectors in place of the kept ones: whoever asked the model again would give the right ones back.
    marked = {own: bytes(reversed(data)) for own, data in old.items()}
    parts: dict[str, bytes | memoryview] = {**before.parts, "sentences": b"".join(marked.values())}
    path = kept_path(folder)
    path.write_bytes(b"".join(pack(before.head, parts)))
    os.utime(path, ns=(before.head["written"], before.head["written"]))
    changed = folder / "responses/money.yaml"
    changed.write_text(changed.read_text(encoding="utf-8").replace("my money", "all my money"), encoding="utf-8")
    assert best(run("find", "--json", "I want all my money back")) == "refund"
    found = vectors_by_id(kept(folder))
    assert (found["late"], found["broken"]) == (marked["late"], marked["broken"])
    assert found["refund"] not in (marked["refund"], old["refund"])


@needs_extra
def test_an_index_after_an_edit_is_the_one_made_new(run: Run, tmp_path: Path) -> None:
    folder = sheet(tmp_path, "auto")
    run("find", "--json", "refund")
    changed = folder / "responses/money.yaml"
    changed.write_text(changed.read_text(encoding="utf-8").replace("my money", "all my money"), encoding="utf-8")
    asked = run("find", "--json", "refund")
    path = kept_path(folder)
    grown = path.read_bytes()
    path.unlink()
    assert run("find", "--json", "refund") == asked
    assert path.read_bytes() == grown


WATCHED = """
import sys
def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.")):
        print("opened:", event, arguments, file=sys.stderr)
sys.addaudithook(watch)
from cheatsheet.__main__ import main
sys.argv = ["cheatsheet", "find", "--json", "please refund me"]
sys.exit(main())
"""
APART = ("unshare", "-rn")  # a network of its own, which has no way out


def can_be_apart() -> bool:
    """Whether a process may have a network of its own."""
    return (
        bool(shutil.which("unshare"))
        and subprocess.run([*APART, "true"], capture_output=True, check=False).returncode == 0
    )


needs_namespace = pytest.mark.skipif(not can_be_apart(), reason="needs a network namespace (unshare -rn)")


@needs_extra
@pytest.mark.parametrize(
    "before", [pytest.param((), id="watched"), pytest.param(APART, id="apart", marks=needs_namespace)]
)
def test_no_socket_is_opened(tmp_path: Path, before: tuple[str, ...]) -> None:
    folder, home = sheet(tmp_path / "sheet", "always"), tmp_path / "home"
    kept_names = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT") if name in os.environ}
    for _ in range(2):  # an index made new, and a kept one
        done = subprocess.run(
            [*before, sys.executable, "-c", WATCHED],
            cwd=folder,
            env={**kept_names, "HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert best(Result(code=done.returncode, out=done.stdout, err=done.stderr)) == "refund"
    assert not list(home.rglob("*icrosoft*"))  # where onnxruntime keeps what it would report


@needs_extra
def test_a_sheet_that_was_empty_once_is_searched_like_any_other(run: Run, tmp_path: Path) -> None:
    (tmp_path / "responses").mkdir()
    (tmp_path / "cheatsheet.toml").write_text("", encoding="utf-8")
    assert json.loads(run("find", "--json", "lamp").out)["matches"] == []
    text = "- {complaint: The lamp flickers, answer: Sorry.}\n"
    (tmp_path / "responses/a.yaml").write_text(text, encoding="utf-8")
    assert best(run("find", "--json", "lamp flickers")) == "the-lamp-flickers"
