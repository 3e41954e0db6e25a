// The same calls by the `openai` package, whose folder is the argument: nothing is remembered or recorded.
import { createRequire } from "node:module";
import { join } from "node:path";
import { maxTokens, promptOf, systemPrompt } from "./calls.ts";
import { answerPlan } from "./plan-from-input.ts";

interface OpenAi {
  readonly chat: {
    readonly completions: {
      create(body: object): Promise<{ choices: { message: { content: string | null } }[] }>;
    };
  };
}

const { OpenAI } = createRequire(join(process.argv[2] ?? "", "package.json"))("openai") as {
  readonly OpenAI: new (options: object) => OpenAi;
};

await answerPlan(async ({ baseUrl, concurrency }) => {
  const client = new OpenAI({ baseURL: baseUrl, apiKey: "none" });
  const lane = async (left: Iterable<number>): Promise<void> => {
    for (const call of left) {
      const { choices } = await client.chat.completions.create({
        model: "bench",
        messages: [
          { role: "system", content: systemPrompt },
          { role: "user", content: promptOf(call) },
        ],
        max_tokens: maxTokens,
        seed: 1,
      });
      if (!choices[0]?.message.content) throw new Error("no answer");
    }
  };
  return {
    async ask(calls) {
      const left = calls.values();
      await Promise.all(Array.from({ length: concurrency }, () => lane(left)));
    },
    close: async () => {},
  };
});
