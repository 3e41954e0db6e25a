import { CosmoError } from "../domain/cosmo-error.ts";
import type { Judgement } from "../domain/tables/judgements.ts";
import { counted, formatNumber } from "../text/counted.ts";

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

/** Where grades are parted, and who said so. */
export interface GivenCuts {
  /** Rising. */
  readonly at: readonly number[];
  /** As a person wrote it: `--cuts 2,2.6`, or `relevance.cuts` of cosmo.yaml. */
  readonly saidBy: string;
}

/**
 * The grading that all judgements fit: by the cuts, where some are given; else by ESCI's labels; else, where every grade is whole, none is
 * below 0 and there are at most ten from the least to the most, by these. Means of raters fit none without cuts: where to cut is not guessed.
 * A class that none of the judgements has is left out, for nothing could be learnt of it; what the others are worth stays.
 * @throws CosmoError GRADING_UNKNOWN
 */
export function gradingOf(judgements: readonly Judged[], cuts: GivenCuts | null = null): Grading {
  const [least, most] = rangeOf(judgements);
  const gradings = cuts === null ? [esciGrading] : [gradingByCuts(cuts.at)];
  // Records by class would have grades below 0 behind the others, whatever their order.
  if (cuts === null && least >= 0 && most - least < mostWholeGrades) {
    gradings.push(gradingByWholeGrades(Math.ceil(least), Math.floor(most)));
  }
  const fitting = gradings.find(({ classOf }) =>
    judgements.every((judgement) => classOf(judgement) !== null),
  );
  if (fitting === undefined || judgements.length === 0) throw unknownGrading(judgements, cuts);
  return withoutEmptyClasses(fitting, judgements);
}

/** The classes that these judgements have, in their order. */
function withoutEmptyClasses(grading: Grading, judgements: readonly Judged[]): Grading {
  const found = new Set(judgements.map(grading.classOf));
  const places = [...grading.classes.keys()].filter((place) => found.has(place));
  if (places.length === grading.classes.length) return grading;
  const kept = <Item>(all: readonly Item[]): readonly Item[] =>
    all.filter((_, place) => found.has(place));
  return {
    classes: kept(grading.classes),
    names: kept(grading.names),
    gains: kept(grading.gains),
    classOf(judgement) {
      const place = places.indexOf(grading.classOf(judgement) ?? -1);
      return place === -1 ? null : place;
    },
  };
}

/** From nothing to all where a judgement has no grade. */
function rangeOf(judgements: readonly Judged[]): readonly [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { grade } of judgements) {
    if (grade === null) return [0, Number.POSITIVE_INFINITY];
    least = Math.min(least, grade);
    most = Math.max(most, grade);
  }
  return [least, most];
}

const meansHint =
  "Say where they are parted: --cuts 2,2.6 for means from 1 to 3, or relevance.cuts: [2, 2.6] in cosmo.yaml.";

/** Why no grading fits, by the first cause that there is. */
function unknownGrading(judgements: readonly Judged[], cuts: GivenCuts | null): CosmoError {
  const unknown = (message: string, hint: string): CosmoError =>
    new CosmoError("GRADING_UNKNOWN", message, { hint, exitCode: 2 });
  const [first] = judgements;
  if (first === undefined) {
    return unknown("There are no judgements to take classes from.", "Give files that have some.");
  }
  const ungraded = judgements.filter(({ grade }) => grade === null);
  if (cuts !== null) {
    return unknown(
      `${cuts.saidBy} parts grades, and there is a label and no grade in ${formatNumber(ungraded.length)} of ${counted(judgements.length, "judgements")}, such as ${ungraded[0]?.label}.`,
      `Leave out ${cuts.saidBy} where labels are the classes, or take the grade from another column: --map grade=COLUMN.`,
    );
  }
  if (ungraded.length === 0) return unknownGrades(judgements, unknown);
  const unlabelled = judgements.find(({ label }) => label === null);
  if (unlabelled !== undefined) {
    return unknown(
      `There is a label and no grade in ${formatNumber(ungraded.length)} of ${counted(judgements.length, "judgements")}, such as ${ungraded[0]?.label}, and in others a grade and no label, such as ${unlabelled.grade}: classes are told by labels or by grades, not by both.`,
      "Give all of them a label, or all of them a grade; --map names the column that each is read from.",
    );
  }
  const odd = judgements.find((judgement) => esciGrading.classOf(judgement) === null);
  return unknown(
    `The label ${odd?.label} is none of ESCI's, which are E, S, C and I, and nobody said how labels are ordered.`,
    "Give grades in their place, such as 0, 1, 2 from the worst to the best.",
  );
}

/** All judgements have a grade, and grades are no classes as they are. */
function unknownGrades(
  judgements: readonly Judged[],
  unknown: (message: string, hint: string) => CosmoError,
): CosmoError {
  const grades = [...new Set(judgements.flatMap(({ grade }) => grade ?? []))].toSorted(
    (a, b) => a - b,
  );
  const [least = 0, ...others] = grades;
  const broken = grades.find((grade) => !Number.isInteger(grade));
  if (broken !== undefined) {
    return unknown(
      `The grade ${broken} is not whole, as means of several raters are: which of them make a class is not guessed.`,
      meansHint,
    );
  }
  if ((others.at(-1) ?? least) - least >= mostWholeGrades) {
    return unknown(
      `Grades go from ${least} to ${others.at(-1)}: each whole grade is a class only where there are at most ${mostWholeGrades} from the least to the most.`,
      `Say where they are parted, by --cuts or relevance.cuts in cosmo.yaml${grades.length > mostWholeGrades ? "" : `: ${cutsBetween(others)}`}.`,
    );
  }
  return unknown(
    `The grade ${least} is below 0, and whole grades are classes only from 0 on.`,
    `Part them by cuts: ${cutsBetween(others)}.`,
  );
}

/** Cuts at all grades but the least make a class of each. The sign of a first cut would look like an option. */
const cutsBetween = (others: readonly number[]): string =>
  `--cuts=${others.join(",")} makes a class of each grade there is`;
