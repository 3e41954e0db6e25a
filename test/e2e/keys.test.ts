import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import {
  cosmo,
  cosmoJson,
  type Finished,
  temporaryFolder,
  workspaceWith,
} from "./cosmo-command.ts";
import { type Reply, startNumberedListServer } from "./numbered-list-server.ts";
import { fillWithMined } from "./sample-log.ts";
import { workspaceTexts } from "./workspace-texts.ts";

const folder = temporaryFolder();
const server = await startNumberedListServer();
after(() => server.close());

/** Two that a server may repeat as they are, and one whose signs JSON and addresses escape. */
const keys = ["sk-0123456789-swordfish-never-written", 'k/"quo\\te"-swordfish-never&written'];
const secret = "swordfish";

const imported = workspaceWith(
  folder,
  "imported",
  `site: wren-and-larder
mining: { query-gate: { customers: 2 } }
generation: { scopes: [pair], limit-pairs: 3 }
language-model: { base-url: "${server.baseUrl}", model: echo, api-key: \${SHOP_MODEL_KEY}, max-attempts: 1 }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`,
);
await fillWithMined(imported, { sessions: 300, customers: 2 });
let workspaces = 0;
const newWorkspace = (): string => {
  const workspace = join(folder, `copy-${++workspaces}`);
  cpSync(imported, workspace, { recursive: true });
  return workspace;
};

beforeEach(() => {
  server.instead = () => undefined;
});

/** Signs as they are, whatever JSON or an address made of them. */
const unescaped = (text: string): string =>
  text
    .replaceAll(/\\+u([0-9a-f]{4})/gi, (_, code: string) =>
      String.fromCharCode(Number(`0x${code}`)),
    )
    .replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number(`0x${code}`)));

/** The command under a key; what it prints has no trace of it. */
async function quietly(
  words: readonly string[],
  workspace: string,
  key: string,
): Promise<Finished> {
  const finished = await cosmo(words, { folder: workspace, variables: { SHOP_MODEL_KEY: key } });
  assert(!unescaped(finished.out + finished.error).includes(secret), `${words} says the key`);
  return finished;
}

async function assertNowhere(workspace: string): Promise<void> {
  for (const [file, text] of await workspaceTexts(workspace)) {
    assert(!unescaped(text).includes(secret), `${file} holds the key`);
  }
}

const escapedWhole = (text: string): string =>
  Array.from(text, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

const answerWith = (content: string): Reply => ({
  status: 200,
  body: {
    choices: [{ message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 9, completion_tokens: 9 },
  },
});

const refusals = (key: string): readonly Reply[] => [
  { status: 401, body: { error: { message: `Incorrect API key provided: ${key}` } } },
  { status: 400, body: { error: { message: `no such setting, Bearer ${key}`, code: key } } },
  { status: 402, body: { error: { message: `account of ${key} is empty` } } },
  { status: 404, body: { error: { message: `no model for ${key}`, type: key } } },
  { status: 429, headers: { "x-key": encodeURI(key) }, body: { error: { message: key } } },
  { status: 500, body: `stack trace with ${key}` },
  { status: 302, headers: { location: `/login?key=${encodeURIComponent(key)}` }, body: key },
  { status: 200, body: { not: "a completion", authorization: `Bearer ${key}` } },
];

for (const key of keys) {
  test(`a server that repeats a key of ${key.length} signs in what it refuses: the key is nowhere`, async () => {
    const workspace = newWorkspace();
    for (const refusal of refusals(key)) {
      server.instead = () => refusal;
      const { code } = await quietly(["run", "--debug"], workspace, key);
      // What is no chat completion sets its item aside; the others end the run.
      assert.equal(code === 0, refusal.status === 200, `${refusal.status}: ${code}`);
      await quietly(["doctor"], workspace, key);
    }
    await assertNowhere(workspace);
  });

  test(`a server that repeats a key of ${key.length} signs in its answers: the key is nowhere`, async () => {
    const workspace = newWorkspace();
    server.instead = (_asked, number) =>
      answerWith(
        number % 2 === 0 ? ` camping with ${key}\n2. ${key}` : ` a\n2. ${escapedWhole(key)}`,
      );
    const { code, error } = await quietly(["run", "--json"], workspace, key);
    assert.equal(code, 0, error);
    const { graph } = await cosmoJson<{ graph: { edges: number } }>(["status"], {
      folder: workspace,
    });
    assert(graph.edges > 0);
    for (const words of [
      ["status"],
      ["show", "set-aside"],
      ["graph", "log"],
      ["doctor", "--json"],
    ]) {
      await quietly(words, workspace, key);
    }
    await assertNowhere(workspace);
  });
}
