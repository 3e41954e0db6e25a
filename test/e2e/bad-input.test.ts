import assert from "node:assert/strict";
import { cpSync, statfsSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { readParquetRows } from "../../src/sql/read-parquet-rows.ts";
import { openSql, sqlText } from "../../src/sql/sql.ts";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  startCosmo,
  temporaryFolder,
  until,
  workspaceWith,
} from "./cosmo-command.ts";
import { mountMemory, remount } from "./mounts.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";
import { fillWithImported, writeSampleLog } from "./sample-log.ts";

interface Status {
  readonly imports: readonly { readonly table: string; readonly rows: number }[];
  readonly stages: readonly { readonly name: string; readonly state: string }[];
  readonly graph: { readonly content: string } | null;
}

const folder = temporaryFolder();
const server = await startNumberedListServer();
after(() => server.close());

const served = (baseUrl: string): string => `site: wren-and-larder
mining: { query-gate: { customers: 2 } }
generation: { scopes: [pair], limit-pairs: 6 }
language-model: { base-url: "${baseUrl}", model: numbered-lists }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`;

const never = new AbortController().signal;
const empty = workspaceWith(folder, "empty");
/** Has catalogue and log, and has not been run. */
const imported = workspaceWith(folder, "imported", served(server.baseUrl));
await fillWithImported(imported, 300);
const sample = await writeSampleLog(folder, 300);

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const copyOf = (workspace: string, target: string): string => {
  cpSync(workspace, target, { recursive: true });
  return target;
};

const status = (workspace: string): Promise<Status> =>
  cosmoJson<Status>(["status"], { folder: workspace });

/** Runs a command that must fail; with --json, so that nothing on standard output is seen to hold then too. */
async function fails(
  words: readonly string[],
  workspace: string,
  exit: number,
  code: string,
  place: RegExp | string,
  next: RegExp | string,
): Promise<void> {
  const finished = await cosmo([...words, "--json"], { folder: workspace });
  assertOneError(finished, { exit, code, place, next });
}

test("an unknown verb, option, value and stage", async () => {
  await fails(["rum"], empty, 2, "VERB_UNKNOWN", "verb rum", "run");
  await fails(
    ["import", "orders"],
    empty,
    2,
    "VERB_UNKNOWN",
    "verb import orders",
    "import events (",
  );
  await fails(["run", "--limt-pairs", "3"], empty, 2, "WRONG_USE", "--limt-pairs", "--limit-pairs");
  await fails(["run", "--limit-pairs", "many"], empty, 2, "WRONG_USE", "--limit-pairs", "--help");
  await fails(["run", "genrate"], imported, 2, "STAGE_UNKNOWN", "genrate", "generate");
});

test("a folder that is no workspace, and a run before the import", async () => {
  await fails(["status"], folder, 2, "WORKSPACE_MISSING", folder, `cosmo init ${folder}`);
  await fails(["run"], empty, 2, "NOTHING_IMPORTED", "products", "cosmo import products");
});

test("configuration: unknown names with the nearest one, a wrong type with its line", async () => {
  for (const [text, place, next] of [
    ["site: mine\ngeneraton: {}", "cosmo.yaml: line 2: unknown setting generaton", "generation"],
    ["mining:\n  co-buy:\n    maximum-baskt: 3", "line 3: unknown setting", "maximum-basket"],
    ["generation:\n  limit-pairs: many", "line 2: generation.limit-pairs", "configuration.md"],
  ] as const) {
    const workspace = workspaceWith(folder, "misconfigured", text);
    await fails(["status"], workspace, 2, "CONFIGURATION_INVALID", place, next);
  }
});

test("a file that is missing, and one without the column that is needed", async () => {
  const workspace = workspaceWith(folder, "columns");
  const shop = file("shop.csv", "sku,label\na,A tent\n");
  const missing = join(folder, "shpo.csv");
  await fails(["import", "products", missing], workspace, 2, "FILE_NOT_FOUND", missing, shop);
  const words = ["import", "products", shop];
  await fails(words, workspace, 2, "COLUMN_MISSING", /shop\.csv.*title.*label/, "--map title=");
  const mapped = await cosmoJson<{ rows: number }>([...words, "--map", "title=label"], {
    folder: workspace,
  });
  assert.equal(mapped.rows, 1);
});

