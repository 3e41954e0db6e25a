import type { GenerateRequest, Generation, LanguageModel } from "./language-model.ts";
import type { Sleep } from "./sleep.ts";

export interface ScriptedModelOptions {
  readonly id?: string;
  /** The text of an answer, by the request and the number of the call from 1. May throw, to fail. */
  readonly answer: (request: GenerateRequest, call: number) => string | Promise<string>;
  readonly latency?: { readonly milliseconds: number; readonly sleep: Sleep };
  readonly costUsd?: number;
}

export interface ScriptedModel extends LanguageModel {
  /** The requests so far, in the order in which they came. */
  readonly requests: readonly GenerateRequest[];
  readonly inFlight: number;
  readonly closed: boolean;
}

/**
 * A model for unit tests: it says what it is told to and remembers what it was asked. Its tokens
 * are words.
 *
 * @example
 * const model = scriptedModel({ answer: (request) => `${request.prompt}!` });
 */
export function scriptedModel(options: ScriptedModelOptions): ScriptedModel {
  const requests: GenerateRequest[] = [];
  let inFlight = 0;
  let closed = false;
  const words = (text: string): number => text.split(/\s+/).filter(Boolean).length;

  const generate = async (request: GenerateRequest, signal: AbortSignal): Promise<Generation> => {
    signal.throwIfAborted();
    const call = requests.push(request);
    inFlight++;
    try {
      const { latency } = options;
      if (latency !== undefined) await latency.sleep(latency.milliseconds, signal);
      const text = await options.answer(request, call);
      return {
        call: "",
        text,
        finishReason: "stop",
        inputTokens: words(`${request.system} ${request.prompt} ${request.answerStem}`),
        outputTokens: words(text),
        costUsd: options.costUsd ?? 0,
      };
    } finally {
      inFlight--;
    }
  };
  return {
    id: options.id ?? "scripted",
    generate,
    close: async () => {
      closed = true;
    },
    requests,
    get inFlight() {
      return inFlight;
    },
    get closed() {
      return closed;
    },
  };
}
