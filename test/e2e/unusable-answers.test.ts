import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, beforeEach, test } from "node:test";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  startCosmo,
  temporaryFolder,
  until,
  workspaceWith,
} from "./cosmo-command.ts";
import { type Asked, type Reply, startNumberedListServer } from "./numbered-list-server.ts";
import { fillWithMined } from "./sample-log.ts";

interface Status {
  readonly stages: readonly {
    readonly name: string;
    readonly state: string;
    readonly dropped: Readonly<Record<string, number>>;
  }[];
  readonly graph: { readonly content: string } | null;
  readonly spent: { readonly calls: number };
  readonly asked: { readonly calls: number };
}

interface Shown {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly sections: readonly {
    readonly title: string;
    readonly total: number;
    readonly rows: readonly Readonly<Record<string, string>>[];
  }[];
}

const pairs = 10;
const relations = 4;
const questions = pairs * relations;

const folder = temporaryFolder();
const server = await startNumberedListServer();
after(() => server.close());

const isRepair = ({ prompt }: Asked): boolean => prompt.includes("can't be used");
const said = (content: string): Reply => ({
  status: 200,
  body: {
    choices: [{ message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 100, completion_tokens: 30 },
  },
});
const prose = "Certainly! People use it for camping.";
/** Says the same in whatever way it is asked about the same. */
const fitting = ({ prompt }: Asked): Reply => {
  const about = prompt.match(/^Beginning: .*/m)?.[0] ?? "";
  const answers = [`camping ${about.length} times`, "keeping warm at night", "a long journey"];
  return said(JSON.stringify({ reasoning: "I weighed it.", answers }));
};
/** All questions about some of the pairs, the same ones in every run. */
const isTroubled = ({ prompt }: Asked): boolean => {
  const [about = ""] = prompt.split("\nQuestion: ");
  return (createHash("sha256").update(about).digest()[0] ?? 0) % 3 === 0;
};

const configuration = `site: wren-and-larder
mining: { query-gate: { customers: 2 } }
generation: { scopes: [pair], limit-pairs: ${pairs} }
language-model:
  base-url: "${server.baseUrl}"
  model: json-answers
  concurrency: 4
  answers: { form: json, count: 5, temperature: 0.9, top-p: 0.9, top-k: 0, max-tokens: 600 }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`;
const imported = workspaceWith(folder, "imported", configuration);
await fillWithMined(imported, { sessions: 500, customers: 2 });

const copyOf = (workspace: string, name: string): string => {
  const copy = join(folder, name);
  cpSync(workspace, copy, { recursive: true, preserveTimestamps: true });
  return copy;
};
const run = (workspace: string, ...more: readonly string[]): Promise<Status> =>
  cosmoJson<Status>(["run", ...more], { folder: workspace });
const show = (workspace: string, id: string): Promise<Shown> =>
  cosmoJson<Shown>(["show", id], { folder: workspace });

/** Rows that were set aside, by reason. */
const setAside = ({ stages }: Status): Readonly<Record<string, number>> =>
  stages.find(({ name }) => name === "generate")?.dropped ?? {};

/** When each part of the candidates was written. */
function partTimes(workspace: string): ReadonlyMap<string, number> {
  const parts = join(workspace, "data/parts/candidates");
  return new Map(
    readdirSync(parts).map((name) => [name, statSync(join(parts, name, "manifest.json")).mtimeMs]),
  );
}
const holdsSetAside = (workspace: string, part: string): boolean =>
  readFileSync(join(workspace, "data/parts/candidates", part, "manifest.json"), "utf8").includes(
    '"ANSWER_INVALID"',
  );

/** How many answers are recorded; a running command may be writing more. */
function callsIn(workspace: string): number {
  const file = join(workspace, "data/state/calls.db");
  const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  try {
    return Number(database.prepare("SELECT count(*) AS calls FROM calls").get()?.["calls"]);
  } finally {
    database.close();
  }
}

/** Hash of the candidates that the last run gave. */
function latestCandidates(workspace: string): string {
  const stages = join(workspace, "data/stages/generate");
  const [latest] = readdirSync(stages)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(stages, name), "utf8")))
    .toSorted((a, b) => ((a.lastUsedAt ?? a.finishedAt) < (b.lastUsedAt ?? b.finishedAt) ? 1 : -1));
  return latest.writes.candidates.content;
}

beforeEach(() => {
  server.delayMs = () => 0;
  server.instead = fitting;
});

const undisturbed = copyOf(imported, "undisturbed");
const troubled = copyOf(imported, "troubled");
let content = "";
let troubles = 0;

