import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { importFiles } from "./import-files.ts";
import { importId, removeImports } from "./remove-imports.ts";
import { workspaceStatus } from "./status.ts";
import { silently, workspaceForTests } from "./workspace-for-tests.ts";

const { folder, configure, use, importRows, run } = workspaceForTests("remove-imports");
configure("{}");

const bought = (day: number) => ({
  ...{ time: `2026-01-0${day}T12:00:00Z`, session: `${day}` },
  ...{ kind: "purchase", product: "a" },
});
const remove = (...names: readonly string[]) => use((workspace) => removeImports(workspace, names));
const sources = () =>
  use(async ({ imports }) => (await imports.list()).flatMap((one) => one.sources));

test("an import is taken out by its id or file, and the next run is as if it had never been", async () => {
  await importRows("products", [{ sku: "a", title: "Tent" }]);
  await importRows("events", [bought(4)], "right");
  await importRows("events", [bought(5)], "wrong");
  await importRows("events", [bought(6)], "worse");
  const worse = await use(async ({ imports }) => (await imports.list()).at(-1));
  assert.ok(worse !== undefined);
  const removed = await remove("wrong.jsonl", importId(worse), "wrong.jsonl");
  assert.deepEqual(
    removed.map((one) => [one.table, one.sources, one.rows, one.days]),
    [
      ["events", ["wrong.jsonl"], 1, 0],
      ["events", ["worse.jsonl"], 1, 0],
    ],
  );
  assert.deepEqual(await sources(), ["products.jsonl", "right.jsonl"]);
  await run("observe");
  const { stages } = await use(workspaceStatus);
  assert.equal(stages.find(({ name }) => name === "observe")?.rowsOut, 1);
});

test("where one of the names is no import, or a file of several, nothing is taken out", async () => {
  await assert.rejects(remove("right.jsonl", "none"), {
    code: "IMPORT_UNKNOWN",
    message: "There is no import none",
  });
  await importRows("events", [bought(7)], "right");
  await assert.rejects(remove("right.jsonl"), {
    message: /^2 imports have a file right\.jsonl: \w{8}, \w{8}$/,
  });
  assert.deepEqual(await sources(), ["products.jsonl", "right.jsonl", "right.jsonl"]);
});

test("a file of an import of several is not enough to take it out; all of them are, and so is its id", async () => {
  const [one, other] = ["one.csv", "other.csv"].map((name, index) => {
    const path = join(folder, name);
    writeFileSync(path, `session,time,sku\ns,2026-01-08 1${index}:00,a\n`);
    return path;
  });
  assert.ok(one && other);
  const bring = () =>
    use((workspace) =>
      importFiles(workspace, {
        ...{ table: "events", paths: [one, other], format: null, map: [], timeZone: null },
        ...{ replace: false, ...silently },
      }),
    );
  await bring();
  const before = await sources();
  await assert.rejects(remove("one.csv"), {
    code: "IMPORT_OF_SEVERAL_FILES",
    message:
      /^one\.csv is one of 2 files of the import \w{8}, which has 2 events of one\.csv, other\.csv$/,
    hint: /cosmo import remove \w{8}\./,
  });
  assert.deepEqual(await sources(), before);
  // By the paths that were imported.
  await remove(one, other);
  assert.ok(!(await sources()).includes("one.csv"));
  const { recipe } = await bring();
  await remove(importId({ recipe }));
  assert.ok(!(await sources()).includes("other.csv"));
});
