import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { importFiles } from "../import-files.ts";
import { workspaceStatus } from "../status.ts";
import { silently, workspaceForTests } from "../workspace-for-tests.ts";

const { folder, configure, use, importRows, run } = workspaceForTests("replaced-days");
configure("{}", "time-zone: America/New_York");

/** Hours of a day in New York; each is an event, by its name. */
const hours = (day: number, ...of: readonly number[]): readonly string[] =>
  of.map((hour) => {
    const time = `2026-01-${String(day).padStart(2, "0")} ${String(hour).padStart(2, "0")}:30`;
    return `${time},${time}`;
  });
const whole = [1, 12, 20, 23];

const write = (name: string, rows: readonly string[], ending = "\n"): string => {
  const path = join(folder, name);
  writeFileSync(path, `session,time,sku\n${rows.map((row) => `${row},a`).join("\n")}${ending}`);
  return path;
};

const bring = (path: string, replaceDays: boolean | readonly string[] = false) =>
  use((workspace) =>
    importFiles(workspace, {
      ...{ table: "events", paths: [path], format: null, map: [], timeZone: null, replace: false },
      ...{ replaceDays, ...silently },
    }),
  );

/** A log of three daily files, from the beginning. */
async function threeDays(): Promise<void> {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  for (const day of [4, 5, 6]) await bring(write(`${day}.csv`, hours(day, ...whole)));
}

const oldOnes = async (): Promise<number | undefined> => {
  await importRows("products", [{ sku: "a", title: "Tent" }]);
  await run("observe");
  const status = await use(workspaceStatus);
  return status.stages.find(({ name }) => name === "observe")?.dropped["replaced"];
};

test("a corrected day replaces that day by the clocks of the import's zone, and no hour of its neighbours", async () => {
  await threeDays();
  const corrected = write("corrected.csv", hours(5, 1, 12, 13, 20, 23));
  const { replaced } = await bring(corrected, true);
  assert.deepEqual(replaced, [{ day: "2026-01-05", site: "default", events: 5, earlier: 4 }]);
  assert.equal(await oldOnes(), 4);
  // What is gone already is not told again.
  const again = await bring(write("again.csv", hours(5, 1, 11, 20, 23)), true);
  assert.deepEqual(again.replaced?.[0]?.earlier, 5);
});

test("a straggler of the next day replaces nothing: the error says how to name the day, and naming it does", async () => {
  await threeDays();
  const rows = [...hours(5, 1, 2, 12, 20, 23), "s,2026-01-06 00:00:01"];
  const corrected = write("straggler.csv", rows);
  await assert.rejects(bring(corrected, true), {
    code: "REPLACED_DAY_THIN",
    message: /\(America\/New_York\): 1 event of 2026-01-06, of which earlier imports have 4, 4 of/,
    hint: /--replace-only 2026-01-05\. /,
  });
  assert.equal(await use(async ({ imports }) => (await imports.list()).length), 3);
  const { replaced, notices } = await bring(corrected, ["2026-01-05"]);
  assert.deepEqual(replaced, [{ day: "2026-01-05", site: "default", events: 5, earlier: 4 }]);
  assert.ok(
    notices.some((notice) => /^1 event of days that .* \(2026-01-06\): added/.test(notice)),
  );
  assert.equal(await oldOnes(), 4);
});

test("a file that holds a day by another zone's clocks is refused: the evening would be gone", async () => {
  await threeDays();
  const cut = write("cut.csv", hours(5, 1, 2, 12, 13));
  await assert.rejects(bring(cut, true), {
    code: "REPLACED_DAY_THIN",
    message: /4 events of 2026-01-05, of which earlier imports have 4, 2 of them at hours/,
  });
});

test("orders beside a web log replace none of its searches unawares; what named days lose is told", async () => {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  const log = join(folder, "web.csv");
  const searches = hours(5, 1, 2, 12, 20, 23).map((row) => `${row},search,tea,`);
  const bought = hours(5, 1, 12, 23).map((row) => `${row},purchase,,a`);
  writeFileSync(log, `session,time,kind,query,sku\n${[...searches, ...bought].join("\n")}\n`);
  await bring(log);
  const orders = write("orders.csv", hours(5, 1, 11, 12, 20, 23));
  await assert.rejects(bring(orders, true), {
    code: "REPLACED_DAY_THIN",
    message: /earlier imports have 8, 5 of them of kinds that they lack/,
    hint: /another source, .*`cosmo import remove`.*--replace-only 2026-01-05/,
  });
  const { notices } = await bring(orders, ["2026-01-05"]);
  assert.ok(notices.some((notice) => /^With these days 5 events went of kinds/.test(notice)));
});

