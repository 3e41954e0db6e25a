import { getLlama, LlamaCompletion } from "node-llama-cpp";
import { promptTokens } from "../../src/language-model/embedded/generate-text.ts";
import { samplingSeed } from "../../src/language-model/embedded/sampling-seed.ts";
import {
  askLogit,
  logProbabilityOf,
  scoreTokens,
} from "../../src/language-model/embedded/score-text.ts";
import type {
  GenerateRequest,
  Score,
  ScoreRequest,
} from "../../src/language-model/language-model.ts";

export interface BareAnswer {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** node-llama-cpp as its guide shows it: one context, one sequence, one prompt at a time. */
export interface BareLoop {
  /** @param fromEmpty whether the sequence is cleared first; else the library keeps what begins alike */
  generate(request: GenerateRequest, fromEmpty: boolean): Promise<BareAnswer>;
  score(request: ScoreRequest): Promise<Score>;
  close(): Promise<void>;
}

/** The library's defaults, but for where answers must not differ: processor, threads, context. */
export async function openBareLoop(
  file: string,
  threads: number,
  contextTokens: number,
): Promise<BareLoop> {
  const llama = await getLlama({
    gpu: false,
    build: "never",
    skipDownload: true,
    progressLogs: false,
    maxThreads: threads,
  });
  const model = await llama.loadModel({ modelPath: file });
  const context = await model.createContext({ contextSize: contextTokens, threads });
  const sequence = context.getSequence();
  const completion = new LlamaCompletion({ contextSequence: sequence });
  return {
    async generate(request, fromEmpty) {
      if (fromEmpty) await sequence.clearHistory();
      const { prefix, stem, last } = promptTokens(model, request);
      const prompt = [...prefix, ...stem, ...last];
      const before = sequence.tokenMeter.usedOutputTokens;
      await completion.generateCompletion(prompt, {
        maxTokens: request.maxTokens,
        temperature: request.temperature,
        topP: request.topP,
        topK: request.topK,
        seed: samplingSeed(request),
        customStopTriggers: [...request.stop],
      });
      const outputTokens = sequence.tokenMeter.usedOutputTokens - before;
      return { inputTokens: prompt.length, outputTokens };
    },
    async score(request) {
      const { before, targets } = scoreTokens(model, request);
      if (before.length === 1) await sequence.clearHistory();
      else await sequence.adaptStateToTokens(before.slice(0, -1), false);
      const kept = sequence.nextTokenIndex;
      const seen = [...before, ...targets.slice(0, -1)].slice(kept);
      const unscored = before.length - 1 - kept;
      const outputs = await sequence.controlledEvaluate(
        seen.map((token, at) => (at < unscored ? token : askLogit(token, targets[at - unscored]))),
      );
      return {
        logProbability: logProbabilityOf(targets, outputs.slice(unscored)),
        tokens: targets.length,
      };
    },
    close: () => llama.dispose(),
  };
}
