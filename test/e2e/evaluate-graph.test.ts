import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  temporaryFolder,
  workspaceWith,
} from "./cosmo-command.ts";
import { embeddedModelsAbsent } from "./embedded-models.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";

const absent = await embeddedModelsAbsent();
const parent = temporaryFolder();

test("without a graph there is nothing to evaluate, and the next step is told", async () => {
  const folder = workspaceWith(parent, "empty");
  assertOneError(await cosmo(["evaluate", "graph", "--workspace", folder]), {
    exit: 2,
    code: "GRAPH_MISSING",
    place: "No graph",
    next: "cosmo run",
  });
  assertOneError(await cosmo(["evaluate", "mining", "--workspace", folder]), {
    exit: 2,
    code: "MINING_MISSING",
    place: "Mining has not run",
    next: "cosmo run mine",
  });
});

test("of a shop that was not simulated no truth is known", { skip: absent ?? false }, async () => {
  const server = await startNumberedListServer();
  after(() => server.close());
  const folder = workspaceWith(
    parent,
    "real",
    `language-model: { base-url: "${server.baseUrl}", model: numbered-lists }
refinement: { perplexity-by: none }
critic: { by: none }
`,
  );
  const products = "sku,title,productType\na,Umbrella,umbrella\nb,Tent,tent\n";
  const events = "session,product,time\n1,a,2026-01-05\n1,b,2026-01-05\n";
  writeFileSync(join(folder, "products.csv"), products);
  writeFileSync(join(folder, "events.csv"), events);
  await cosmoJson(["import", "products", join(folder, "products.csv"), "--workspace", folder]);
  await cosmoJson(["import", "events", join(folder, "events.csv"), "--workspace", folder]);
  const run = await cosmo(["run", "--workspace", folder]);
  assert.equal(run.code, 0, run.error);
  assertOneError(await cosmo(["evaluate", "graph", "--workspace", folder]), {
    exit: 2,
    code: "TRUTH_FOREIGN",
    place: "wren-and-larder",
    next: "--truth FOLDER",
  });
});
