import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readRelations, seedRelationsFile, verbalise } from "./relation.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-relations-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("the four seed relations are there, in the paper's order, and one that purchases tell", async () => {
  const { relations } = await readRelations(seedRelationsFile);
  assert.deepEqual(
    relations.map(({ name }) => name),
    ["usedFor", "capableOf", "isA", "cause", "usedWith"],
  );
});

test("a tail is told as a sentence, whatever characters it has", async () => {
  const { relations } = await readRelations(seedRelationsFile);
  const [usedFor] = relations;
  assert.ok(usedFor);
  assert.equal(verbalise(usedFor, "saving $& more"), "People use it for saving $& more.");
});

test("an added relation changes the identity of the set; a wrong field is named with its place", async () => {
  const seed = readFileSync(seedRelationsFile, "utf8");
  const more = join(folder, "more.yaml");
  writeFileSync(more, `${seed}  - name: usedBy\n    tailType: audience\n`);
  await assert.rejects(readRelations(more), {
    code: "RELATIONS_INVALID",
    message: /relations\.5\.verbaliser/,
  });
  const misnamed = join(folder, "misnamed.yaml");
  writeFileSync(misnamed, seed.replace("use the {product} for", "use the {brand} for"));
  await assert.rejects(readRelations(misnamed), {
    code: "RELATIONS_INVALID",
    message: /relations\.0\.searchBuy\.stem: may name \{query\} and \{product\} only/,
  });
  const unlisted = join(folder, "unlisted.yaml");
  writeFileSync(unlisted, seed.replace("list: activities", "list: constructor"));
  await assert.rejects(readRelations(unlisted), {
    code: "RELATIONS_INVALID",
    message: /there is no list constructor; there are /,
  });
  const renamed = join(folder, "renamed.yaml");
  writeFileSync(renamed, seed.replace("name: isA", "name: is_a"));
  const [original, changed] = [
    await readRelations(seedRelationsFile),
    await readRelations(renamed),
  ];
  assert.notEqual(original.id, changed.id);
});

test("a relation that purchases tell is not asked of pairs; what tells why has to be asked", async () => {
  const { relations } = await readRelations(seedRelationsFile);
  const usedWith = relations.find(({ name }) => name === "usedWith");
  assert.deepEqual(usedWith?.partners, { from: "behaviour", why: ["usedFor", "cause"] });
  assert.equal(usedWith?.coBuy, undefined);
  const seed = readFileSync(seedRelationsFile, "utf8");
  const refused = async (what: string, content: string, message: RegExp) => {
    const file = join(folder, `${what}.yaml`);
    writeFileSync(file, content);
    await assert.rejects(readRelations(file), { code: "RELATIONS_INVALID", message });
  };
  const partners = "    partners:\n      from: behaviour\n      why: [usedFor, cause]\n";
  assert.ok(seed.includes(partners));
  await refused("nothing", seed.replace(partners, ""), /usedWith: needs searchBuy and coBuy/);
  await refused("why", seed.replace("[usedFor, cause]", "[usedWith]"), /why names usedWith/);
  const half = `${partners}    coBuy:\n      question: What else?\n      stem: "Beside the {productA}"\n`;
  await refused("half", seed.replace(partners, half), /usedWith: searchBuy and coBuy go together/);
});
