"""Words per second of the built-in pipeline beside a freshly initialised one of the architecture of nl_core_news_md.

    python benchmarks/pipeline.py [--pairs 7]

The other has the components and sizes of ``nl_core_news_md`` 3.8.0: vectors of 20,000 × 300, one tok2vec of width 96 and depth 4
for morphologizer, tagger, parser and lemmatizer, an attribute_ruler, and an ner with a tok2vec of its own; its weights are not
trained, which does not change what it costs. Both read the same texts, in turn, and are measured in CPU time of this process;
the ratio is the median over the pairs. "plain" is the built-in pipeline as ``spacy.load`` gives it, "as used" is as the program
loads it (its own components added, matrix products by numpy).
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vectors import Vectors

from prestatielint.nlp.pipeline import BUILT_IN, choose_pipeline, load_pipeline

CORPUS = Path(__file__).parents[1] / "corpus" / "train"
_TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": True,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
_LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}


def texts() -> list[str]:
    """The clauses of the train agreements."""
    return [json.loads(line)["text"] for path in sorted(CORPUS.glob("*.jsonl")) for line in path.open(encoding="utf8")]


def fresh(parsed: list[Doc]) -> Language:
    """Build a pipeline of the architecture of nl_core_news_md with random weights, its labels taken from parsed texts."""
    nlp = spacy.blank("nl")
    words = sorted({token.text for doc in parsed for token in doc})
    table = np.random.default_rng(0).standard_normal((20_000, 300)).astype("float32")
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=table, keys=words[:20_000])
    nlp.add_pipe("tok2vec", config={"model": _TOK2VEC})
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": _LISTENER}
    nlp.add_pipe("morphologizer", config={"model": tagger})
    nlp.add_pipe("tagger", config={"model": tagger})
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": _LISTENER,
    }
    nlp.add_pipe("parser", config={"model": parser})
    nlp.add_pipe("trainable_lemmatizer", name="lemmatizer", config={"model": tagger})
    nlp.add_pipe("attribute_ruler")
    ner = {**parser, "state_type": "ner", "tok2vec": _TOK2VEC}
    nlp.add_pipe("ner", config={"model": ner})
    examples = []
    for doc in parsed:
        doc.ents = [Span(doc, 0, 1, label="ORG")] if len(doc) else []
        examples.append(Example(nlp.make_doc(doc.text), doc))
    nlp.initialize(lambda: examples)
    return nlp


def seconds(nlp: Language, data: list[str]) -> float:
    """CPU seconds to read all texts once."""
    start = time.process_time()
    for _ in nlp.pipe(data, batch_size=64):
        pass
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=7)
    args = parser.parse_args()
    data = texts()
    plain = spacy.load(BUILT_IN)
    parsed = list(plain.pipe(data))
    words = sum(len(doc) for doc in parsed)
    other = fresh(parsed)
    used = load_pipeline(choose_pipeline("ingebouwd"))
    rows = []
    for index in range(args.pairs + 1):
        row = [seconds(nlp, data) for nlp in (other, plain, used)]
        if index:  # the first round only warms up
            rows.append(row)
    print(f"{len(data)} clauses, {words:,} words, {args.pairs} pairs")
    for name, column in (("nl_core_news_md architecture", 0), ("built-in, plain", 1), ("built-in, as used", 2)):
        speed = words / statistics.median(row[column] for row in rows)
        ratio = statistics.median(row[0] / row[column] for row in rows)
        print(f"{name:<30}{speed:>10,.0f} words/s   {ratio:.2f} x the first")


if __name__ == "__main__":
    main()
