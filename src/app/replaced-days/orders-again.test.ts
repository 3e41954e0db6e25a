import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { importFiles } from "../import-files.ts";
import { silently, workspaceForTests } from "../workspace-for-tests.ts";

const { folder, configure, use } = workspaceForTests("orders-again");
configure("{}");

interface Line {
  readonly order: number;
  readonly product: string;
  readonly quantity: number;
  readonly status?: string;
}

/** Order 1 is of 1 January, and so on. */
const write = (name: string, lines: readonly Line[]): string => {
  const path = join(folder, name);
  const rows = lines.map(
    ({ order, product, quantity, status = "paid" }) =>
      `${order},2026-01-0${order} 12:00,${product},${quantity},${status}`,
  );
  writeFileSync(path, `order id,time,sku,quantity,status\n${rows.join("\n")}\n`);
  return path;
};

const toldOf = async (path: string, replaceDays = false): Promise<readonly string[]> => {
  const { warnings = [] } = await use((workspace) =>
    importFiles(workspace, {
      ...{ table: "events", paths: [path], format: null, map: [], timeZone: null, replace: false },
      ...{ replaceDays, ...silently },
    }),
  );
  return warnings.filter((warning) => warning.includes("fewer units by these files"));
};

/** Four orders of each of three days, of two lines each. */
async function threeDays(): Promise<void> {
  rmSync(join(folder, "data"), { recursive: true, force: true });
  const lines = [1, 2, 3].flatMap((order) =>
    ["P1", "P2", "P3", "P4"].map((product) => ({ order, product, quantity: 3 })),
  );
  assert.deepEqual(await toldOf(write("first.csv", lines)), []);
}

test("a later export with a few orders that came to nothing, or have fewer units, says that the old lines count", async () => {
  await threeDays();
  const later = write("later.csv", [
    { order: 1, product: "P1", quantity: 3, status: "refunded" },
    { order: 2, product: "P2", quantity: 1 },
    { order: 2, product: "P9", quantity: 1 },
    { order: 3, product: "P3", quantity: 3 },
    { order: 4, product: "P1", quantity: 3, status: "refunded" },
  ]);
  const [told = "", ...more] = await toldOf(later);
  assert.deepEqual(more, []);
  assert.match(
    told,
    /^2 purchases of 2026-01-01\.\.2026-01-02 in earlier imports have fewer units by these files/,
  );
  assert.match(told, /--replace-days/);
});

test("what comes again as it was, or in place of its day, is not told", async () => {
  await threeDays();
  assert.deepEqual(await toldOf(write("same.csv", [{ order: 3, product: "P3", quantity: 3 }])), []);
  const whole = ["P1", "P2", "P3", "P4"].map((product) => ({ order: 2, product, quantity: 2 }));
  assert.deepEqual(await toldOf(write("whole.csv", whole), true), []);
  // What was replaced counts no longer, and so is not told.
  const old = write("old.csv", [{ order: 2, product: "P1", quantity: 3, status: "refunded" }]);
  await assert.rejects(toldOf(old), (error: unknown) => {
    assert.ok(error instanceof CosmoError);
    assert.equal(error.code, "NOTHING_USABLE");
    assert.match(error.hint ?? "", /1 purchase of 2026-01-02 in earlier imports has fewer units/);
    return true;
  });
});

test("a file of nothing but orders that came to nothing says so in its error", async () => {
  await threeDays();
  const file = write("refunds.csv", [
    { order: 1, product: "P1", quantity: 3, status: "refunded" },
    { order: 4, product: "P1", quantity: 3, status: "refunded" },
  ]);
  await assert.rejects(toldOf(file), {
    code: "NOTHING_USABLE",
    hint: /1 purchase of 2026-01-01 in earlier imports has fewer units by these files.*--replace-days/,
  });
});

test("more units, other money and days of which an import has nothing left are not told", async () => {
  await threeDays();
  assert.deepEqual(await toldOf(write("more.csv", [{ order: 3, product: "P3", quantity: 4 }])), []);
  await threeDays();
  const none = ["P1", "P2", "P3", "P4"].map((product) => ({
    ...{ order: 1, product, quantity: 3, status: "refunded" },
  }));
  assert.deepEqual(await toldOf(write("none.csv", none), true), []);
  const late = [
    { order: 1, product: "P7", quantity: 1 },
    { order: 1, product: "P1", quantity: 3, status: "refunded" },
  ];
  assert.deepEqual(await toldOf(write("late.csv", late)), []);
});
