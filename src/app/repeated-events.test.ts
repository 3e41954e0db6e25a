import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Mined, mine, product } from "../behaviour/mining-fixture.ts";
import type { ShopEvent } from "../domain/tables/events.ts";
import { readAll, testFolder } from "../intake/import-for-tests.ts";
import { readEvents } from "../intake/read-events.ts";

const folder = testFolder();
const header = "id,kind,session,user_id,product,query,query_id,time,quantity";

/** Few values, so that what shoppers do meets; ids that begin anew every day, and come twice with other words. */
const line = fc
  .record({
    id: fc.constantFrom("", "1", "2", "3"),
    day: fc.constantFrom("01", "01", "02"),
    kind: fc.constantFrom("search", "click", "purchase", "return"),
    session: fc.constantFrom("s1", "s2", "s3", ""),
    customer: fc.constantFrom("ann", "bob", ""),
    product: fc.constantFrom("a", "b", "c"),
    query: fc.constantFrom("tea", "cup"),
    minute: fc.integer({ min: 10, max: 40 }),
    quantity: fc.constantFrom("1", "2", ""),
  })
  .map(({ id, day, kind, session, customer, product: sku, query, minute, quantity }) => {
    const time = `2026-01-${day} 12:${minute}`;
    return kind === "search"
      ? `${id},search,${session},${customer},,${query},${query}-${session},${time},`
      : `${id},${kind},${session},${customer},${sku},,${query}-${session},${time},${quantity}`;
  });

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

const sorted = (rows: readonly ShopEvent[]) => rows.map((row) => JSON.stringify(row)).toSorted();

test("the order of lines, the split into files and what is told twice change no event", async () => {
  await fc.assert(
    fc.asyncProperty(toldTwice, async (told) => {
      const { first, second } = await sameLog(told);
      assert.deepEqual(sorted(second), sorted(first));
    }),
    { numRuns: 60 },
  );
});

/** Events that were dropped for another reason than that they were told before. */
function otherReasons({ funnel }: Mined): Readonly<Record<string, number>> {
  const { repeated: _, ...dropped } = funnel["events"]?.dropped ?? {};
  return dropped;
}

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
      assert.deepEqual(otherReasons(several), otherReasons(one));
    }),
    { numRuns: 6, endOnFailure: true },
  );
});

test("of two rows with one id on one day the earlier counts, in whatever order they stand", async () => {
  const rows = ["1,purchase,s,,a,,,2026-01-01 12:10,", "1,purchase,s,,b,,,2026-01-01 12:20,"];
  const other = "2,purchase,s,,c,,,2026-01-01 12:00,";
  const mined = [];
  for (const lines of [rows, rows.toReversed()]) {
    const events = await eventsOf([[other, ...lines]]);
    mined.push(
      await mine({
        products: ["a", "b", "c"].map((sku) => product(sku)),
        events: [events],
        config: { coBuy: { minimumLift: 0 } },
      }),
    );
  }
  const [first, swapped] = mined;
  assert.deepEqual(swapped?.contents, first?.contents);
  assert.deepEqual(
    first?.pairs.map(({ headA, headB }) => [headA, headB]),
    [["default/a", "default/c"]],
  );
  assert.deepEqual(first?.funnel["events"]?.dropped, { repeated: 1 });
});

test("ids that begin anew every day are all events, in one import as in two", async () => {
  const days = ["01", "02"].map((day) =>
    ["1", "2"].map((id) => `${id},purchase,s,,a,,,2026-01-${day} 12:0${id},`),
  );
  assert.equal((await eventsOf(days)).length, 4);
  for (const day of days) assert.equal((await eventsOf([day])).length, 2);
});
