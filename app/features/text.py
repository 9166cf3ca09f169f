"""Report text -> terms counted, or tokens in order, as the package's tokenizer.json says.

Words of alphabetic scripts are split at spaces and punctuation; Chinese has no spaces, so each character is a token
and pairs of neighbours are terms. Digits are dropped, so that no date or number of a person enters a vocabulary, and
only terms of at least ten patients are kept. Hugging Face's `tokenizers` is imported where it is first needed.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.features.raw import Raw, Texts

PAD, UNKNOWN = "[PAD]", "[UNK]"
FEWEST_PATIENTS = 10
_PAIR = " "  # between the two tokens of a pair

_SMILES = r"\[[^\]]+\]|Br|Cl|%\d\d|."
_TITLED = re.compile(
    r"\b(dr|prof|mr|mrs|ms|miss|md)\b\.?\s+\w+(\s+\w\.?)?(\s+\w+)?"  # two words at most after a title
    r"|[一-鿿]{1,3}(医生|医师|主任|教授|护士|先生|女士)",
    re.IGNORECASE,
)


def arrays(spec: Mapping[str, Any], raw: Raw) -> dict[str, NDArray[Any]]:
    """``spec["form"]``: terms (``terms`` (N, V) how often each occurs) or tokens (``text`` (N, L) codes)."""
    assert isinstance(raw, Texts)
    vocabulary = tuple(spec["vocabulary"])
    if spec["form"] == "tokens":
        return {"text": token_ids(new_tokenizer("text", vocabulary), raw.texts, spec["most"])}
    plain = new_tokenizer("text")
    return {"terms": count_terms([words_of(plain, text) for text in raw.texts], vocabulary)}


def without_people(text: str) -> str:
    """The text without names behind titles; the rule of ten patients keeps any other name out of vocabularies."""
    return _TITLED.sub(" ", text)


@lru_cache(maxsize=8)
def new_tokenizer(kind: str, vocabulary: tuple[str, ...] = ()) -> Any:
    """A tokenizer for ``kind`` text or smiles whose tokens are ``vocabulary``; 0 pads, 1 is any other token."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    codes = {token: code for code, token in enumerate((PAD, UNKNOWN, *vocabulary))}
    tokenizer = Tokenizer(models.WordLevel(codes, unk_token=UNKNOWN))
    if kind == "smiles":
        tokenizer.normalizer = normalizers.Strip()
        tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(_SMILES), "isolated")
    else:
        tokenizer.normalizer = normalizers.Sequence(
            [
                normalizers.NFKC(),
                normalizers.Lowercase(),
                normalizers.Replace(Regex(r"[\p{N}_]+"), " "),
                normalizers.BertNormalizer(handle_chinese_chars=True, strip_accents=False, lowercase=False),
            ]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Split(Regex(r"[^\p{L}\p{M}]+"), "removed")]
        )
    return tokenizer


def words_of(tokenizer: Any, text: str) -> list[str]:
    """The tokens of a text as they are written, known or not."""
    normalised = tokenizer.normalizer.normalize_str(text)
    return [word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normalised)]


def places_of(tokenizer: Any, text: str) -> list[tuple[int, int]]:
    """Where each token stands in the text: (first, behind the last) character."""
    return list(tokenizer.encode(text).offsets)


def learn_vocabulary(
    documents: Iterable[tuple[int, Sequence[str]]], most: int, fewest: int = FEWEST_PATIENTS
) -> tuple[str, ...]:
    """The terms of at least ``fewest`` patients, the commonest first. ``documents``: (who, terms) of each."""
    owners: dict[str, set[int]] = {}
    for who, terms in documents:
        for term in set(terms):
            owners.setdefault(term, set()).add(who)
    common = [(-len(who), term) for term, who in owners.items() if len(who) >= fewest]
    return tuple(term for _, term in sorted(common)[:most])


def terms_of(words: Sequence[str]) -> list[str]:
    """Single tokens of two letters or more (a Chinese character counts), and pairs of neighbours."""
    single = [w for w in words if len(w) > 1 or not w.isascii()]
    return single + [f"{a}{_PAIR}{b}" for a, b in itertools.pairwise(words)]


def count_terms(documents: Sequence[Sequence[str]], vocabulary: Sequence[str]) -> NDArray[np.float32]:
    """(N, V): how often each term of the vocabulary occurs. ``documents``: the words of each."""
    place = {term: at for at, term in enumerate(vocabulary)}
    counts = np.zeros((len(documents), len(vocabulary)), dtype=np.float32)
    for row, words in enumerate(documents):
        for term, count in Counter(terms_of(words)).items():
            if term in place:
                counts[row, place[term]] = count
    return counts


def token_ids(tokenizer: Any, texts: Sequence[str], most: int) -> NDArray[np.int64]:
    """(N, L) codes, 0 behind the end; L is the longest text's length, at most ``most``, at least 2."""
    coded = [e.ids[:most] for e in tokenizer.encode_batch(list(texts))]
    longest = max([2, *map(len, coded)])
    ids = np.zeros((len(coded), longest), dtype=np.int64)
    for row, codes in enumerate(coded):
        ids[row, : len(codes)] = codes
    return ids


def open_tokenizer(written: str) -> Any:
    """The tokenizer of a tokenizer.json's text."""
    from tokenizers import Tokenizer

    return Tokenizer.from_str(written)
