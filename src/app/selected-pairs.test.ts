import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pairs as pairTable } from "../domain/tables/pairs.ts";
import { showId } from "./show/show-id.ts";
import { silently, workspaceForTests } from "./workspace-for-tests.ts";

const shop = workspaceForTests("selected-pairs");

/** A basket of one session in the given minute of a day of January. */
const basket = (day: number, minute: number, skus: readonly string[]): readonly object[] =>
  skus.map((product) => ({
    ...{ id: `${day} ${minute} ${product}`, kind: "purchase", product },
    time: new Date(Date.UTC(2026, 0, day, 9, minute)).toISOString(),
    ...{ session: `s${day} ${minute}`, customer: `c${minute}` },
  }));

async function minedPairs(): Promise<readonly string[]> {
  await shop.run("mine");
  return shop.use(async ({ records, store }) => {
    const pairs = (await records.latest("mine"))?.writes["pairs"];
    assert(pairs !== undefined);
    const rows = await Array.fromAsync(store.rows(pairTable, pairs));
    return rows.map(({ keptFor }) => keptFor ?? "rules");
  });
}

/** What `show` says of the pair: today, and of the last run. */
async function shownDecision(): Promise<readonly unknown[]> {
  const { facts } = await shop.use((workspace) => showId(workspace, "a + b", silently));
  const lastRun = String(facts["lastRun"]).replace(/run of [^;]+/, "run");
  return [facts["decision"], facts["keptFor"], lastRun];
}

/** What a version of before a setting came into being would have left behind. */
function forgetSetting(name: string): void {
  for (const file of globSync(join(shop.folder, "data", "stages", "mine", "*.json"))) {
    const record = JSON.parse(readFileSync(file, "utf8"));
    assert(delete record.config.coBuy[name]);
    record.version -= 1;
    writeFileSync(file, JSON.stringify(record));
  }
  const selected = join(shop.folder, "data", "selected-pairs.json");
  if (!existsSync(selected)) return;
  const found = JSON.parse(readFileSync(selected, "utf8"));
  writeFileSync(selected, JSON.stringify({ ...found, settings: "of another version" }));
}

test("what a run selected stays when the log goes on, also of a version that lacked a setting; another setting selects anew", async () => {
  shop.configure("{ query-gate: { customers: 1 } }");
  await shop.importRows(
    "products",
    ["a", "b"].map((sku) => ({ sku, title: sku, productType: sku })),
  );
  await shop.importRows("events", basket(1, 0, ["a", "b"]), "first");
  assert.deepEqual(await minedPairs(), ["rules"]);
  // By now the two meet less often than by chance.
  const alone = Array.from({ length: 20 }, (_, minute) =>
    basket(2, minute, [minute % 2 === 0 ? "a" : "b"]),
  );
  await shop.importRows("events", alone.flat(), "second");
  forgetSetting("strongest");
  assert.deepEqual(await minedPairs(), ["selectedBefore"]);
  forgetSetting("strongest");
  assert.deepEqual(await minedPairs(), ["selectedBefore"]);
  const kept =
    "kept as selected before: belowChance stops it, and an earlier run selected it under the same settings";
  assert.deepEqual(await shownDecision(), [
    ...[kept, "selectedBefore"],
    "kept in the run; as things are today it would be kept too. Changed since: version of mine",
  ]);
  shop.configure("{ query-gate: { customers: 1 }, co-buy: { minimum-lift: 0.9 } }");
  assert.deepEqual(await shownDecision(), [
    "cut by belowChance",
    null,
    "kept in the run; as things are today it would be cut by belowChance. Changed since: mining.co-buy.minimum-lift from 1 to 0.9, version of mine",
  ]);
  assert.deepEqual(await minedPairs(), []);
});
