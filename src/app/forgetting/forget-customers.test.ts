import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { gzipSync } from "node:zlib";
import { datasetOf } from "../../artifact/dataset.ts";
import { events } from "../../domain/tables/events.ts";
import { pairs } from "../../domain/tables/pairs.ts";
import { readParquetRows } from "../../sql/read-parquet-rows.ts";
import { customerHash } from "../customer-key.ts";
import { importFiles } from "../import-files.ts";
import { selectedDataset } from "../selected-pairs.ts";
import { workspaceStatus } from "../status.ts";
import type { Workspace } from "../workspace.ts";
import { silently, type TestWorkspace, workspaceForTests } from "../workspace-for-tests.ts";
import { allowCustomers, forgetCustomers } from "./forget-customers.ts";

const shop = workspaceForTests("forget");
const other = workspaceForTests("forget-other");
for (const { configure } of [shop, other]) configure("{ query-gate: { customers: 2 } }");
const dataOf = ({ folder }: TestWorkspace): string => join(folder, "data");

beforeEach(() => {
  for (const one of [shop, other]) rmSync(dataOf(one), { recursive: true, force: true });
});

interface Line {
  readonly customer?: string;
  readonly session: string;
  readonly kind: string;
  readonly query?: string;
  readonly product?: string;
  readonly time: string;
}

const did = (customer: string | null, session: string, minute: number, what: object): Line =>
  ({
    ...(customer === null ? {} : { customer }),
    ...{ session, time: `2026-01-${minute < 30 ? "04" : "05"}T12:${minute}:00Z`, kind: "purchase" },
    ...what,
  }) as Line;
const searched = (query: string) => ({ kind: "search", query });
const bought = (product: string) => ({ product });

/** Ann and Bob look for tents, Bob and Cleo for lamps; in Ann's session somebody who is not named clicks. */
const log: readonly Line[] = [
  did("ann", "s1", 10, searched("tent")),
  did(null, "s1", 11, { kind: "click", product: "tent-2" }),
  did("ann", "s1", 12, bought("tent-1")),
  did("ann", "s1", 13, bought("lamp-1")),
  did("ann", "s4", 40, searched("secret of ann")),
  did("bob", "s2", 14, searched("tent")),
  did("bob", "s2", 15, bought("tent-1")),
  did("bob", "s2", 16, searched("lamp")),
  did("bob", "s2", 17, bought("lamp-1")),
  did("cleo", "s3", 41, searched("lamp")),
  did("cleo", "s3", 42, bought("lamp-1")),
  did(null, "s5", 43, bought("tent-1")),
];
const withoutAnn = log.filter(({ session }) => session !== "s1" && session !== "s4");

async function bring(workspace: TestWorkspace, lines: readonly Line[]): Promise<void> {
  const products = ["tent-1", "tent-2", "lamp-1"].map((sku) => ({ sku, title: `A ${sku}` }));
  await workspace.importRows("products", products);
  await workspace.importRows("events", lines);
}

const forgetting = (isPlan: boolean, ids: readonly string[]) =>
  shop.use((workspace) =>
    forgetCustomers(workspace, {
      customers: ids.map((id, place) => ({ id, place: `id ${place + 1}` })),
      isPlan,
      ...silently,
    }),
  );
const forget = (...ids: readonly string[]) => forgetting(false, ids);

const allow = (id: string) =>
  shop.use((workspace) => allowCustomers(workspace, [{ id, place: id }]));

/** All rows under the folder of data, as one text. */
async function textOf(folder: string): Promise<string> {
  const texts: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    if (file.endsWith(".parquet")) {
      for await (const row of readParquetRows(file, silently.signal))
        texts.push(JSON.stringify(row));
    } else texts.push(readFileSync(file, "latin1"));
  }
  return texts.join("\n");
}

/** Hashes of the rows of what was observed and mined last, by table. */
const contentsIn = ({ use }: TestWorkspace) =>
  use(async ({ records }) => {
    const last = await Promise.all(["observe", "mine"].map((stage) => records.latest(stage)));
    const writes = last.flatMap((record) => Object.entries(record?.writes ?? {}));
    return Object.fromEntries(
      writes.map(([name, { parts }]) => [
        name,
        parts.filter(({ rows }) => rows > 0).map(({ content }) => content),
      ]),
    );
  });

const importsIn = ({ use }: TestWorkspace) => use(({ imports }) => imports.list());

