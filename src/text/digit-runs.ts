/** Groups of digits with one sign between two of them, as numbers are written. */
export interface DigitRun {
  readonly written: string;
  readonly digits: string;
  /** How many digits each group has. */
  readonly groups: readonly number[];
  /** The end of the text in front of it, and the beginning of the text behind it. */
  readonly before: string;
  readonly after: string;
}

/** A space, or a hyphen, dot or slash that may have one on either side. */
const neighbours = /(?<!\d,?)\d+(?:(?: ?[.\-/] ?| )\d+)*/g;
/** Digits of what is looked for: from a telephone number without its area to the longest card. */
const [fewestDigits, mostDigits] = [7, 19];
/** In characters. */
const textAround = 50;

/**
 * Every sequence of neighbouring groups of digits, of 7 to 19 digits: a number that somebody typed next to another
 * (`415-555-2671 2 pack`) is one of them, and so are both together.
 */
export function digitRuns(text: string): readonly DigitRun[] {
  return Array.from(text.matchAll(neighbours)).flatMap(({ 0: all, index }) => {
    const groups = Array.from(all.matchAll(/\d+/g), ({ 0: group, index: place }): Group => {
      const from = index + place;
      return { from, until: from + group.length, length: group.length };
    });
    return groups.flatMap((_, first) => runsFrom(text, groups.slice(first, first + mostDigits)));
  });
}

interface Group {
  readonly from: number;
  readonly until: number;
  readonly length: number;
}

/** The sequences of groups that begin with the first of these. */
function runsFrom(text: string, groups: readonly Group[]): readonly DigitRun[] {
  const [{ from } = { from: 0 }] = groups;
  const before = text.slice(Math.max(0, from - textAround), from);
  let digits = "";
  return groups.flatMap(({ from: start, until }, last) => {
    digits += text.slice(start, until);
    if (digits.length < fewestDigits || digits.length > mostDigits) return [];
    return {
      written: text.slice(from, until),
      digits,
      groups: groups.slice(0, last + 1).map(({ length }) => length),
      before,
      after: text.slice(until, until + textAround),
    };
  });
}

/** Whether no other group of digits is next to it. */
export const hasNoNeighbour = ({ before, after }: DigitRun): boolean =>
  !/\d ?[./-]? ?$/.test(before) && !/^ ?[./-]? ?\d/.test(after);
