import type { GenerateRequest, ScoreRequest, Wrapper } from "./language-model.ts";
import { type Admission, type LimiterOptions, limiter } from "./limiter.ts";
import { withGenerate } from "./wrap-model.ts";

/**
 * Around the model: lets calls in one after the other, in the order of asking, as many and as often as
 * the settings allow and the server bears. All models that one `limit(…)` wraps share that. A place is
 * held from the request to its answer, and no longer.
 *
 * @throws RangeError as `limiter` does
 */
export function limit(options: LimiterOptions): Wrapper {
  const { enter } = limiter(options);
  const { clock } = options;

  const within = async <Answer>(admission: Admission, call: () => Promise<Answer>) => {
    try {
      return await call();
    } catch (error) {
      admission.failed(error);
      throw error;
    }
  };
  return (inner) => {
    const score = inner.score?.bind(inner);
    return {
      ...withGenerate(inner, async (request, signal) => {
        const admission = await enter(generationTokens(request), signal);
        const begunAt = clock();
        const answer = await within(admission, () => inner.generate(request, signal));
        const { quota, ...generation } = answer;
        const used = generation.inputTokens + generation.outputTokens;
        admission.succeeded(used > 0 ? used : undefined, quota);
        return { ...generation, milliseconds: clock() - begunAt };
      }),
      ...(score && {
        score: async (request: ScoreRequest, signal: AbortSignal) => {
          const admission = await enter(tokensOf(request.context + request.text), signal);
          const answer = await within(admission, () => score(request, signal));
          admission.succeeded(undefined, undefined);
          return answer;
        },
      }),
    };
  };
}

/** Tokenizers make one token of about four bytes of English and of two to three of other scripts. */
const bytesPerToken = 2;

/** What a server puts around the words of a chat. */
const frameTokens = 16;

const tokensOf = (text: string): number =>
  frameTokens + Math.ceil(Buffer.byteLength(text) / bytesPerToken);

/** Of the prompt and the longest answer, on the high side. */
const generationTokens = ({ system, prompt, answerStem, maxTokens }: GenerateRequest): number =>
  tokensOf(system + prompt + answerStem) + maxTokens;
