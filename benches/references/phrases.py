"""The speed of spaCy's PhraseMatcher and EntityRuler with a list of names, to put the gazetteer's
beside it (`cargo bench --bench gazetteer`).

    python -m venv venv && venv/bin/pip install spacy==3.8.18
    venv/bin/python benches/references/phrases.py [NAMES]

The list is made as in `benches/gazetteer.rs`, NAMES long (10,000 if not said); the text is the real
article sixty times. Printed are the time to build, the memory that took, and tokens a second: of the
matcher over a document that is split into tokens already, and with the splitting; best of three.
"""

import resource
import sys
import time

import spacy
from spacy.matcher import PhraseMatcher


def lines(path):
    return [line.rstrip("\n") for line in open(path, encoding="utf-8") if line.strip()]


def names(count):
    firsts, cities = lines("assets/gazetteer/first_names.txt"), lines("assets/gazetteer/cities.txt")
    for n in range(count):
        a, b = firsts[n % len(firsts)], cities[n * 7 % len(cities)]
        turn = n // len(firsts)
        if turn == 0:
            yield a
        elif turn <= 100:
            yield f"{a} {b}"
        else:
            yield f"{a} {firsts[n // 131 % len(firsts)]} {b}"


def best(work):
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(count):
    nlp = spacy.blank("ar")
    nlp.max_length = 10**8
    text = "\n".join([open("seeds/article.txt", encoding="utf-8").read()] * 60)
    before, start = megabytes(), time.perf_counter()
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("PER", list(nlp.tokenizer.pipe(names(count))))
    print(f"{count:,} names: built in {time.perf_counter() - start:.1f} s, {megabytes() - before:.0f} MB")
    doc = nlp.make_doc(text)
    tokens = len(doc)
    rate = tokens / best(lambda: matcher(doc))
    print(f"PhraseMatcher alone: {rate:,.0f} tokens/s, {len(matcher(doc))} matches")
    rate = tokens / best(lambda: matcher(nlp.make_doc(text)))
    print(f"with splitting: {rate:,.0f} tokens/s")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": name} for name in names(min(count, 10_000))])
    rate = tokens / best(lambda: nlp(text))
    print(f"EntityRuler, {min(count, 10_000):,} names, with splitting: {rate:,.0f} tokens/s")


main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
