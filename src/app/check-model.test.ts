import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { checkModel, unaskedModel } from "./check-model.ts";
import { plannedCheck } from "./check-requests.ts";
import {
  type AskedChat,
  type ChatReply,
  completed,
  portsWith,
  serveChat,
} from "./ports-for-tests.ts";

const { signal } = new AbortController();
const key = "sk-0123456789-never-shown";
const json = JSON.stringify({ reasoning: "It rains.", answers: ["keeping dry", "shade"] });
const logprobs = { content: [{ token: "Umbrella", logprob: -0.1 }] };
const list = "keeping dry\n2. shade";

const able = ({ response_format: format, logprobs: wanted }: AskedChat): ChatReply => ({
  body: completed(format ? json : list, wanted ? { logprobs } : {}),
});
const refused = (what: string): ChatReply => ({
  status: 400,
  body: { error: { message: `${what} is not supported` } },
});

async function look(
  t: TestContext,
  reply: (asked: AskedChat) => ChatReply,
  more = "price: { input: 1, output: 100 }",
) {
  const { asked, baseUrl } = await serveChat(t, reply);
  const { ports, workspace } = await portsWith(
    t,
    `language-model: { base-url: "${baseUrl}", model: m, api-key: \${KEY}, max-attempts: 1, ${more} }`,
    { KEY: key },
  );
  const [model] = ports.models;
  if (model === undefined) throw new Error("no model");
  const { report, findings } = await checkModel(workspace, model, signal);
  const told = (what: string) => findings.find(({ check }) => check.endsWith(what));
  return { asked, ports, model, report, findings, told };
}

test("a model that can all: its sample, speed, cost, schema, log-probabilities, and each call is recorded and counts", async (t) => {
  const { asked, ports, model, report, findings } = await look(t, able);
  assert.deepEqual(report.answers, ["keeping dry", "shade"]);
  assert.deepEqual(
    [report.obeysSchema, report.givesLogProbabilities, report.countsTokens, report.calls],
    [true, true, true, 3],
  );
  const usd = 3 * 430e-6;
  assert(Math.abs(report.costUsd - usd) < 1e-12);
  assert.equal(asked.length, 3);
  assert.equal(ports.calls.totals().calls, 3);
  assert(Math.abs(ports.calls.totals().costUsd - usd) < 1e-12);
  assert((report.milliseconds ?? -1) >= 0);
  assert(findings.every(({ ok, next }) => ok && next === null));
  assert.match(findings[0]?.finding ?? "", /“keeping dry”, “shade”; \d+ ms.*; it cost \$0\.00043/);
  const planned = plannedCheck(model);
  assert.equal(planned.calls, 3);
  assert((planned.costUsd ?? 0) >= report.costUsd);
});

test("a server that refuses a schema and log-probabilities, and one that ignores them: told, and nothing is wrong with it", async (t) => {
  const refusing = await look(t, (asked) => {
    if (asked.response_format) return refused("response_format");
    return asked.logprobs ? refused("logprobs") : { body: completed(list) };
  });
  const ignoring = await look(t, () => ({ body: completed(list) }));
  for (const { report, findings } of [refusing, ignoring]) {
    assert.deepEqual([report.obeysSchema, report.givesLogProbabilities], [false, false]);
    assert(findings.every(({ ok }) => ok));
  }
  assert.match(refusing.told("schema")?.finding ?? "", /takes no JSON schema/);
  assert.match(ignoring.told("schema")?.finding ?? "", /does not obey/);
});

const judging = "concurrency: 2 }\ncritic: { by: language-model";
const verdict = JSON.stringify({ reasoning: "It does.", plausible: "yes", typical: "not-sure" });

test("a model that judges is asked for a verdict as a run asks for it", async (t) => {
  const { asked, report, findings, told, model } = await look(
    t,
    ({ response_format: format }) => ({ body: completed(format ? verdict : list) }),
    judging,
  );
  assert.deepEqual(report.roles, ["generate", "rewrite", "judge"]);
  assert.equal(report.obeysSchema, true);
  assert(findings.every(({ ok }) => ok));
  assert.match(told("verdict")?.finding ?? "", /plausible yes, typical not-sure/);
  assert.equal(asked.length, plannedCheck(model).calls);
  const [, { max_tokens: most, response_format: format } = {}] = asked;
  assert.equal(most, 400);
  assert.match(JSON.stringify(format), /"plausible"/);
});

