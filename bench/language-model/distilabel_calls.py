"""The same calls by distilabel's asynchronous OpenAI client, in batches as its steps hand them over."""

import json
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")

from distilabel.models import OpenAILLM  # noqa: E402

plan = json.loads(sys.stdin.readline())
llm = OpenAILLM(model="bench", base_url=plan["baseUrl"], api_key="none")
llm.load()


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def ask(numbers):
    for first in range(0, len(numbers), plan["concurrency"]):
        inputs = [
            [
                {"role": "system", "content": plan["system"]},
                {"role": "user", "content": plan["prompt"].replace("{call}", str(call))},
            ]
            for call in numbers[first : first + plan["concurrency"]]
        ]
        outputs = llm.generate_outputs(
            inputs=inputs, num_generations=1, max_new_tokens=plan["maxTokens"]
        )
        assert all(output["generations"][0] for output in outputs)


numbers = range(plan["warmUp"] + plan["calls"])
ask(numbers[: plan["warmUp"]])
before = processor_seconds()
start = time.perf_counter()
ask(numbers[plan["warmUp"] :])
seconds = time.perf_counter() - start
print(
    json.dumps(
        {
            "seconds": seconds,
            "processorSeconds": processor_seconds() - before,
            "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "liveMegabytes": 0,
        }
    )
)
