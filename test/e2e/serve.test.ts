import assert from "node:assert/strict";
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { miningAnswer } from "../../src/api/mining-answer.ts";
import { statusAnswer } from "../../src/api/workspace-answers.ts";
import { graphKnowledge } from "../../src/app/relevance/graph-knowledge.ts";
import { withWorkspace } from "../../src/app/workspace.ts";
import { queryId } from "../../src/domain/ids.ts";
import { silentProgress } from "../../src/domain/progress.ts";
import type { Judgement } from "../../src/domain/tables/judgements.ts";
import { allRoutes } from "../../src/server/all-routes.ts";
import { normaliseQuery } from "../../src/text/normalise.ts";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  temporaryFolder,
  workspaceWith,
} from "./cosmo-command.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";
import { importSample, writeSampleLog } from "./sample-log.ts";
import { ask, type Serving, serve } from "./served-workspace.ts";

const folder = temporaryFolder();
const model = await startNumberedListServer();
after(() => model.close());
const site = "wren-and-larder";
const workspace = workspaceWith(
  folder,
  "shop",
  `site: ${site}
mining: { query-gate: { customers: 2 } }
language-model: { base-url: "${model.baseUrl}", model: numbered-lists }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
generation: { scopes: [pair], requested-pairs: 5 }
`,
);
const options = { folder: workspace };

interface Answered {
  readonly version: string;
  readonly match?: string;
  readonly query?: { readonly known: boolean };
  readonly queued?: boolean;
  readonly total?: number;
  readonly knowledge?: readonly { readonly edge: string; readonly sentence: string }[];
  readonly results?: readonly {
    readonly kind: string;
    readonly id: string;
    readonly words: string;
  }[];
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string };
}

interface RunAnswer {
  readonly graph: { readonly version: string };
  readonly stages: readonly { readonly name: string; readonly notices: readonly string[] }[];
}

const get = (server: Serving, path: string) => ask<Answered>(server, path);

async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()) && tries < 200; tries++) await setTimeout(25);
  assert(await isSo());
}

let server: Serving;
const log = await writeSampleLog(folder, 400);

test("before any graph it is there, says what to do, and takes the first graph up", async () => {
  server = await serve(workspace);
  assert.equal(server.version, null);
  const { status, body } = await get(server, "/readyz");
  assert.deepEqual([status, body.error?.code], [503, "GRAPH_MISSING"]);
  assert.match(body.error?.hint ?? "", /cosmo run/);
  assert.equal((await get(server, "/v1/mining")).body.error?.code, "MINING_MISSING");
  await importSample(log, workspace);
  await cosmoJson(["run", "--limit-pairs", "6"], options);
  await eventually(async () => (await get(server, "/readyz")).status === 200);
});

/** Words of a query as a whole text, or as the beginning of an example. */
const patternOf = (query: string): RegExp => new RegExp(`"${RegExp.escape(query)}(?:"| >)`, "i");

test("what mining did is told as the command tells it, its lists up to a limit, without words that the gate stopped", async () => {
  const { version: _, ...told } = miningAnswer.parse(
    (await ask(server, "/v1/mining?limit=3")).body,
  );
  const report = await cosmoJson<typeof told>(["evaluate", "mining"], options);
  assert.deepEqual(told.funnel, report.funnel);
  assert.deepEqual(told.distributions, report.distributions);
  assert.deepEqual(told.products.types, {
    ...report.products.types,
    rows: report.products.types.rows.slice(0, 3),
  });
  assert.deepEqual(told.queries.uncovered.rows, report.queries.uncovered.rows.slice(0, 3));
  const people = Map.groupBy(
    log.events.filter(({ kind }) => kind === "search"),
    ({ query }) => query ?? "",
  );
  const alone = [...people].filter(([, searches]) => searches.length === 1);
  assert.ok(alone.length > 20);
  const words = JSON.stringify([report.funnel, report.queries]);
  assert.match(words, /"[^"]+ > wren-and-larder/, "examples do hold words of queries");
  for (const [query] of alone) assert.doesNotMatch(words, patternOf(query), query);
});

/** Heads of a kind, those with most knowledge first. */
async function heads(kind: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const letter of "abcdefghijklmnopqrstuvwxyz") {
    const { body } = await get(server, `/v1/search?text=${letter}&limit=100`);
    found.push(
      ...(body.results ?? []).filter((one) => one.kind === kind).map(({ words }) => words),
    );
  }
  return [...new Set(found)];
}

