import { logit, sigmoid } from "../learning/logistic-regression.ts";
import { scaled } from "../learning/scaling.ts";
import { normalForm } from "../text/normal-form.ts";
import { type CriticQuestion, rowOf } from "./critic-model.ts";
import { type EncodedInput, type FeatureName, featureNames } from "./features.ts";
import type { LabelledClaim } from "./labelled-claims.ts";
import type { TrainingSet } from "./train-critic.ts";
import { trainInWorker } from "./train-in-worker.ts";
import { trainingSet } from "./training-set.ts";

/** One way to rate claims: what it says of each of them for a question. */
export interface WayToRate {
  readonly id: string;
  readonly probabilities: boolean;
  scoreOf(question: CriticQuestion, place: number): number;
}

const fromFeature = (
  id: string,
  feature: FeatureName,
  encoded: readonly EncodedInput[],
): WayToRate => {
  const column = featureNames.indexOf(feature);
  return {
    id,
    probabilities: false,
    scoreOf: (_question, place) => encoded[place]?.features[column] ?? Number.NaN,
  };
};

/**
 * What says something by itself, without having learnt from a label.
 *
 * @param frequencyOf of how many heads a tail of this normal form is said
 */
export const untrainedWays = (
  claims: readonly LabelledClaim[],
  encoded: readonly EncodedInput[],
  frequencyOf: (normalForm: string) => number,
): readonly WayToRate[] => [
  {
    id: "frequency",
    probabilities: false,
    scoreOf: (_question, place) => frequencyOf(normalForm(claims[place]?.input.tail ?? "")),
  },
  fromFeature("cosine", "sentence–context cosine", encoded),
  fromFeature("cosine/both-ends", "tail–end cosine, least", encoded),
  fromFeature("log-probability-difference", "log-probability difference", encoded),
];

const cheap = featureNames.filter((name) => name !== "log-probability difference");

/** Learns from the relations' names alone. */
export const relationOnly: Partial<TrainingSet> = { features: [], vectors: false };

/** What is learnt from less, or from more, than the critic. */
const variants: Readonly<Record<string, Partial<TrainingSet>>> = {
  "relation-only": relationOnly,
  features: { features: cheap, vectors: false },
  head: { features: [] },
  "all+log-probability": {},
};

/** Trains the variants on the training side and lets them rate all claims. */
export async function* trainedWays(
  claims: readonly LabelledClaim[],
  encoded: readonly EncodedInput[],
  seed: number,
  signal: AbortSignal,
): AsyncGenerator<WayToRate> {
  for (const [id, variant] of Object.entries(variants)) {
    yield await trainedWay(id, { claims, encoded, seed, variant }, signal);
  }
}

export interface TrainedWayInput {
  readonly claims: readonly LabelledClaim[];
  /** One per claim, in order. */
  readonly encoded: readonly EncodedInput[];
  readonly seed: number;
  /** What it learns from in place of all; empty: as the critic. */
  readonly variant: Partial<TrainingSet>;
}

/**
 * Trains on the training side and lets that rate all claims.
 * @throws CosmoError LABELS_TOO_FEW
 */
export async function trainedWay(
  id: string,
  { claims, encoded, seed, variant }: TrainedWayInput,
  signal: AbortSignal,
): Promise<WayToRate> {
  const set = trainingSet(claims, encoded, seed);
  const model = await trainInWorker({ ...set, ...variant }, signal);
  const rows = claims.map((claim, place) => {
    const numbers = encoded[place];
    return numbers && scaled(rowOf(numbers, claim.input.relation, set.columns), model.scaling);
  });
  return {
    id,
    probabilities: true,
    scoreOf(question, place) {
      const row = rows[place];
      const { model: head, calibration } = model.questions[question];
      if (row === undefined) return Number.NaN;
      return sigmoid(calibration.slope * logit(head, row) + calibration.shift);
    },
  };
}

/** How many ways `trainedWays` gives. */
export const trainedWayCount: number = Object.keys(variants).length;
