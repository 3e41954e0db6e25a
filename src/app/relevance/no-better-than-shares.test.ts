import assert from "node:assert/strict";
import { test } from "node:test";
import type { MoreLogLoss } from "../../relevance/reranker/reranker-card.ts";
import { noBetterThanShares } from "./no-better-than-shares.ts";

const told = (moreLogLoss: MoreLogLoss, queryGroups = 10): string | undefined => {
  const figures = { macroF1: 0.4, microF1: 0.6, ndcg: null, logLoss: 0.9 };
  const [learn, side] = [90, queryGroups].map((groups) => ({
    judgements: 300,
    queryGroups: groups,
  }));
  if (learn === undefined || side === undefined) return assert.fail();
  return noBetterThanShares({
    split: { by: "groups of queries", learn, validation: side },
    validation: [
      { id: "majority", ...figures, moreLogLoss },
      { id: "words", ...figures, moreLogLoss: { difference: -1, low: -1, high: -1 } },
      { id: "served", ...figures },
    ],
  });
};

test("by fewer than ten queries nobody can tell, however certain it looks", () => {
  assert.equal(
    told({ difference: 0.2, low: 0.2, high: 0.2 }, 9),
    "Nobody can tell whether this model tells more than the shares of classes (`majority`): it was validated by 9 queries.",
  );
});

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
