import assert from "node:assert/strict";
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { z } from "zod";
import { configurationSchema } from "../../src/app/configuration.ts";
import { parseConfiguration } from "../../src/app/read-configuration.ts";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  temporaryFolder,
  workspaceWith,
} from "./cosmo-command.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";
import { importSample, writeSampleLog } from "./sample-log.ts";

const folder = temporaryFolder();
const server = await startNumberedListServer();
after(() => server.close());
const log = await writeSampleLog(folder, 300);

const workspace = workspaceWith(
  folder,
  "shop",
  `site: wren-and-larder
language-model: { base-url: "${server.baseUrl}", model: numbered-lists }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
generation: { scopes: [pair] }
`,
);
const options = { folder: workspace };

test("init writes a commented cosmo.yaml that is all defaults, and never over another", async () => {
  const place = join(folder, "new", "shop");
  const { code, out } = await cosmo(["init", place]);
  assert.equal(code, 0);
  const file = join(place, "cosmo.yaml");
  assert(out.includes(file));
  assert.match(out, /\nNext: cosmo import products /);
  const text = readFileSync(file, "utf8");
  assert(text.split("\n").filter((line) => line.startsWith("#")).length > 20);
  assert.deepEqual(parseConfiguration(text, file), configurationSchema.parse({}));

  writeFileSync(file, "site: mine\n");
  const again = { exit: 2, code: "WORKSPACE_EXISTS", place: file, next: "cosmo init" };
  assertOneError(await cosmo(["init"], { folder: place }), again);
  assert.equal(readFileSync(file, "utf8"), "site: mine\n");
  const inPlace = { exit: 2, code: "NOT_A_FOLDER", place: file, next: "cosmo init" };
  assertOneError(await cosmo(["init", file]), inPlace);
  assertOneError(await cosmo(["init", join(file, "below")]), inPlace);
  const long = join(place, "a".repeat(300));
  assertOneError(await cosmo(["init", long]), { ...inPlace, place: `${long} can't be a folder` });
});

const count = z.int().min(0);
const counts = z.record(z.string(), count);
/** The names that others build on: architecture, section 6. */
const statusShape = z.object({
  stages: z.array(
    z.object({
      name: z.string(),
      state: z.enum(["done", "stale", "never", "partial"]),
      rowsIn: count,
      rowsOut: count,
      dropped: counts,
      costUsd: z.number(),
      seconds: z.number(),
    }),
  ),
  graph: z
    .object({
      version: z.string(),
      content: z.string(),
      nodes: count,
      assertions: count,
      byRelation: counts,
    })
    .nullable(),
  spent: z.object({
    calls: count,
    inputTokens: count,
    outputTokens: count,
    costUsd: z.number(),
  }),
});

const status = async () => statusShape.parse(await cosmoJson(["status"], options));
const states = async () => (await status()).stages.map(({ name, state }) => `${name} ${state}`);

test("before anything: every stage never ran, no graph, and what to do next", async () => {
  const { stages, graph, spent } = await status();
  assert.deepEqual(
    stages.map(({ name }) => name),
    [
      "catalogue",
      "classify",
      "observe",
      "mine",
      "variants",
      "generate",
      "refine",
      "labels",
      "score",
      "entail",
      "intents",
      "graph",
    ],
  );
  assert.deepEqual(new Set(stages.map(({ state }) => state)), new Set(["never"]));
  assert.equal(graph, null);
  assert.deepEqual(spent, { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 });
  assert.match((await cosmo(["status"], options)).out, /Next: cosmo import products PATH/);
  assert.deepEqual(await cosmoJson(["graph", "log"], options), { versions: [] });
  assert.match((await cosmo(["graph", "log"], options)).out, /Next: cosmo run/);
  const missing = { exit: 2, code: "GRAPH_MISSING", place: "graph", next: "cosmo run" };
  assertOneError(await cosmo(["graph", "validate"], options), missing);
});

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly next: string | null;
}

