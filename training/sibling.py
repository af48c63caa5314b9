"""Train a second pipeline that differs from ours as ``nl_core_news_md`` does; for the tests only, never in the wheel.

    python training/sibling.py --treebank PATH --work .training

Other seed, width and no vectors; lemmas with the compound underscore ("huur_woning", "mee_doen"); the components are named
and ordered as in ``nl_core_news_md`` 3.8.0, with an ``attribute_ruler`` and an ``ner``. The ner is not trained: what it says must
not matter. Writes ``tests/sibling``.
"""

from __future__ import annotations

import argparse
import random
import shutil
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.tokens import DocBin
from spacy.training import Example

from build import Sentence, augment, evaluate, forget_paths, read_conllu, to_doc, train
from prestatielint.nlp.compounds import split_compound
from prestatielint.nlp.conjugation import PARTICLES
from prestatielint.nlp.lexicon import PARTICLE_VERBS

TARGET = Path(__file__).parent.parent / "tests" / "sibling"
SEED = 11
_ENTITIES = ("CARDINAL", "DATE", "GPE", "MONEY", "ORG", "PERCENT", "PERSON")
_SMALL = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 16,
    "depth": 1,
    "embed_size": 100,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": False,
}


def underscored(lemma: str, pos: str) -> str:
    """Mark the parts of a compound as ``nl_core_news_md`` does."""
    if pos == "NOUN" and (compound := split_compound(lemma)) is not None:
        return f"{lemma[: compound.start]}_{lemma[compound.start :]}"
    if pos == "VERB" and lemma in PARTICLE_VERBS:
        particle = max((part for part in PARTICLES if lemma.startswith(part)), key=len, default="")
        return f"{particle}_{lemma.removeprefix(particle)}" if particle else lemma
    return lemma


def with_underscores(sentence: Sentence) -> Sentence:
    lemmas = [underscored(lemma, pos) for lemma, pos in zip(sentence.lemmas, sentence.pos, strict=True)]
    return replace(sentence, lemmas=lemmas)


def convert(treebank: Path, work: Path) -> None:
    rng = random.Random(SEED)
    vocab = spacy.blank("nl").vocab
    for split in ("train", "dev"):
        part = [with_underscores(item) for item in read_conllu(treebank / "train.conllu.xz") if item.split == split]
        bin_ = DocBin(store_user_data=False)
        while part:
            size = rng.choice((1, 2, 4, 6)) if split == "train" else 10
            group, part = part[:size], part[size:]
            bin_.add(to_doc(vocab, augment(group, rng) if split == "train" else group))
        bin_.to_disk(work / f"{split}.spacy")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebank", type=Path, default=Path("treebank"))
    parser.add_argument("--work", type=Path, default=Path(__file__).parent.parent / ".training")
    parser.add_argument("--updates", type=int, default=3500)
    args = parser.parse_args()
    work = args.work / "sibling"
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "train.spacy").exists():
        convert(args.treebank, work)
    best = work / "run" / "model-best"
    if not best.exists():
        train(
            work,
            "run",
            width=112,
            depth=4,
            with_vectors=False,
            updates=args.updates,
            decay=args.updates + 500,
            seed=SEED,
        )
    print("dev", evaluate(best, work / "dev.spacy"))
    nlp = spacy.load(best)
    nlp.rename_pipe("trainable_lemmatizer", "lemmatizer")
    nlp.add_pipe("attribute_ruler").add([[{"LOWER": "n.t.b."}]], {"POS": "ADJ"})
    ner = nlp.add_pipe("ner", config={"model": {"hidden_width": 16, "maxout_pieces": 2, "tok2vec": _SMALL}})
    for label in _ENTITIES:
        ner.add_label(label)
    doc = nlp.make_doc("De gemeente Zandmeer bouwt.")
    ner.initialize(lambda: [Example.from_dict(doc, {"entities": [(3, 20, "GPE")]})], nlp=nlp)
    nlp.meta.update(
        name="sibling",
        version="0.0.0",
        description="Imitates the differences of nl_core_news_md for the tests; of no other use.",
        license="CC BY-SA 4.0",
        performance={},
    )
    shutil.rmtree(TARGET, ignore_errors=True)
    nlp.to_disk(TARGET)
    forget_paths(TARGET)


if __name__ == "__main__":
    main()