test("what was asked in vain is asked about by the next run, beyond the limit, once for all", async () => {
  const lacking: string[] = [];
  for (const text of await heads("query")) {
    const { body } = await get(server, `/v1/query/knowledge?text=${encodeURIComponent(text)}`);
    assert.equal(body.query?.known, true, text);
    if (body.queued) lacking.push(text);
    else assert.equal(body.match, "exact", text);
  }
  assert(lacking.length > 0);
  const secret = "unmistakable wish of one shopper";
  const missed = await get(server, `/v1/query/knowledge?text=${encodeURIComponent(secret)}`);
  assert.deepEqual([missed.body.match, missed.body.queued], ["none", true]);
  const queueFile = join(workspace, "data/state/run.db");
  const queued = (): readonly string[] => {
    const database = new DatabaseSync(queueFile, { readOnly: true });
    const rows = database.prepare("SELECT head FROM requested_heads").all();
    database.close();
    return rows.map(({ head }) => String(head));
  };
  const ids = [...lacking, secret].map((text) => queryId(site, "en-US", text));
  await eventually(async () => ids.every((id) => queued().includes(id)));

  const { requestedHeads } = await cosmoJson<{ requestedHeads: unknown }>(["status"], options);
  assert.deepEqual(requestedHeads, { waiting: queued().length, pairsAtMost: 5 });
  assert.match(
    (await cosmo(["status"], options)).out,
    /asks about up to 5 pairs of\s+those it knows/,
  );
  const answered = await get(server, "/v1/status");
  assert.equal(answered.status, 200);
  // It is described whole: a field that is not named there would be one too many.
  statusAnswer.parse(answered.body);

  const before = model.asked.length;
  // Planned with the rest; a run that may not ask leaves it, and puts together what is there.
  const plan = await cosmoJson<{ total: { calls: number } }>(["run", "--plan"], options);
  assert.equal(plan.total.calls, 5 * 4);
  await cosmoJson(["run", "--max-calls", "0"], options);
  assert.deepEqual([model.asked.length, ids.every((id) => queued().includes(id))], [before, true]);

  const { graph, stages } = await cosmoJson<RunAnswer>(["run"], options);
  assert.equal(model.asked.length, before + 5 * 4, "five pairs, four relations");
  const notices = stages.find(({ name }) => name === "generate")?.notices ?? [];
  assert.match(notices.join(), /^5 pairs beyond the limit/);
  assert.deepEqual(queued(), [queryId(site, "en-US", secret)], "it did not pass the gate");
  await eventually(async () => (await get(server, "/readyz")).body.version === graph.version);
  let known = 0;
  for (const text of lacking) {
    const { body } = await get(server, `/v1/query/knowledge?text=${encodeURIComponent(text)}`);
    if (body.match === "exact" && (body.total ?? 0) > 0) known += 1;
  }
  assert(known > 0);

  const again = await cosmoJson<RunAnswer>(["run"], options);
  const asked = model.asked.length;
  assert.match(
    again.stages.find(({ name }) => name === "generate")?.notices.join() ?? "",
    / pairs beyond the limit/,
  );
  await cosmoJson(["run", "--limit-pairs", "5"], options);
  assert.equal(model.asked.length, asked, "a smaller limit asks for nothing");
  await cosmoJson(["run", "--limit-pairs", "6"], options);

  const files = readdirSync(join(workspace, "data/state")).filter((name) =>
    name.startsWith("run.db"),
  );
  const metrics = await (await fetch(`${server.address}/metrics`)).text();
  await eventually(async () => server.said().includes("/metrics 200"));
  for (const text of [
    ...files.map((name) => readFileSync(join(workspace, "data/state", name), "latin1")),
    metrics,
    server.said(),
  ]) {
    assert.doesNotMatch(text, /unmistakable/);
    for (const words of lacking) assert(!text.includes(words), words);
  }
  assert.match(server.said(), /GET \/v1\/query\/knowledge 200 \d+\.\d\d ms/);
});

