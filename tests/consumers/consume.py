"""Reads an export with the library that its users read it with, or has that library write it again.

    consume.py read READER PATH        what it read, as JSON: [{"text", "spans": [[start, end, label, text]],
                                       "relations": [[number of a span, number of a span, label]]}]
    consume.py rewrite READER IN OUT   reads IN and writes OUT by the library's own means
    consume.py evaluate GOLD PREDICTED what nervaluate and seqeval say of two IOB2 files of the same tokens

Offsets are those of Python strings. Where a format has no text, or tokens only, they are null.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ["HF_DATASETS_OFFLINE"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_DISABLE_PROGRESS_BARS"] = "1"
RELATION = "webanno.custom.EntityRelation"
NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def found(text, start, end, label):
    return [start, end, label, text[start:end]]


# ---- rows ----


def json_rows(path):
    from datasets import load_dataset

    with tempfile.TemporaryDirectory() as cache:
        return load_dataset("json", data_files=str(path), split="train", cache_dir=cache).to_list()


def datasets_jsonl(path):
    def doc(row):
        entities = row["entities"] or []
        spans = [found(row["text"], e["start"], e["end"], e["label"]) for e in entities]
        numbers = {e.get("id"): at for at, e in enumerate(entities)}
        relations = [(numbers[r["from"]], numbers[r["to"]], r["label"]) for r in row.get("relations") or []]
        return {"text": row["text"], "spans": spans, "relations": relations}

    return [doc(row) for row in json_rows(path)]


def pyarrow_jsonl(path):
    import pyarrow.json

    rows = pyarrow.json.read_json(path).to_pylist()
    spans = lambda r: [found(r["text"], e["start"], e["end"], e["label"]) for e in r["entities"]]
    return [{"text": r["text"], "spans": spans(r)} for r in rows]


def doccano(path):
    """doccano's page counts UTF-16 units, as its browser does."""

    def doc(row):
        if row.get("entities") is not None:
            marks = [(e["start_offset"], e["end_offset"], e["label"]) for e in row["entities"]]
        else:
            marks = row["label"]
        units = row["text"].encode("utf-16-le")
        before = lambda at: len(units[: 2 * at].decode("utf-16-le"))
        spans = [found(row["text"], before(s), before(e), label) for s, e, label in marks]
        numbers = {e["id"]: at for at, e in enumerate(row.get("entities") or [])}
        relations = [(numbers[r["from_id"]], numbers[r["to_id"]], r["type"]) for r in row.get("relations") or []]
        return {"text": row["text"], "spans": spans, "relations": relations}

    return [doc(json.loads(line)) for line in pathlib.Path(path).read_text("utf-8").split("\n") if line]


def datasets_folder(path):
    from datasets import load_dataset

    docs = []
    with tempfile.TemporaryDirectory() as cache:
        for part in load_dataset(str(path), cache_dir=cache).values():
            for row in part:
                spans = row.get("spans") or row.get("entities") or []
                spans = [found(row["text"], s["start"], s["end"], s["label"]) for s in spans]
                docs.append({"text": row["text"], "spans": spans})
    return docs


def pyarrow_folder(path):
    import pyarrow.parquet

    docs = []
    for file in sorted(pathlib.Path(path).rglob("*.parquet")):
        for row in pyarrow.parquet.read_table(file).to_pylist():
            spans = row.get("spans") or row.get("entities") or []
            spans = [found(row["text"], s["start"], s["end"], s["label"]) for s in spans]
            docs.append({"text": row["text"], "spans": spans})
    return docs


def pandas_csv(path):
    import pandas

    separator = "\t" if str(path).endswith(".tsv") else ","
    table = pandas.read_csv(path, sep=separator, keep_default_na=False, dtype=str)
    docs = {}
    for row in table.to_dict("records"):
        doc = docs.setdefault(row["article"], {"text": row["text"], "spans": []})
        if row["label"] and row["status"] == "annotation":
            doc["spans"].append([int(row["start"]), int(row["end"]), row["label"], row["entity"]])
    return list(docs.values())


# ---- tokens ----


def spacy_docs(path):
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("ar")
    for file in sorted(pathlib.Path(path).rglob("*.spacy")) if pathlib.Path(path).is_dir() else [path]:
        yield from DocBin().from_disk(file).get_docs(nlp.vocab)


