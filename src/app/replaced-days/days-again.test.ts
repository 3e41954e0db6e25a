import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { importFiles } from "../import-files.ts";
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

/** What is said of days of an import of these rows. */
async function told(rows: readonly string[], replaceDays = false): Promise<string | undefined> {
  const path = join(folder, `${++files}.csv`);
  writeFileSync(path, ["session,time,kind,sku", ...rows].join("\n"));
  const { notices } = await use((workspace) =>
    importFiles(workspace, {
      ...{ table: "events", paths: [path], format: null, map: [], timeZone: null, replace: false },
      ...{ replaceDays, ...silently },
    }),
  );
  return notices.find((notice) => notice.includes("--replace-days"));
}

async function threeDays(): Promise<void> {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  for (const day of [4, 5, 6]) assert.equal(await told(bought(day, ...whole)), undefined);
}

test("a day that comes again and is not the same is told, with what counts beside the old one", async () => {
  await threeDays();
  assert.equal(
    await told([...bought(5, 1, 12, 20, 22), ...bought(6, 1, 12, 21, 22, 23)]),
    "2026-01-05..2026-01-06: earlier imports have events of these days too, and 3 events of these files count beside them. If the files are a correction, import them again with --replace-days.",
  );
});

test("nothing is told of a day that comes as it was, of stragglers, of other kinds and of other days", async () => {
  await threeDays();
  assert.equal(await told([...bought(4, ...whole), ...bought(5, 1, 12)]), undefined);
  assert.equal(await told([...bought(6, 2), ...bought(7, 1)]), undefined);
  const clicks = whole.map((hour) => row(5, hour, "click,a"));
  assert.equal(await told(clicks), undefined);
});

test("nothing is told of what was taken out: a corrected day stands alone, and is what comes again", async () => {
  await threeDays();
  const corrected = bought(5, 1, 12, 21, 23);
  assert.equal(await told(corrected, true), undefined);
  assert.equal(await told([...corrected, ...bought(5, 1)].toReversed()), undefined);
  assert.match(
    (await told(bought(5, ...whole, 3))) ?? "",
    /^2026-01-05: .* this day too, and 2 events/,
  );
});
