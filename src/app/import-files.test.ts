import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { datasetOf } from "../artifact/dataset.ts";
import { silentProgress } from "../domain/progress.ts";
import { events } from "../domain/tables/events.ts";
import { type ImportRequest, importFiles } from "./import-files.ts";
import { withWorkspace } from "./workspace.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-import-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const { signal } = new AbortController();
const environment = {
  variables: {},
  home: folder,
  currentFolder: folder,
  now: () => Date.UTC(2026, 11, 1),
};
let workspaces = 0;

const write = (name: string, content: string | Buffer): void => {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), content);
};
const log = (...rows: readonly string[]) => `session,sku,time\n${rows.join("\n")}\n`;
write("logs/2026-01.csv", log("s,a,2026-01-01 12:00", "s,b,2026-01-01 12:00", "s,c,someday"));
write("logs/deep/2026-02.csv.gz", gzipSync(log("t,a,2026-07-01 12:00")));
write("other/copy.csv", log("t,a,2026-07-01 12:00"));

/** Imports into a new workspace, one import after the other, and what its events then are. */
async function imported(...requests: readonly Partial<ImportRequest>[]) {
  const place = join(folder, `workspace-${++workspaces}`);
  mkdirSync(place);
  writeFileSync(
    join(place, "cosmo.yaml"),
    "refinement: { perplexity-by: none, cosine-by: none }\n",
  );
  return withWorkspace(
    { folder: place, environment, progress: silentProgress, signal },
    async (workspace) => {
      const results = [];
      for (const request of requests) {
        const given = { table: "events", paths: [], format: null, map: [], ...request } as const;
        const rest = {
          timeZone: null,
          replace: false,
          signal,
          progress: silentProgress,
        };
        results.push(await importFiles(workspace, { ...rest, ...given }));
      }
      const parts = (await workspace.imports.list()).flatMap((one) => one.parts);
      const rows = await Array.fromAsync(
        workspace.store.rows(events, datasetOf("events", parts)),
        ({ id, time }) => ({ id, time }),
      );
      return { results, rows };
    },
  );
}

test("folders and globs come in a stable order, with the counts of each file", async () => {
  const { results } = await imported({ paths: ["logs"] }, { paths: ["oth*/*.csv"] });
  const [all] = results;
  assert.deepEqual(all?.sources, ["2026-01.csv", "deep/2026-02.csv.gz"]);
  const counts = Object.entries(all?.files ?? {}).map(([name, { rows, rejected }]) => [
    name,
    rows,
    rejected,
  ]);
  assert.deepEqual(counts, [
    ["2026-01.csv", 2, 1],
    ["deep/2026-02.csv.gz", 1, 0],
  ]);
});

test("of files with equal contents one is read, and the other is told", async () => {
  write("twice/1.csv", log("s,a,2026-01-01"));
  write("twice/2.csv", log("s,a,2026-01-01"));
  const { results } = await imported({ paths: ["twice/1.csv"] }, { paths: ["twice"] });
  const [first, second] = results;
  assert.deepEqual([second?.rows, second?.rejected], [1, {}]);
  assert.equal(second?.recipe, first?.recipe);
  assert.equal(second?.already, true);
  const alone = await imported({ paths: ["twice"] });
  assert.ok(alone.results[0]?.notices.includes("2.csv holds the same as 1.csv: read once."));
});

test("a file that came with an earlier import is told, and adds no event", async () => {
  const { results, rows } = await imported(
    { paths: ["logs/2026-01.csv"] },
    { paths: ["logs"] },
    { paths: ["logs"] },
  );
  const [first, more, again] = results;
  assert.ok(!first?.notices.some((notice) => /earlier import/.test(notice)));
  assert.ok(
    more?.notices.includes(
      "1 of 2 files came with an earlier import too: the same rows count once.",
    ),
  );
  assert.equal(again?.already, true);
  assert.equal(new Set(rows.map(({ id }) => id)).size, 3);
});

test("--time-zone stands above that of the settings, and another one is another reading", async () => {
  const paths = ["logs/deep"];
  const { results, rows } = await imported(
    { paths },
    { paths, timeZone: "Europe/Paris" },
    { paths, timeZone: "Europe/Paris" },
  );
  assert.deepEqual(
    results.map(({ already }) => already),
    [false, false, true],
  );
  assert.deepEqual(
    rows.map(({ time }) => time),
    [Date.UTC(2026, 6, 1, 10)],
  );
  await assert.rejects(imported({ paths, timeZone: "Paris" }), { code: "TIME_ZONE_UNKNOWN" });
});