def converted(path, converter, ending):
    """What the command makes of a file, out of the DocBin that it writes."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, f"in.{ending}")
        source.write_bytes(pathlib.Path(path).read_bytes())
        convert = [sys.executable, "-m", "spacy", "convert", source, folder, "-c", converter, "-n", "0"]
        subprocess.run(convert, check=True, capture_output=True, text=True)
        return list(spacy_docs(pathlib.Path(folder)))


def spacy_convert(path):
    marks = lambda doc: [[None, None, e.label_, " ".join(t.text for t in e)] for e in doc.ents]
    return [{"text": None, "spans": marks(doc)} for doc in converted(path, "ner", "conll")]


def spacy_convert_json(path):
    spans = lambda doc: [found(doc.text, e.start_char, e.end_char, e.label_) for e in doc.ents]
    return [{"text": doc.text, "spans": spans(doc)} for doc in converted(path, "json", "json")]


def spacy_docbin(path):
    spans = lambda doc, marks: [found(doc.text, s.start_char, s.end_char, s.label_) for s in marks]
    docs = []
    for doc in spacy_docs(path):
        marks = list(doc.ents) + [s for group in doc.spans.values() for s in group]
        docs.append({"text": doc.text, "spans": sorted(set(map(tuple, spans(doc, marks))))})
    return docs


def spacy_spans(path):
    """Prodigy's lines: each span must be whole tokens of the tokens given with it."""
    import spacy
    from spacy.tokens import Doc

    nlp = spacy.blank("ar")
    docs = []
    for line in pathlib.Path(path).read_text("utf-8").split("\n"):
        if not line:
            continue
        row = json.loads(line)
        spans = [found(row["text"], s["start"], s["end"], s["label"]) for s in row["spans"]]
        for span in row["spans"]:
            if span.get("token_start") is not None:
                tokens = row["tokens"][span["token_start"] : span["token_end"] + 1]
                assert (tokens[0]["start"], tokens[-1]["end"]) == (span["start"], span["end"]), span
        if row.get("tokens"):
            words = [t["text"] for t in row["tokens"]]
            doc = Doc(nlp.vocab, words=words, spaces=[bool(t.get("ws")) for t in row["tokens"]])
            if doc.text == row["text"]:
                for s in row["spans"]:
                    assert doc.char_span(s["start"], s["end"], label=s["label"]) is not None, s
        docs.append({"text": row["text"], "spans": spans})
    return docs


def spacy_training(path):
    """Pairs of text and entities, made into an Example as spaCy's training does."""
    import warnings

    import spacy
    from spacy.training import Example

    warnings.simplefilter("ignore")
    nlp = spacy.blank("ar")
    docs = []
    for text, marks in json.loads(pathlib.Path(path).read_text("utf-8")):
        Example.from_dict(nlp.make_doc(text), marks)
        docs.append({"text": text, "spans": [found(text, *mark) for mark in marks["entities"]]})
    return docs


def sentences(path):
    """Sentences of (token, tag), article by article."""
    articles, sentence = [], []
    for line in pathlib.Path(path).read_text("utf-8").split("\n") + [""]:
        fields = line.split()
        if not fields:
            if sentence:
                articles[-1].append(sentence)
            sentence = []
        elif fields[0] == "-DOCSTART-":
            articles.append([])
        else:
            if not articles:
                articles.append([])
            sentence.append((fields[0], fields[-1]))
    return articles


def seqeval(path, scheme):
    from seqeval import scheme as schemes

    docs = []
    for article in sentences(path):
        spans = []
        tags = [[tag for _, tag in sentence] for sentence in article]
        found = schemes.Entities(tags, getattr(schemes, scheme)) if tags else None
        for sentence, entities in zip(article, found.entities if found else []):
            for e in entities:
                words = [word for word, _ in sentence[e.start : e.end]]
                spans.append([None, None, e.tag, " ".join(words)])
        docs.append({"text": None, "spans": spans})
    return docs


def nervaluate_iob2(path):
    from nervaluate.loaders import ConllLoader

    docs = []
    for article in sentences(path):
        blocks = ["\n".join("\t".join(pair) for pair in sentence) for sentence in article]
        spans = []
        loaded = ConllLoader().load("\n\n".join(blocks)) if blocks else []
        for sentence, entities in zip(article, loaded):
            for e in entities:
                words = [word for word, _ in sentence[e.start : e.end + 1]]
                spans.append([None, None, e.label, " ".join(words)])
        docs.append({"text": None, "spans": spans})
    return docs


