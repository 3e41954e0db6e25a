import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { after, test } from "node:test";
import { pairId, queryId } from "../../src/domain/ids.ts";
import { normaliseQuery } from "../../src/text/normalise.ts";
import { cosmo, temporaryFolder, workspaceWith } from "./cosmo-command.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";
import {
  gate,
  idTraces,
  personalQueries,
  rareQueries,
  rejectTraces,
  site,
  writePlantedLog,
} from "./planted-log.ts";
import { serve } from "./served-workspace.ts";
import { workspaceTexts } from "./workspace-texts.ts";

/** Tables that hold the log as it was imported; the second, what goes on over the end of a day. */
const logTables = ["events", "carriedEvents"];
/** Tables of facts of days, which mining alone reads: words of rare queries are in them, and ids as they were logged. */
const factTables = /^(?:eventDays|observed\w*)$/;

const tableOf = (file: string): string => /^data\/parts\/(\w+)\//.exec(file)?.[1] ?? "";

const folder = temporaryFolder();
const model = await startNumberedListServer();
after(() => model.close());
const log = writePlantedLog(folder);
const configured = (name: string, customers: number, scopes: string): string =>
  workspaceWith(
    folder,
    name,
    `site: ${site}
mining: { query-gate: { customers: ${customers} } }
generation: { scopes: [${scopes}] }
language-model: { base-url: "${model.baseUrl}", model: numbered-lists }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`,
  );

/** A text somewhere, and where that is. */
interface Said {
  readonly where: string;
  readonly text: string;
}

/** Runs a command to its end, whatever that is. */
async function run(workspace: string, ...words: readonly string[]): Promise<Said> {
  const { out, error } = await cosmo(words, { folder: workspace });
  return { where: `cosmo ${words.join(" ")}`, text: `${out}\n${error}` };
}

/** What `cosmo show` says of it, without what was asked, which an error says back. */
async function show(workspace: string, asked: string): Promise<Said> {
  const { where, text } = await run(workspace, "show", asked);
  const saidBack = [asked, ...asked.split(" > ").slice(0, 1)].map((one) => JSON.stringify(one));
  return { where, text: saidBack.reduce((left, one) => left.replaceAll(one, "…"), text) };
}

async function filesOf(workspace: string): Promise<readonly Said[]> {
  return Array.from(await workspaceTexts(workspace), ([where, text]) => ({ where, text }));
}

/** Of a workspace's files those that mining alone reads, without the log, and all others. */
function splitFiles(files: readonly Said[]) {
  const behind = files.filter(({ where }) => !logTables.includes(tableOf(where)));
  const isFact = ({ where }: Said): boolean => factTables.test(tableOf(where));
  return { facts: behind.filter(isFact), others: behind.filter((file) => !isFact(file)) };
}

const prompts = (): readonly Said[] =>
  model.asked.map(({ prompt }) => ({ where: "a prompt", text: prompt }));

/** Letters and digits alone, in lower case: no other sign hides a text, nor what an address makes of signs. */
const squeezed = (text: string): string =>
  text
    .replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/\\[nrt]|[^\p{L}\p{N}]/gu, "");

const idsOf = (trace: string): readonly string[] =>
  (personalQueries[trace] ?? rareQueries[trace] ?? []).map((query) =>
    queryId(site, "en-US", normaliseQuery(query)),
  );

/**
 * By trace the places that hold it.
 * @param by `words`: the trace; `ids`: or the id of a query with it, which is a hash that can be guessed
 */
function placesOf(
  traces: readonly string[],
  said: readonly Said[],
  by: "words" | "ids" = "ids",
): Readonly<Record<string, readonly string[]>> {
  const all = said.map(({ where, text }) => ({ where, text, squeezed: squeezed(text) }));
  return Object.fromEntries(
    traces.map((trace) => {
      const ids = by === "ids" ? idsOf(trace) : [];
      const holding = all.filter(
        (one) => one.squeezed.includes(trace) || ids.some((id) => one.text.includes(id)),
      );
      return [trace, holding.map(({ where }) => where)];
    }),
  );
}

