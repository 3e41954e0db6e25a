import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { RelevancePlan } from "../../src/app/relevance/plan-relevance.ts";
import type { RelevanceRun } from "../../src/app/relevance/run-relevance.ts";
import type { WorkspaceStatus } from "../../src/app/status.ts";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  startCosmo,
  temporaryFolder,
  until,
  workspaceWith,
} from "./cosmo-command.ts";
import { embeddedModelsAbsent } from "./embedded-models.ts";
import { ask, serve } from "./served-workspace.ts";

const folder = temporaryFolder();
/** Two steps. */
const whole = workspaceWith(folder, "whole", "relevance: { epochs: 1 }\n");
/** The state is written after each. */
const killed = workspaceWith(folder, "killed", "relevance: { epochs: 1, checkpoint-seconds: 0 }\n");

const things = [
  ...["lamp", "tent", "mug", "sofa", "drill", "kettle", "rug", "spade", "fork", "vase"],
  ...["stool", "fan", "rake", "bowl", "clock", "desk", "scarf", "wok", "torch", "quilt"],
];
const judgements = things.flatMap((thing, at) => [
  { query: `${thing} for garden`, title: `Garden ${thing} in green`, label: "E" },
  { query: `${thing} for garden`, title: `Steel ${things[(at + 7) % 20]}`, label: "I" },
  { query: `${thing} for garden`, title: `Cover for a ${thing}`, label: at % 2 ? "C" : "S" },
]);
const file = join(folder, "judgements.jsonl");
writeFileSync(file, judgements.map((row) => `${JSON.stringify(row)}\n`).join(""));

const oneMore = join(folder, "one-more.jsonl");
writeFileSync(oneMore, `${JSON.stringify({ query: "hose", title: "Long hose", label: "E" })}\n`);

interface Reranked {
  readonly model: string;
  readonly products: readonly {
    readonly id: string;
    readonly score: number;
    readonly class: string;
    readonly probabilities: Readonly<Record<string, number>>;
  }[];
  readonly error?: { readonly code: string };
}

const post = (body: unknown): RequestInit => ({
  method: "POST",
  body: JSON.stringify(body),
  headers: { "content-type": "application/json" },
});

const models = (workspace: string): string => join(workspace, "data", "models");
const checkpointsIn = (workspace: string): readonly string[] =>
  existsSync(models(workspace))
    ? readdirSync(models(workspace), { recursive: true, encoding: "utf8" }).filter((name) =>
        name.endsWith("checkpoint.safetensors"),
      )
    : [];

test("without judgements `run relevance` says what to import, and `run` knows no such stage", async () => {
  assertOneError(await cosmo(["run", "relevance", "--plan"], { folder: whole }), {
    ...{ exit: 2, code: "NOTHING_IMPORTED", place: "judgements", next: "cosmo import judgements" },
  });
  assertOneError(await cosmo(["run", "mine", "relevance"], { folder: whole }), {
    ...{ exit: 2, code: "STAGE_UNKNOWN", place: "relevance", next: "cosmo run relevance" },
  });
});

const absent = await embeddedModelsAbsent();