test("a model that judges and takes no schema, or gives no verdict, is a finding, with what to do", async (t) => {
  const typical = JSON.stringify({ reasoning: "It is.", plausible: "no", typical: "yes" });
  for (const [obeys, reply] of [
    [false, () => refused("response_format")],
    [false, () => ({ body: completed(list) })],
    [true, () => ({ body: completed(typical) })],
  ] as const) {
    const { report, told } = await look(
      t,
      (asked) => (asked.response_format ? reply() : { body: completed(list) }),
      judging,
    );
    assert.deepEqual([report.obeysSchema, told("verdict")?.ok], [obeys, false]);
    assert.match(told("verdict")?.next ?? "", /roles\.judge/);
  }
});

test("a verdict that is cut off names the setting to raise, and so does a sample", async (t) => {
  const cut = { body: completed("", { finish_reason: "length" }) };
  const { told, report } = await look(
    t,
    ({ response_format: format }) => (format ? cut : { body: completed(list) }),
    judging,
  );
  assert.equal(told("verdict")?.ok, false);
  assert.match(told("verdict")?.finding ?? "", /cut off at max-tokens \(400\)/);
  assert.match(told("verdict")?.next ?? "", /^Raise language-model\.answers\.max-tokens above 400/);
  assert.equal(report.obeysSchema, null, "nobody knows");
  const [finding] = (await look(t, () => cut)).findings;
  assert.match(finding?.finding ?? "", /can't be used: cut off at max-tokens \(200\)/);
  assert.match(finding?.next ?? "", /raise language-model\.answers\.max-tokens/);
});

test("where the settings ask for JSON, the sample is the proof, and a server that can't is a finding", async (t) => {
  const form =
    "answers: { form: json, count: 5, temperature: 1, top-p: 1, top-k: 0, max-tokens: 600 }";
  const good = await look(t, able, form);
  assert.deepEqual([good.report.obeysSchema, good.report.calls], [true, 2]);
  const bad = await look(t, () => ({ body: completed(list) }), form);
  assert.equal(bad.report.obeysSchema, false);
  assert.deepEqual([bad.findings[0]?.ok, bad.report.answers], [false, [list.replace("\n", " ")]]);
  assert.match(bad.findings[0]?.next ?? "", /cosmo show call_/);
  const refusing = await look(t, () => refused("json_schema"), form);
  assert.equal(refusing.report.obeysSchema, false);
  assert.match(refusing.findings[0]?.finding ?? "", /^MODEL_SCHEMA_REFUSED/);
});

test("an error is a finding with its next step, without the key, and ends the questions", async (t) => {
  const { asked, report, findings } = await look(t, () => ({
    status: 401,
    body: { error: { message: `bad key ${key}` } },
  }));
  assert.equal(asked.length, 1);
  const [finding] = findings;
  assert.deepEqual([finding?.ok, findings.length, report.answers], [false, 1, null]);
  assert.match(finding?.finding ?? "", /^MODEL_KEY_REFUSED: .*KEY/);
  assert.notEqual(finding?.next, null);
  assert(!JSON.stringify({ report, findings }).includes(key));
});

test("a server that counts nothing is told of, and has no speed in tokens", async (t) => {
  const { report, told } = await look(t, () => ({ body: { ...completed(list), usage: null } }));
  assert.deepEqual([report.countsTokens, report.tokensPerSecond], [false, null]);
  assert.match(told("tokens")?.finding ?? "", /does not count/);
});

test("a model that is not asked says its price, or how to set it", async (t) => {
  const { ports } = await portsWith(
    t,
    `language-models:
  free: { workers: 1 }
  unknown: { base-url: https://models.invalid/v1, model: m }
roles: { generate: free }`,
  );
  const [free, unknown] = ports.models.map(unaskedModel);
  assert.match(free?.findings.at(-1)?.finding ?? "", /nothing/);
  assert.match(unknown?.findings.at(-1)?.next ?? "", /^Set language-models\.unknown\.price/);
  assert.deepEqual(
    ports.models.map((model) => plannedCheck(model).costUsd),
    [0, null],
  );
  assert.equal(ports.calls.totals().calls, 0);
});
