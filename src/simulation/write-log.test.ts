import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { type Progress, silentProgress, silentWork } from "../domain/progress.ts";
import { events, type ShopEvent } from "../domain/tables/events.ts";
import { products } from "../domain/tables/products.ts";
import { readParquetTable } from "../sql/parquet-table.ts";
import { readParquetRows } from "../sql/read-parquet-rows.ts";
import { openSql, type Sql } from "../sql/sql.ts";
import { marketShops } from "./market-shop.ts";
import { readSmallShop, settingsWith, simulateMarkets } from "./shop-for-tests.ts";
import { dayMs } from "./simulate-events.ts";
import { type LogForm, type WrittenLog, writeLog } from "./write-log.ts";

const parent = mkdtempSync(join(tmpdir(), "cosmo-log-"));
const sql: Sql = await openSql({ threads: 2, memoryLimit: "500MB", temporaryFolder: parent });
after(() => {
  sql.close();
  rmSync(parent, { recursive: true, force: true });
});

const shop = await readSmallShop();
const settings = settingsWith(shop.simulation, { purchase: { return: 0.5 } });
const { from } = settings.log;
const markets = marketShops(shop, 30, 1);
const never = new AbortController().signal;

interface Written extends WrittenLog {
  readonly folder: string;
}

async function write(
  { seed = 1, days = 6 },
  forms: readonly LogForm[] = ["events"],
  signal = never,
  progress: Progress = silentProgress,
  engine = sql,
): Promise<Written> {
  const folder = mkdtempSync(join(parent, "log-"));
  const options = { settings, sessions: 600, seed, from, days };
  return {
    folder,
    ...(await writeLog(engine, { folder, markets, options, forms, signal, progress })),
  };
}

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.includes("."))
    .sort();

const log = await write({}, ["events", "ubi"]);
const dayNames = [1, 2, 3, 4, 5, 6].map((day) => `2026-01-0${day}`);
const byId = (a: ShopEvent, b: ShopEvent): number => (a.id < b.id ? -1 : 1);

test("each day is a file of its own in either form, and nothing else is left", () => {
  assert.deepEqual(
    filesOf(log.folder),
    [
      ...dayNames.map((day) => `events/${day}.parquet`),
      ...dayNames.flatMap((day) => [`ubi/${day}-events.parquet`, `ubi/${day}-queries.parquet`]),
      "products/2026-01-01.parquet",
    ].sort(),
  );
  assert.deepEqual(
    log.days.map(({ day }) => day),
    dayNames,
  );
});

test("the days' files hold the simulated events, all of them, each on its day and sorted", async () => {
  const found: ShopEvent[] = [];
  for (const [place, day] of dayNames.entries()) {
    const file = join(log.folder, "events", `${day}.parquet`);
    const rows = await Array.fromAsync(readParquetTable(sql, events, [file]));
    assert.equal(rows.length, log.days[place]?.rows);
    for (const { time } of rows) assert.equal(Math.floor((time - from) / dayMs), place);
    const order = rows.map(({ time, id }) => `${time} ${id}`);
    assert.deepEqual(order, order.toSorted());
    found.push(...rows);
  }
  const expected = simulateMarkets(markets, shop, { settings, sessions: 600, days: 6 });
  assert.deepEqual(found.toSorted(byId), expected.toSorted(byId));
  assert.equal(log.events, expected.length);
  assert.ok(
    found.some(({ kind, time }) => kind === "return" && time >= from + 3 * dayMs),
    "returns reach into later days",
  );
});

