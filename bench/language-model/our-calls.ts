// Asks as a run does: the ports of a workspace, with calls.db on disk, and as many items at once as a stage has.
import { itemsInFlight } from "../../src/app/items-in-flight.ts";
import { concurrentMap } from "../../src/stage/concurrent-map.ts";
import { openAskingPorts } from "../asking-ports.ts";
import { maxTokens, promptOf, systemPrompt } from "./calls.ts";
import { answerPlan } from "./plan-from-input.ts";

await answerPlan(async ({ baseUrl, concurrency, folder }) => {
  const { configuration, ports, signal, close } = await openAskingPorts(
    folder,
    `language-model: { base-url: "${baseUrl}", model: bench, concurrency: ${concurrency} }`,
  );
  const { temperature, topP, topK } = configuration.languageModel.answers;
  const ask = async (calls: readonly number[]): Promise<void> => {
    const inFlight = itemsInFlight(configuration.languageModel);
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
  return { ask, close };
});
