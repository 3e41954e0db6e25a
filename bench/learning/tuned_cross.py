"""Learns a cross-encoder on tokens, from a head and in batches that are all given, by a given recipe, as one would in PyTorch.

  tuned_cross.py TASK WEIGHTS THREADS

TASK: a JSON file {"sequences": [{"ids", "segments"}], "labels", "sides": {"learn", "validation", "evaluated"}, "weights", "classes",
"head": its first weights, [classes × hidden], "batches": places of each batch of each epoch, "recipe": {"epochs", "patience", "weightDecay",
"clipNorm", "rate": {"peak", "warmUpShare"}}, "headRateFactor"}. WEIGHTS: MiniLM's safetensors. Prints {"epochs", "probabilities"}: of each evaluated one.
"""

import copy
import json
import sys

import torch
from bert import CrossEncoder, filled_up, read_safetensors

with open(sys.argv[1]) as file:
    task = json.load(file)
torch.set_num_threads(int(sys.argv[3]))
recipe, sides, labels = task["recipe"], task["sides"], task["labels"]
model = CrossEncoder(30522, task["classes"])
model.load_published(read_safetensors(sys.argv[2]))
with torch.no_grad():
    model.head.weight.copy_(torch.tensor(task["head"]).view_as(model.head.weight))
torch.nn.init.zeros_(model.head.bias)


def group(parameters, factor):
    """Vectors (biases, normalisations) lose no share of themselves."""
    parameters = list(parameters)
    decay = recipe["weightDecay"]
    return [
        {"params": [one for one in parameters if one.dim() > 1], "weight_decay": decay, "factor": factor},
        {"params": [one for one in parameters if one.dim() == 1], "weight_decay": 0.0, "factor": factor},
    ]


encoder = [one for name, one in model.named_parameters() if not name.startswith("head.")]
optimizer = torch.optim.AdamW(group(encoder, 1.0) + group(model.head.parameters(), task["headRateFactor"]))


def logits_of(places):
    sequences = [task["sequences"][place] for place in places]
    ids, held, mask = filled_up([one["ids"] for one in sequences])
    segments = filled_up([one["segments"] for one in sequences])[0]
    return model(ids, segments, mask, (held / held.sum(1, keepdim=True))[:, None])


def probabilities(places):
    with torch.no_grad():
        parts = [logits_of(places[at : at + 32]) for at in range(0, len(places), 32)]
    return torch.cat(parts).double().softmax(1)


def log_loss(places):
    told = probabilities(places)[torch.arange(len(places)), torch.tensor([labels[place] for place in places])]
    return -told.clamp(min=1e-15).log().mean().item()


weight_of = dict(zip(sides["learn"], task["weights"]))
steps = sum(map(len, task["batches"]))
rising = round(steps * recipe["rate"]["warmUpShare"])
step, best, epochs, kept = 0, float("inf"), 0, 0
while epochs < recipe["epochs"] and epochs - kept < recipe["patience"]:
    for batch in task["batches"][epochs]:
        share = torch.tensor([weight_of[place] for place in batch])
        targets = torch.tensor([labels[place] for place in batch])
        losses = torch.nn.functional.cross_entropy(logits_of(batch), targets, reduction="none")
        optimizer.zero_grad()
        (losses * share / share.sum()).sum().backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), recipe["clipNorm"])
        part = (step + 1) / (rising + 1) if step < rising else (steps - step) / (steps - rising)
        for one in optimizer.param_groups:
            one["lr"] = recipe["rate"]["peak"] * part * one["factor"]
        optimizer.step()
        step += 1
    epochs += 1
    loss = log_loss(sides["validation"])
    if loss < best:
        best, kept, state = loss, epochs, copy.deepcopy(model.state_dict())
model.load_state_dict(state)
print(json.dumps({"epochs": epochs, "probabilities": probabilities(sides["evaluated"]).tolist()}))
