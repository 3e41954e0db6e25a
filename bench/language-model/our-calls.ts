// Asks as a run does: the ports of a workspace, with calls.db on disk, and as many items at once as a stage has.
import { join } from "node:path";
import { processEnvironment } from "../../src/app/environment.ts";
import { openPorts } from "../../src/app/ports.ts";
import { parseConfiguration } from "../../src/app/read-configuration.ts";
import { headsInFlight } from "../../src/app/stages.ts";
import { silentProgress } from "../../src/domain/progress.ts";
import { concurrentMap } from "../../src/stage/concurrent-map.ts";
import { maxTokens, promptOf, systemPrompt } from "./calls.ts";
import { answerPlan } from "./plan-from-input.ts";

await answerPlan(async ({ baseUrl, concurrency, folder }) => {
  const configuration = parseConfiguration(
    `language-model: { base-url: "${baseUrl}", model: bench, concurrency: ${concurrency} }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }`,
    "cosmo.yaml",
  );
  const { signal } = new AbortController();
  const ports = await openPorts({
    ...{ folder, configuration, signal },
    stateFolder: join(folder, "state"),
    environment: processEnvironment(),
    progress: silentProgress,
  });
  const { temperature, topP, topK } = configuration.languageModel.answers;
  const ask = async (calls: readonly number[]): Promise<void> => {
    const inFlight = headsInFlight(configuration.languageModel);
    const answers = concurrentMap(calls, inFlight, (call) =>
      ports.generator.generate(
        {
          system: systemPrompt,
          prompt: promptOf(call),
          answerStem: "1.",
          ...{ maxTokens, temperature, topP, topK },
          stop: [],
          draw: 1,
        },
        signal,
      ),
    );
    let done = 0;
    for await (const { text } of answers) if (text !== "") done++;
    if (done !== calls.length) throw new Error(`${done} of ${calls.length} calls were answered`);
  };
  return { ask, close: () => ports.close() };
});
