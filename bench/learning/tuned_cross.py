"""Learns a cross-encoder on tokens that were made before, by a recipe that is given, as one would in PyTorch.

  tuned_cross.py TASK SEED WEIGHTS THREADS

TASK: a JSON file {"sequences": [{"ids", "segments"}], "labels", "sides": {"learn", "validation", "evaluated"}, "weights", "classes",
"recipe": {"epochs", "batchSize", "patience", "weightDecay", "clipNorm", "rate": {"peak", "warmUpShare"}}, "headRateFactor"}. WEIGHTS: MiniLM's
safetensors. Prints {"epochs", "probabilities"}: of each evaluated one.
"""

import copy
import json
import sys

import torch
from bert import CrossEncoder, filled_up, read_safetensors

with open(sys.argv[1]) as file:
    task = json.load(file)
seed = int(sys.argv[2])
torch.set_num_threads(int(sys.argv[4]))
torch.manual_seed(seed)
recipe, sides, labels = task["recipe"], task["sides"], task["labels"]
model = CrossEncoder(30522, task["classes"])
model.load_published(read_safetensors(sys.argv[3]))
torch.nn.init.normal_(model.head.weight, std=0.02)
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


size = recipe["batchSize"]
weight_of = dict(zip(sides["learn"], task["weights"]))
batches = -(-len(sides["learn"]) // size)
steps = batches * recipe["epochs"]
rising = round(steps * recipe["rate"]["warmUpShare"])
step, best, epochs, kept = 0, float("inf"), 0, 0
while epochs < recipe["epochs"] and epochs - kept < recipe["patience"]:
    order = [sides["learn"][at] for at in torch.randperm(len(sides["learn"])).tolist()]
    for at in range(0, len(order), size):
        batch = order[at : at + size]
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
