import assert from "node:assert/strict";
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readParquetRows } from "../../src/sql/read-parquet-rows.ts";
import type { StageRecord } from "../../src/stage/stage-record.ts";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  startCosmo,
  temporaryFolder,
  until,
  workspaceWith,
} from "./cosmo-command.ts";

interface Simulated {
  readonly sites: readonly string[];
  readonly sessions: number;
  readonly products: number;
  readonly events: number;
  readonly content: string;
}

interface Status {
  readonly stages: readonly { readonly name: string; readonly rowsOut: number }[];
}

const folder = temporaryFolder();
const place = { folder };
const never = new AbortController().signal;

const rowsIn = async (pattern: string): Promise<readonly Record<string, unknown>[]> => {
  const files = globSync(join(folder, pattern)).toSorted();
  assert.ok(files.length > 0, pattern);
  const rows = await Promise.all(
    files.map((file) => Array.fromAsync(readParquetRows(file, never))),
  );
  return rows.flat();
};

const manifestOf = (out: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(folder, out, "simulation.json"), "utf8"));

const ofSize = (sessions: number, days: number): readonly string[] => [
  ...["simulate", "--sessions", String(sessions), "--days", String(days)],
];
const small = ofSize(400, 4);
const whole = await cosmoJson<Simulated>([...small, "--out", "log"], place);

test("it says what it wrote and the commands that come next, and these work", async () => {
  const { code, out, error } = await cosmo([...small, "--out", "a log", "--form", "ubi"], place);
  assert.equal(code, 0, error);
  const [said = "", content = ""] = out.split("\n");
  assert.match(said, /^Wren & Larder, simulation\.yaml, seed 1: 400 sessions in 4 days, /);
  assert.ok(
    said.endsWith(
      ` ${whole.products.toLocaleString("en-US")} products on the site wren-and-larder.`,
    ),
  );
  assert.ok(
    content.startsWith(`Content ${whole.content.slice(0, 12)}, `),
    "any form is the same log",
  );
  assert.deepEqual(readdirSync(join(folder, "a log")).sort(), [
    "products",
    "simulation.json",
    "ubi",
  ]);

  const commands = [...out.matchAll(/^(?:Next|then): cosmo (.+)$/gm)].map(
    ([, words = ""]) => words,
  );
  assert.deepEqual(commands, [
    "init 'a log-workspace'",
    "import products 'a log/products' --workspace 'a log-workspace'",
    "import events 'a log/ubi' --format ubi --workspace 'a log-workspace'",
    "run --limit-types 40 --limit-queries 24 --limit-pairs 24 --workspace 'a log-workspace'",
  ]);
  // The last one would ask the model for minutes.
  for (const command of commands.slice(0, -1)) {
    const words = [...command.matchAll(/'([^']+)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
    const finished = await cosmo(words, place);
    assert.equal(finished.code, 0, finished.error);
  }
});

test("with --json it says the same for programs, and as much lies in the folder", async () => {
  assert.deepEqual([whole.sites, whole.sessions], [["wren-and-larder"], 400]);
  assert.equal((await rowsIn("log/events/*.parquet")).length, whole.events);
  assert.equal((await rowsIn("log/products/*.parquet")).length, whole.products);
  const manifest = manifestOf("log");
  assert.deepEqual([manifest["complete"], manifest["content"]], [true, whole.content]);
  assert.ok(!existsSync(join(folder, "log/spill")));
});

test("another seed is another log, and other settings are too", async () => {
  const [seed, settings] = await Promise.all([
    cosmoJson<Simulated>([...small, "--seed", "2", "--out", "seed-2"], place),
    cosmoJson<Simulated>(
      [...small, "--settings", "simulation-harsh.yaml", "--seed", "1", "--out", "harsh"],
      place,
    ),
  ]);
  assert.equal(new Set([whole.content, seed.content, settings.content]).size, 3);
});

