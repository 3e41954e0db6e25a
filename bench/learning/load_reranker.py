"""The encoder of a model of relevance that `cosmo run relevance` learnt, asked from Python: `load_reranker.py FOLDER QUERY TITLE…`.

Needs onnxruntime, tokenizers and numpy. Prints what it says as JSON, in the order of the titles: what `POST /v1/rerank` answers where words
don't count (`relevance: { words: false }`).
"""

import json
import sys
from pathlib import Path

import numpy
import onnxruntime
from tokenizers import Tokenizer


class Reranker:
    def __init__(self, folder):
        folder = Path(folder)
        self.card = json.loads((folder / "card.json").read_text())
        self.session = onnxruntime.InferenceSession(folder / "model.onnx")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def encode(self, query, title):
        """Both texts behind one another, each cut to the tokens that were learnt from, and their segments."""
        most = self.card["mostTokens"]
        opening, closing = self.tokenizer.encode("").ids
        first = [opening, *self.bare(query, most["query"]), closing]
        second = [*self.bare(title, most["product"]), closing]
        return first + second, [0] * len(first) + [1] * len(second)

    def bare(self, text, most):
        return self.tokenizer.encode(text, add_special_tokens=False).ids[:most]

    def __call__(self, query, titles):
        """`probabilities` [titles, classes] and `score` [titles]."""
        rows = [self.encode(query, title) for title in titles]
        shape = len(rows), max(len(ids) for ids, _ in rows)
        ids, mask, segments = (numpy.zeros(shape, numpy.int64) for _ in range(3))
        for row, (own, own_segments) in enumerate(rows):
            ids[row, : len(own)], segments[row, : len(own)], mask[row, : len(own)] = own, own_segments, 1
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": segments}
        return self.session.run(["probabilities", "score"], feeds)


if __name__ == "__main__":
    folder, query, *titles = sys.argv[1:]
    reranker = Reranker(folder)
    classes = reranker.card["classes"]
    for title, probabilities, score in zip(titles, *reranker(query, titles)):
        named = dict(zip(classes, probabilities.tolist()))
        print(json.dumps({"title": title, "score": float(score), "probabilities": named}))
