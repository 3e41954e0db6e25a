import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, testFolder } from "./import-for-tests.ts";
import { readEvents } from "./read-events.ts";

const folder = testFolder();
const imported = (name: string, content: string, options = {}) =>
  readAll(readEvents, [folder.write(name, content)], options);

test("rejects repeat neither query nor customer, nor an unmapped column, nor a value at fault", async () => {
  const secret = "divorce lawyer";
  const { rejects } = await imported(
    "private.csv",
    `sku,kind,query,customer,time,note,quantity\na,click,${secret},jane@x.org,${secret},${secret},1\na,click,${secret},jane@x.org,2024-01-01,x,${secret}\n"broken" ${secret}\n`,
  );
  assert.equal(rejects.length, 3);
  const told = JSON.stringify(rejects);
  assert.doesNotMatch(told, /divorce|jane/);
  assert.match(rejects[0]?.row ?? "", /"time":"text of 14 characters"/);
  assert.equal(rejects[2]?.row, null);
});

test("words that slid into another column are told by their length", async () => {
  const { rejects } = await imported(
    "shifted.csv",
    "time,kind,product,session\n2024-01-01,hiv test,hiv test for anna smith,anna@example.com\n2024-01-01,teleport,85123A,s1\n",
  );
  assert.deepEqual(
    rejects.map(({ row }) => JSON.parse(row ?? "")),
    [
      {
        time: "2024-01-01",
        kind: "text of 8 characters",
        product: "text of 23 characters",
        session: "text of 16 characters",
      },
      {
        time: "2024-01-01",
        kind: "text of 8 characters",
        product: "85123A",
        session: "text of 2 characters",
      },
    ],
  );
});

test("a repeated event's words are not repeated either", async () => {
  const line = "hiv test for anna smith,anna@example.com,2024-01-01";
  const { rejects } = await imported("again.csv", `session,sku,time\n${line}\n${line}\n`);
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [[3, "EVENT_REPEATED"]],
  );
  assert.doesNotMatch(JSON.stringify(rejects), /anna|hiv/);
});

test("a log without a header: its first line is not quoted", async () => {
  const line = "2026-01-01 10:00,s1,hiv test for anna smith,anna@example.com\n";
  for (const maps of [[], ["time=when"]]) {
    const { error } = await imported("headless.csv", `${line}${line}`, { maps });
    assert.equal(error?.code, "COLUMN_MISSING");
    assert.match(error?.message ?? "", /first line looks like data/);
    assert.doesNotMatch(`${error?.message} ${error?.hint}`, /2026|s1|hiv|anna/);
  }
});
