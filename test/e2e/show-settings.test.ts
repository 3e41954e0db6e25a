import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  temporaryFolder,
  workspaceWith,
} from "./cosmo-command.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";
import { fillWithMined } from "./sample-log.ts";

const folder = temporaryFolder();
const server = await startNumberedListServer();
after(() => server.close());

interface Version {
  readonly files: Readonly<Record<string, readonly string[]>>;
}

test("show follows today's settings, not the run that came last", async () => {
  const settings = (pairs: number): string =>
    `site: wren-and-larder
generation: { scopes: [pair], limit-pairs: ${pairs} }
language-model: { base-url: "${server.baseUrl}", model: numbered-lists }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`;
  const place = { folder: workspaceWith(folder, "turned", settings(2)) };
  const claimsOf = async (): Promise<readonly string[]> => {
    const { versions } = await cosmoJson<{ versions: readonly Version[] }>(["graph", "log"], place);
    const file = join(dirname(versions[0]?.files["assertions"]?.[0] ?? ""), "rows.jsonl");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    return lines.map((line) => JSON.parse(line).claim);
  };
  await fillWithMined(place.folder, { sessions: 300 });
  await cosmoJson(["run"], place);
  const earlier = await claimsOf();
  workspaceWith(folder, "turned", settings(4));
  await cosmoJson(["run"], place);
  const [later = ""] = (await claimsOf()).filter((id) => !earlier.includes(id));
  assert.equal((await cosmo(["show", later], place)).code, 0);
  workspaceWith(folder, "turned", settings(2));
  const gone = { exit: 2, code: "ID_UNKNOWN", place: later, next: "cosmo status" };
  assertOneError(await cosmo(["show", later], place), gone);
  assert.equal((await cosmo(["show", earlier[0] ?? ""], place)).code, 0);

  const back = await cosmo(["run"], place);
  assert.match(back.out, /The graph went back to these settings: version_/);
  const [, shown = ""] = back.out.match(/\nNext: cosmo show (.+)\n$/) ?? [];
  const words = shown.replace(/^'(.*)'$/, "$1");
  assert.match((await cosmo(["show", words], place)).out, /\nKnowledge \([1-9]/);
});
