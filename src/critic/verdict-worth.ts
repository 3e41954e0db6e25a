import { hashOf } from "../domain/hash.ts";
import { answerWords } from "../domain/tables/labels.ts";
import { seededSample } from "../statistics/seeded-sample.ts";
import type { Judgement } from "./critic.ts";
import { type CriticQuestion, criticQuestions } from "./critic-model.ts";
import type { LabelledClaim } from "./labelled-claims.ts";
import { fewestForCalibration } from "./train-critic.ts";
import { writtenBy } from "./training-set.ts";
import { type Verdict, type VerdictWord, wordsInOrder } from "./verdict.ts";

/** How likely people say yes where the model gave this verdict. */
export interface Worth {
  readonly probability: number;
  /** Its standard deviation. */
  readonly deviation: number;
  /** Labelled claims that it stands on. */
  readonly claims: number;
}

export interface QuestionWorth {
  /** Labelled claims that it was taken from; 0: it is not calibrated. */
  readonly claims: number;
  readonly of: Readonly<Record<VerdictWord, Worth>>;
}

export type VerdictWorth = Readonly<Record<CriticQuestion, QuestionWorth>>;

/**
 * Claims of the calibration side by which verdicts are weighed, those that a model made where they are enough.
 * Nothing hangs on other sides.
 *
 * @param most so many at most, in a seeded draw
 */
export function weighingClaims(
  claims: readonly LabelledClaim[],
  most: number,
  seed: number,
): readonly LabelledClaim[] {
  const answered = claims.filter(
    ({ split, targets }) =>
      split === "calibration" && criticQuestions.some((question) => isDecided(targets[question])),
  );
  const made = answered.filter(({ madeBy }) => madeBy !== writtenBy);
  const own = made.length >= fewestForCalibration ? made : answered;
  return seededSample(own, most, seed, ({ input }) => hashOf(input));
}

/** Evenly divided annotators tell nothing of a verdict. */
const isDecided = (target: number | null): target is number => target !== null && target !== 0.5;

/** What verdicts count as where no label says what they are worth. Not calibrated. */
const uncalibrated: Readonly<Record<VerdictWord, number>> = {
  yes: 0.9,
  "not-sure": 0.5,
  no: 0.1,
};

interface Counts {
  readonly words: readonly VerdictWord[];
  readonly yes: number;
  readonly claims: number;
}

/**
 * The share of yes among labelled claims by the model's verdict. Before any label a verdict is worth the uncalibrated
 * value v, which weighs as much as one label: Beta(v, 1 - v), so (k + v) / (n + 1). Verdicts whose shares are in the wrong
 * order are counted together, labels and values (pool adjacent violators), so no ≤ not-sure ≤ yes.
 */
export function verdictWorth(
  labelled: readonly { readonly claim: LabelledClaim; readonly verdict: Verdict }[],
): VerdictWorth {
  const worthOf = (question: CriticQuestion): QuestionWorth => {
    const decided = labelled.flatMap(({ claim: { targets }, verdict }) => {
      const target = targets[question];
      return isDecided(target) ? [{ word: verdict[question], isYes: target > 0.5 }] : [];
    });
    const counts = wordsInOrder.map((word): Counts => {
      const own = decided.filter((one) => one.word === word);
      return { words: [word], yes: own.filter(({ isYes }) => isYes).length, claims: own.length };
    });
    const pooled = pooledInOrder(counts);
    return {
      claims: decided.length,
      of: eachWord((word) => {
        const found = pooled.find(({ words }) => words.includes(word));
        if (found === undefined) throw new Error(`${word} was not counted`);
        return posterior(found);
      }),
    };
  };
  return { plausible: worthOf("plausible"), typical: worthOf("typical") };
}

const eachWord = (worthOf: (word: VerdictWord) => Worth): QuestionWorth["of"] =>
  Object.fromEntries(answerWords.map((word) => [word, worthOf(word)])) as QuestionWorth["of"];

function pooledInOrder(counts: readonly Counts[]): readonly Counts[] {
  const pooled: Counts[] = [];
  for (const count of counts) {
    let last = count;
    for (let before = pooled.at(-1); before !== undefined; before = pooled.at(-1)) {
      if (posterior(before).probability <= posterior(last).probability) break;
      pooled.pop();
      last = {
        words: [...before.words, ...last.words],
        yes: before.yes + last.yes,
        claims: before.claims + last.claims,
      };
    }
    pooled.push(last);
  }
  return pooled;
}

/** Mean and standard deviation of the Beta distribution that counts and uncalibrated values give, to four digits. */
function posterior({ words, yes, claims }: Counts): Worth {
  const weight = claims + words.length;
  const probability = words.reduce((sum, word) => sum + uncalibrated[word], yes) / weight;
  const deviation = Math.sqrt((probability * (1 - probability)) / (weight + 1));
  return { probability: rounded(probability), deviation: rounded(deviation), claims };
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

export const judgementOf = ({ plausible, typical }: Verdict, worth: VerdictWorth): Judgement => ({
  plausibility: worth.plausible.of[plausible].probability,
  typicality: worth.typical.of[typical].probability,
  uncertainty: worth.plausible.of[plausible].deviation,
});