def conllu_plus(path):
    import conllu

    docs = []
    for sentence in conllu.parse(pathlib.Path(path).read_text("utf-8")):
        if "newdoc id" in sentence.metadata or not docs:
            docs.append({"text": None, "spans": []})
        spans, last = docs[-1]["spans"], None
        for token in sentence:
            tag = token["ner"]
            if not isinstance(token["id"], int) or tag in (None, "_", "O"):
                last = last if not isinstance(token["id"], int) else None
            elif tag.startswith("I-") and last is not None:
                last[3] += " " + token["form"]
            else:
                last = [None, None, tag[2:], token["form"]]
                spans.append(last)
    return docs


# ---- stand-off ----


def pybrat_folder(path):
    from pybrat.parser import BratParser

    docs = []
    for example in BratParser(error="raise").parse(str(path)):
        # The library opens the text with its line ends changed; offsets are those of the file.
        text = pathlib.Path(path, f"{example.id}.txt").read_bytes().decode("utf-8")
        spans = []
        for e in example.entities:
            span = found(text, e.spans[0].start, e.spans[-1].end, e.type)
            assert e.mention.strip() == span[3].strip(), e
            spans.append(span)
        number = example.entities.index
        relations = [(number(r.arg1), number(r.arg2), r.type) for r in example.relations]
        docs.append({"text": text, "spans": spans, "relations": relations})
    return docs


def cas_files(path, ending):
    path = pathlib.Path(path)
    return sorted(path.rglob(f"*.{ending}")) if path.is_dir() else [path]


def cas_doc(cas):
    entities = list(cas.select(NAMED_ENTITY))
    spans = [[fs.begin, fs.end, fs.value, fs.get_covered_text()] for fs in entities]
    numbers = {fs.xmiID: at for at, fs in enumerate(entities)}
    relations = [(numbers[r.Governor.xmiID], numbers[r.Dependent.xmiID], r.label) for r in cas.select(RELATION)]
    if cas.sofa_string and "طلعت حرب" in cas.sofa_string:
        founder = next(fs for fs in entities if fs.get_covered_text() == "طلعت حرب")
        described = {feature.name: founder[feature.name] for feature in founder.type.all_features}
        assert {"sex": "m", "نوع": "رائد أعمال", "note": "مؤسس البنك، 1920"}.items() <= described.items(), described
    return {"text": cas.sofa_string or "", "spans": spans, "relations": relations}


def load_xmi(path):
    import cassis
    import zipfile

    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            system = cassis.load_typesystem(archive.open(next(n for n in names if n.endswith("TypeSystem.xml"))))
            return [cassis.load_cas_from_xmi(archive.open(n), system) for n in names if n.endswith(".xmi")]
    folder = pathlib.Path(path) if pathlib.Path(path).is_dir() else pathlib.Path(path).parent
    with open(next(folder.rglob("TypeSystem.xml")), "rb") as file:
        system = cassis.load_typesystem(file)
    return [cassis.load_cas_from_xmi(file.open("rb"), system) for file in cas_files(path, "xmi")]


def cassis_xmi(path):
    return [cas_doc(cas) for cas in load_xmi(path)]


def cassis_json(path):
    import cassis

    return [cas_doc(cassis.load_cas_from_json(file.open("rb"))) for file in cas_files(path, "json")]


def gatenlp_doc(file):
    from gatenlp import Document

    return Document.load_mem(file.read_text("utf-8"), fmt="bdocjs")


def gatenlp_bdoc(path):
    docs = []
    for file in cas_files(path, "bdocjs"):
        doc = gatenlp_doc(file)
        names = [doc.annset("")] + [doc.annset(name) for name in doc.annset_names() if name]
        spans = {(a.start, a.end, a.type, doc[a]) for annset in names for a in annset}
        docs.append({"text": doc.text, "spans": sorted(map(list, spans))})
    return docs


def w3c(path):
    docs = []
    for file in cas_files(path, "jsonld"):
        text = file.with_suffix(".txt").read_bytes().decode("utf-8")
        spans, links, numbers = [], [], {}
        for item in json.loads(file.read_text("utf-8"))["items"]:
            if item["motivation"] == "linking":
                links.append((*item["target"], item["body"]["value"]))
                continue
            numbers[item["id"]] = len(spans)
            place, quote = item["target"]["selector"]
            span = found(text, place["start"], place["end"], item["body"][0]["value"])
            assert span[3] == quote["exact"], item
            assert text[: span[0]].endswith(quote["prefix"]) and text[span[1] :].startswith(quote["suffix"])
            spans.append(span)
        relations = [(numbers[a], numbers[b], label) for a, b, label in links]
        docs.append({"text": text, "spans": spans, "relations": relations})
    return docs