test("what is there already is not written over", async () => {
  const next = "--out";
  const refused = { exit: 2, code: "OUT_NOT_EMPTY", next };
  assertOneError(await cosmo([...small, "--out", "log", "--json"], place), {
    ...refused,
    place: join(folder, "log"),
  });
  assert.equal(manifestOf("log")["content"], whole.content);

  const own = join(folder, "own");
  mkdirSync(own);
  writeFileSync(join(own, "notes.txt"), "mine");
  assertOneError(await cosmo([...small, "--out", "own"], place), { ...refused, place: own });
  assert.deepEqual(readdirSync(own), ["notes.txt"]);
  const inPlace = { exit: 2, code: "NOT_A_FOLDER", place: join(own, "notes.txt"), next };
  assertOneError(await cosmo([...small, "--out", "own/notes.txt"], place), inPlace);
  assertOneError(await cosmo([...small, "--out", "own/notes.txt/below"], place), {
    ...inPlace,
    place: join(own, "notes.txt/below"),
  });
});

test("after kill -9 the same command begins anew and ends the same; of other days nothing is left", async () => {
  const words = [...ofSize(1500, 12), "--out"];
  const undisturbed = await cosmoJson<Simulated>([...words, "undisturbed"], place);
  for (const out of ["killed", "killed-twice"]) {
    const running = startCosmo([...words, out], place);
    const days = () => globSync(join(folder, out, "events/*.parquet")).length;
    await until(running, () => days() >= 3);
    running.child.kill("SIGKILL");
    assert.equal((await running.finished).code, null);
    assert.deepEqual(manifestOf(out), { complete: false });
  }
  const again = await cosmoJson<Simulated>([...words, "killed"], place);
  assert.equal(again.content, undisturbed.content);
  const filesIn = (out: string): readonly string[] =>
    readdirSync(join(folder, out), { recursive: true, encoding: "utf8" }).sort();
  assert.deepEqual(filesIn("killed"), filesIn("undisturbed"));

  const other = [...ofSize(50, 1), "--form", "ubi", "--out", "killed-twice"];
  const { events } = await cosmoJson<Simulated>(other, place);
  assert.ok(events > 0);
  assert.deepEqual(filesIn("killed-twice"), [
    "products",
    "products/2025-10-15.parquet",
    "simulation.json",
    "ubi",
    "ubi/2025-10-15-events.parquet",
    "ubi/2025-10-15-queries.parquet",
  ]);
});

test("by Ctrl-C it ends soon with exit code 130, and begins anew", async () => {
  const words = [...ofSize(100_000, 30), "--out", "stopped"];
  const running = startCosmo(words, place);
  await until(running, () => existsSync(join(folder, "stopped/simulation.json")));
  const stoppedAt = Date.now();
  running.child.kill("SIGINT");
  const { code, out, error } = await running.finished;
  assert.deepEqual([code, out], [130, ""]);
  assert.match(error, /cosmo: INTERRUPTED: .*\nNext: /);
  assert.ok(Date.now() - stoppedAt < 10_000);
  assert.deepEqual(manifestOf("stopped"), { complete: false });
});

/** A workspace with the log in one of its forms, mined. */
async function mined(name: string, ...events: readonly string[]) {
  const workspace = workspaceWith(folder, name, "mining: { query-gate: { customers: 2 } }\n");
  for (const words of [
    ["import", "products", join(folder, "log/products")],
    ["import", "events", ...events],
    ["run", "mine"],
  ]) {
    await cosmoJson(words, { folder: workspace });
  }
  const [record = ""] = globSync(join(workspace, "data/stages/mine/*.json"));
  const { writes } = JSON.parse(readFileSync(record, "utf8")) as StageRecord;
  const { stages } = await cosmoJson<Status>(["status"], { folder: workspace });
  return {
    contents: ["pairs", "queries"].map((table) => [table, writes[table]?.content]),
    pairs: stages.find(({ name: stage }) => stage === "mine")?.rowsOut ?? 0,
  };
}

