// Draws pairs of a claim and a fact of the sample shop's truth, for somebody to judge whether the claim
// states the fact.
//   node scripts/draw-matches.ts CLAIMS.jsonl SEED COUNT WORKSPACE > pairs.jsonl
// WORKSPACE is any, for its encoder. CLAIMS are lines as draw-labels.ts prints them, or labels. Each claim
// about a pair comes with the fact of its heads that is nearest to it by the encoder, whatever its relation
// and however near that is: what the matcher would have to decide. Claims that equal a wording are drawn as
// others are.
import { readFileSync } from "node:fs";
import { z } from "zod";
import { labelSchema } from "../src/annotation/label.ts";
import { sampleShopFolder } from "../src/app/sample-shop.ts";
import { hashOf } from "../src/domain/hash.ts";
import { createFactMatcher } from "../src/evaluation/fact-matcher.ts";
import { headFacts } from "../src/evaluation/head-facts.ts";
import { readTruth } from "../src/evaluation/read-truth.ts";
import { marketShops } from "../src/simulation/market-shop.ts";
import { readShop } from "../src/simulation/read-shop.ts";
import { shopProducts } from "../src/simulation/shop-products.ts";
import { inWorkspace } from "./in-workspace.ts";

const [file = "", seed = "1", count = "300", workspace] = process.argv.slice(2);
const halves = ["calibration", "test"] as const;
const claimSchema = z.object({
  data: labelSchema.shape.data,
  head: labelSchema.shape.head,
  relation: labelSchema.shape.relation,
  tail: labelSchema.shape.tail,
});
const claims = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => claimSchema.parse(JSON.parse(line)))
  .flatMap(({ data, head, ...claim }) =>
    data === "sample-shop" && "behaviour" in head ? [{ data, head, ...claim }] : [],
  )
  .toSorted((a, b) => (hashOf([seed, a]) < hashOf([seed, b]) ? -1 : 1));

const shop = await readShop(sampleShopFolder);
const truth = await readTruth(sampleShopFolder);
const products = marketShops(shop, null, 1).flatMap((market) => [
  ...shopProducts(market, shop.simulation.log.from),
]);
const texts = [...new Set(claims.flatMap(({ head }) => head.query ?? []))];
const queries = texts.map((text) => ({ id: text, text }));
const facts = headFacts({ needs: shop.needs, products, queries, truth });

await inWorkspace(workspace, async ({ ports }, signal) => {
  if (ports.encoder === undefined) throw new Error("the workspace has no encoder");
  const matcher = createFactMatcher(ports.encoder);
  let drawn = 0;
  for (const { head, relation, tail } of claims) {
    const heads = [head.query ?? [], head.products].flat();
    const known = [...new Set(heads.flatMap((id) => facts.of(id)))];
    await matcher.prepare([tail, ...known.flatMap(({ tails }) => tails)], signal);
    // A relation that is not known may state any fact: so every fact is looked at.
    const [nearest] = known
      .map((fact) => ({ fact, score: matcher.score(tail, "any", fact) }))
      .toSorted((a, b) => b.score - a.score);
    if (nearest === undefined) continue;
    drawn += 1;
    const fact = { relation: nearest.fact.relation, tails: nearest.fact.tails };
    // A fact stands on one side, or the cut would be measured on what it was chosen on.
    const half = Number.parseInt(hashOf(["half", fact]).slice(0, 8), 16) % 2;
    process.stdout.write(`${JSON.stringify({ tail, relation, fact, half: halves[half] })}\n`);
    if (drawn === Number(count)) break;
  }
});
