import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  temporaryFolder,
  workspaceWith,
} from "./cosmo-command.ts";
import { workspaceTexts } from "./workspace-texts.ts";

const folder = temporaryFolder();
const workspace = workspaceWith(folder, "shop", "mining: { query-gate: { customers: 1 } }\n");
writeFileSync(
  join(folder, "log.csv"),
  `customer,session,kind,query,product,time
ann,s1,search,tents of ann,,2026-01-04 10:00
,s1,click,,tent-1,2026-01-04 10:01
bob,s2,search,tents of bob,,2026-01-04 11:00
bob,s2,purchase,,tent-1,2026-01-04 11:01
`,
);
writeFileSync(join(folder, "products.csv"), "sku,title\ntent-1,A tent\n");
writeFileSync(join(folder, "ids.txt"), "ann\r\n\r\nnobody\n");

const at = { folder: workspace };

test("customers are forgotten by a file of ids: what is gone and what stays is told, and no file has their words any more", async () => {
  await cosmoJson(["import", "products", "../products.csv"], at);
  await cosmoJson(["import", "events", "../log.csv"], at);
  await cosmoJson(["run", "mine"], at);
  const asked = ["show", "tents of bob > tent-1"];
  assert.equal((await cosmo(asked, at)).code, 0);
  const { code, out, error } = await cosmo(["forget", "--ids", "../ids.txt"], at);
  // One of the two is no customer: whoever asked for it must see that.
  assert.equal(code, 1, error);
  assert.match(out, /^Forgot 1 customer: 2 events of 1 import, .* are gone from the disk/);
  assert.match(out, /\nNo event names the customer of ids\.txt:3: /);
  assert.match(out, /\nNext: cosmo run$/m);
  const twice = await cosmo(["forget", "ann"], at);
  assert.match(
    twice.out,
    /^Forgotten before, and in no event since, is the customer of argument 1 \(20/,
  );
  assert.equal(twice.code, 0);
  const texts = [...(await workspaceTexts(workspace)).values()].join("\n");
  assert.ok(texts.includes("tents of bob"));
  assert.ok(!texts.includes("tents of ann"));
  // Before the next run nothing is known of pairs, and nothing is taken for damaged.
  for (const words of [asked, ["evaluate", "mining"], ["doctor"], ["prune"]]) {
    assert.doesNotMatch((await cosmo(words, at)).error, /DAMAGED|UNEXPECTED/);
  }
  await cosmoJson(["run", "mine"], at);
  assert.equal((await cosmo(asked, at)).code, 0);
  const status = await cosmo(["status"], at);
  assert.match(status.out, /log\.csv \(2 forgotten\)/);
  const again = await cosmo(["import", "events", "../log.csv"], at);
  assert.match(again.out, /Note: 2 events of customers who were forgotten are left out/);
});

test("nobody's id, a file that is not there and one without ids are refused with what to do", async () => {
  writeFileSync(join(folder, "empty.txt"), "\n");
  assertOneError(await cosmo(["forget"], at), {
    ...{
      exit: 2,
      code: "WRONG_USE",
      place: "name customers by the ids",
      next: "cosmo forget --help",
    },
  });
  assertOneError(await cosmo(["forget", "--ids", "../none.txt"], at), {
    ...{ exit: 2, code: "FILE_NOT_FOUND", place: "none.txt", next: /./ },
  });
  assertOneError(await cosmo(["forget", "--ids", "../empty.txt"], at), {
    ...{ exit: 2, code: "IDS_UNREADABLE", place: "There are no ids in", next: "on each line" },
  });
});