test("after customers are forgotten all is as if the log had never had them, and nothing on the disk has their words", async () => {
  await bring(shop, log);
  await shop.run("mine");
  const hash = customerHash(join(dataOf(shop), "state"))("ann");
  const before = await textOf(dataOf(shop));
  assert.ok(before.includes(hash) && before.includes("secret of ann"));
  const counts = { customers: 1, events: 5, imports: 1, others: 0 };
  assert.deepEqual(await forget("ann"), { isPlan: false, ...counts, before: [], unknown: [] });
  const after = await textOf(dataOf(shop));
  assert.ok(!after.includes("secret of ann"));
  // The keyed hash is known to the list of those who were forgotten, and to nothing else.
  assert.ok(!(await textOf(join(dataOf(shop), "parts"))).includes(hash));

  mkdirSync(join(dataOf(other), "state"), { recursive: true });
  for (const name of readdirSync(join(dataOf(shop), "state"))) {
    if (name.startsWith("people.db")) {
      cpSync(join(dataOf(shop), "state", name), join(dataOf(other), "state", name));
    }
  }
  await bring(other, withoutAnn);
  for (const one of [shop, other]) await one.run("mine");
  const [forgotten, never] = [await contentsIn(shop), await contentsIn(other)];
  // Two looked for tents and two for lamps: of the first one is left, fewer than the gate lets through.
  assert.ok((never["queries"] ?? []).length > 0);
  assert.deepEqual(forgotten, never);
});

test("status tells how many events of an import were forgotten; what was read and kept still adds up", async () => {
  await bring(shop, log);
  await forget("ann");
  await forget("cleo");
  const { imports } = await shop.use(workspaceStatus);
  const [, { rows, forgotten } = {}] = imports;
  assert.deepEqual([rows, forgotten], [log.length - 7, 7]);
});

test("an import's days are those of what is left", async () => {
  await bring(
    shop,
    log.filter(({ session }) => session !== "s5"),
  );
  const days = async () => (await shop.use(workspaceStatus)).imports.map((one) => one.days);
  const zone = { timeZone: "UTC" };
  assert.deepEqual(await days(), [null, { from: "2026-01-04", to: "2026-01-05", ...zone }]);
  await forget("ann");
  await forget("cleo");
  assert.deepEqual(await days(), [null, { from: "2026-01-04", to: "2026-01-04", ...zone }]);
  await forget("bob");
  assert.deepEqual(await days(), [null, null]);
});

test("whom no event names changes nothing, and is told by the place; a customer who is given twice is told once", async () => {
  await bring(shop, log);
  await shop.run("mine");
  const before = await importsIn(shop);
  const told = await forget("nobody", "nobody", "Ann");
  const counts = { customers: 0, events: 0, imports: 0, others: 0 };
  assert.deepEqual(told, { isPlan: false, ...counts, before: [], unknown: ["id 2", "id 3"] });
  assert.deepEqual(await importsIn(shop), before);
  // Later imports leave them out all the same; asked for again it is told when that was.
  const again = await forget("nobody", "cleo");
  assert.deepEqual([again.unknown, again.before.map(({ place }) => place)], [[], ["id 1"]]);
});

test("another customer of the same session stays, and is told", async () => {
  await bring(shop, [...log, did("device 7", "s1", 18, bought("tent-2"))]);
  const { others, events: gone } = await forget("ann");
  assert.deepEqual([others, gone], [1, 5]);
  assert.equal((await forget("device 7")).events, 1);
});

test("a day that a later import replaced stays replaced when that import's customer is forgotten", async () => {
  await bring(shop, log);
  const corrected = [
    did("ann", "s6", 12, bought("lamp-1")),
    did("bob", "s7", 13, bought("lamp-1")),
  ];
  const path = join(shop.folder, "corrected.jsonl");
  writeFileSync(path, corrected.map((line) => JSON.stringify(line)).join("\n"));
  const how = { format: null, map: [], timeZone: null, replace: false, ...silently };
  await shop.use((workspace) =>
    importFiles(workspace, {
      ...{ table: "events", paths: [path], ...how, replaceDays: ["2026-01-04"] },
    }),
  );
  await forget("ann");
  await shop.run("observe");
  const status = await shop.use(workspaceStatus);
  const observe = status.stages.find(({ name }) => name === "observe");
  // Bob's four of that day, in place of which one is left.
  assert.deepEqual([observe?.dropped["replaced"], observe?.rowsOut], [4, 4]);
});

/** Forgetting that is cut off where the imports are written down, before or after. */
async function cutOff(when: "before" | "after"): Promise<void> {
  const cut = (workspace: Workspace): Workspace => ({
    ...workspace,
    imports: {
      ...workspace.imports,
      async rewrite(records) {
        if (when === "after") await workspace.imports.rewrite(records);
        throw new Error("cut");
      },
    },
  });
  const customers = [{ id: "ann", place: "id 1" }];
  const stopped = shop.use((workspace) =>
    forgetCustomers(cut(workspace), { customers, isPlan: false, ...silently }),
  );
  await assert.rejects(stopped, /cut/);
}