describe("a model of relevance", { skip: absent ?? false }, () => {
  test("is learnt in one go, and not twice", async () => {
    await cosmoJson(["import", "judgements", file], { folder: whole });
    const before = await cosmo(["status"], { folder: whole });
    assert.match(before.out, /^No model of relevance yet: `cosmo run relevance` learns one/m);
    const { model, learnt, card } = await cosmoJson<RelevanceRun>(["run", "relevance"], {
      folder: whole,
    });
    assert.deepEqual([learnt, card.id], [true, model]);
    assert.deepEqual(readdirSync(models(whole)).toSorted(), ["relevance.json", model]);
    const { out } = await cosmo(["status"], { folder: whole });
    assert.match(out, new RegExp(`^Model of relevance: ${model}, learnt on 60 judgements`, "m"));
    assert.doesNotMatch(out, /make another/);
    const again = await cosmoJson<RelevanceRun>(["run", "relevance"], { folder: whole });
    assert.deepEqual([again.learnt, again.card], [false, card]);
    const plan = await cosmoJson<RelevancePlan>(["run", "relevance", "--plan"], { folder: whole });
    assert.deepEqual([plan.work, plan.learn + plan.validation], [null, 60]);
    await cosmoJson(["import", "judgements", oneMore], { folder: whole });
    const { relevance } = await cosmoJson<WorkspaceStatus>(["status"], { folder: whole });
    assert.deepEqual([relevance?.model, relevance?.isStale], [model, true]);
  });

  test("killed in an epoch it is gone on with to the same bytes, and a server takes it up by itself", async () => {
    await cosmoJson(["import", "judgements", file], { folder: killed });
    const server = await serve(killed);
    const products = [
      { id: "other", title: "Steel kettle" },
      { id: "right", title: "Garden tent in green" },
    ];
    const request = post({ query: "unmistakable tent", products });
    const before = await ask<Reranked>(server, "/v1/rerank", request);
    assert.deepEqual([before.status, before.body.error?.code], [503, "RELEVANCE_MODEL_MISSING"]);

    const running = startCosmo(["run", "relevance"], { folder: killed });
    await until(running, () => checkpointsIn(killed).length > 0);
    running.child.kill("SIGKILL");
    assert.equal((await running.finished).code, null);
    assert.ok(!existsSync(join(models(killed), "relevance.json")));
    const { code, error } = await cosmo(["run", "relevance"], { folder: killed });
    assert.equal(code, 0, error);
    assert.match(error, /Going on with the run that was stopped, behind [12] steps?\./);
    const [model = ""] = readdirSync(models(whole)).filter((name) => name.startsWith("relevance_"));
    for (const part of ["model.onnx", "words.json"]) {
      const bytes = (workspace: string): Buffer =>
        readFileSync(join(models(workspace), model, part));
      assert.ok(bytes(killed).equals(bytes(whole)), part);
    }
    assert.deepEqual(checkpointsIn(killed), []);

    let answer = await ask<Reranked>(server, "/v1/rerank", request);
    for (let tries = 0; answer.status !== 200 && tries < 200; tries++) {
      await setTimeout(50);
      answer = await ask<Reranked>(server, "/v1/rerank", request);
    }
    const { body } = answer;
    assert.equal(body.model, model);
    assert.deepEqual(
      body.products.map(({ id }) => id),
      ["right", "other"],
    );
    for (const { probabilities } of body.products) {
      const sum = Object.values(probabilities).reduce((all, one) => all + one, 0);
      assert.ok(Math.abs(sum - 1) < 1e-5);
    }
    server.running.child.kill("SIGTERM");
    await server.running.finished;
    assert.match(server.said(), /Ranking by relevance_/);
    assert.doesNotMatch(server.said(), /unmistakable/);
  });

  test("what nobody waits for is not gone on with: a small request is soon answered, and a stop is one within its patience", async () => {
    const server = await serve(whole);
    const long = Array.from({ length: 80 }, (_, at) => things[at % things.length]).join(" ");
    const products = Array.from({ length: 100 }, (_, at) => ({ id: String(at), title: long }));
    const rerank = (options: RequestInit): Promise<Response> =>
      fetch(`${server.address}/v1/rerank`, { ...post({ query: "lamp", products }), ...options });
    const cut = await Promise.allSettled(
      Array.from({ length: 5 }, () => rerank({ signal: AbortSignal.timeout(300) })),
    );
    const left = cut.filter(({ status }) => status === "rejected").length;
    const small = { query: "lamp", products: products.slice(0, 1) };
    assert.equal((await ask(server, "/v1/rerank", post(small))).status, 200);
    const answersOf = (status: number): number =>
      server.said().split(`POST /v1/rerank ${status} `).length - 1;
    for (let tries = 0; answersOf(200) + answersOf(499) < 6 && tries < 1000; tries++) {
      await setTimeout(20);
    }
    assert.equal(answersOf(200) + answersOf(499), 6, server.said());
    // An answer may be there at the moment at which its client goes.
    assert.ok(answersOf(499) <= left, server.said());
    assert.ok(left < 5 || answersOf(499) > 0, server.said());
    const before = answersOf(200);

    const asked = Array.from({ length: 60 }, () =>
      rerank({}).then(
        ({ status }) => status,
        () => 0,
      ),
    );
    await setTimeout(500);
    const stopped = performance.now();
    server.running.child.kill("SIGTERM");
    assert.equal((await server.running.finished).code, 0);
    assert.ok(performance.now() - stopped < 20_000);
    const statuses = Map.groupBy(await Promise.all(asked), (status) => status);
    const answered = statuses.get(200)?.length ?? 0;
    // Where the machine is busy, not all can be told in time; none of those is counted as answered.
    assert.ok(answered + (statuses.get(503)?.length ?? 0) > 0);
    assert.equal(answersOf(200), before + answered);
    assert.doesNotMatch(server.said(), /UNEXPECTED/);
  });

  test("an evaluation that was killed is gone on with behind the last fit, to the same rows", async () => {
    const fits = join(homedir(), ".cache", "cosmo", "relevance");
    const kept = (): readonly string[] =>
      existsSync(fits) ? readdirSync(fits, { recursive: true, encoding: "utf8" }) : [];
    const others = new Set(kept());
    const own = (): readonly string[] => kept().filter((name) => !others.has(name));
    const words = [
      "evaluate",
      "relevance",
      "--data",
      file,
      "--folds",
      "2",
      "--seeds",
      "1",
      "--json",
    ];
    const undisturbed = await cosmo(words, { folder });
    assert.equal(undisturbed.code, 0, undisturbed.error);
    assert.deepEqual(own(), []);
    const running = startCosmo(words, { folder });
    const isFit = (name: string): boolean => /fold.*\.safetensors$/.test(name);
    await until(running, () => own().some(isFit));
    running.child.kill("SIGKILL");
    await running.finished;
    const again = await cosmo(words, { folder });
    assert.equal(again.code, 0, again.error);
    assert.match(
      again.error,
      /Going on with this evaluation, which was stopped behind \d+ fits?\./,
    );
    assert.deepEqual(JSON.parse(again.out), JSON.parse(undisturbed.out));
    assert.deepEqual(own(), []);
  });
});