test("the catalogue has the products of all sites and all epochs", async () => {
  const file = join(log.folder, "products/2026-01-01.parquet");
  const rows = await Array.fromAsync(readParquetTable(sql, products, [file]));
  assert.equal(rows.length, 30);
  assert.equal(log.products.rows, 30);
  assert.deepEqual(new Set(rows.map(({ site }) => site)), new Set(["small", "small-uk"]));
  const cedar = rows.filter(({ site, sku }) => site === "small" && sku === "OU-6");
  const changed = from + 10 * dayMs;
  assert.deepEqual(
    cedar.map(({ id, epoch, productType, categoryPath, validFrom, validTo }) => ({
      id,
      epoch,
      productType,
      categoryPath,
      validFrom,
      validTo,
    })),
    [
      {
        id: "small/OU-6",
        epoch: 1,
        productType: "tent",
        validFrom: null,
        validTo: changed,
        categoryPath: ["Sports & Outdoors", "Camping", "Tents"],
      },
      {
        id: "small/OU-6@2",
        epoch: 2,
        productType: "flashlight",
        validFrom: changed,
        categoryPath: ["Sports & Outdoors", "Lights"],
        validTo: null,
      },
    ],
  );
});

test("as UBI, searches are query documents with what they showed, and all else are events", async () => {
  const [day = ""] = dayNames;
  const rowsOf = (file: string) =>
    Array.fromAsync(readParquetRows(join(log.folder, `${file}.parquet`), never));
  const [own, actions, queries] = [
    (await rowsOf(`events/${day}`)).toSorted((a, b) =>
      String(a["id"]) < String(b["id"]) ? -1 : 1,
    ),
    await rowsOf(`ubi/${day}-events`),
    await rowsOf(`ubi/${day}-queries`),
  ];
  const searches = own.filter(({ kind }) => kind === "search");
  assert.deepEqual(
    queries.map(({ query_id, user_query }) => [query_id, user_query]),
    searches.map(({ queryId, query }) => [queryId, query]),
  );
  const [query] = queries;
  assert.deepEqual(
    query?.["query_response_hit_ids"],
    own
      .filter(({ kind, queryId }) => kind === "impression" && queryId === query?.["query_id"])
      .map(({ product }) => product),
  );
  const others = own.filter(({ kind }) => kind !== "search");
  assert.deepEqual(
    actions.map(({ event_id, action_name }) => [event_id, action_name]),
    others.map(({ id, kind }) => [id, kind === "cart" ? "add_to_cart" : kind]),
  );
  assert.ok(others.some(({ kind }) => kind === "purchase"));
});

test("content follows from shop, settings and seed; the form leaves it alone", async () => {
  const asUbi = await write({}, ["ubi"]);
  assert.equal(asUbi.content, log.content);
  assert.ok(
    filesOf(asUbi.folder).every(
      (file) => !/events\/|\d\.parquet/.test(file) || file.startsWith("products/"),
    ),
  );
  assert.notEqual((await write({ seed: 2 })).content, log.content);
  assert.notEqual((await write({ days: 5 })).content, log.content);
});

test("the number of threads changes nothing", async () => {
  const engine = await openSql({ threads: 1, memoryLimit: "500MB", temporaryFolder: parent });
  try {
    const written = await write({}, ["events"], never, silentProgress, engine);
    assert.deepEqual([written.content, written.days], [log.content, log.days]);
  } finally {
    engine.close();
  }
});

test("days without a visit have no file", async () => {
  const folder = mkdtempSync(join(parent, "quiet-"));
  const options = { settings, sessions: 2, seed: 1, from, days: 20 };
  const { days } = await writeLog(sql, {
    ...{ folder, markets, options, forms: ["events"] },
    ...{ signal: never, progress: silentProgress },
  });
  assert.ok(days.length >= 1 && days.length <= 4, String(days.length));
  assert.deepEqual(
    readdirSync(join(folder, "events")).sort(),
    days.map(({ day }) => `${day}.parquet`),
  );
});

test("progress is told, and an abort ends it with its reason, with no file under way left for whole", async () => {
  const reason = new Error("enough");
  const controller = new AbortController();
  const told: string[] = [];
  const progress: Progress = {
    started(name, unit, total) {
      told.push(`${name} ${total} ${unit}`);
      return {
        ...silentWork,
        progressed(done) {
          told.push(String(done));
          controller.abort(reason);
        },
      };
    },
  };
  const stopped = write({}, ["events"], controller.signal, progress);
  await assert.rejects(
    stopped,
    (error) => error === reason || Reflect.get(Object(error), "cause") === reason,
  );
  assert.deepEqual(told, ["simulate 600 sessions", "500"]);
});
