import assert from "node:assert/strict";
import { test } from "node:test";
import { siteMeant, siteProblem } from "./site-meant.ts";

test("without a site in cosmo.yaml the graph's only one is meant; a site that is said stays", () => {
  assert.equal(siteMeant("default", ["wren"]), "wren");
  assert.equal(siteMeant("default", ["finch", "wren"]), "default");
  assert.equal(siteMeant("finch", ["wren"]), "finch");
  assert.equal(siteMeant("default", []), "default");
});

test("a site of which the graph has nothing is a problem, an empty graph is none", () => {
  assert.equal(siteProblem("wren", ["wren"]), null);
  assert.equal(siteProblem("default", ["wren"]), null);
  assert.equal(siteProblem("wren", []), null);
  assert.equal(
    siteProblem("default", ["finch", "wren"]),
    "requests that name no site mean default, and the graph has finch, wren",
  );
});