test("line 40,001 of a CSV is broken: all others come in, and the reject names the line", async () => {
  const workspace = workspaceWith(folder, "broken-line");
  const lines = Array.from({ length: 50_000 }, (_, index) =>
    index === 0
      ? "time,kind,session,product"
      : index === 40_000
        ? "2026-01-01T00:00:00Z,purchase"
        : `2026-01-01T00:00:00Z,purchase,s${index >> 1},p${index % 50}`,
  );
  const log = file("log.csv", `${lines.join("\n")}\n`);
  const said = await cosmo(["import", "events", log], { folder: workspace });
  assert.equal(said.code, 0, said.error);
  assert.match(said.out, /Imported 49,998 events/);
  assert.match(said.out, /1 × CSV_FIELD_COUNT: log\.csv, line 40001: .*2 fields.*4/);
  assert.match(said.out, /\nNext: /);

  const strict = await cosmo(["import", "events", log, "--strict", "--json"], {
    folder: workspace,
  });
  assert.equal(strict.code, 1);
  const { rows, rejected, rejectFiles } = JSON.parse(strict.out);
  assert.deepEqual([rows, rejected], [49_998, { CSV_FIELD_COUNT: 1 }]);
  const kept = await Array.fromAsync(readParquetRows(rejectFiles[0], never));
  assert.deepEqual(
    kept.map(({ source, line, code }) => [source, line, code]),
    [["log.csv", 40_001, "CSV_FIELD_COUNT"]],
  );
});

test("a Parquet that is cut in half, and what was imported before stays", async () => {
  const workspace = workspaceWith(folder, "half-parquet");
  const whole = join(folder, "whole.parquet");
  const half = join(folder, "half.parquet");
  const sql = await openSql({ threads: 1, memoryLimit: "1GB", temporaryFolder: folder });
  await sql.use((connection) =>
    connection.run(
      `COPY (SELECT 'sku' || range AS sku, 'Tent ' || range AS title FROM range(9000)) TO ${sqlText(whole)} (FORMAT parquet)`,
    ),
  );
  sql.close();
  cpSync(whole, half);
  truncateSync(half, Math.floor(statSync(whole).size / 2));
  await cosmoJson(["import", "products", whole], { folder: workspace });
  const words = ["import", "products", half];
  await fails(words, workspace, 1, "PARQUET_UNREADABLE", half, "copy the file again");
  assert.deepEqual(
    (await status(workspace)).imports.map(({ rows }) => rows),
    [9000],
  );
});

test("a log that is cut short: the good rows before the cut are kept and counted", async () => {
  const workspace = workspaceWith(folder, "cut-log");
  const lines = Array.from({ length: 20_000 }, (_, index) => `2026-01-01T00:00:00Z,s${index},p1`);
  const whole = gzipSync(["time,session,product", ...lines].join("\n"));
  const log = file("cut.csv.gz", whole.subarray(0, Math.floor(whole.length / 2)));
  const words = ["import", "events", log, "--map", "kind==purchase"];
  const finished = await cosmo(words, { folder: workspace });
  const [, line = "", good = ""] =
    /cut\.csv\.gz.* line (\d+).* ([\d,]+) good events/.exec(finished.error) ?? [];
  assertOneError(finished, {
    exit: 1,
    code: "FILE_CUT_SHORT",
    place: `after line ${line}`,
    next: "import again",
  });
  const [{ rows = 0 } = {}] = (await status(workspace)).imports;
  assert(rows > 5000);
  assert.deepEqual([line, good], [String(rows + 1), rows.toLocaleString("en-US")]);
});

