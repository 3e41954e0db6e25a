import assert from "node:assert/strict";
import { test } from "node:test";
import { carryingWords } from "./carrying.ts";

test("why a claim of a type stands at a head is told, and why it was held back", () => {
  assert.equal(
    carryingWords({ decision: "carried", probability: 0.93, reason: null }, "product"),
    "Carried to this product: probability 0.93.",
  );
  assert.equal(
    carryingWords(
      { decision: "contradicted", probability: 0.04, reason: "it is for summer" },
      "query",
    ),
    "Held back from this query as contradicted (probability 0.04), because: it is for summer.",
  );
  assert.equal(
    carryingWords(null, "product"),
    "The last run says nothing of this product any more.",
  );
});
