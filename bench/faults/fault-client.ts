// Asks as a run does: the ports of a workspace, its budget, as many items at once as a stage has; goes on where a
// client before it was killed. Each item's begin and end stands in the journal. Argument: a FaultClientPlan.
import { createHash } from "node:crypto";
import { itemsInFlight } from "../../src/app/items-in-flight.ts";
import { CosmoError } from "../../src/domain/cosmo-error.ts";
import { concurrentMap } from "../../src/stage/concurrent-map.ts";
import { openAskingPorts } from "../asking-ports.ts";
import type { JournalLine } from "./client-journal.ts";
import {
  clientVariable,
  type FaultClientPlan,
  hasSchema,
  price,
  promptOf,
  questionOf,
} from "./fault-plan.ts";
import { openLines } from "./lines.ts";

const plan = JSON.parse(process.argv[2] ?? "") as FaultClientPlan;
const { baseUrl, calls, concurrency, timeoutSeconds, folder } = plan;

const { configuration, ports, signal, close } = await openAskingPorts(
  folder,
  `language-model:
  base-url: "${baseUrl}"
  model: faults
  api-key: \${${clientVariable}}
  price: { input: ${price.input}, output: ${price.output} }
  concurrency: ${concurrency}
  timeout-seconds: ${timeoutSeconds}
budget: { max-cost: 1000, max-calls: ${100 * calls} }`,
);
const schema = {
  type: "object",
  properties: { answers: { type: "array", items: { type: "string" } } },
  required: ["answers"],
  additionalProperties: false,
};
const journal = openLines<JournalLine>(plan.journalFile);
const { temperature, topP, topK, maxTokens } = configuration.languageModel.answers;

async function end(item: number): Promise<void> {
  const question = questionOf(item);
  journal.append({ item, event: "asked" });
  try {
    const { call, text } = await ports.generator.generate(
      {
        ...{ system: "You know what people buy.", prompt: promptOf(question), answerStem: "" },
        ...{ maxTokens, temperature, topP, topK, stop: [], draw: 1 },
        ...(hasSchema(question) && { schema }),
      },
      signal,
    );
    const answer = createHash("sha256").update(`${call} ${text}`).digest("base64url");
    journal.append({ item, event: "done", answer });
  } catch (error) {
    if (!(error instanceof CosmoError)) throw error;
    journal.append({ item, event: "failed", code: error.code });
  }
}

const items = Array.from({ length: calls }, (_, item) => item);
for await (const _ of concurrentMap(items, itemsInFlight(configuration.languageModel), end));
await close();
journal.close();