const nowhere = (traces: readonly string[]) =>
  Object.fromEntries(traces.map((trace) => [trace, []]));

const personal = Object.keys(personalQueries);
const rare = Object.keys(rareQueries);
/** Why queries of the log stay in it. */
const stopReasons = ["fewCustomers", "personalData"];
const everything = [...personal, ...rare, ...idTraces, ...rejectTraces];

const workspace = configured("shop", gate, "product-type, query, pair");
const said: Said[] = [];
for (const words of [
  ["import", "products", log.productsFile],
  ["import", "events", log.eventsFile],
  ["import", "events", log.laterFile, "--json"],
  // Draws of the log, and mines what it drew.
  ["run", "mine", "--plan"],
]) {
  said.push(await run(workspace, ...words));
}
// Without product types every query is asked about.
const openGate = configured("open-gate", 1, "query, pair");
cpSync(join(workspace, "data"), join(openGate, "data"), { recursive: true });
said.push(await run(workspace, "run"));

test("what commands print and what the model is asked holds nothing that the log should keep", async () => {
  const commands = [
    ...[["status"], ["status", "--json"], ["doctor"], ["graph", "log", "--json"]],
    ...[
      ["show", "sleeping bag"],
      ["show", `${site}/lamp-3`],
      ["run", "--plan"],
      ["evaluate", "mining"],
      ["evaluate", "mining", "--json"],
    ],
    ["import", "events", log.headlessFile, "--debug"],
  ];
  said.push(...(await Promise.all(commands.map((words) => run(workspace, ...words)))));
  assert.ok(model.asked.length > 10);
  for (const reason of stopReasons) {
    const telling = said.filter(({ text }) => text.includes(reason)).map(({ where }) => where);
    const reports = ["cosmo evaluate mining", "cosmo evaluate mining --json"];
    assert.deepEqual(
      reports.filter((where) => !telling.includes(where)),
      [],
    );
  }
  assert.match(said.find(({ where }) => where === "cosmo run mine --plan")?.text ?? "", /sample/);
  assert.deepEqual(placesOf(everything, [...said, ...prompts()]), nowhere(everything));
});

test("of a query that the gate stops, and of its pairs, show tells the numbers alone", async () => {
  const shown: Said[] = [];
  const tells = async (asked: string, answer: RegExp): Promise<void> => {
    const told = await show(workspace, asked);
    assert.match(told.text, answer);
    shown.push(told);
  };
  const stopped = [
    { query: rareQueries["zanzibarine"]?.[0] ?? "", product: "lamp-1", reason: "fewCustomers" },
    { query: personalQueries["4155552671"]?.[1] ?? "", product: "lamp-3", reason: "personalData" },
  ];
  for (const { query, product, reason } of stopped) {
    const id = queryId(site, "en-US", normaliseQuery(query));
    const isCut = new RegExp(`cut by ${reason}.*a query that stays here`, "s");
    await tells(query, /ID_UNKNOWN/);
    await tells(id, /ID_UNKNOWN/);
    await tells(pairId("searchBuy", id, `${site}/${product}`), isCut);
    // Words of personal data are not in what mining reads.
    await tells(`${query} > ${product}`, reason === "fewCustomers" ? isCut : /ID_UNKNOWN/);
  }
  assert.deepEqual(placesOf(everything, shown), nowhere(everything));
});