test("an import that stands alone for its days says which, and comes behind those before it", async () => {
  write("day.csv", log("s,a,2026-02-01", "s,b,2026-02-01"));
  write("corrected.csv", log("s,a,2026-02-01"));
  const { results, rows } = await imported(
    { paths: ["corrected.csv"] },
    { paths: ["day.csv"] },
    { paths: ["corrected.csv"], replaceDays: true },
  );
  assert.equal(results[2]?.already, false);
  assert.deepEqual(
    results.map(({ replacedParts }) => replacedParts?.map((part) => part.rows)),
    [undefined, undefined, [1]],
  );
  assert.equal(rows.length, 3);
});

test("words that --kind explains are another reading, and what is lost without it is a warning", async () => {
  const acts = Array.from({ length: 12 }, (_, index) => `s${index},a,2026-01-01,order_placed`);
  write("words.csv", `session,sku,time,kind\n${["s,a,2026-01-01,click", ...acts].join("\n")}\n`);
  const paths = ["words.csv"];
  const { results } = await imported(
    { paths },
    { paths, kinds: ["order_placed=purchase"] },
    { paths, kinds: ["ORDER_PLACED=purchase"] },
  );
  assert.deepEqual(
    results.map(({ rows, already }) => [rows, already]),
    [
      [1, false],
      [13, false],
      [13, true],
    ],
  );
  assert.match(results[0]?.warnings?.join() ?? "", /order_placed 12\./);
  assert.equal(results[1]?.warnings, undefined);
  write("all-words.csv", `session,sku,time,kind\n${acts.join("\n")}\n`);
  await assert.rejects(imported({ paths: ["all-words.csv"] }), {
    code: "NOTHING_USABLE",
    hint: /--kind order_placed=purchase/,
  });
});

test("an event of a wrong clock is a reject by the clock of the environment", async () => {
  write("clocks.csv", log("s,a,2026-12-01T20:00Z", "s,b,2026-12-02T00:00:01Z", "s,c,2099-01-01"));
  const { results } = await imported({ paths: ["clocks.csv"] });
  assert.deepEqual([results[0]?.rows, results[0]?.rejected], [1, { TIME_IN_FUTURE: 2 }]);
});

test("where nothing can be used, the error names the format that the file seems to have", async () => {
  const event = {
    action_name: "wave",
    query_id: "q",
    timestamp: "2026-01-01",
    session: "s",
    sku: "",
  };
  write(
    "log.ndjson",
    `${JSON.stringify({ index: { _index: "ubi_events" } })}\n${JSON.stringify(event)}\n`,
  );
  await assert.rejects(imported({ paths: ["log.ndjson"] }), {
    code: "NOTHING_USABLE",
    hint: /--format ubi/,
  });
});

test("--date-order is part of how files are read", async () => {
  write("slashes.csv", log("s,a,01/02/2026", "s,b,12/31/2025", "s,c,2026-01-01"));
  const paths = ["slashes.csv"];
  const { results } = await imported({ paths }, { paths, dateOrder: "month-first" });
  assert.deepEqual(
    results.map(({ rows, already }) => [rows, already]),
    [
      [1, false],
      [3, false],
    ],
  );
});

test("where no number could be read, the error says how to leave them out", async () => {
  write("priced.csv", "session,sku,time,price\ns,a,2026-01-01,19.90 each\n");
  await assert.rejects(imported({ paths: ["priced.csv"] }), {
    code: "NOTHING_USABLE",
    hint: /--map unitPrice==NULL\n/,
  });
});

test("lines in another encoding are warned of; named, they take the place of the first reading", async () => {
  const old = Buffer.from(log("s,Größe,2026-01-01 12:00", "t,b,2026-01-02 12:00"), "latin1");
  write("excel.csv", old);
  const paths = ["excel.csv"];
  const { results, rows } = await imported({ paths }, { paths, encoding: "windows-1252" });
  const [first, second] = results;
  assert.deepEqual([first?.rows, first?.rejected], [1, { TEXT_NOT_UTF8: 1 }]);
  assert.match(first?.warnings?.join() ?? "", /^1 line is not UTF-8 .*--encoding/);
  assert.deepEqual([second?.rows, second?.rejected, second?.warnings], [2, {}, undefined]);
  assert.equal(rows.length, 2);
});

test("a log of which nothing is of interest says what was left out", async () => {
  write("views.csv", "session,time,kind,sku\ns,2026-01-01,page_view,\n");
  await assert.rejects(imported({ paths: ["views.csv"], kinds: ["page_view=none"] }), {
    code: "NOTHING_USABLE",
    message:
      /^No events could be read from views\.csv: .*Left out, as --kind says, are 1 row: page_view 1\.$/,
  });
});
