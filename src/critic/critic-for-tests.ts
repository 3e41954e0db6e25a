import { hashOf } from "../domain/hash.ts";
import type { LabelRow } from "../domain/tables/labels.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { logit, sigmoid } from "../learning/logistic-regression.ts";
import { scaled } from "../learning/scaling.ts";
import { labelRow } from "../stage/labels-for-tests.ts";
import { seededRandom } from "../statistics/random.ts";
import type { CriticInput } from "./critic.ts";
import type { CriticModel, CriticQuestion } from "./critic-model.ts";
import type { TrainingExample, TrainingSet } from "./train-critic.ts";

export const never: AbortSignal = new AbortController().signal;

/** The unit vector of a text: drawn, and always the same for it. */
export function drawnVector(text: string, dimensions: number): Float32Array {
  const random = seededRandom(Number.parseInt(hashOf(text).slice(0, 12), 16));
  const drawn = Array.from({ length: dimensions }, () => 2 * random.next() - 1);
  const length = Math.hypot(...drawn);
  return Float32Array.from(drawn, (part) => part / length);
}

/** An encoder without sense for what it reads. It keeps what it was asked. */
export function drawnEncoder(
  dimensions = 4,
  id = "drawn",
): Encoder & { readonly encoded: string[] } {
  const encoded: string[] = [];
  return {
    id,
    encoded,
    async encode(texts, signal) {
      signal.throwIfAborted();
      encoded.push(...texts);
      return texts.map((text) => drawnVector(text, dimensions));
    },
    async close() {},
  };
}

/** What a critic is asked about; nothing special unless it is given. */
export const criticInput = (details: Partial<CriticInput> = {}): CriticInput => ({
  relation: "usedFor",
  subject: "searchBuy",
  tail: "sleeping outdoors",
  sentence: "People use it for sleeping outdoors.",
  query: "camping",
  products: [{ title: "Sturdy shelter", type: "tent" }],
  counts: {},
  ...details,
});

/** What a model says of a row, in plain arithmetic. */
export function probabilityOf(
  { scaling, questions }: CriticModel,
  question: CriticQuestion,
  row: Float64Array,
): number {
  const { model, calibration } = questions[question];
  return sigmoid(calibration.slope * logit(model, scaled(row, scaling)) + calibration.shift);
}

const plantedColumns = {
  dimensions: 2,
  features: ["first", "second", "noise"],
  relations: ["isA", "usedFor"],
};

/**
 * Examples of types of ten claims each. `first` makes them plausible and `second` typical; `noise`,
 * which is often not known, the relation and the vectors say nothing.
 */
export function plantedExamples(
  types: number,
  seed: number,
  details: (random: () => number) => Partial<TrainingExample> = () => ({}),
): readonly TrainingExample[] {
  const random = seededRandom(seed);
  const anywhere = (): number => 4 * random.next() - 2;
  return Array.from({ length: types * 10 }, (_, place) => {
    const [first, second] = [anywhere(), anywhere()];
    const noise = random.chance(0.3) ? Number.NaN : anywhere();
    const relation = random.integer(2);
    const vectors = Array.from({ length: 6 }, anywhere);
    return {
      row: Float64Array.of(first, second, noise, relation, 1 - relation, ...vectors),
      group: `type ${seed}/${place % types}`,
      judged: true,
      targets: {
        plausible: random.chance(sigmoid(2 * first)) ? 1 : 0,
        typical: random.chance(sigmoid(2 * second)) ? 1 : 0,
      },
      ...details(() => random.next()),
    };
  });
}

export const plantedSet = (details: Partial<TrainingSet> = {}): TrainingSet => ({
  columns: plantedColumns,
  train: plantedExamples(20, 1),
  calibration: plantedExamples(8, 2),
  seed: 1,
  ...details,
});

/** Labels of many types on all sides of the split: a claim is true where its support is large. */
export function supportLabels(): readonly LabelRow[] {
  const random = seededRandom(11);
  return Array.from({ length: 220 }, (_, place) => {
    const type = `type ${place % 22}`;
    const support = 1 + random.integer(30);
    const answer = support + 6 * random.next() > 18 ? "yes" : "no";
    return labelRow({
      query: `search ${type}`,
      productB: `shop/${place}`,
      titleB: `Thing ${place}`,
      typeB: type,
      tail: `tail ${place}`,
      sentence: `People use it for tail ${place}.`,
      answers: { plausible: answer, typical: random.chance(0.9) ? answer : "not-sure" },
      weight: null,
      measures: { support },
      split: place % 22 < 12 ? "train" : place % 22 < 16 ? "calibration" : "test",
    });
  });
}