test("doctor names each thing that is wrong with its next step, and the next command", async () => {
  const bare = workspaceWith(folder, "bare", "models: { fetch: false }\n");
  const home = join(folder, "home");
  mkdirSync(home);
  const asked = { folder: bare, variables: { HOME: home } };
  const { code, out } = await cosmo(["doctor", "--json"], asked);
  assert.equal(code, 1);
  const { ok, findings } = JSON.parse(out) as { ok: boolean; findings: readonly Finding[] };
  assert.equal(ok, false);
  for (const finding of findings) assert.equal(finding.next === null, finding.ok);
  const bad = findings.flatMap((finding) => (finding.ok ? [] : [finding.check.split(" ")[0]]));
  assert.deepEqual(
    bad.filter((check) => check !== "disk"),
    ["model", "encoder", "imports"],
  );
  const text = await cosmo(["doctor"], asked);
  assert.equal(text.code, 1);
  assert.match(text.out, /imports: no products yet\n\s+Next: cosmo import products PATH/);
});

test("stages are done after a run, and those that a change touches are stale", async () => {
  await importSample(log, workspace);
  assert.match((await cosmo(["doctor"], options)).out, /Next: cosmo run/);
  await cosmoJson(["run", "generate", "--limit-pairs", "3"], options);
  assert.deepEqual((await states()).slice(0, 4), [
    "catalogue done",
    "classify done",
    "observe done",
    "mine done",
  ]);
  assert.equal((await status()).graph, null);

  const file = join(workspace, "cosmo.yaml");
  const limited = readFileSync(file, "utf8").replace("[pair] }", "[pair], limit-pairs: 3 }");
  writeFileSync(file, limited);
  const asked = server.asked.length;
  await cosmoJson(["run"], options);
  assert.equal(server.asked.length, asked, "the answers were there");
  const { stages, graph, spent } = await status();
  assert.deepEqual(new Set(stages.map(({ state }) => state)), new Set(["done"]));
  assert(graph && graph.nodes > 0);
  assert.equal(
    Object.values(graph.byRelation).reduce((sum, one) => sum + one, 0),
    graph.assertions,
  );
  assert.equal(spent.calls, 3 * 4 + 3, "three pairs, four relations, and what doctor asked");

  appendFileSync(join(workspace, "cosmo.yaml"), "mining: { query-gate: { customers: 2 } }\n");
  assert.deepEqual((await states()).slice(0, 5), [
    "catalogue done",
    "classify done",
    "observe done",
    "mine stale",
    "variants stale",
  ]);
});

interface Version {
  readonly id: string;
  readonly parent: string | null;
  readonly content: string;
  readonly files: Readonly<Record<string, readonly string[]>>;
}

const versions = async () =>
  (await cosmoJson<{ versions: readonly Version[] }>(["graph", "log"], options)).versions;

test("graph log has the newest version first, each with its parent; a run without change makes none", async () => {
  const [first] = await versions();
  await cosmoJson(["run", "--limit-pairs", "4"], options);
  const [second, ...others] = await versions();
  assert.deepEqual([second?.parent, others], [first?.id, [first]]);
  const again = await cosmoJson<{ published: boolean }>(["run", "--limit-pairs", "4"], options);
  assert.equal(again.published, false);
  assert.equal((await versions()).length, 2);
  for (const id of [first?.id ?? "", second?.id ?? ""]) {
    assert.equal((await cosmo(["graph", "validate", id], options)).code, 0);
  }
  const unknown = { exit: 2, code: "VERSION_UNKNOWN", place: "version_0", next: "cosmo graph log" };
  assertOneError(await cosmo(["graph", "validate", "version_0"], options), unknown);
});

test("a version of before is published again and stays, whatever runs give, until it is let go", async () => {
  await cosmoJson(["run", "--limit-pairs", "4"], options);
  const [second, first] = await versions();
  const pinned = await cosmoJson<{ version: string }>(["graph", "pin", first?.id ?? ""], options);
  const [current] = await versions();
  assert.deepEqual(
    [current?.id, current?.content, current?.parent],
    [pinned.version, first?.content, second?.id],
  );
  const kept = await cosmo(["run", "--limit-pairs", "4"], options);
  assert.match(kept.out, new RegExp(`Warning: ${pinned.version} is pinned: the graph of this run`));
  assert.equal((await versions())[0]?.id, pinned.version);
  assert.match((await cosmo(["status"], options)).out, /pinned: runs publish nothing/);
  const freed = await cosmo(["graph", "unpin"], options);
  assert.equal(freed.out, `${pinned.version} is not pinned any more.\nNext: cosmo run\n`);
  assert.equal((await cosmo(["graph", "unpin"], options)).out, "No version was pinned.\n");
  await cosmoJson(["run", "--limit-pairs", "4"], options);
  assert.equal((await versions())[0]?.content, second?.content);
  const unknown = { exit: 2, code: "VERSION_UNKNOWN", place: "version_0", next: "cosmo graph log" };
  assertOneError(await cosmo(["graph", "pin", "version_0"], options), unknown);
});

