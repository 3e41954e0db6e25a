import { resolve } from "node:path";
import { CosmoError } from "../domain/cosmo-error.ts";
import type { LanguageModel } from "../language-model/language-model.ts";
import { openAiEncodingOf, openAiTokenCounter } from "../language-model/tokens/openai-encoding.ts";
import type { TokenCounter } from "../language-model/tokens/token-counter.ts";
import { fileTokenCounter } from "../language-model/tokens/tokenizer-file.ts";
import { smolLm2 } from "../model-files/models.ts";
import type { ConfiguredModel } from "./configured-models.ts";
import { fetchedModel } from "./fetched-model.ts";
import type { PortOptions } from "./ports.ts";

/** By what the tokens of a model's prompts are counted before it is asked. */
export interface TokenCounting {
  readonly by: "embedded-model" | "openai-encoding" | "tokenizer-file" | "bytes";
  /** What it is called where people read it. */
  readonly name: string;
  /** What makes it better; null where nothing does. */
  readonly next: string | null;
  /** Undefined where they are reckoned from bytes. */
  readonly counter: TokenCounter | undefined;
}

const fromBytes: TokenCounting = { by: "bytes", name: "bytes", next: null, counter: undefined };

/**
 * The tokenizer of a configured model, where there is one. Nothing is fetched for it.
 * @throws CosmoError TOKENIZER_MISSING, TOKENIZER_INVALID
 */
export async function tokenCounting(
  { settings, section }: ConfiguredModel,
  model: LanguageModel,
  options: PortOptions,
): Promise<TokenCounting> {
  if (settings.provider === "embedded") {
    if (settings.file === null && !(await isAtHand(options))) {
      return { ...fromBytes, name: "bytes, as long as the model's file is not here" };
    }
    const count = model.countTokens?.bind(model);
    if (count === undefined) throw new Error(`${model.id} can't count tokens`);
    const counter = { isExact: true, count };
    return { by: "embedded-model", name: "the model's own tokenizer", next: null, counter };
  }
  if (settings.tokenizer !== null) {
    const path = resolve(options.folder, settings.tokenizer);
    const counter = await fileTokenCounter(path, `${section}.tokenizer`);
    return { by: "tokenizer-file", name: settings.tokenizer, next: null, counter };
  }
  const encoding = openAiEncodingOf(settings.model);
  if (encoding !== undefined) {
    const counter = openAiTokenCounter(encoding);
    return { by: "openai-encoding", name: `OpenAI's ${encoding}`, next: null, counter };
  }
  const next = `Set ${section}.tokenizer to the model's tokenizer.json: then they are counted as the model does.`;
  return { ...fromBytes, next };
}

/** Whether the model that cosmo fetches is here already. */
async function isAtHand(options: PortOptions): Promise<boolean> {
  const { configuration } = options;
  const models = { ...configuration.models, fetch: false };
  try {
    await fetchedModel(smolLm2, { ...options, configuration: { ...configuration, models } });
    return true;
  } catch (error) {
    if (error instanceof CosmoError && error.code === "MODEL_FILE_UNAVAILABLE") return false;
    throw error;
  }
}