def inline(articles, is_mark, key, label):
    docs = []
    for article in articles:
        text, spans = [], {}

        def walk(element):
            start = sum(map(len, text))
            text.append(element.text or "")
            for child in element:
                walk(child)
                text.append(child.tail or "")
            if is_mark(element):
                n, end = element.get(key), sum(map(len, text))
                first, _, _ = spans.get(n, (start, None, None))
                spans[n] = (min(first, start), max(end, spans.get(n, (0, end, 0))[1]), element.get(label))

        walk(article)
        whole = "".join(text)
        docs.append({"text": whole, "spans": [found(whole, *span) for span in spans.values()]})
    return docs


def lxml_xml(path):
    from lxml import etree

    root = etree.parse(str(path)).getroot()
    return inline(root.iter("article"), lambda e: e.tag == "e", "n", "label")


def lxml_html(path):
    from lxml import html

    root = html.fromstring(pathlib.Path(path).read_bytes())
    return inline(root.iter("article"), lambda e: e.tag == "mark", "data-n", "data-label")


def label_studio(path):
    """The library's own CSV-like export must find every annotation; the places are those of the tasks."""
    from label_studio_sdk.converter import Converter

    tasks = json.loads(pathlib.Path(path).read_text("utf-8"))
    # Numbers are given on import.
    for at, task in enumerate(tasks):
        task["id"] = at
        for annotation in task["annotations"]:
            annotation["id"] = at
    pieces = [r for t in tasks for a in t["annotations"] for r in a["result"]]
    labels = {l for r in pieces if r["type"] == "labels" for l in r["value"]["labels"]}
    tags = "".join(f'<Label value="{label}"/>' for label in sorted(labels))
    config = f'<View><Labels name="label" toName="text">{tags}</Labels><Text name="text" value="$text"/></View>'
    with tempfile.TemporaryDirectory() as folder:
        source, out = pathlib.Path(folder, "tasks.json"), pathlib.Path(folder, "out")
        source.write_text(json.dumps(tasks), "utf-8")
        converter = Converter(config=config, project_dir=folder, download_resources=False)
        converter.convert_to_json_min(str(source), str(out), is_dir=False)
        minimal = json.loads((out / "result.json").read_text("utf-8"))
    by_text = {}
    for row in minimal:
        marks = [found(row["text"], m["start"], m["end"], m["labels"][0]) for m in row.get("label") or []]
        for mark, m in zip(marks, row.get("label") or []):
            assert m.get("text", mark[3]) == mark[3], m
        by_text[row["text"]] = marks
    docs = []
    for task in tasks:
        text, results = task["data"]["text"], [r for a in task["annotations"] for r in a["result"]]
        relations = label_studio_relations(config, results)
        docs.append({"text": text, "spans": by_text.get(text, []), "relations": relations})
    return docs


def label_studio_relations(config, results):
    """The library has a check for relations, and no export of its own."""
    from label_studio_sdk.label_interface import LabelInterface

    interface = LabelInterface(config)
    regions = [r for r in results if r["type"] == "labels"]
    numbers = {region["id"]: at for at, region in enumerate(regions)}
    relations = []
    for relation in results:
        if relation["type"] == "relation":
            assert interface.validate_relation(relation, regions), relation
            relations.append((numbers[relation["from_id"]], numbers[relation["to_id"]], relation["labels"][0]))
    return relations


# ---- writing ----


def rewrite_datasets(source, out):
    from datasets import Dataset

    Dataset.from_list(json_rows(source)).to_json(str(out), force_ascii=False)


def rewrite_conllu(source, out):
    import conllu

    parsed = conllu.parse(pathlib.Path(source).read_text("utf-8"))
    header = "# global.columns = " + " ".join(name.upper() for name in parsed[0][0]) + "\n"
    pathlib.Path(out).write_text(header + "".join(s.serialize() for s in parsed), "utf-8")


def rewrite_xmi(source, out):
    out = pathlib.Path(out)
    out.mkdir()
    for at, cas in enumerate(load_xmi(source)):
        cas.to_xmi(out / f"{at}.xmi")
        cas.typesystem.to_xml(out / "TypeSystem.xml")