test("answers are asked for by a schema, reasoning first, and each phrase is a candidate", async () => {
  const { graph, spent, stages } = await run(undisturbed);
  content = graph?.content ?? "";
  assert.equal(spent.calls, questions);
  for (const { format } of server.asked) {
    const { type, json_schema: sent } = format as {
      type: string;
      json_schema: { schema: { properties: object } };
    };
    assert.equal(type, "json_schema");
    assert.deepEqual(Object.keys(sent.schema.properties), ["reasoning", "answers"]);
  }
  assert.deepEqual(setAside({ stages } as Status), {});
  troubles = server.asked.filter(isTroubled).length;
  assert(troubles > 0 && troubles < questions, `${troubles} of ${questions}`);
});

test("an answer that does not fit is shown to the model once, and both are kept", async () => {
  const start = server.asked.length;
  server.instead = (asked) =>
    isTroubled(asked) && !isRepair(asked) ? said(prose) : fitting(asked);
  const workspace = copyOf(imported, "mended");
  const status = await run(workspace);
  assert.deepEqual(setAside(status), {});
  assert.equal(status.graph?.content, content);
  assert.equal(status.spent.calls, questions + troubles);
  const repairs = server.asked.slice(start).filter(isRepair);
  assert.equal(repairs.length, troubles);
  for (const { prompt, format } of repairs) {
    assert(prompt.includes(`«"${prose}"»`) && format !== undefined);
    assert(prompt.includes("What is wrong with it: it is not JSON alone."));
  }
  const { out } = await cosmo(["show", "set-aside"], { folder: workspace });
  assert.match(out, /Answers that can't be used \(0\)/);

  const asked = server.asked.length;
  await run(workspace);
  assert.equal(server.asked.length, asked, "a second run asks nothing");
});

test("an answer that stays unusable is set aside with its raw text, listed and counted, and fails no run", async () => {
  server.instead = (asked) => (isTroubled(asked) ? said(prose) : fitting(asked));
  const status = await run(troubled);
  assert.deepEqual(setAside(status), { ANSWER_INVALID: troubles });
  assert.equal(status.spent.calls, questions + troubles);
  const { out } = await cosmo(["status"], { folder: troubled });
  assert.match(out, new RegExp(`Set aside by generate: ANSWER_INVALID ${troubles}\\.`));

  const { facts, sections } = await show(troubled, "set-aside");
  assert.deepEqual(facts, { generate: { ANSWER_INVALID: troubles } });
  const [list] = sections;
  assert.equal(list?.total, troubles);
  for (const { rawAnswer1, reason1, rawAnswer2 } of list?.rows ?? []) {
    assert(rawAnswer1?.includes(prose) && rawAnswer2?.includes(prose));
    assert.equal(reason1, "it is not JSON alone");
  }
  const call = await show(troubled, list?.rows[0]?.["call"] ?? "");
  assert.deepEqual(
    call.sections.map(({ title, total }) => [title, total]),
    [
      ["Attempts", 1],
      ["Repairs", 1],
      ["Candidates", 0],
    ],
  );

  const asked = server.asked.length;
  server.instead = () => assert.fail("asked again");
  await run(troubled);
  await run(copyOf(troubled, "fewer"), "--limit-pairs", String(pairs - 2));
  assert.equal(server.asked.length, asked);
});

test("--retry-failed asks again for what was set aside, once, and makes anew the parts that held it", async () => {
  const workspace = copyOf(troubled, "retried");
  const before = partTimes(workspace);
  const held = [...before.keys()].filter((part) => holdsSetAside(workspace, part));
  assert(held.length > 0 && held.length < before.size);
  const start = server.asked.length;
  const status = await run(workspace, "--retry-failed");
  const asked = server.asked.slice(start);
  assert.equal(asked.length, troubles);
  assert(asked.every((one) => isTroubled(one) && !isRepair(one)));
  assert(
    asked.every(({ seed }) => seed > 1_000_000),
    "another draw",
  );
  assert.deepEqual(setAside(status), {});
  assert.equal(status.graph?.content, content);
  assert.equal(status.asked.calls, troubles);
  for (const [part, time] of partTimes(workspace)) {
    assert.equal(time !== before.get(part), held.includes(part), part);
  }
  for (const more of [["--retry-failed"], []]) {
    assert.equal((await run(workspace, ...more)).asked.calls, 0);
  }
});

test("--retry-failed in vain: asked and shown once more, set aside again, and a run without it asks nothing", async () => {
  const workspace = copyOf(troubled, "in-vain");
  const start = server.asked.length;
  server.instead = () => said(prose);
  const status = await run(workspace, "--retry-failed");
  assert.deepEqual(setAside(status), { ANSWER_INVALID: troubles });
  const asked = server.asked.slice(start);
  assert.deepEqual([asked.filter(isRepair).length, asked.length], [troubles, 2 * troubles]);
  assert.equal((await run(workspace)).asked.calls, 0);
  assert.equal(server.asked.length, start + 2 * troubles);
});

test("going back to other settings after --retry-failed gives rows of the answers that are there", async () => {
  const workspace = copyOf(troubled, "back");
  const control = copyOf(undisturbed, "control");
  const candidatesOf = async (place: string, limit: number): Promise<string> => {
    await run(place, "generate", "--limit-pairs", String(limit));
    return latestCandidates(place);
  };
  await candidatesOf(workspace, pairs - 2);
  await run(workspace, "--limit-pairs", String(pairs), "--retry-failed");
  const asked = server.asked.length;
  for (const limit of [pairs - 2, pairs]) {
    assert.equal(await candidatesOf(workspace, limit), await candidatesOf(control, limit));
  }
  assert.equal(server.asked.length, asked);
  const { code, out } = await cosmo(["graph", "validate"], { folder: workspace });
  assert.equal(code, 0, out);
});

test("kill -9 in the middle of --retry-failed: what was answered is not asked again, and a run goes on", async () => {
  const workspace = copyOf(troubled, "killed");
  const start = server.asked.length;
  // Of the four that may be in flight at once one is answered at once, the others not before the kill.
  server.delayMs = (number) => (number === start + 1 ? 0 : 60_000);
  const recorded = callsIn(workspace);
  const running = startCosmo(["run", "--retry-failed"], { folder: workspace });
  const isRecorded = () => callsIn(workspace) > recorded;
  await until(running, () => server.asked.length - start >= 4 && isRecorded());
  running.child.kill("SIGKILL");
  await running.finished;
  const killedAt = server.asked.length;
  assert(killedAt - start < troubles, `${killedAt - start} of ${troubles}`);
  server.delayMs = () => 0;
  const without = await run(workspace);
  assert.equal(server.asked.length, killedAt, "a run without it asks nothing");
  assert((setAside(without)["ANSWER_INVALID"] ?? 0) < troubles);
  const status = await run(workspace, "--retry-failed");
  assert.equal(status.graph?.content, content);
  // What was in flight at the kill is asked once more.
  assert(server.asked.length - start <= troubles + 4);
});

test("what is no chat completion is tried again, then set aside, and fails no run", async () => {
  const workspace = copyOf(imported, "unreadable");
  const start = server.asked.length;
  server.instead = (asked) =>
    isTroubled(asked) ? { status: 200, body: { error: { message: "busy" } } } : fitting(asked);
  writeFileSync(
    join(workspace, "cosmo.yaml"),
    configuration.replace("  concurrency: 4\n", "  concurrency: 4\n  max-attempts: 2\n"),
  );
  assert.deepEqual(setAside(await run(workspace)), { ANSWER_INVALID: troubles });
  assert.equal(server.asked.slice(start).filter(isTroubled).length, 2 * troubles);
  const [list] = (await show(workspace, "set-aside")).sections;
  assert.equal(list?.total, troubles);
  assert.match(list?.rows[0]?.["rawAnswer1"] ?? "", /busy/);
  const asked = server.asked.length;
  await run(copyOf(workspace, "unreadable-fewer"), "--limit-pairs", String(pairs - 2));
  assert.equal(server.asked.length, asked);
  server.instead = fitting;
  assert.equal((await run(workspace, "--retry-failed")).graph?.content, content);
});

test("a prompt that was too long is asked again too", async () => {
  const workspace = copyOf(imported, "too-long");
  const refused: Reply = {
    status: 400,
    body: { error: { message: "maximum context length exceeded" } },
  };
  server.instead = (asked) => (isTroubled(asked) ? refused : fitting(asked));
  const status = await run(workspace);
  assert.deepEqual(setAside(status), { PROMPT_TOO_LONG: troubles });
  const { sections } = await show(workspace, "set-aside");
  assert.deepEqual(
    [sections[1]?.title, sections[1]?.total],
    ["generate: PROMPT_TOO_LONG", troubles],
  );
  assert.equal((await run(workspace)).asked.calls, 0);
  server.instead = fitting;
  assert.equal((await run(workspace, "--retry-failed")).graph?.content, content);
});

test("a server that takes no schema is told of before anything else, with what to set", async () => {
  server.instead = () => ({
    status: 400,
    body: { error: { message: "response_format.type 'json_schema' is not supported" } },
  });
  const workspace = copyOf(imported, "no-schema");
  assertOneError(await cosmo(["run"], { folder: workspace }), {
    exit: 2,
    code: "MODEL_SCHEMA_REFUSED",
    place: server.baseUrl,
    next: "language-model.answers.form: list",
  });
  server.instead = () => undefined;
  writeFileSync(join(workspace, "cosmo.yaml"), configuration.replace(/^ {2}answers: .*\n/m, ""));
  const { graph } = await run(workspace);
  assert.notEqual(graph, null);
});

test("--retry-failed beside --plan is refused", async () => {
  assertOneError(await cosmo(["run", "--plan", "--retry-failed"], { folder: imported }), {
    exit: 2,
    code: "WRONG_USE",
    place: "--retry-failed",
    next: "cosmo run --help",
  });
});
