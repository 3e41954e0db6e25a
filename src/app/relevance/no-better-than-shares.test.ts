import assert from "node:assert/strict";
import { test } from "node:test";
import type { MoreLogLoss } from "../../relevance/reranker/reranker-card.ts";
import { noBetterThanShares } from "./no-better-than-shares.ts";

const told = (moreLogLoss: MoreLogLoss): string | undefined => {
  const figures = { macroF1: 0.4, microF1: 0.6, ndcg: null, logLoss: 0.9 };
  return noBetterThanShares({
    validation: [
      { id: "majority", ...figures, moreLogLoss },
      { id: "words", ...figures, moreLogLoss: { difference: -1, low: -1, high: -1 } },
      { id: "blend", ...figures },
    ],
  });
};

test("a model that the shares of classes beat, or may equal, is told; one that beats them is not", () => {
  assert.equal(told({ difference: 0.2, low: 0.1, high: 0.3 }), undefined);
  assert.equal(
    told({ difference: -0.13, low: -0.19, high: -0.07 }),
    "The shares of classes (`majority`) tell more than this model: 0.13 nats less log loss [0.07, 0.19].",
  );
  assert.equal(
    told({ difference: 0.01, low: -0.02, high: 0.04 }),
    "Nobody can tell whether this model tells more than the shares of classes (`majority`): it has 0.01 nats less log loss, and may have from 0.02 more to 0.04 less.",
  );
});
