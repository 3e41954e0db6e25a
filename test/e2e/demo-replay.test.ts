import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { cosmo, temporaryFolder, workspaceWith } from "./cosmo-command.ts";

const demoSettings = readFileSync(
  fileURLToPath(new URL("../../samples/shop/demo.yaml", import.meta.url)),
  "utf8",
);

interface Demo {
  readonly replayed: boolean;
  readonly graph: { readonly content: string; readonly assertions: number } | null;
  readonly atThreshold: {
    readonly above: readonly { readonly plausibility: number }[];
    readonly below: readonly { readonly plausibility: number }[];
  };
  readonly dropped: readonly unknown[];
  readonly ran: readonly string[];
  readonly example: string | null;
  readonly evaluation: { readonly rows: readonly { readonly id: string }[] } | null;
}

// Fails when prompts, relations or the sample moved on without a new recording:
// see scripts/record-sample.ts.
test("where no model can be had, the demo replays what the model said, and says so", async () => {
  const parent = temporaryFolder();
  const nowhere = `${demoSettings}models: { fetch: false, cache-folder: ${join(parent, "none")} }\n`;
  const folder = workspaceWith(parent, "demo", nowhere);
  const words = ["demo", "--no-serve", "--workspace", folder];
  const first = await cosmo([...words, "--json"]);
  assert.equal(first.code, 0, first.error);
  assert.match(first.error, /No embedded model can be had here .* replaying the answers/);
  const demo = JSON.parse(first.out) as Demo;
  assert.equal(demo.replayed, true);
  const assertions = demo.graph?.assertions ?? 0;
  assert.ok(assertions > 20 && assertions < 300, String(assertions));
  const { above, below } = demo.atThreshold;
  assert.deepEqual([above.length, below.length, demo.dropped.length], [10, 10, 10]);
  assert.ok(above.every(({ plausibility }) => plausibility > 0.6));
  assert.ok(below.every(({ plausibility }) => plausibility <= 0.6));
  assert.deepEqual(
    demo.evaluation?.rows.map(({ id }) => id),
    [
      "published",
      "published/carried-to-all",
      "no-critic",
      "random-scores",
      "published/new-types",
      "no-critic/new-types",
      "no-filter",
      "published/shuffled-needs",
      "no-critic/shuffled-needs",
    ],
  );

  const readme = readFileSync(fileURLToPath(new URL("../../README.md", import.meta.url)), "utf8");
  assert.match(
    readme,
    new RegExp(`show "${demo.example}" --workspace demo`),
    "the README's example",
  );

  // Asked for, it is no lack.
  const asked = await cosmo([...words, "--recorded", "--json"]);
  assert.doesNotMatch(asked.error, /No embedded model/);
  const again = JSON.parse(asked.out) as Demo;
  assert.equal(again.replayed, true);
  assert.deepEqual(again.ran, []);
  assert.equal(again.graph?.content, demo.graph?.content);
});