test("two products with one id: the first is kept, the second a reject that names both lines", async () => {
  const workspace = workspaceWith(folder, "twice");
  const shop = file("twice.csv", "sku,title\na,A tent\nb,A mug\na,A canoe\n");
  const { code, out } = await cosmo(["import", "products", shop], { folder: workspace });
  assert.equal(code, 0);
  assert.match(out, /Imported 2 products/);
  assert.match(out, /1 × PRODUCT_DUPLICATE: twice\.csv, line 4: .*default\/a.*line 2/);
  const strict = await cosmo(["import", "products", shop, "--strict"], { folder: workspace });
  assert.equal(strict.code, 1);
});

test("a base-url that refuses: what was done before the first call stays", async () => {
  const closed = await startNumberedListServer();
  closed.close();
  const workspace = copyOf(imported, join(folder, "refused"));
  writeFileSync(join(workspace, "cosmo.yaml"), served(closed.baseUrl));
  await fails(["run"], workspace, 1, "MODEL_UNREACHABLE", closed.baseUrl, "base-url");
  const { stages } = await status(workspace);
  assert.deepEqual(
    stages.map(({ name, state }) => `${name} ${state}`),
    [
      "catalogue done",
      "classify done",
      "observe done",
      "mine done",
      "variants done",
      "generate partial",
      "refine never",
      "labels never",
      "score never",
      "entail never",
      "intents never",
      "graph never",
    ],
  );
});

test("two commands at once in one workspace: the second one is sent away, reading goes on", async () => {
  const workspace = copyOf(imported, join(folder, "busy"));
  server.delayMs = () => 60_000;
  const before = server.asked.length;
  const first = startCosmo(["run"], { folder: workspace });
  try {
    await until(first, () => server.asked.length > before);
    const owner = `Process ${first.child.pid} `;
    await fails(["run"], workspace, 1, "WORKSPACE_BUSY", owner, "same command");
    const shop = join(folder, "twice.csv");
    await fails(
      ["import", "products", shop],
      workspace,
      1,
      "WORKSPACE_BUSY",
      owner,
      "same command",
    );
    const { stages } = await status(workspace);
    assert.equal(stages.find(({ name }) => name === "generate")?.state, "partial");
  } finally {
    server.delayMs = () => 0;
    first.child.kill("SIGKILL");
  }
  assert.equal((await first.finished).code, null);
  assert.equal((await cosmo(["run"], { folder: workspace })).code, 0);
});

/** Leaves so much free space and no more. */
function fillUp(place: string, freeKilobytes: number): void {
  const { bavail, bsize } = statfsSync(place);
  const ballast = Buffer.alloc(bavail * bsize - freeKilobytes * 1024);
  writeFileSync(join(place, `ballast-${freeKilobytes}`), ballast);
}

test("a full disk, wherever the run has come to: with space made, the same command finishes", async (context) => {
  const disk = join(folder, "disk");
  const reason = mountMemory(disk, 8);
  if (reason !== undefined) return context.skip(reason);
  const whole = copyOf(imported, join(folder, "whole-disk"));
  await cosmoJson(["run"], { folder: whole });
  const undisturbed = (await status(whole)).graph?.content;
  for (const [index, freeKilobytes] of [8, 90, 200, 450].entries()) {
    const workspace = copyOf(imported, join(disk, String(freeKilobytes)));
    fillUp(disk, freeKilobytes);
    await fails(["run"], workspace, 1, "DISK_FULL", disk, "Free some space");
    remount(disk, `size=${16 + 8 * index}m`);
    const { code, error } = await cosmo(["run"], { folder: workspace });
    assert.equal(code, 0, error);
    assert.equal((await status(workspace)).graph?.content, undisturbed);
  }
});

test("a full disk while a log is imported", async (context) => {
  const disk = join(folder, "small-disk");
  const reason = mountMemory(disk, 4);
  if (reason !== undefined) return context.skip(reason);
  const workspace = workspaceWith(disk, "workspace");
  fillUp(disk, 140);
  const words = ["import", "events", sample.eventsFile];
  await fails(words, workspace, 1, "DISK_FULL", disk, "Free some space");
  remount(disk, "size=32m");
  const { rows } = await cosmoJson<{ rows: number }>(words, { folder: workspace });
  assert.equal(rows, sample.events.length);
});
