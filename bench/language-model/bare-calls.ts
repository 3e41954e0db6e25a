// The same calls by bare `node:http` in so many lanes: what the machine has to give while it is as busy as it is.
import { Agent, request } from "node:http";
import { maxTokens, promptOf, systemPrompt } from "./calls.ts";
import { answerPlan } from "./plan-from-input.ts";

await answerPlan(async ({ baseUrl, concurrency }) => {
  const agent = new Agent({ keepAlive: true });
  const ask = (call: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const messages = [
        { role: "system", content: systemPrompt },
        { role: "user", content: promptOf(call) },
      ];
      const body = JSON.stringify({ model: "bench", messages, max_tokens: maxTokens, seed: 1 });
      const asked = request(`${baseUrl}/chat/completions`, {
        ...{ agent, method: "POST" },
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      });
      asked.once("error", reject);
      asked.once("response", (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (more: string) => {
          text += more;
        });
        response.once("end", () => {
          JSON.parse(text);
          resolve();
        });
      });
      asked.end(body);
    });
  const lane = async (left: Iterable<number>): Promise<void> => {
    for (const call of left) await ask(call);
  };
  return {
    async ask(calls) {
      const left = calls.values();
      await Promise.all(Array.from({ length: concurrency }, () => lane(left)));
    },
    close: async () => agent.destroy(),
  };
});