test("an evaluation is told by the graph what the server answers, of known queries and skus, and asks for nothing", async () => {
  const texts = await heads("query");
  const judged = (query: string, sku: string | null): Judgement => ({
    ...{ id: `${query} ${sku}`, site: "default", locale: "en-US", query, sku, title: "A title" },
    ...{ description: null, bullets: null, brand: null, colour: null },
    ...{ label: "E", grade: null, spread: null, split: null },
  });
  const queueFile = join(workspace, "data/state/run.db");
  const queued = (): number => {
    const database = new DatabaseSync(queueFile, { readOnly: true });
    const [row] = database.prepare("SELECT count(*) AS rows FROM requested_heads").all();
    database.close();
    return Number(row?.["rows"]);
  };
  const before = queued();
  const skus = readFileSync(log.productsFile, "utf8")
    .trimEnd()
    .split("\n")
    .map((line): string => JSON.parse(line).sku);
  const toldOf = (judgements: readonly Judgement[]) =>
    withWorkspace(
      {
        ...{ folder: workspace, progress: silentProgress, signal: new AbortController().signal },
        environment: { variables: {}, home: folder, currentFolder: folder, now: Date.now },
      },
      (opened) => graphKnowledge(opened, judgements),
    );
  const pieces = await toldOf([
    ...texts.map((text) => judged(text.toUpperCase(), null)),
    ...skus.map((sku) => judged("nobody asked for this", sku)),
  ]);
  // Of another site the same queries and skus are others.
  const elsewhere = [...texts.map((text) => judged(text, null)), judged("lamp", skus[0] ?? null)];
  await assert.rejects(toldOf(elsewhere.map((judgement) => ({ ...judgement, site: "us" }))), {
    code: "KNOWLEDGE_FOREIGN",
    message: /and 1 sku of us; the graph is of /,
    hint: /--map site==/,
  });
  assert.equal(queued(), before);
  const told = Map.groupBy(pieces, ({ of }) => `${of.kind} ${of.id}`);
  const sentencesOf = async (path: string): Promise<readonly string[]> =>
    ((await get(server, path)).body.knowledge ?? []).map(({ sentence }) => sentence);
  let known = 0;
  for (const text of texts) {
    const path = `/v1/query/knowledge?text=${encodeURIComponent(text)}&limit=5`;
    const served = await sentencesOf(path);
    const found = told.get(`query ${normaliseQuery(text)}`) ?? [];
    assert.deepEqual(
      found.map((piece) => piece.text),
      served,
      text,
    );
    known += served.length;
  }
  assert.ok(known > 0);
  const ofSku = (sku: string): string => `product default/${sku}`;
  const knownSkus = skus.filter((sku) => told.has(ofSku(sku)));
  assert.ok(knownSkus.length > 0);
  // Of those that nothing is known of, a few: each is wanted from then on.
  const unknownSkus = skus.filter((sku) => !told.has(ofSku(sku))).slice(0, 5);
  for (const sku of [...knownSkus, ...unknownSkus]) {
    const served = await sentencesOf(`/v1/products/${encodeURIComponent(sku)}/knowledge?limit=5`);
    assert.deepEqual(
      (told.get(ofSku(sku)) ?? []).map(({ text }) => text),
      served,
      sku,
    );
  }
  assert.equal(told.get("query nobody asked for this"), undefined);
});

test("every route takes any input: what is wrong is 4xx with a code and a next step", async () => {
  const junk = [
    "",
    "%00",
    "%FF",
    "a".repeat(3000),
    "..%2f..%2fetc",
    "'; DROP TABLE edges",
    "🛒",
    "[]",
  ];
  for (const { path, method, query } of allRoutes.filter(({ path }) => path !== "/")) {
    const names = ["limit", ...Object.keys(query?.shape ?? {})];
    for (const [place, piece] of junk.entries()) {
      const at = path.replace("{id}", encodeURIComponent(piece) || "x");
      const search = names.map(
        (name) => `${name}=${place % 2 === 0 ? piece : encodeURIComponent(piece)}`,
      );
      const { status, body } = await ask<Answered>(server, `${at}?${encodeURI(search.join("&"))}`, {
        method: method.toUpperCase(),
        ...(method === "post" && {
          body: piece,
          headers: { "content-type": "application/json" },
        }),
      }).catch((error: unknown) => {
        if (path === "/metrics") return { status: 200, body: undefined };
        throw error;
      });
      assert(status < 500, `${method} ${at}: ${status}`);
      if (status < 400) continue;
      assert.match(body?.error?.code ?? "", /^[A-Z_]+$/);
      assert((body?.error?.hint ?? "").length > 5);
    }
  }
});

