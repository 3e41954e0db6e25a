import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { silentProgress } from "../domain/progress.ts";
import type { AnyStage } from "../stage/stage.ts";
import { openPorts } from "./ports.ts";
import { parseConfiguration } from "./read-configuration.ts";
import { listStages } from "./stages.ts";

/** The stages of a workspace with these settings; no model is opened for them. */
async function stagesOf(settings: string): Promise<readonly AnyStage[]> {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-stages-"));
  const stateFolder = join(folder, "state");
  mkdirSync(stateFolder);
  const configuration = parseConfiguration(settings, "cosmo.yaml");
  const ports = await openPorts({
    folder,
    configuration,
    stateFolder,
    environment: { variables: {}, home: folder, currentFolder: folder, now: () => 0 },
    progress: silentProgress,
    signal: new AbortController().signal,
  });
  try {
    assert.deepEqual(ports.spent(), { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 });
    return await listStages(folder, configuration, ports);
  } finally {
    await ports.close();
    rmSync(folder, { recursive: true });
  }
}

test("a misspelt relation is told when the stages are listed, before any of them runs", async () => {
  await assert.rejects(stagesOf("generation: { relations: [usedFor, causes] }"), {
    code: "RELATION_UNKNOWN",
    message: /causes/,
    exitCode: 2,
  });
  assert.ok((await stagesOf("generation: { relations: [cause] }")).length > 0);
});

test("generate uses the prompts of the form that the model is asked in, and no others", async () => {
  const promptsOf = async (settings: string) =>
    (await stagesOf(settings)).find(({ name }) => name === "generate")?.uses["prompts"] ?? "";
  const drawn = await promptsOf("");
  assert.match(drawn, /\.draws@/);
  assert.doesNotMatch(drawn, /\.list@/);
  const listed = await promptsOf(
    "language-model: { provider: openai-compatible, base-url: 'http://127.0.0.1:1/v1', model: m }",
  );
  assert.match(listed, /\.list@/);
  assert.doesNotMatch(listed, /\.draws@/);
});
