import assert from "node:assert/strict";
import { test } from "node:test";
import type { MoreLogLoss, ValidationRow } from "../../relevance/reranker/reranker-card.ts";
import { unbeatenControls } from "./unbeaten-controls.ts";

const row = (id: string, moreLogLoss?: MoreLogLoss): ValidationRow => ({
  ...{ id, macroF1: 0.4, microF1: 0.6, ndcg: null, logLoss: 0.9 },
  ...(moreLogLoss && { moreLogLoss }),
});
const model = row("cross-encoder/tuned");

test("controls that tell more than the model, or perhaps as much, are told; those that it beats are not", () => {
  const told = (more: MoreLogLoss, id = "lexical") =>
    unbeatenControls({ validation: [row(id, more), model] });
  assert.deepEqual(told({ difference: 0.2, low: 0.1, high: 0.3 }), []);
  assert.deepEqual(told({ difference: -0.13, low: -0.19, high: -0.07 }), [
    {
      id: "lexical",
      told: "Boosted trees over words (`lexical`) tell more than this model: 0.13 nats less log loss [0.07, 0.19].",
    },
  ]);
  const [even] = told({ difference: 0.01, low: -0.02, high: 0.04 }, "majority");
  assert.equal(
    even?.told,
    "Nobody can tell whether this model tells more than the shares of classes (`majority`): it has 0.01 nats less log loss, and may have from 0.02 more to 0.04 less.",
  );
});
