"""Steps of a cross-encoder on sequences of one length, as one would train it in PyTorch.

  train_cross.py LENGTH BATCH CLASSES WARM_UP STEPS fp32|bf16 THREADS

prints {"pairsPerSecond": …, "peakGigabytes": …}: of the steps behind the warm-up.
"""

import json
import resource
import sys
import time

import torch
from bert import CrossEncoder

length, batch, classes, warm_up, steps = map(int, sys.argv[1:6])
with_bf16 = sys.argv[6] == "bf16"
torch.set_num_threads(int(sys.argv[7]))
torch.manual_seed(1)
words = 30522
model = CrossEncoder(words, classes)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-5, weight_decay=0.01)
mask = torch.zeros(batch, 1, 1, length)
pooling = torch.full((batch, 1, length), 1 / length)
segments = torch.zeros(batch, length, dtype=torch.long)
for step in range(warm_up + steps):
    if step == warm_up:
        begun = time.perf_counter()
    ids = torch.randint(0, words, (batch, length))
    targets = torch.randint(0, classes, (batch,))
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=with_bf16):
        logits = model(ids, segments, mask.bfloat16() if with_bf16 else mask, pooling)
    loss = torch.nn.functional.cross_entropy(logits.float(), targets)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
seconds = time.perf_counter() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
print(json.dumps({"pairsPerSecond": batch * steps / seconds, "peakGigabytes": peak}))
