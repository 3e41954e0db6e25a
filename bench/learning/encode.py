"""Encodes texts with MiniLM as one would in PyTorch: sorted by length, padded batches, the mean of the states, length 1.

  encode.py TASK WEIGHTS THREADS

TASK: a JSON file {"tokens", "shown"}. Prints {"perSecond", "peakGigabytes", "vectors"}: of the first texts.
"""

import json
import resource
import sys
import time

import torch
from bert import CrossEncoder, filled_up, read_safetensors

with open(sys.argv[1]) as file:
    task = json.load(file)
torch.set_num_threads(int(sys.argv[3]))
model = CrossEncoder(30522, 1).eval()
model.load_published(read_safetensors(sys.argv[2]))
tokens, batch = task["tokens"], 32


def encode(places):
    ids, held, mask = filled_up([tokens[place] for place in places])
    states = model.states(ids, torch.zeros_like(ids), mask)
    pooled = torch.bmm((held / held.sum(1, keepdim=True))[:, None], states).squeeze(1)
    return torch.nn.functional.normalize(pooled)


with torch.inference_mode():
    encode(range(min(64, len(tokens))))
    begun = time.perf_counter()
    order = sorted(range(len(tokens)), key=lambda place: len(tokens[place]))
    vectors = [None] * len(tokens)
    for at in range(0, len(order), batch):
        places = order[at : at + batch]
        for place, vector in zip(places, encode(places)):
            vectors[place] = vector
    seconds = time.perf_counter() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
shown = [vector.tolist() for vector in vectors[: task["shown"]]]
print(json.dumps({"perSecond": len(tokens) / seconds, "peakGigabytes": peak, "vectors": shown}))
