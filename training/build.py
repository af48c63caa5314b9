"""Train the built-in Dutch pipeline: treebank in, packaged spaCy pipeline out.

    python training/build.py --treebank PATH --work .training

Steps, each skipped when its result is already in the work folder: ``convert`` (CoNLL-U to DocBin), ``vectors``
(floret on the formal text), ``train``, ``polish``, ``evaluate`` (dev and test), ``package`` (into ``src/prestatielint/pipeline``).
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin
from spacy.training import Corpus
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as spacy_train
from spacy.util import load_config
from thinc.api import NumpyOps, set_current_ops

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "src" / "prestatielint" / "pipeline"
SEED = 7


@dataclass
class Sentence:
    """One annotated sentence; ``heads`` are 0-based indexes into the sentence, a root points at itself."""

    split: str
    words: list[str]
    spaces: list[bool]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    morphs: list[str]
    heads: list[int]
    deps: list[str]


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a (compressed) CoNLL-U file; ``# split`` is kept, multiword ranges are not used."""
    with lzma.open(path, "rt", encoding="utf8") as file:
        split, rows = "test", []
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("# split = "):
                split = line.removeprefix("# split = ")
            elif line and not line.startswith("#"):
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)
            elif not line and rows:
                heads = [int(row[6]) - 1 for row in rows]
                yield Sentence(
                    split=split,
                    words=[row[1] for row in rows],
                    spaces=["SpaceAfter=No" not in row[9] for row in rows],
                    lemmas=[row[2] for row in rows],
                    pos=[row[3] for row in rows],
                    tags=[row[4] for row in rows],
                    morphs=["" if row[5] == "_" else row[5] for row in rows],
                    heads=[i if head < 0 else head for i, head in enumerate(heads)],
                    deps=["ROOT" if head < 0 else row[7] for head, row in zip(heads, rows, strict=True)],
                )
                split, rows = "test", []


def without_final_stop(sentence: Sentence) -> Sentence:
    """Drop the last full stop, as list items and headings do."""
    last = len(sentence.words) - 1
    if last < 2 or sentence.words[last] != "." or last in sentence.heads[:last]:
        return sentence
    return Sentence(sentence.split, *(values[:last] for values in list(vars(sentence).values())[1:]))


def with_bullet(sentence: Sentence, bullet: str) -> Sentence:
    """Put a list mark in front, attached to the root as punctuation."""
    root = sentence.deps.index("ROOT")
    return Sentence(
        sentence.split,
        [bullet, *sentence.words],
        [True, *sentence.spaces],
        [bullet, *sentence.lemmas],
        ["PUNCT", *sentence.pos],
        ["LET", *sentence.tags],
        ["", *sentence.morphs],
        [root + 1, *(head + 1 for head in sentence.heads)],
        ["punct", *sentence.deps],
    )


def in_capitals(sentence: Sentence) -> Sentence:
    """Write the whole sentence in capitals, as many headings are; lemmas stay."""
    return Sentence(sentence.split, [word.upper() for word in sentence.words], *list(vars(sentence).values())[2:])


def augment(sentences: list[Sentence], rng: random.Random) -> list[Sentence]:
    """Make the last sentence of a document look like a list item or heading now and then."""
    *rest, last = sentences
    if rng.random() < 0.35:
        last = without_final_stop(last)
    if not rest and rng.random() < 0.08:
        last = with_bullet(last, rng.choice(["•", "–", "-", "o", "*"]))
    if not rest and rng.random() < 0.04:
        last = in_capitals(last)
    return [*rest, last]


def to_doc(vocab: spacy.vocab.Vocab, sentences: list[Sentence]) -> Doc:
    """Join sentences into one document, as running text."""
    merged: dict[str, list] = {key: [] for key in ("words", "spaces", "lemmas", "pos", "tags", "morphs", "deps")}
    heads: list[int] = []
    starts: list[bool] = []
    for sentence in sentences:
        offset = len(heads)
        heads += [offset + head for head in sentence.heads]
        starts += [True] + [False] * (len(sentence.words) - 1)
        for key, values in merged.items():
            values += getattr(sentence, key)
        merged["spaces"][-1] = True
    return Doc(vocab, heads=heads, sent_starts=starts, **merged)


def convert(treebank: Path, work: Path) -> None:
    """Write ``train``, ``dev`` and ``test`` DocBins; documents of 1 to 8 sentences, only train is augmented."""
    rng = random.Random(SEED)
    vocab = spacy.blank("nl").vocab
    sentences = [*read_conllu(treebank / "train.conllu.xz"), *read_conllu(treebank / "test.conllu.xz")]
    for split in ("train", "dev", "test"):
        part = [sentence for sentence in sentences if sentence.split == split]
        bin_ = DocBin(store_user_data=False)
        while part:
            size = rng.choice((1, 1, 2, 3, 4, 6, 8)) if split == "train" else 10
            group, part = part[:size], part[size:]
            bin_.add(to_doc(vocab, augment(group, rng) if split == "train" else group))
        bin_.to_disk(work / f"{split}.spacy")


def vectors(treebank: Path, work: Path, width: int, rows: int) -> None:
    """Train floret vectors on the formal text and the training sentences."""
    import floret

    nlp = spacy.blank("nl")
    text = work / "formal.txt"
    with (
        lzma.open(treebank / "formal_dutch.txt.xz", "rt", encoding="utf8") as file,
        text.open("w", encoding="utf8") as out,
    ):
        for line in file:
            if len(re.findall(r"\b(?:the|of the|shall)\b", line)) <= 1:
                out.write(" ".join(token.text for token in nlp.tokenizer(line.strip())) + "\n")
        for sentence in read_conllu(treebank / "train.conllu.xz"):
            if sentence.split == "train":
                out.write(" ".join(sentence.words) + "\n")
    model = floret.train_unsupervised(
        str(text),
        model="cbow",
        mode="floret",
        hashCount=2,
        bucket=rows,
        minn=4,
        maxn=5,
        minCount=5,
        dim=width,
        epoch=8,
        thread=2,
    )
    model.save_floret_vectors(str(work / "formal.floret"))
    init = ("init", "vectors", "nl", str(work / "formal.floret"), str(work / "vectors"), "--mode", "floret")
    subprocess.run([sys.executable, "-m", "spacy", *init], check=True)


