import { ownValue } from "../domain/own-value.ts";
import type { Random } from "../statistics/random.ts";
import { shuffled } from "../statistics/shuffled.ts";
import type { Configuration } from "./configuration.ts";
import type { KeptClaim } from "./judged-rows.ts";

/** From which plausibility on claims are published. */
export type PublishingThresholds = Pick<
  Configuration["graph"],
  "plausibility" | "plausibilityByRelation"
>;

/** Whether a claim would be published if it had this score, where a critic judges; else all are. */
export const publishedBy = (
  { plausibility, plausibilityByRelation }: PublishingThresholds,
  kept: readonly KeptClaim[],
): ((claim: KeptClaim, score: number | null) => boolean) => {
  if (kept.every((claim) => claim.plausibility === null)) return () => true;
  return ({ relation }, score) =>
    score !== null && score > (ownValue(plausibilityByRelation ?? {}, relation) ?? plausibility);
};

/** What would be published if each claim had the score of another, drawn at random. */
export function chosenByChance(
  kept: readonly KeptClaim[],
  settings: PublishingThresholds,
  random: Random,
): readonly KeptClaim[] {
  const dealt = shuffled(
    kept.map(({ plausibility }) => plausibility),
    random,
  );
  const isPublished = publishedBy(settings, kept);
  return kept.filter((claim, place) => isPublished(claim, dealt[place] ?? null));
}
