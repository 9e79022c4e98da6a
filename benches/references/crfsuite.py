"""The speed of python-crfsuite, to put the tagger's beside it.

    python -m venv venv && venv/bin/pip install python-crfsuite==0.9.12
    venv/bin/python benches/references/crfsuite.py TRAIN.tsv DEV.tsv

Files hold a token and its tag on each line, with a tab between, and a blank line after each
sentence. A chain with about the features of the linear tagger is trained for a few passes; then the
words of the second file that it labels in a second are counted, with and without the making of the
features (in Python), best of five.
"""

import sys
import time

import pycrfsuite


def sentences(path):
    sentence = []
    for line in open(path, encoding="utf-8"):
        parts = line.rstrip("\n").split("\t")
        if len(parts) == 2:
            sentence.append(parts)
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def features(sentence, at):
    word = sentence[at][0]
    found = ["bias", "w=" + word]
    for n in (1, 2, 3, 4):
        found += [f"p{n}=" + word[:n], f"s{n}=" + word[-n:]]
    for offset in (-3, -2, -1, 1, 2, 3):
        near = at + offset
        inside = 0 <= near < len(sentence)
        other = sentence[near][0] if inside else "#"
        found.append(f"w{offset}=" + other)
        if abs(offset) == 1:
            for n in (2, 3):
                found += [f"p{n}{offset}=" + other[:n], f"s{n}{offset}=" + other[-n:]]
            found.append(f"pair{offset}=" + word + "|" + other)
    return found


def main(train, dev):
    trainer = pycrfsuite.Trainer(verbose=False)
    for sentence in sentences(train):
        rows = [features(sentence, at) for at in range(len(sentence))]
        trainer.append(rows, [tag for _, tag in sentence])
    trainer.set_params({"c1": 0.1, "c2": 0.01, "max_iterations": 30})
    trainer.train("/tmp/crfsuite.model")
    tagger = pycrfsuite.Tagger()
    tagger.open("/tmp/crfsuite.model")
    texts = list(sentences(dev))
    words = sum(map(len, texts))
    rows = [[features(s, at) for at in range(len(s))] for s in texts]

    def best(label):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            label()
            times.append(time.perf_counter() - start)
        return words / min(times)

    alone = best(lambda: [tagger.tag(r) for r in rows])
    whole = best(lambda: [tagger.tag([features(s, at) for at in range(len(s))]) for s in texts])
    print(f"{words} words; labelling alone {alone:,.0f} words/s; with features {whole:,.0f} words/s")


main(*sys.argv[1:])