def train(
    work: Path, name: str, *, width: int, depth: int, with_vectors: bool, updates: int, decay: int, seed: int
) -> None:
    """Train with the shared configuration; numpy's BLAS is three times as fast here as the one that thinc prefers."""
    set_current_ops(NumpyOps(use_blis=False))
    overrides: dict[str, Any] = {
        "paths.train": str(work / "train.spacy"),
        "paths.dev": str(work / "dev.spacy"),
        "system.seed": seed,
        "training.max_steps": updates,
        "training.optimizer.learn_rate.total_steps": decay,
        "components.tok2vec.model.encode.width": width,
        "components.tok2vec.model.encode.depth": depth,
    }
    if with_vectors:
        overrides["paths.vectors"] = str(work / "vectors")
        overrides["components.tok2vec.model.embed.include_static_vectors"] = True
    nlp = init_nlp(load_config(HERE / "config.cfg", overrides=overrides))
    (work / name).mkdir(parents=True, exist_ok=True)
    spacy_train(nlp, work / name)


def polish(work: Path, name: str, updates: int) -> None:
    """Train on from the best of the first stage, with a lower rate, larger batches and less dropout."""
    set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(work / name / "model-best")
    # spaCy 3.8 does not restore this table, without which every lemma is learnt as the first tree.
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    lemmatizer.tree2label = {tree: label for label, tree in enumerate(lemmatizer.cfg["labels"])}
    nlp.config["paths"].update(train=str(work / "train.spacy"), dev=str(work / "dev.spacy"))
    training = nlp.config["training"]
    training["max_steps"] = updates
    training["dropout"] = 0.15
    training["eval_frequency"] = 250
    training["batcher"]["size"] = {"@schedules": "constant.v1", "rate": 1500}
    training["optimizer"]["learn_rate"].update(warmup_steps=100, total_steps=updates, initial_rate=0.0004)
    target = work / f"{name}-polished"
    target.mkdir(parents=True, exist_ok=True)
    spacy_train(nlp, target)


FIGURES = ("token_acc", "pos_acc", "morph_acc", "tag_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")


def evaluate(model: Path, data: Path) -> dict[str, float]:
    """Score a pipeline on a DocBin; shares between 0 and 1."""
    nlp = spacy.load(model)
    scores = nlp.evaluate(list(Corpus(data)(nlp)))
    return {key: round(scores[key], 4) for key in FIGURES}


def package(model: Path, work: Path) -> None:
    """Copy the pipeline into the package, with its scores, licence and sources in ``meta.json``."""
    shutil.rmtree(PACKAGE, ignore_errors=True)
    nlp = spacy.load(model)
    meta = json.loads((HERE / "meta.json").read_text(encoding="utf8"))
    nlp.meta.update(meta)
    nlp.meta["performance"] = {split: evaluate(model, work / f"{split}.spacy") for split in ("dev", "test")}
    nlp.to_disk(PACKAGE)
    forget_paths(PACKAGE)


def forget_paths(pipeline: Path) -> None:
    """Take the paths of the machine that trained it out of a saved pipeline; they are of no use to anybody else."""
    config = pipeline / "config.cfg"
    text = re.sub(r'^(train|dev|vectors) = ".*"$', r"\1 = null", config.read_text(encoding="utf8"), flags=re.MULTILINE)
    config.write_text(text, encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebank", type=Path, default=Path("treebank"))
    parser.add_argument("--work", type=Path, default=HERE.parent / ".training")
    parser.add_argument("--name", default="built-in")
    parser.add_argument("--width", type=int, default=160)
    parser.add_argument("--depth", type=int, default=4)
    parser.add_argument("--updates", type=int, default=5500)
    parser.add_argument("--polish", type=int, default=1250, help="updates of the second stage")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--no-vectors", action="store_true")
    parser.add_argument("--steps", default="convert,vectors,train,polish,evaluate,package", help="comma-separated")
    args = parser.parse_args()
    steps = args.steps.split(",")
    args.work.mkdir(parents=True, exist_ok=True)
    best = args.work / args.name / "model-best"
    if "convert" in steps and not (args.work / "test.spacy").exists():
        convert(args.treebank, args.work)
    if "vectors" in steps and not args.no_vectors and not (args.work / "vectors").exists():
        vectors(args.treebank, args.work, width=96, rows=20_000)
    if "train" in steps and not best.exists():
        train(
            args.work,
            args.name,
            width=args.width,
            depth=args.depth,
            with_vectors=not args.no_vectors,
            updates=args.updates,
            decay=7000,
            seed=args.seed,
        )
    polished = args.work / f"{args.name}-polished" / "model-best"
    if "polish" in steps and not polished.exists():
        polish(args.work, args.name, args.polish)
    best = polished if polished.exists() else best
    if "evaluate" in steps:
        for split in ("dev", "test"):
            # Without a training run of its own this gives the figures of the packaged pipeline.
            print(split, json.dumps(evaluate(best if best.exists() else PACKAGE, args.work / f"{split}.spacy")))
    if "package" in steps:
        package(best, args.work)


if __name__ == "__main__":
    main()