test("back at earlier settings, what only the later ones gave is shown as of their version", async () => {
  await cosmoJson(["run", "--limit-pairs", "3"], options);
  const [first] = await versions();
  await cosmoJson(["run", "--limit-pairs", "4"], options);
  const [second] = await versions();
  const edgesOf = (version: Version | undefined): readonly string[] => {
    const file = join(dirname(version?.files["edges"]?.[0] ?? ""), "rows.jsonl");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    return lines.map((line) => JSON.parse(line).id);
  };
  const [later = ""] = edgesOf(second).filter((id) => !edgesOf(first).includes(id));
  assert.equal((await cosmo(["show", later], options)).code, 0);
  await cosmoJson(["run", "--limit-pairs", "3"], options);
  const [third] = await versions();
  assert.deepEqual([third?.content, third?.parent], [first?.content, second?.id]);
  const gone = await cosmoJson<{ facts: Record<string, unknown> }>(["show", later], options);
  assert.equal(gone.facts["lastIn"], second?.id);
  await cosmoJson(["run", "--limit-pairs", "4"], options);
  const back = await cosmoJson<{ facts: Record<string, unknown> }>(["show", later], options);
  assert.equal(back.facts["lastIn"], undefined);
});

test("damage is found part by part; what a person removes then, the next run remakes", async () => {
  const [version] = await versions();
  const fileOf = (table: string): string => version?.files[table]?.[0] ?? "";
  truncateSync(fileOf("edges"), 200);
  rmSync(dirname(fileOf("nodes")), { recursive: true });
  const { code, out } = await cosmo(["graph", "validate"], options);
  assert.equal(code, 1);
  for (const table of ["edges", "nodes"]) assert(out.includes(dirname(fileOf(table))), out);
  assert(!out.includes(dirname(fileOf("assertions"))), out);
  assert.match(out, /Next: remove the folders named above and run `cosmo run`/);
  assertOneError(await cosmo(["show", "tent", "--json"], options), {
    exit: 1,
    code: "PART_DAMAGED",
    place: dirname(fileOf("nodes")),
    next: "cosmo run",
  });

  rmSync(dirname(fileOf("edges")), { recursive: true });
  const asked = server.asked.length;
  await cosmoJson(["run", "--limit-pairs", "4"], options);
  assert.equal(server.asked.length, asked);
  assert.equal((await cosmo(["graph", "validate"], options)).code, 0);
  assert.equal((await status()).graph?.content, version?.content);
});

test("imported rows that were removed are told, and come back by the same import", async () => {
  const events = join(workspace, "data", "parts", "events");
  rmSync(events, { recursive: true });
  appendFileSync(join(workspace, "cosmo.yaml"), "seed: 2\n");
  assertOneError(await cosmo(["run"], options), {
    exit: 1,
    code: "PART_DAMAGED",
    place: events,
    next: "cosmo import",
  });
  const { already } = await cosmoJson<{ already: boolean }>(
    ["import", "events", log.eventsFile],
    options,
  );
  assert.equal(already, false);
  assert.equal((await cosmo(["run"], options)).code, 0);
});

test("made-up rows of the demo do not come among a shop's own", async () => {
  const before = await cosmoJson<{ imports: unknown }>(["status"], options);
  assertOneError(await cosmo(["demo", "--workspace", workspace]), {
    exit: 2,
    code: "WORKSPACE_NOT_DEMO",
    place: workspace,
    next: "cosmo demo --workspace",
  });
  assert.deepEqual((await cosmoJson<typeof before>(["status"], options)).imports, before.imports);
});
