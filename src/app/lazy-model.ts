import type { Encoder } from "../encoder/encoder.ts";
import type { LanguageModel } from "../language-model/language-model.ts";

interface Lazy<Port> {
  open(): Promise<Port>;
  /** Undefined before it was opened. */
  opened(): Port | undefined;
  close(): Promise<void>;
}

/** Opens on first use, once; after a failure the next use tries again. */
function lazily<Port extends { close(): Promise<void> }>(
  openPort: () => Promise<Port>,
): Lazy<Port> {
  let opening: Promise<Port> | undefined;
  let opened: Port | undefined;
  const open = async (): Promise<Port> => {
    opened = await openPort();
    return opened;
  };
  return {
    opened: () => opened,
    open() {
      opening ??= open().catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return opening;
    },
    async close() {
      const port = await opening?.catch(() => undefined);
      await port?.close();
    },
  };
}

/** What can be opened ahead of its first use, so that a failure is met before any work. */
export interface Prepared {
  prepare(): Promise<void>;
}

/**
 * A model whose identity is known before it is there: stale or fresh is decided, and recorded answers
 * are replayed, without loading weights.
 */
export function lazyLanguageModel(
  id: string,
  openModel: () => Promise<LanguageModel>,
): LanguageModel & Prepared {
  const { open, opened, close } = lazily(openModel);
  return {
    id,
    busyCoreSeconds: () => opened()?.busyCoreSeconds?.() ?? 0,
    prepare: async () => void (await open()),
    generate: async (request, signal) => (await open()).generate(request, signal),
    async score(request, signal) {
      const model = await open();
      if (model.score === undefined) throw new Error(`${id} can't score`);
      return model.score(request, signal);
    },
    async countTokens(inputs, signal) {
      const model = await open();
      if (model.countTokens === undefined) throw new Error(`${id} can't count tokens`);
      return model.countTokens(inputs, signal);
    },
    close,
  };
}

/** An encoder whose identity is known before it is there. */
export function lazyEncoder(id: string, openEncoder: () => Promise<Encoder>): Encoder & Prepared {
  const { open, close } = lazily(openEncoder);
  return {
    id,
    prepare: async () => void (await open()),
    encode: async (texts, signal) => (await open()).encode(texts, signal),
    close,
  };
}
