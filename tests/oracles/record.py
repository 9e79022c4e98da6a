"""Records what seqeval, nervaluate and spaCy say, so that the tests need no Python.

    python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install seqeval nervaluate spacy
    cargo build --no-default-features
    /tmp/oracles/bin/python tests/oracles/record.py

Writes tests/data/formats/evaluate/*.iob2 and numbers.json, tests/data/formats/spacy.json.
"""

import json
import pathlib
import random
import subprocess
import tempfile

from nervaluate import Evaluator
from seqeval.metrics import classification_report
from seqeval.scheme import IOB2

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "tests/data/formats"
LABELS = ["PER", "LOC", "ORG", "DATE"]
NAMES = {"strict": "strict", "boundary": "exact", "type": "ent_type", "partial": "partial"}


def tags(spans, length):
    out = ["O"] * length
    for start, end, label in spans:
        out[start:end] = ["B-" + label] + ["I-" + label] * (end - start - 1)
    return out


def gold_and_predicted(rng):
    """A sentence with gold spans, and a prediction with every kind of mistake."""
    length, at, gold = rng.randint(4, 18), 0, []
    while at < length:
        if rng.random() < 0.4:
            end = min(length, at + rng.randint(1, 4))
            gold.append((at, end, rng.choice(LABELS)))
            at = end
        else:
            at += 1
    predicted, used = [], 0
    for start, end, label in gold:
        start, end = start + rng.choice([0, 0, 0, 1, -1]), end + rng.choice([0, 0, 0, 1, -1])
        label = label if rng.random() < 0.8 else rng.choice(LABELS)
        start, end = max(start, used), min(end, length)
        if start < end and rng.random() < 0.85:
            predicted.append((start, end, label))
            used = end
        if used + 1 < length and rng.random() < 0.1:
            predicted.append((used, used + 1, rng.choice(LABELS)))
            used += 1
    return tags(gold, length), tags(sorted(predicted), length)


def write(path, sentences):
    """Each sentence is an article of its own, its words made unique by their numbers."""
    lines = []
    for number, sentence in enumerate(sentences):
        lines.append("-DOCSTART-\tO\n")
        lines += [f"{number}.{at}\t{tag}" for at, tag in enumerate(sentence)]
        lines.append("")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def numbers(result):
    keys = ["correct", "incorrect", "partial", "missed", "spurious", "precision", "recall", "f1"]
    return {key: getattr(result, key) for key in keys}


def evaluation():
    rng = random.Random(7)
    pairs = [gold_and_predicted(rng) for _ in range(300)]
    gold, predicted = [g for g, _ in pairs], [p for _, p in pairs]
    folder = DATA / "evaluate"
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "gold.iob2", gold)
    write(folder / "predicted.iob2", predicted)
    results = Evaluator(gold, predicted, tags=LABELS, loader="list").evaluate()
    report = classification_report(
        gold, predicted, mode="strict", scheme=IOB2, output_dict=True, zero_division=0
    )
    say = {
        "overall": {ours: numbers(results["overall"][theirs]) for ours, theirs in NAMES.items()},
        "seqeval": {
            label: {key: float(report[label][key]) for key in ["precision", "recall", "f1-score", "support"]}
            for label in LABELS + ["micro avg"]
        },
    }
    (folder / "numbers.json").write_text(json.dumps(say, indent=1) + "\n", encoding="utf-8")


def spacy_reads():
    """The tokens and entities that spaCy's converter sees in our CoNLL-2003 file."""
    import spacy
    from spacy.training.converters import conll_ner_to_docs

    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.conll"
        source = DATA / "hostile.jsonl"
        tawsim = ROOT / "target/debug/tawsim"
        subprocess.run([tawsim, "convert", source, out], check=True)
        text = out.read_text(encoding="utf-8")
    docs = conll_ner_to_docs(text, n_sents=0, model=None, no_print=True)
    seen = [
        [[" ".join(token.text for token in entity), entity.label_] for entity in doc.ents]
        for doc in docs
    ]
    (DATA / "spacy.json").write_text(
        json.dumps({"spacy": spacy.__version__, "entities": seen}, ensure_ascii=False, indent=1) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    evaluation()
    spacy_reads()
