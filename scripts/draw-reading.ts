// Draws claims for a person to read without knowing which were kept.
//   node scripts/draw-reading.ts WORKSPACE SEED > sheet.jsonl
// Each line: item, the scope, the words of both heads (or type and title), the sentence; and, for reading-shares.ts, claim and set.
// 100 kept claims and 100 raw candidates (whatever became of them), in an order that mixes the two.
import { claimHeads } from "../src/app/show/claim-heads.ts";
import { openLookup } from "../src/app/show/lookup.ts";
import { hashOf } from "../src/domain/hash.ts";
import { claims } from "../src/domain/tables/claims.ts";
import { tails } from "../src/domain/tables/tails.ts";
import { inWorkspace } from "./in-workspace.ts";

const [folder, seed = "1"] = process.argv.slice(2);
const perSet = 100;
if (!/^\d+$/.test(seed)) throw new Error("the seed is a whole number");

await inWorkspace(folder, async (workspace) => {
  const lookup = await openLookup(workspace);
  const kept = await lookup.some(claims, "kept", `sha256(id || '${seed}')`, perSet);
  const raw = await lookup.some(tails, "true", `sha256(call || place || '${seed}')`, perSet);
  const drawn = [
    ...kept.rows.map(({ id }) => ({ claim: id, set: "kept" })),
    ...raw.rows.map(({ claim }) => ({ claim, set: "raw" })),
  ].toSorted((a, b) => (hashOf([seed, a]) < hashOf([seed, b]) ? -1 : 1));
  for (const [index, { claim: id, set }] of drawn.entries()) {
    const claim = await lookup.one(claims, "id", id);
    if (claim === undefined) throw new Error(`${id} is no claim of today`);
    const line = {
      item: index + 1,
      scope: claim.scope,
      ...(await claimHeads(lookup, claim)),
      relation: claim.relation,
      tail: claim.tail,
      sentence: claim.sentence,
      claim: id,
      set,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
});
