import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { importFiles } from "../import-files.ts";
import { workspaceStatus } from "../status.ts";
import { silently, workspaceForTests } from "../workspace-for-tests.ts";

const { folder, configure, use } = workspaceForTests("days-again");
configure("{}", "time-zone: America/New_York");

/** A purchase an hour, by the clocks of New York. */
const bought = (day: number, ...hours: readonly number[]): readonly string[] =>
  hours.map((hour) => row(day, hour, "purchase,a"));
const row = (day: number, hour: number, what: string): string =>
  `s,2026-01-0${day} ${String(hour).padStart(2, "0")}:30,${what}`;
const whole = [1, 12, 20, 23];

let files = 0;

const header = "session,time,kind,sku";

/** What is said of days of an import of these rows. */
async function told(
  rows: readonly string[],
  { replaceDays = false, columns = header, timeZone = null as string | null } = {},
): Promise<string | undefined> {
  const path = join(folder, `${++files}.csv`);
  writeFileSync(path, [columns, ...rows].join("\n"));
  return ofImport(path, replaceDays, timeZone);
}

async function ofImport(
  path: string,
  replaceDays = false,
  timeZone: string | null = null,
): Promise<string | undefined> {
  const { notices } = await use((workspace) =>
    importFiles(workspace, {
      ...{ table: "events", paths: [path], format: null, map: [], timeZone, replace: false },
      ...{ replaceDays, ...silently },
    }),
  );
  assert.ok(notices.length > 0, "columns are told at least");
  return notices.find((notice) => notice.startsWith("Earlier imports"));
}

const lastFile = (): string => join(folder, `${files}.csv`);

async function threeDays(): Promise<void> {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  for (const day of [4, 5, 6]) assert.equal(await told(bought(day, ...whole)), undefined);
}

test("a day that comes again without events that it had is told, by the clocks of the import's zone", async () => {
  await threeDays();
  assert.equal(
    await told([...bought(5, 1, 12, 20, 22), ...bought(6, 1, 12, 21, 22, 23)]),
    "Earlier imports have 2 events of 2026-01-05..2026-01-06 that these files lack or tell otherwise; they stay. If the files are a correction, import them again with --replace-days. If they are another source of the same acts, such as orders beside a web log, these acts count twice: leave them out of one (--kind WORD=none, or --format ga4 --kind purchase=none).",
  );
});

test("a corrected event under its own id is told, whichever of both then counts", async () => {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  const columns = `id,${header},quantity`;
  const of = (quantity: number): readonly string[] =>
    bought(5, ...whole).map((one, at) => `${at},${one},${quantity}`);
  assert.equal(await told(of(1), { columns }), undefined);
  const four = /^Earlier imports have 4 events of 2026-01-05 /;
  assert.match((await told(of(2), { columns })) ?? "", four);
  // Those of the first file are told no second time, and nothing is once they come as they came last.
  assert.match((await told(of(3), { columns })) ?? "", four);
  const more = `${whole.length},${bought(5, 3)[0]},3`;
  assert.equal(await told([...of(3), more], { columns }), undefined);
});

test("nothing is told of a day that comes as it was or with more, of stragglers, of other kinds and of other days", async () => {
  await threeDays();
  assert.equal(await told([...bought(4, ...whole), ...bought(5, ...whole, 2)]), undefined);
  assert.equal(await told([...bought(6, 2), ...bought(7, 1)]), undefined);
  const clicks = whole.map((hour) => row(5, hour, "click,a"));
  assert.equal(await told(clicks), undefined);
});

test("exports of several days that overlap are no larger a day: a correction behind them is told", async () => {
  await threeDays();
  await told([...bought(4, ...whole), ...bought(5, ...whole)]);
  await told([...bought(5, ...whole), ...bought(6, ...whole)]);
  assert.match((await told(bought(5, 2, 3, 4, 5))) ?? "", /4 events of 2026-01-05 /);
});

test("nothing is told of what was taken out: a corrected day stands alone, and is what comes again", async () => {
  await threeDays();
  const original = lastFile().replace(/\d+\.csv$/, `${files - 1}.csv`);
  const corrected = bought(5, 1, 12, 21, 23);
  assert.equal(await told(corrected, { replaceDays: true }), undefined);
  assert.equal(await told([...corrected, ...bought(5, 1)].toReversed()), undefined);
  assert.match(
    (await told(bought(5, ...whole, 3))) ?? "",
    /have 1 event of 2026-01-05 .*; it stays/,
  );
  // Read in another way it keeps its place before all of these.
  assert.equal(await ofImport(original, false, "America/Toronto"), undefined);
});

test("parts that are gone stop no import: they come back by the same files", async () => {
  await threeDays();
  const last = lastFile();
  rmSync(join(folder, "data", "parts", "events"), { recursive: true });
  assert.equal(await ofImport(last), undefined);
  assert.equal(
    await told(bought(6, 2, 3, 4, 5, 6)),
    "Earlier imports have 4 events of 2026-01-06 that these files lack or tell otherwise; they stay. If the files are a correction, import them again with --replace-days. If they are another source of the same acts, such as orders beside a web log, these acts count twice: leave them out of one (--kind WORD=none, or --format ga4 --kind purchase=none).",
  );
});

test("an import knows the days of its first and last event, by the clocks of its zone", async () => {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  await told([...bought(6, 23), ...bought(4, 0), ...bought(5, 12)]);
  await told([...bought(7, 0), "s,2026-01-08T03:00:00Z,purchase,a"]);
  await told(bought(1, 12), { timeZone: "Asia/Tokyo" });
  const { imports } = await use(workspaceStatus);
  assert.deepEqual(
    imports.map(({ days }) => days),
    [
      { from: "2026-01-04", to: "2026-01-06", timeZone: "America/New_York" },
      { from: "2026-01-07", to: "2026-01-07", timeZone: "America/New_York" },
      { from: "2026-01-01", to: "2026-01-01", timeZone: "Asia/Tokyo" },
    ],
  );
});
