import assert from "node:assert/strict";
import { appendFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "node:test";
import { datasetOf } from "../artifact/dataset.ts";
import { forgetCustomers } from "./forgetting/forget-customers.ts";
import { importsWhole } from "./imports-whole.ts";
import { silently, workspaceForTests } from "./workspace-for-tests.ts";

const { configure, use, importRows } = workspaceForTests("imports-whole");
configure("{}");

const bought = (customer: string) => ({
  ...{ customer, session: customer, kind: "purchase", product: "a" },
  time: "2026-01-04T12:00:00Z",
});
const bring = async (): Promise<void> => {
  await importRows("products", [{ sku: "a", title: "Tent" }]);
  await importRows("events", [bought("ann"), bought("bob")]);
};
const fileOf = (table: string): Promise<string> =>
  use(async ({ imports, store }) => {
    const record = (await imports.list()).find((one) => one.table === table);
    const [file = ""] = store.files(datasetOf(table, record?.parts ?? []));
    return file;
  });

test("an imported file that is gone or was changed is found, and importing the same files again mends it", async () => {
  assert.deepEqual(await use(importsWhole), []);
  await bring();
  const [whole] = await use(importsWhole);
  assert.deepEqual([whole?.ok, whole?.finding], [true, "files of 2 imports are whole"]);

  const products = await fileOf("products");
  appendFileSync(products, "x");
  const [changed, ...others] = await use(importsWhole);
  assert.equal(changed?.finding, `${products} is not the file that its manifest names`);
  assert.match(
    changed?.next ?? "",
    /^Remove that folder.* files of products again.*products\.jsonl/,
  );
  assert.deepEqual(others, []);

  rmSync(dirname(products), { recursive: true });
  const [gone] = await use(importsWhole);
  assert.equal(gone?.finding, `${dirname(products)} is missing`);
  await bring();
  assert.equal((await use(importsWhole))[0]?.ok, true);
});

test("a log whose file is gone comes back by its files without the customers who were forgotten", async () => {
  await bring();
  const customers = [{ id: "ann", place: "id 1" }];
  await use((workspace) => forgetCustomers(workspace, { customers, isPlan: false, ...silently }));
  const file = await fileOf("events");
  rmSync(dirname(file), { recursive: true });
  await bring();
  assert.equal((await use(importsWhole))[0]?.ok, true);
  assert.equal(await fileOf("events"), file);
});