test("both forms of a log, imported, give the same queries and pairs", async () => {
  const [own, ubi] = await Promise.all([
    mined("own-form", join(folder, "log/events")),
    mined("ubi-form", join(folder, "log/ubi"), "--format", "ubi"),
  ]);
  assert.deepEqual(ubi, own);
  assert.ok(own.contents.every(([, content]) => content !== undefined));
  assert.ok(own.pairs > 100, String(own.pairs));
});

test("UBI files read back are the events that were written, but for what UBI does not tell", async () => {
  const facts = ({ id, time, kind, session, queryId, query, product, position }: Row) =>
    JSON.stringify([
      ...[kind === "search" ? null : id, time, kind, session, queryId, product, position],
      kind === "search" ? query : null,
    ]);
  type Row = Readonly<Record<string, unknown>>;
  const written = (await rowsIn("log/events/*.parquet")).map((row) =>
    facts({ ...row, id: `wren-and-larder/${row["id"]}` }),
  );
  const read = (await rowsIn("ubi-form/data/parts/events/*/*.parquet")).map(facts);
  assert.deepEqual(read.toSorted(), written.toSorted());
});

test("a grown catalogue sells on several sites, in their words, and its log comes in as it is", async () => {
  const words = [...ofSize(600, 3), "--products", "3000", "--out", "grown"];
  const { sites, products } = await cosmoJson<Simulated>(words, place);
  assert.equal(products, 3000);
  assert.ok(sites.length > 1);
  const [catalogue, events] = [
    await rowsIn("grown/products/*.parquet"),
    await rowsIn("grown/events/*.parquet"),
  ];
  const localeOf = (rows: typeof events) => new Map(rows.map(({ site, locale }) => [site, locale]));
  assert.deepEqual([...localeOf(catalogue).keys()].sort(), [...sites].sort());
  assert.deepEqual(localeOf(events), localeOf(catalogue));
  assert.equal(new Set(localeOf(events).values()).size, sites.length);

  const workspace = { folder: workspaceWith(folder, "several-sites") };
  for (const [table, count] of [
    ["products", catalogue.length],
    ["events", events.length],
  ] as const) {
    const imported = await cosmoJson<{ rows: number; rejected: unknown }>(
      ["import", table, join(folder, "grown", table)],
      workspace,
    );
    assert.deepEqual([imported.rows, imported.rejected], [count, {}]);
  }
});

for (const [words, code, said, next] of [
  [["--sessions", "0"], "WRONG_USE", "--sessions", "cosmo simulate --help"],
  [["--products", "10"], "PRODUCTS_OUT_OF_RANGE", "10 products", "--products"],
  [["--products", "2000000"], "PRODUCTS_OUT_OF_RANGE", "1,000,000", "--products"],
  [["--days", "20000"], "WRONG_USE", "--days", "cosmo simulate --help"],
  [["--products", "many"], "WRONG_USE", "--products", "cosmo simulate --help"],
  [["--from", "2025-13-40"], "WRONG_USE", "--from", "cosmo simulate --help"],
  [["--form", "csv"], "WRONG_USE", "--form", "cosmo simulate --help"],
  [["--workspace", "w"], "WRONG_USE", "--workspace", "cosmo simulate --help"],
  [["--settings", "missing.yaml"], "SETTINGS_NOT_FOUND", "missing.yaml", "simulation.yaml"],
  [["--settings", "demo.yaml"], "SHOP_INVALID", "demo.yaml: ", "README.md"],
  [["--shop", "nowhere"], "SHOP_NOT_FOUND", "nowhere", "samples/shop"],
] as const) {
  test(`simulate ${words.join(" ")} is one clear error, and no folder`, async () => {
    const finished = await cosmo(["simulate", "--out", "none", ...words], place);
    assertOneError(finished, { exit: 2, code, place: said, next });
    assert.ok(!existsSync(join(folder, "none")));
  });
}

test("simulate needs to be told where to", async () => {
  const finished = await cosmo(["simulate"], place);
  assertOneError(finished, { exit: 2, code: "WRONG_USE", place: "--out", next: "--help" });
});