test("a server tells nothing of it, whatever it is asked, and writes nothing of what it is asked", async () => {
  const server = await serve(workspace);
  const answers: Said[] = [];
  const get = async (path: string): Promise<string> => {
    const text = await (await fetch(server.address + path)).text();
    answers.push({ where: path, text });
    return text;
  };
  for (const query of Object.values(personalQueries).flat()) {
    const asked = `/v1/query/knowledge?text=${encodeURIComponent(query)}`;
    const answer = JSON.parse(await (await fetch(server.address + asked)).text());
    assert.deepEqual([answer.query.known, answer.queued], [false, false], query);
    // The words of the question, said back.
    const { text: _, ...told } = answer.query;
    answers.push({ where: query, text: JSON.stringify({ ...answer, query: told }) });
  }
  for (const trace of everything) {
    // The last word as a beginning: whatever starts so.
    for (const text of [trace, trace.slice(0, 4)]) {
      assert.deepEqual(JSON.parse(await get(`/v1/search?text=${text}`)).results, []);
    }
  }
  const found = JSON.parse(await get("/v1/search?text=tent")).results;
  assert.ok(found.some(({ kind }: { kind: string }) => kind === "query"));
  const known = JSON.parse(await get("/v1/query/knowledge?text=tent"));
  const [{ edge, node }] = known.knowledge;
  for (const path of [
    ...["/", "/healthz", "/readyz", "/openapi.json", "/metrics", "/v1/status", "/v1/versions"],
    ...[`/v1/edges/${edge}`, `/v1/intents/${node}`, "/v1/mining?limit=100"],
    ...["tent-1", "lamp-1", "lamp-3"].map((sku) => `/v1/products/${sku}/knowledge?limit=100`),
    "/v1/pairs/knowledge?product=tent-1&with=lamp-3",
  ]) {
    await get(path);
  }
  const mining = await get("/v1/mining");
  assert.ok(stopReasons.every((reason) => mining.includes(reason)));
  server.running.child.kill("SIGTERM");
  const { out, error } = await server.running.finished;
  answers.push({ where: "what cosmo serve says", text: out + error });
  assert.deepEqual(placesOf(everything, answers), nowhere(everything));
});

test("of all files the imported events alone hold it; facts of a day may hold what few people typed", async () => {
  const files = await filesOf(workspace);
  // Each form of file is one that the search reads through.
  const forms = new Set(files.map(({ where }) => extname(where) || basename(where)));
  const known = [".parquet", ".json", ".jsonl", ".yaml", ".db", ".db-wal", ".db-shm", ".mdb"];
  assert.deepEqual([...forms.difference(new Set([...known, ".mdb-lock", ".begun"]))], []);

  const { facts, others } = splitFiles(files);
  assert.ok(others.some(({ where }) => tableOf(where) === "rejects"));
  assert.deepEqual(placesOf(everything, others), nowhere(everything));
  const inFacts = [...personal, ...rejectTraces];
  assert.deepEqual(placesOf(inFacts, facts, "words"), nowhere(inFacts));

  // The log is there, or the search would find nothing anywhere.
  const logged = Object.entries(placesOf([...personal, ...rare, "marlowbrook"], files));
  for (const [trace, places] of logged) {
    assert.ok(
      places.some((place) => tableOf(place) === "events"),
      trace,
    );
  }
});

test("through an open gate what few people typed is found wherever it goes; personal data still stays", async () => {
  await run(openGate, "run");
  const { facts, others } = splitFiles(await filesOf(openGate));
  const { zanzibarine = [] } = placesOf(rare, others);
  for (const place of [
    /^data\/parts\/queries\/\w+\/rows\.parquet$/,
    /^data\/parts\/pairs\/\w+\/rows\.parquet$/,
    /^data\/state\/calls\.db$/,
    /^data\/graph\/indexes\/.*\/index\.mdb$/,
  ]) {
    assert.ok(
      zanzibarine.some((where) => place.test(where)),
      `${place}: ${zanzibarine}`,
    );
  }
  assert.deepEqual(placesOf(rare, prompts())["zanzibarine"]?.[0], "a prompt");
  assert.deepEqual(placesOf(personal, [...others, ...prompts()]), nowhere(personal));
  assert.deepEqual(placesOf(personal, facts, "words"), nowhere(personal));
});
