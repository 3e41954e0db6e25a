import type {
  ControlledEvaluateIndexOutput,
  ControlledEvaluateInputItem,
  LlamaModel,
  Token,
} from "node-llama-cpp";
import type { Score, ScoreRequest } from "../language-model.ts";
import type { LoadedModel } from "./load-model.ts";

/**
 * Log-probability of a text behind a context; see `LanguageModel.score`. Both are plain text, cut into
 * tokens apart. Without a context the model's beginning of text stands before: SmolLM2 adds none itself.
 */
export async function scoreText(
  { model, sequences }: LoadedModel,
  { context, text }: ScoreRequest,
  signal: AbortSignal,
): Promise<Score> {
  const { before, targets } = scoreTokens(model, { context, text });
  if (targets.length === 0) return { logProbability: 0, tokens: 0 };
  const prefix = before.slice(0, -1);
  const seen = [...before.slice(-1), ...targets.slice(0, -1)];
  const outputs = await sequences.use([prefix], seen.length, signal, ({ sequence, step }) =>
    step(seen.length, () =>
      sequence.controlledEvaluate(seen.map((token, at) => askLogit(token, targets[at]))),
    ),
  );
  return { logProbability: logProbabilityOf(targets, outputs), tokens: targets.length };
}

/** The tokens of the context, at least one, and those of the text. */
export function scoreTokens(model: LlamaModel, { context, text }: ScoreRequest) {
  const start = model.tokens.bos ?? model.tokens.eos;
  const before = context === "" && start !== null ? [start] : model.tokenize(context, false);
  return { before, targets: model.tokenize(text, false) };
}

/**
 * Evaluates `token` and asks for the logit of `target` behind it. `includeSelected` at temperature 0
 * gives the largest logit too; `includeMax` of node-llama-cpp 3.22.1 does not.
 */
export function askLogit(token: Token, target: Token | undefined): ControlledEvaluateInputItem {
  const tokens = target === undefined ? [] : [target];
  return [
    token,
    {
      generateNext: {
        logits: { filter: { tokens, includeSelected: true } },
        totalLogitWeight: true,
        options: { temperature: 0 },
      },
    },
  ];
}

/** Sum over the targets, from what `askLogit` asked for each. */
export function logProbabilityOf(
  targets: readonly Token[],
  outputs: readonly (ControlledEvaluateIndexOutput | undefined)[],
): number {
  let logProbability = 0;
  for (const [at, target] of targets.entries()) {
    const { logits, totalLogitWeight } = outputs[at]?.next ?? {};
    const logit = logits?.get(target);
    if (logits === undefined || logit === undefined || totalLogitWeight === undefined)
      throw new Error(`no log-probability for token ${at} of the text`);
    // The logits hold the target and the most likely token; weights are relative to the latter.
    logProbability += logit - Math.max(...logits.values()) - Math.log(totalLogitWeight);
  }
  return logProbability;
}