test("days that are named and not held, or are no days, are errors", async () => {
  await threeDays();
  const corrected = write("one.csv", hours(5, ...whole, 22));
  await assert.rejects(bring(corrected, ["2025-01-05..2025-01-07"]), {
    code: "DAYS_NOT_HELD",
    hint: /2026-01-05:/,
  });
  for (const words of ["2026-02-30", "2026-01-05..2026-01-04", "01/05/2026", "2026-01-05.."]) {
    await assert.rejects(bring(corrected, [words]), { code: "DAYS_MALFORMED" });
  }
});

test("a file that ends in the middle replaces nothing and is not imported", async () => {
  await threeDays();
  const path = join(folder, "broken.parquet");
  writeFileSync(path, "PAR1 and no more");
  await assert.rejects(bring(path, true), { message: /No day was replaced/ });
  assert.equal(await use(async ({ imports }) => (await imports.list()).length), 3);
});

test("equal rows in another file replace what came between", async () => {
  await threeDays();
  await bring(write("wrong.csv", hours(5, 1, 2, 3, 12, 20, 23)), true);
  const back = await bring(write("back.csv", hours(5, ...whole), "\n\n"), true);
  assert.deepEqual(
    back.replaced?.map(({ earlier }) => earlier),
    [6],
  );
  assert.equal(await oldOnes(), 10);
});

test("a day that was replaced is told by status and by its own files, and comes back with --replace-days", async () => {
  await threeDays();
  await bring(write("corrected.csv", hours(5, 1, 12, 13, 20, 23)), true);
  const replacedOnes = async () =>
    (await use(workspaceStatus)).imports
      .filter(({ table }) => table === "events")
      .map(({ sources, replaced }) => [sources.join(), replaced]);
  assert.deepEqual(await replacedOnes(), [
    ["4.csv", 0],
    ["5.csv", 4],
    ["6.csv", 0],
    ["corrected.csv", 0],
  ]);
  const again = await bring(join(folder, "5.csv"));
  assert.deepEqual([again.already, again.replacedSince], [true, 4]);
  const back = await bring(join(folder, "5.csv"), ["2026-01-05"]);
  assert.equal(back.already, false);
  assert.deepEqual(await replacedOnes(), [
    ["4.csv", 0],
    ["6.csv", 0],
    ["corrected.csv", 5],
    ["5.csv", 0],
  ]);
});

test("a day on which every order was cancelled since is one that the file holds, and its purchases go", async () => {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  const orders = (name: string, statuses: readonly string[]): string => {
    const path = join(folder, name);
    const rows = statuses.map((status, at) => `${at},2026-01-0${4 + (at % 3)} 12:00,a,1,${status}`);
    writeFileSync(path, `order id,time,sku,quantity,status\n${rows.join("\n")}\n`);
    return path;
  };
  await bring(orders("before.csv", Array(6).fill("paid")));
  const since = ["paid", "refunded", "paid", "paid", "on-hold", "refunded"];
  const corrected = await use((workspace) =>
    importFiles(workspace, {
      ...{ table: "events", paths: [orders("since.csv", since)], format: null, map: [] },
      ...{ kinds: ["on-hold=none"], timeZone: null, replace: false, replaceDays: true },
      ...silently,
    }),
  );
  assert.deepEqual(
    corrected.replaced?.map(({ day, events, earlier }) => [day, events, earlier]),
    [
      ["2026-01-04", 2, 2],
      ["2026-01-05", 0, 2],
      ["2026-01-06", 1, 2],
    ],
  );
  assert.equal(await oldOnes(), 6);
});

test("so it is of Shopify's export, where the order's first line says what became of it", async () => {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  const orders = (name: string, status: string): string => {
    const path = join(folder, name);
    const rows = [
      `#1,${status},2026-01-04 12:00:00 -0500,1,Tent,5,a`,
      "#1,,,1,Tent,5,x",
      "#2,paid,2026-01-05 12:00:00 -0500,1,Tent,5,a",
    ];
    const header =
      "Name,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku";
    writeFileSync(path, `${header}\n${rows.join("\n")}\n`);
    return path;
  };
  await bring(orders("shopify.csv", "paid"));
  const { replaced } = await bring(orders("shopify-since.csv", "refunded"), true);
  assert.deepEqual(
    replaced?.map(({ day, events, earlier }) => [day, events, earlier]),
    [
      ["2026-01-04", 0, 2],
      ["2026-01-05", 1, 1],
    ],
  );
});