const partsOnDisk = (): number => readdirSync(join(dataOf(shop), "parts", "events")).length;

test("stopped before the imports are written they are as they were, and the same call goes on", async () => {
  await bring(shop, log);
  await shop.run("mine");
  const before = await importsIn(shop);
  await cutOff("before");
  assert.deepEqual(await importsIn(shop), before);
  await shop.run("mine");
  assert.equal((await forget("ann")).events, 5);
  const [, left] = await importsIn(shop);
  const rows = await shop.use(({ store }) =>
    Array.fromAsync(store.rows(events, datasetOf("events", left?.parts ?? []))),
  );
  assert.equal(rows.length, log.length - 5);
  assert.equal(partsOnDisk(), 1);
});

test("stopped behind that, the next call, whomever it is about, clears away what is left", async () => {
  await bring(shop, log);
  await cutOff("after");
  assert.equal(partsOnDisk(), 2);
  assert.equal((await forget("ann")).before.length, 1);
  assert.equal(partsOnDisk(), 1);
});

test("a part that a stopped call wrote is not taken for one that lacks what a later import tells of its sessions", async () => {
  await bring(shop, [...log, did(null, "s9", 20, searched("words of nobody"))]);
  await cutOff("before");
  await allow("ann");
  await shop.importRows("events", [did("ann", "s9", 45, bought("lamp-1"))], "later");
  assert.equal((await forget("ann")).events, 7);
  assert.ok(!(await textOf(dataOf(shop))).includes("words of nobody"));
});

test("a search that names nobody goes with the click that names its customer", async () => {
  const search = {
    time: "2026-01-04T12:20:00Z",
    kind: "search",
    query: "words of nobody",
    query_id: "q1",
  };
  const click = { ...did("ann", "s9", 21, { kind: "click", product: "tent-1" }), query_id: "q1" };
  await bring(shop, [...log, search as never, click]);
  assert.equal((await forget("ann")).events, 7);
  assert.ok(!(await textOf(dataOf(shop))).includes("words of nobody"));
});

test("an id is found however it is typed: composed or not, with more spaces or a ligature", async () => {
  const ids = ["Jose\u0301", "two  spaces", "\ufb01x", "a\tb"];
  await bring(shop, [
    ...log,
    ...ids.map((id, place) => did(id, `t${place}`, 20, bought("tent-1"))),
  ]);
  assert.deepEqual((await forget(...ids)).unknown, []);
});

test("when everybody is forgotten a run finds nothing, and no time or count of a pair is left", async () => {
  await bring(
    shop,
    log.filter(({ customer }) => customer !== undefined),
  );
  await shop.run("mine");
  assert.equal((await forget("ann", "bob", "cleo")).events, 10);
  await shop.run("mine");
  const { pairs: mined = [] } = await contentsIn(shop);
  assert.deepEqual(mined, []);
  // Which pairs were selected stays known, by their ends.
  const text = await textOf(join(dataOf(shop), "parts", "pairs"));
  assert.ok(!text.includes("2026-01"), text);
});

test("without the key of customers nobody is taken for unknown: the error says what to do", async () => {
  await bring(shop, log);
  for (const name of readdirSync(join(dataOf(shop), "state"))) {
    if (name.startsWith("people.db")) rmSync(join(dataOf(shop), "state", name));
  }
  await assert.rejects(forget("ann"), { code: "CUSTOMER_KEY_MISSING", hint: /people\.db/ });
});

test("later imports leave out what the forgotten did, by whatever files, until they are allowed", async () => {
  await bring(shop, log);
  await forget("ann");
  const again = [
    ...log,
    did("ann", "s8", 44, bought("lamp-1")),
    did(null, "s8", 45, bought("lamp-1")),
  ];
  await shop.importRows("events", again, "again");
  const [, , record] = await importsIn(shop);
  assert.deepEqual([record?.rows, record?.forgotten], [log.length - 5, 7]);
  assert.match(
    record?.notices.join("\n") ?? "",
    /^7 events of customers who were forgotten are left out/m,
  );
  const hash = customerHash(join(dataOf(shop), "state"))("ann");
  assert.ok(!(await textOf(join(dataOf(shop), "parts"))).includes(hash));
  assert.match((await forget("ann")).before[0]?.at ?? "", /^\d{4}-\d\d-\d\dT/);

  assert.deepEqual(await allow("bob"), { allowed: 0, unknown: ["bob"] });
  assert.deepEqual(await allow("ann"), { allowed: 1, unknown: [] });
  await shop.importRows("events", again.slice(-2), "allowed");
  assert.deepEqual((await importsIn(shop)).at(-1)?.rows, 2);
});