test("two versions that alternate under load: no answer fails, each is of the version that it names", async () => {
  const pointer = join(workspace, "data/graph/current.json");
  const publish = (version: string): void => {
    writeFileSync(`${pointer}.aside`, JSON.stringify({ version }));
    renameSync(`${pointer}.aside`, pointer);
  };
  const { graph: first } = await cosmoJson<RunAnswer>(["run", "--limit-pairs", "2"], options);
  const { graph: second } = await cosmoJson<RunAnswer>(["run", "--limit-pairs", "8"], options);
  const paths = (await heads("query"))
    .slice(0, 12)
    .map((text) => `/v1/query/knowledge?text=${encodeURIComponent(text)}&limit=100`);
  const batch = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      heads: (await heads("query")).slice(0, 50).map((query) => ({ query })),
      limit: 100,
    }),
  };
  const expected = new Map<string, string>();
  for (const { version } of [first, second]) {
    publish(version);
    // A look at the pointer that began before may still bring the other version for a moment.
    const record = (name: string, answer: () => Promise<{ readonly body: Answered }>) =>
      eventually(async () => {
        const { body } = await answer();
        if (body.version !== version) return false;
        expected.set(`${version} ${name}`, JSON.stringify(body));
        return true;
      });
    for (const path of paths) await record(path, () => get(server, path));
    await record("batch", () => ask<Answered>(server, "/v1/knowledge", batch));
  }
  assert(new Set(expected.values()).size > paths.length, "the versions differ");

  let answers = 0;
  const seen = new Map<string, number>();
  const end = Date.now() + 6000;
  const shopper = async (offset: number): Promise<void> => {
    for (let turn = offset; Date.now() < end; turn++) {
      const path = paths[turn % paths.length] ?? "";
      const isBatch = turn % 10 === 0;
      const { status, body } = isBatch
        ? await ask<Answered>(server, "/v1/knowledge", batch)
        : await get(server, path);
      assert.equal(status, 200);
      const name = `${body.version} ${isBatch ? "batch" : path}`;
      assert.equal(JSON.stringify(body), expected.get(name), name);
      seen.set(body.version, (seen.get(body.version) ?? 0) + 1);
      answers += 1;
    }
  };
  const publisher = async (): Promise<void> => {
    for (let turn = 0; Date.now() < end; turn++) {
      publish((turn % 2 === 0 ? first : second).version);
      await setTimeout(300);
    }
  };
  await Promise.all([publisher(), ...[0, 1, 2, 3].map(shopper)]);
  assert(answers > 500, `${answers} answers`);
  assert.equal(seen.size, 2);
  publish(second.version);
});

test("killed, it starts again where it was; stopped, it ends in good order", async () => {
  server.running.child.kill("SIGKILL");
  await server.running.finished;
  server = await serve(workspace);
  assert.notEqual(server.version, null);
  const [text = ""] = await heads("query");
  const { body } = await get(server, `/v1/query/knowledge?text=${encodeURIComponent(text)}`);
  assert.equal(body.match, "exact");
  await get(server, "/v1/query/knowledge?text=asked+just+before+the+end");
  server.running.child.kill("SIGTERM");
  const { code, out } = await server.running.finished;
  assert.equal(code, 0);
  assert.deepEqual(Object.keys(JSON.parse(out)), ["address", "version"]);
  const database = new DatabaseSync(join(workspace, "data/state/run.db"), { readOnly: true });
  const id = queryId(site, "en-US", "asked just before the end");
  const found = database.prepare("SELECT head FROM requested_heads WHERE head = ?").get(id);
  database.close();
  assert.equal(found?.["head"], id);
});

