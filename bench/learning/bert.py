"""all-MiniLM-L6-v2 with a linear head on the mean of its states, as one would write it in PyTorch."""

import json
import struct

import torch
from torch import nn
from torch.nn import functional


def read_safetensors(path):
    """The tensors of a safetensors file of float32, by name; others are left out."""
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        values = torch.frombuffer(bytearray(data[8 + length + start : 8 + length + end]), dtype=torch.float32)
        tensors[name] = values.reshape(entry["shape"])
    return tensors


def filled_up(rows):
    """Rows of token ids, filled up to the longest: ids, 1 where a row has one, and what attention adds where it has none."""
    longest = max(len(row) for row in rows)
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    held = torch.zeros(len(rows), longest)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
        held[at, : len(row)] = 1
    mask = torch.zeros(len(rows), 1, 1, longest).masked_fill(held[:, None, None] == 0, float("-inf"))
    return ids, held, mask


class Layer(nn.Module):
    def __init__(self, hidden, inner, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (nn.Linear(hidden, hidden) for _ in range(4))
        self.attended = nn.LayerNorm(hidden, eps=1e-12)
        self.widen, self.narrow = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.done = nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, x, mask):
        texts, tokens, hidden = x.shape

        def by_head(rows):
            return rows.view(texts, tokens, self.heads, hidden // self.heads).transpose(1, 2)

        mixed = functional.scaled_dot_product_attention(
            by_head(self.query(x)), by_head(self.key(x)), by_head(self.value(x)), attn_mask=mask
        )
        mixed = mixed.transpose(1, 2).reshape(texts, tokens, hidden)
        x = self.attended(self.output(mixed) + x)
        return self.done(self.narrow(functional.gelu(self.widen(x))) + x)


class CrossEncoder(nn.Module):
    def __init__(self, words, classes, layers=6, hidden=384, inner=1536, heads=12, positions=512):
        super().__init__()
        self.words = nn.Embedding(words, hidden)
        self.segments = nn.Embedding(2, hidden)
        self.positions = nn.Embedding(positions, hidden)
        self.normal = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(hidden, inner, heads) for _ in range(layers))
        self.head = nn.Linear(hidden, classes)

    def states(self, ids, segments, mask):
        places = torch.arange(ids.shape[1])
        x = self.normal(self.words(ids) + self.segments(segments) + self.positions(places))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, ids, segments, mask, pooling):
        """pooling: [texts, 1, tokens], the weight of each token."""
        return self.head(torch.bmm(pooling, self.states(ids, segments, mask)).squeeze(1))

    def load_published(self, tensors):
        """Takes over the weights of a checkpoint by their published names."""
        names = {
            "words": "embeddings.word_embeddings",
            "segments": "embeddings.token_type_embeddings",
            "positions": "embeddings.position_embeddings",
            "normal": "embeddings.LayerNorm",
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "output": "attention.output.dense",
            "attended": "attention.output.LayerNorm",
            "widen": "intermediate.dense",
            "narrow": "output.dense",
            "done": "output.LayerNorm",
        }
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                module, _, kind = name.rpartition(".")
                if module == "head":
                    continue
                if module.startswith("layers."):
                    _, at, part = module.split(".")
                    published = f"encoder.layer.{at}.{parts[part]}.{kind}"
                else:
                    published = f"{names[module]}.{kind}"
                parameter.copy_(tensors[published])