def rewrite_cas_json(source, out):
    import cassis

    files = cas_files(source, "json")
    if pathlib.Path(source).is_dir():
        pathlib.Path(out).mkdir()
    for file in files:
        cas = cassis.load_cas_from_json(file.open("rb"))
        cas.to_json(pathlib.Path(out) / file.name if pathlib.Path(source).is_dir() else out)


def rewrite_bdoc(source, out):
    folder = pathlib.Path(source).is_dir()
    if folder:
        pathlib.Path(out).mkdir()
    for file in cas_files(source, "bdocjs"):
        # The library writes Java's offsets when asked to: the other unit of the format.
        text = gatenlp_doc(file).save_mem(fmt="bdocjs", offset_type="j")
        (pathlib.Path(out) / file.name if folder else pathlib.Path(out)).write_text(text, "utf-8")


def rewrite_folder(source, out):
    from datasets import load_dataset

    pathlib.Path(out).mkdir()
    with tempfile.TemporaryDirectory() as cache:
        for name, part in load_dataset(str(source), cache_dir=cache).items():
            part.to_parquet(str(pathlib.Path(out) / f"{name}.parquet"))


# ---- scores ----


def evaluate(gold, predicted):
    """Each article is one sequence; the numbers of every measure, in all and by label."""
    from nervaluate import Evaluator
    from seqeval.metrics import classification_report
    from seqeval.scheme import IOB2

    words = lambda path: [[pair for sentence in article for pair in sentence] for article in sentences(path)]
    gold, predicted = words(gold), words(predicted)
    assert [[w for w, _ in a] for a in gold] == [[w for w, _ in a] for a in predicted], "other tokens"
    gold, predicted = ([[tag for _, tag in a] for a in side] for side in (gold, predicted))
    labels = sorted({tag[2:] for side in (gold, predicted) for a in side for tag in a if tag != "O"})
    names = {"strict": "strict", "boundary": "exact", "type": "ent_type", "partial": "partial"}
    keys = ["correct", "incorrect", "partial", "missed", "spurious", "precision", "recall", "f1"]
    measures = lambda of: {ours: {k: getattr(of[theirs], k) for k in keys} for ours, theirs in names.items()}
    found = Evaluator(gold, predicted, tags=labels, loader="list").evaluate()
    report = classification_report(gold, predicted, mode="strict", scheme=IOB2, output_dict=True, zero_division=0)
    return {
        "nervaluate": {"overall": measures(found["overall"])}
        | {label: measures(found["entities"][label]) for label in labels},
        "seqeval": {
            name: {key: float(row[key]) for key in ["precision", "recall", "f1-score", "support"]}
            for name, row in report.items()
        },
    }


READ = {
    "datasets": datasets_jsonl,
    "pyarrow": pyarrow_jsonl,
    "doccano": doccano,
    "datasets-folder": datasets_folder,
    "pyarrow-folder": pyarrow_folder,
    "pandas": pandas_csv,
    "spacy-convert": spacy_convert,
    "spacy-convert-json": spacy_convert_json,
    "spacy-docbin": spacy_docbin,
    "spacy-spans": spacy_spans,
    "spacy-training": spacy_training,
    "seqeval-iob1": lambda path: seqeval(path, "IOB1"),
    "seqeval-iob2": lambda path: seqeval(path, "IOB2"),
    "seqeval-bioes": lambda path: seqeval(path, "IOBES"),
    "seqeval-bilou": lambda path: seqeval(path, "BILOU"),
    "nervaluate": nervaluate_iob2,
    "conllu": conllu_plus,
    "pybrat": pybrat_folder,
    "cassis-xmi": cassis_xmi,
    "cassis-json": cassis_json,
    "gatenlp": gatenlp_bdoc,
    "w3c": w3c,
    "lxml-xml": lxml_xml,
    "lxml-html": lxml_html,
    "label-studio-sdk": label_studio,
}

WRITE = {
    "datasets": rewrite_datasets,
    "conllu": rewrite_conllu,
    "cassis-xmi": rewrite_xmi,
    "cassis-json": rewrite_cas_json,
    "gatenlp": rewrite_bdoc,
    "datasets-folder": rewrite_folder,
}

if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    sys.stdout.reconfigure(encoding="utf-8")
    if what == "rewrite":
        WRITE[rest[0]](*rest[1:])
    elif what == "evaluate":
        json.dump(evaluate(*rest), sys.stdout)
    else:
        json.dump(READ[rest[0]](*rest[1:]), sys.stdout)