test("its index is checked, and compiled anew where it is gone", async () => {
  const indexes = join(workspace, "data/graph/indexes");
  const names = readdirSync(indexes);
  assert.equal(names.length, 2);
  const { graph } = await cosmoJson<{ graph: { content: string } }>(["status"], options);
  const index = join(indexes, graph.content.slice(0, 20));
  renameSync(index, join(folder, "gone"));
  const { code, out } = await cosmo(["graph", "validate"], options);
  assert.equal(code, 1);
  assert.match(out, /index: .* is missing/);
  const without = await serve(workspace);
  const { status, body } = await get(without, "/readyz");
  assert.deepEqual([status, body.error?.code], [503, "INDEX_MISSING"]);
  await cosmoJson(["run"], options);
  assert(existsSync(index));
  assert.equal((await cosmo(["graph", "validate"], options)).code, 0);
  await eventually(async () => (await get(without, "/readyz")).status === 200);
  without.running.child.kill("SIGTERM");
  await without.running.finished;

  // LMDB would map whatever lies there, and take the process with it.
  truncateSync(join(index, "index.mdb"));
  const damaged = await serve(workspace);
  const refused = await get(damaged, "/readyz");
  assert.deepEqual([refused.status, refused.body.error?.code], [503, "INDEX_DAMAGED"]);
  // The folder is for the operator's eyes alone.
  assert.match(refused.body.error?.hint ?? "", /standard error/);
  assert.ok(!JSON.stringify(refused.body).includes(indexes));
  assert.match(damaged.said(), /INDEX_DAMAGED/);
  assert.match(damaged.said(), /Remove the folder .*`cosmo run`/);
  await cosmoJson(["run"], options);
  assert.equal((await cosmo(["graph", "validate"], options)).code, 0);
  await eventually(async () => (await get(damaged, "/readyz")).status === 200);

  // The same version with another index: a server that runs takes it up.
  const before = damaged.said().split("Serving ").length;
  const [newest = ""] = readdirSync(indexes).filter((name) => name.endsWith(".2"));
  const manifest = join(indexes, newest, "manifest.json");
  writeFileSync(
    manifest,
    JSON.stringify({ ...JSON.parse(readFileSync(manifest, "utf8")), format: 0 }),
  );
  await cosmoJson(["run"], options);
  await eventually(async () => damaged.said().split("Serving ").length > before);
  assert.equal((await get(damaged, "/v1/search?text=a")).status, 200);
  damaged.running.child.kill("SIGTERM");
  await damaged.running.finished;
});

test("a server keeps room for new objects through quiet minutes, as the process that was started", {
  skip: existsSync("/proc/self/cmdline") ? false : "no /proc here tells a process's words",
}, async () => {
  const { running } = await serve(workspace);
  const words = readFileSync(`/proc/${running.child.pid}/cmdline`, "utf8").split("\0");
  assert(words.includes("--min-semi-space-size=16"));
  assert(words.includes("--no-memory-reducer"));
});

test("a port that is taken, or a host that others reach, is refused at start", async () => {
  const running = await serve(workspace);
  const port = new URL(running.address).port;
  const taken = await cosmo(["serve", "--port", port], options);
  assertOneError(taken, {
    exit: 2,
    code: "SERVER_PORT_TAKEN",
    place: port,
    next: "cosmo serve --port",
  });
  // Whoever does not listen serves nothing.
  assert.doesNotMatch(taken.error, /Serving|Listening/);
  assert.match(running.said(), /^Serving version_/);
  running.running.child.kill("SIGTERM");
  await running.running.finished;
  assertOneError(await cosmo(["serve", "--host", "0.0.0.0"], options), {
    exit: 2,
    code: "SERVER_UNPROTECTED",
    place: "0.0.0.0",
    next: "server.operator-key",
  });
});

test("with keys in the environment each role has its own", async () => {
  writeFileSync(
    join(workspace, "cosmo.yaml"),
    `${readFileSync(join(workspace, "cosmo.yaml"), "utf8")}server: { reader-key: \${READER}, operator-key: \${OPERATOR} }\n`,
  );
  const variables = { READER: "reader-key-0123456789", OPERATOR: "operator-key-0123456789" };
  assertOneError(await cosmo(["serve", "--port", "0"], options), {
    exit: 2,
    code: "SERVER_KEY_MISSING",
    place: "READER",
    next: "export READER",
  });
  const guarded = await serve(workspace, [], variables);
  const statusWith = async (path: string, key: string) =>
    (await ask(guarded, path, { headers: { authorization: `Bearer ${key}` } })).status;
  assert.equal((await get(guarded, "/v1/search?text=te")).status, 401);
  assert.equal(await statusWith("/v1/search?text=te", variables.READER), 200);
  assert.equal(await statusWith("/v1/status", variables.READER), 403);
  assert.equal(await statusWith("/v1/status", variables.OPERATOR), 200);
  for (const key of Object.values(variables)) assert(!guarded.said().includes(key));
});