test("an import of nothing but what the forgotten did holds no event, and is one all the same", async () => {
  await bring(shop, log);
  await forget("ann");
  await shop.importRows("events", [did("ann", "s9", 45, bought("lamp-1"))], "hers");
  const record = (await importsIn(shop)).at(-1);
  assert.deepEqual([record?.rows, record?.forgotten], [0, 1]);
  await shop.run("mine");
});

test("a corrected day takes the place of another, also where nothing is left of it once the forgotten are left out", async () => {
  await bring(shop, log);
  await forget("ann");
  const path = join(shop.folder, "hers.jsonl");
  const hers = log.filter(({ session }) => session === "s1").map((line) => JSON.stringify(line));
  writeFileSync(path, hers.join("\n"));
  const how = { format: null, map: [], timeZone: null, replace: false, ...silently };
  const { replaced, rows } = await shop.use((workspace) =>
    importFiles(workspace, {
      ...{ table: "events", paths: [path], ...how, replaceDays: ["2026-01-04"] },
    }),
  );
  assert.deepEqual(
    [rows, replaced?.map(({ events: now, earlier }) => [now, earlier])],
    [0, [[4, 4]]],
  );
  await shop.run("observe");
  const { stages } = await shop.use(workspaceStatus);
  assert.equal(stages.find(({ name }) => name === "observe")?.dropped["replaced"], 4);
});

test("who is allowed again comes back by the same files", async () => {
  await bring(shop, log);
  await forget("ann");
  await allow("ann");
  await bring(shop, log);
  const [, { rows, forgotten } = {}] = await importsIn(shop);
  assert.deepEqual([rows, forgotten], [log.length, undefined]);
});

test("a cut file of nothing but what the forgotten did takes nothing out of the log", async () => {
  await bring(shop, log);
  await forget("ann");
  const before = await importsIn(shop);
  const path = join(shop.folder, "cut.jsonl.gz");
  const hers = log.filter(({ customer }) => customer === "ann");
  const many = Array.from({ length: 3000 }, (_, place) => ({ ...hers[0], id: `${place}` }));
  const whole = gzipSync(many.map((line) => JSON.stringify(line)).join("\n"));
  writeFileSync(path, whole.subarray(0, whole.length - 200));
  const how = { format: null, map: [], timeZone: null, replace: true, ...silently };
  const importing = shop.use((workspace) =>
    importFiles(workspace, { table: "events", paths: [path], ...how }),
  );
  await assert.rejects(importing, { code: "FILE_CUT_SHORT" });
  assert.deepEqual(await importsIn(shop), before);
});

test("which pairs were selected stays known under the settings of the last run, and for no others", async () => {
  const settings = "{ query-gate: { customers: 2 } }";
  const keptFor = () =>
    shop.use(async ({ records, store }) => {
      const dataset = (await records.latest("mine"))?.writes["pairs"];
      assert.ok(dataset !== undefined);
      const rows = await Array.fromAsync(store.rows(pairs, dataset));
      return rows.map((row) => row.keptFor);
    });
  const selected = () =>
    shop.use(async ({ dataFolder }) => (await selectedDataset(dataFolder)).rows);
  const shoppers = ["ann", "bob", "cleo", "dan", "eve"].flatMap((name, place) => [
    did(name, `t${place}`, 10, searched("tent for two")),
    did(name, `t${place}`, 11, { kind: "click", product: "tent-1" }),
    did(name, `t${place}`, 12, bought("tent-1")),
  ]);
  await bring(shop, shoppers);
  await shop.run("mine");
  const count = (await keptFor()).length;
  assert.ok(count > 0);
  // Settings that were edited and not run are none.
  shop.configure("{ query-gate: { customers: 2 }, search-buy: { click-rate-low: 0.99 } }");
  await forget("ann");
  assert.equal(await selected(), count);
  await shop.run("mine");
  assert.ok(!(await keptFor()).includes("selectedBefore"));
  shop.configure(settings);
});

test("a plan counts what would be taken out, and takes nothing", async () => {
  await bring(shop, log);
  const before = await importsIn(shop);
  const planned = await forgetting(true, ["ann", "nobody"]);
  assert.deepEqual(await importsIn(shop), before);
  assert.deepEqual({ ...(await forget("ann", "nobody")), isPlan: true }, planned);
});
