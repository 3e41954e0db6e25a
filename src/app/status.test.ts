import assert from "node:assert/strict";
import { test } from "node:test";
import { nextCommand } from "./status.ts";

const imported = (table: string) => ({
  ...{
    id: table,
    table,
    sources: [],
    rows: 3,
    days: null,
    rejected: {},
    complete: true,
    replaced: 0,
    forgotten: 0,
  },
});
const relevance = { model: null, learntAt: null, judgements: 0, isStale: true };
const nothing = { busy: null, imports: [], missing: ["products"], stages: [], relevance: null };

test("where judgements alone are imported the way on is a model of relevance, then to serve it", () => {
  const judged = { ...nothing, imports: [imported("judgements")], relevance };
  assert.equal(nextCommand(judged), "cosmo run relevance");
  const learnt = { ...relevance, model: "relevance_1", isStale: false };
  assert.equal(nextCommand({ ...judged, relevance: learnt }), "cosmo serve");
  const log = { ...judged, imports: [imported("judgements"), imported("events")] };
  assert.equal(nextCommand(log), "cosmo import products PATH");
  assert.equal(nextCommand(nothing), "cosmo import products PATH");
});
