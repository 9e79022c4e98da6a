"""Records what nervaluate says about spans that nest, cross and repeat, which tags cannot.

    pip install nervaluate==1.2.1
    python tests/oracles/record_spans.py > tests/oracles/spans.json

The spans are random but the seed is fixed; many overlap, nest, share boundaries or labels. Ends are
one past the last position here and in Tawsim; nervaluate counts the last position itself.
"""

import json
import random

from nervaluate import Evaluator

LABELS = ["PER", "LOC", "ORG"]
STRATEGIES = {"strict": "strict", "boundary": "exact", "type": "ent_type", "partial": "partial"}
COUNTS = ["correct", "incorrect", "partial", "missed", "spurious", "precision", "recall", "f1"]


def order(spans):
    """Document order, outer before inner."""
    return sorted(spans, key=lambda s: (s[0], -s[1], s[2]))


def spans(rng, count, length):
    made = set()
    for _ in range(count):
        start = rng.randrange(0, 40)
        made.add((start, start + rng.randrange(1, length), rng.choice(LABELS)))
    return made


def noisy(rng, gold):
    """What a tagger might make of the gold."""
    made = set()
    for start, end, label in gold:
        fate = rng.random()
        if fate < 0.4:
            made.add((start, end, label))
        elif fate < 0.55:
            made.add((start, end, rng.choice(LABELS)))
        elif fate < 0.7:
            made.add((start, end + rng.randrange(1, 4), label))
        elif fate < 0.8:
            made.add((max(0, start - 2), end, rng.choice(LABELS)))
    return made | spans(rng, rng.randrange(0, 3), 6)


def entities(document):
    return [{"label": label, "start": start, "end": end - 1} for start, end, label in document]


def figures(result):
    return {name: getattr(result, name) for name in COUNTS}


def span_case(rng):
    documents = rng.randrange(1, 4)
    gold = [order(spans(rng, rng.randrange(1, 9), 9)) for _ in range(documents)]
    predicted = [order(noisy(rng, document)) for document in gold]
    found = Evaluator(
        [entities(d) for d in gold], [entities(d) for d in predicted], tags=LABELS, loader="dict"
    ).evaluate()
    return {
        "gold": gold,
        "predicted": predicted,
        "overall": {ours: figures(found["overall"][name]) for ours, name in STRATEGIES.items()},
        "labels": {
            label: {ours: figures(by_name[name]) for ours, name in STRATEGIES.items()}
            for label, by_name in sorted(found["entities"].items())
        },
    }


def main():
    rng = random.Random(2013)
    cases = [span_case(rng) for _ in range(24)]
    print(json.dumps(cases, separators=(",", ":"), sort_keys=True))


main()
