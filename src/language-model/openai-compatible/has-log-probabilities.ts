import { z } from "zod";

const completion = z.object({
  choices: z.tuple(
    [
      z.object({
        logprobs: z.object({ content: z.array(z.object({ logprob: z.number() })).min(1) }),
      }),
    ],
    z.unknown(),
  ),
});

/** Whether a chat completion, as it came, holds the log-probabilities of its tokens. */
export function hasLogProbabilities(body: string): boolean {
  try {
    return completion.safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
}
