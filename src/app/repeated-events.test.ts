import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mine, product } from "../behaviour/mining-fixture.ts";
import type { ShopEvent } from "../domain/tables/events.ts";
import { readAll, testFolder } from "../intake/import-for-tests.ts";
import { readEvents } from "../intake/read-events.ts";

const folder = testFolder();
const header = "kind,session,user_id,product,query,query_id,time,quantity";

/** Few values, so that what shoppers do meets. */
const line = fc
  .record({
    kind: fc.constantFrom("search", "click", "purchase", "return"),
    session: fc.constantFrom("s1", "s2", "s3", ""),
    customer: fc.constantFrom("ann", "bob", ""),
    product: fc.constantFrom("a", "b", "c"),
    query: fc.constantFrom("tea", "cup"),
    minute: fc.integer({ min: 10, max: 40 }),
    quantity: fc.constantFrom("1", "2", ""),
  })
  .map(({ kind, session, customer, product: sku, query, minute, quantity }) =>
    kind === "search"
      ? `search,${session},${customer},,${query},${query}-${session},2026-01-01 12:${minute},`
      : `${kind},${session},${customer},${sku},,${query}-${session},2026-01-01 12:${minute},${quantity}`,
  );

/** A log, and the same log told otherwise: in another order, over several files, some of it twice. */
const toldTwice = fc.array(line, { minLength: 1, maxLength: 25 }).chain((lines) =>
  fc.record({
    lines: fc.constant(lines),
    shuffled: fc.shuffledSubarray(lines, { minLength: lines.length }),
    again: fc.subarray(lines),
    files: fc.integer({ min: 1, max: 4 }),
    isCopied: fc.boolean(),
  }),
);

let logs = 0;

async function eventsOf(files: readonly (readonly string[])[]): Promise<readonly ShopEvent[]> {
  logs += 1;
  for (const [place, lines] of files.entries()) {
    if (lines.length > 0) folder.write(`${logs}/${place}.csv`, [header, ...lines].join("\n"));
  }
  const { rows, rejects, error } = await readAll(readEvents, [`${folder.path}/${logs}`]);
  assert.equal(error, null);
  const told = files.flat().length;
  assert.ok(rejects.every(({ code }) => code === "EVENT_REPEATED"));
  assert.equal(rows.length + rejects.length, told, "each line is an event or a reject");
  return rows;
}

const sameLog = async ({
  lines,
  shuffled,
  again,
  files,
  isCopied,
}: typeof toldTwice extends fc.Arbitrary<infer Told> ? Told : never) => {
  const split = Array.from({ length: files }, (_, file) =>
    shuffled.filter((_line, place) => place % files === file),
  );
  const copies = isCopied ? split.slice(0, 1) : [];
  return {
    first: await eventsOf([lines]),
    second: await eventsOf([...split, ...copies, again].filter((one) => one.length > 0)),
  };
};

const byId = (rows: readonly ShopEvent[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));

test("the order of lines, the split into files and what is told twice change no event", async () => {
  await fc.assert(
    fc.asyncProperty(toldTwice, async (told) => {
      const { first, second } = await sameLog(told);
      assert.deepEqual(byId(second), byId(first));
    }),
    { numRuns: 60 },
  );
});

test("nor do they change what is mined, in one import or in several that overlap", async () => {
  const products = ["a", "b", "c"].map((sku) => product(sku));
  const config = {
    searchBuy: { clickRateLow: 0, purchaseRateLow: 0 },
    queryGate: { customers: 1 },
    coBuy: { minimumLift: 0 },
    bots: { searches: 4 },
  };
  await fc.assert(
    fc.asyncProperty(toldTwice, async (told) => {
      const { first, second } = await sameLog(told);
      const one = await mine({ products, events: [first], config });
      const several = await mine({ products, events: [second, first, second.slice(1)], config });
      assert.deepEqual(several.contents, one.contents);
      const { repeated: _, ...dropped } = several.funnel["events"]?.dropped ?? {};
      assert.deepEqual(dropped, one.funnel["events"]?.dropped);
    }),
    { numRuns: 6 },
  );
});