test("who reads a corrected day in another way need not say again that it replaces, and one that replaced it since stays", async () => {
  await threeDays();
  const corrected = write("corrected.csv", hours(5, 1, 12, 13, 20, 23));
  await bring(corrected, true);
  const inAnotherWay = (replaceDays: boolean) =>
    use((workspace) =>
      importFiles(workspace, {
        ...{ table: "events", paths: [corrected], format: null, map: [], kinds: ["buy=purchase"] },
        ...{ timeZone: null, replace: false, replaceDays, ...silently },
      }),
    );
  const again = await inAnotherWay(false);
  assert.deepEqual(again.replaced, [{ day: "2026-01-05", site: "default", events: 5, earlier: 4 }]);
  assert.match(again.notices.join(), /stood alone for days, and so does this one, in its place/);
  assert.equal(await oldOnes(), 4);
  assert.equal((await inAnotherWay(false)).already, true);

  await bring(write("newest.csv", hours(5, 1, 12, 13, 14, 20, 23)), true);
  const third = await bring(corrected);
  assert.deepEqual(
    third.replaced?.map(({ earlier }) => earlier),
    [4],
  );
  assert.equal(await oldOnes(), 9);
  // Told so once more, it stands in place of the newest.
  assert.equal((await bring(corrected)).replacedSince, 5);
  const back = await bring(corrected, true);
  assert.deepEqual(
    back.replaced?.map(({ earlier }) => earlier),
    [6],
  );
  assert.equal(await oldOnes(), 10);
});

test("a day of which nothing is left but orders that came to nothing is replaced, and counts no more", async () => {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  const orders = (name: string, status: string): string => {
    const path = join(folder, name);
    const rows = [0, 1, 2].map((at) => `${at},2026-01-05 1${at}:00,a,1,${status}`);
    writeFileSync(path, `order id,time,sku,quantity,status\n${rows.join("\n")}\n`);
    return path;
  };
  await bring(orders("paid.csv", "paid"));
  const gone = orders("gone.csv", "refunded");
  const { rows, replaced } = await bring(gone, true);
  assert.deepEqual(
    [rows, replaced?.map(({ day, events, earlier }) => [day, events, earlier])],
    [0, [["2026-01-05", 0, 3]]],
  );
  await bring(write("other.csv", hours(6, ...whole)));
  assert.equal(await oldOnes(), 3);
  assert.equal((await bring(gone)).already, true);
  const back = join(folder, "back.csv");
  writeFileSync(back, `${readFileSync(join(folder, "paid.csv"), "utf8")}\n`);
  assert.deepEqual((await bring(back, true)).replaced?.[0]?.events, 3);
  assert.equal(await oldOnes(), 3);
  assert.equal((await bring(gone, true)).already, false);
  assert.equal(await oldOnes(), 6);
});

test("days that were read in another order are replaced where the new reading has them", async () => {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  const dated = (name: string, ...times: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, `session,time,sku\n${times.map((time) => `s,${time},a`).join("\n")}\n`);
    return path;
  };
  const of = async (path: string, dateOrder: "day-first" | "month-first", replaceDays: boolean) =>
    (
      await use((workspace) =>
        importFiles(workspace, {
          ...{ table: "events", paths: [path], format: null, map: [], timeZone: null },
          ...{ replace: false, replaceDays, dateOrder, ...silently },
        }),
      )
    ).replaced?.map(({ day }) => day);
  const one = dated("one.csv", "02/03/2026 12:00");
  assert.deepEqual(await of(one, "month-first", true), ["2026-02-03"]);
  assert.deepEqual(await of(one, "day-first", false), ["2026-03-02"]);
  const two = dated("two.csv", "01/03/2026 12:00", "03/03/2026 12:00");
  assert.deepEqual(await of(two, "month-first", true), ["2026-01-03", "2026-03-03"]);
  assert.deepEqual(await of(two, "day-first", false), ["2026-03-03"]);
});

test("an import of before that says not how its days were named keeps them, and one that a later one replaced says so", async () => {
  await threeDays();
  const corrected = write("corrected.csv", hours(5, 1, 12, 13, 20, 23));
  await bring(corrected, true);
  const file = join(folder, "data", "imports.json");
  const records = JSON.parse(readFileSync(file, "utf8"));
  for (const record of records) delete record.replacing;
  writeFileSync(file, JSON.stringify(records));
  const inAnotherWay = (kinds: readonly string[]) =>
    use((workspace) =>
      importFiles(workspace, {
        ...{ table: "events", paths: [corrected], format: null, map: [], kinds },
        ...{ timeZone: null, replace: false, ...silently },
      }),
    );
  assert.deepEqual(
    (await inAnotherWay(["buy=purchase"])).replaced?.map(({ day, earlier }) => [day, earlier]),
    [["2026-01-05", 4]],
  );
  await bring(write("newest.csv", hours(5, 1, 12, 13, 14, 20, 23)), true);
  const behind = await inAnotherWay(["buy=cart"]);
  assert.deepEqual([behind.already, behind.replacedSince], [false, 5]);
  assert.equal(await oldOnes(), 9);
});
