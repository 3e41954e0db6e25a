import { hashOf } from "../domain/hash.ts";
import type { MeasureStore } from "../measures/measure-store.ts";
import type { Critic, CriticInput } from "./critic.ts";

const outputs = ["plausibility", "typicality", "uncertainty"] as const;

/** Four digits: a fifth would differ between kinds of processors, and tells nobody anything. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** What a claim is kept under: its words stay out of the store. */
const keyOf = (input: CriticInput): string => hashOf(input).slice(0, 32);

/**
 * A critic that is asked once about each claim, as it stands: what it said is kept in the store, under the
 * critic's id and a hash of the claim's words and counts.
 */
export function rememberedJudgements(
  critic: Critic,
  store: Pick<MeasureStore, "known" | "add">,
): Critic {
  const names = outputs.map((output) => `${output} by ${critic.id}`);
  return {
    id: critic.id,
    async judge(inputs, signal) {
      const keys = inputs.map(keyOf);
      const before = names.map((name) => store.known(name, keys));
      const missing = new Map<string, CriticInput>();
      for (const [place, input] of inputs.entries()) {
        const key = keys[place] ?? "";
        if (before.some((values) => !values.has(key))) missing.set(key, input);
      }
      // Not even a model is opened where all is known.
      const judgements =
        missing.size === 0 ? [] : await critic.judge([...missing.values()], signal);
      const said = [...missing.keys()].flatMap((text, place) =>
        outputs.map((output, at) => ({
          measure: names[at] ?? "",
          text,
          value: rounded(judgements[place]?.[output] ?? Number.NaN),
        })),
      );
      store.add(said);
      const [plausibility, typicality, uncertainty] = names.map((name) => store.known(name, keys));
      return keys.map((key) => ({
        plausibility: plausibility?.get(key) ?? Number.NaN,
        typicality: typicality?.get(key) ?? Number.NaN,
        uncertainty: uncertainty?.get(key) ?? Number.NaN,
      }));
    },
  };
}
