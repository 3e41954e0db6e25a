import { CosmoError } from "../domain/cosmo-error.ts";
import type { Judgement } from "../domain/tables/judgements.ts";

type Judged = Pick<Judgement, "label" | "grade">;

/** The classes of a set of judgements: their order, what each is worth, and how a judgement gets its own. */
export interface Grading {
  /** From the worst to the best. */
  readonly classes: readonly string[];
  /** Every name that stands for a class, by its place in `classes`. */
  readonly names: readonly (readonly string[])[];
  /** The gain of each class for nDCG, by its place in `classes`. */
  readonly gains: readonly number[];
  /** The place of a judgement's class in `classes`; null where it has none of them. */
  classOf(judgement: Judged): number | null;
}

/**
 * Gains 0, 1, 3, 7, …: twice as much and one for each class, as is usual for nDCG of graded judgements.
 * @see Burges et al., Learning to Rank using Gradient Descent (2005)
 */
const exponentialGains = (classes: number): readonly number[] =>
  Array.from({ length: classes }, (_, place) => 2 ** place - 1);

/**
 * Classes by the source's labels, whatever their case.
 * @param classes names and gains from the worst to the best; further names that stand for the class follow
 */
export function gradingByLabels(
  classes: readonly (readonly [name: string, gain: number, ...others: readonly string[]])[],
): Grading {
  const places = new Map(
    classes.flatMap(([name, , ...others], place) =>
      [name, ...others].map((one) => [one.toLowerCase(), place] as const),
    ),
  );
  return {
    classes: classes.map(([name]) => name),
    names: classes.map(([name, , ...others]) => [name, ...others]),
    gains: classes.map(([, gain]) => gain),
    classOf: ({ label }) => (label === null ? null : (places.get(label.toLowerCase()) ?? null)),
  };
}

/** ESCI: exact, substitute, complement, irrelevant, with the gains of the data set's own authors. */
export const esciGrading: Grading = gradingByLabels([
  ["I", 0, "irrelevant"],
  ["C", 0.01, "complement"],
  ["S", 0.1, "substitute"],
  ["E", 1, "exact"],
]);

/** Cuts of means of raters from 1 to 3, such as Home Depot's: below 2, below 2.6, and the rest. */
export const cutsOfThree: readonly number[] = [2, 2.6];

/**
 * Classes by cuts of the grade: below the first, below the second, …, and the rest.
 * @param cuts rising
 * @throws RangeError where they do not rise
 *
 * @example gradingByCuts(cutsOfThree).classOf({ label: null, grade: 2.33 }) // 1, of "< 2", "< 2.6", ">= 2.6"
 */
export function gradingByCuts(
  cuts: readonly number[],
  gains: readonly number[] = exponentialGains(cuts.length + 1),
): Grading {
  if (cuts.length === 0 || cuts.some((cut, place) => !(cut > (cuts[place - 1] ?? -Infinity)))) {
    throw new RangeError(`expected cuts that rise, got ${cuts.join(", ")}`);
  }
  const classes = [...cuts.map((cut) => `< ${cut}`), `>= ${cuts.at(-1)}`];
  return {
    classes,
    names: classes.map((name) => [name]),
    gains,
    classOf({ grade }) {
      if (grade === null) return null;
      const place = cuts.findIndex((cut) => grade < cut);
      return place === -1 ? cuts.length : place;
    },
  };
}

/** Each whole grade is a class, such as CrowdFlower's medians from 1 to 4. */
function gradingByWholeGrades(least: number, most: number): Grading {
  const classes = Array.from({ length: most - least + 1 }, (_, place) => String(least + place));
  return {
    classes,
    names: classes.map((name) => [name]),
    gains: exponentialGains(classes.length),
    classOf({ grade }) {
      const place = grade === null ? -1 : classes.indexOf(String(grade));
      return place === -1 ? null : place;
    },
  };
}

const mostWholeGrades = 10;

/**
 * The grading that all judgements fit: by the cuts, where some are given; else by ESCI's labels; else, where every grade is whole and
 * there are at most ten from the least to the most, by these. Means of raters fit none without cuts: where to cut is not guessed.
 * @throws CosmoError GRADING_UNKNOWN
 */
export function gradingOf(
  judgements: readonly Judged[],
  cuts: readonly number[] | null = null,
): Grading {
  const [least, most] = rangeOf(judgements);
  const gradings = cuts === null ? [esciGrading] : [gradingByCuts(cuts)];
  if (cuts === null && most - least < mostWholeGrades) {
    gradings.push(gradingByWholeGrades(Math.ceil(least), Math.floor(most)));
  }
  const fitting = gradings.find(({ classOf }) =>
    judgements.every((judgement) => classOf(judgement) !== null),
  );
  if (fitting === undefined || judgements.length === 0) throw unknownGrading(judgements, gradings);
  return fitting;
}

function rangeOf(judgements: readonly Judged[]): readonly [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { grade } of judgements) {
    if (grade === null) return [0, Number.POSITIVE_INFINITY];
    least = Math.min(least, grade);
    most = Math.max(most, grade);
  }
  return [least, most];
}

function unknownGrading(judgements: readonly Judged[], gradings: readonly Grading[]): CosmoError {
  const odd = judgements.find((one) => gradings.every(({ classOf }) => classOf(one) === null));
  const { label = null, grade = null } = odd ?? judgements[0] ?? {};
  const seen = label === null ? `the grade ${grade}` : `the label ${label}`;
  return new CosmoError(
    "GRADING_UNKNOWN",
    `The judgements do not say what their classes are: ${seen} is of none that is known.`,
    {
      hint: "Grades that are means need cuts, such as --cuts 2,2.6 for means from 1 to 3, or relevance.cuts: [2, 2.6] in cosmo.yaml; labels other than E, S, C and I need their order: import them as grades.",
      exitCode: 2,
    },
  );
}
