import type { Encoder } from "../encoder/encoder.ts";

/** Texts in one call: what a batch of short texts takes is a few milliseconds, for which the others wait. */
const textsPerCall = 64;

/** Gives the vectors of texts that come one by one: those that wait for the encoder go to it together. */
export interface TextVectors {
  /** Undefined where too many wait already. */
  vectorOf(text: string): Promise<Float32Array | undefined>;
}

interface Waiting extends PromiseWithResolvers<Float32Array | undefined> {
  readonly text: string;
}

/** @param waitingAtMost texts that wait; further ones are turned away, so that a flood takes no memory */
export function textVectors(encoder: Encoder, waitingAtMost: number): TextVectors {
  const waiting: Waiting[] = [];
  const never = new AbortController().signal;
  let isEncoding = false;

  async function encodeWaiting(): Promise<void> {
    isEncoding = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, textsPerCall);
      try {
        const vectors = await encoder.encode(
          batch.map(({ text }) => text),
          never,
        );
        for (const [place, { resolve }] of batch.entries()) resolve(vectors[place]);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isEncoding = false;
  }

  return {
    vectorOf(text) {
      if (waiting.length >= waitingAtMost) return Promise.resolve(undefined);
      const one = { text, ...Promise.withResolvers<Float32Array | undefined>() };
      waiting.push(one);
      if (!isEncoding) void encodeWaiting();
      return one.promise;
    },
  };
}
