import assert from "node:assert/strict";
import { test } from "node:test";
import { queryGroups } from "./groups.ts";
import { straddling } from "./straddling.ts";

test("the pair of queries that breaks a split is told", () => {
  const judgements = ["Dome tent", "mug", "tents, dome"].map((query) => ({
    ...{ query, locale: "en-US", title: null },
  }));
  const groups = queryGroups(judgements);
  const found = straddling(groups, { names: ["train", "test"], sides: [1, 0, 0] });
  assert.deepEqual(
    [judgements[found?.one ?? -1]?.query, judgements[found?.other ?? -1]?.query, found?.sides],
    ["Dome tent", "tents, dome", ["test", "train"]],
  );
  assert.equal(straddling(groups, { names: ["train", "test"], sides: [1, 0, 1] }), null);
  assert.equal(straddling(groups, { names: ["train", "test"], sides: [1, 0, null] }), null);
});
