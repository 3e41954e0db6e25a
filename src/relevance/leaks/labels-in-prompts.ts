import { normaliseQuery } from "../../text/normalise.ts";
import type { LeakInput, LeakJudgement } from "./leak.ts";

/** A title is looked for by its first words, so that a cut one is found, and known by these. */
const wordsOfTitle = 8;
const wordsOfKey = 3;
/** A short title has fewer words than a key. */
const lengthsOfKeys = [1, 2, 3] as const;
/** How many words before and behind a pair may tell its label. */
const [wordsBefore, wordsBehind] = [6, 12];
/** Names as short as E or 3 are labels only behind one of these words. */
const shortName = 2;
const fieldWords = new Set([
  "label",
  "grade",
  "relevance",
  "rating",
  "judgement",
  "judgment",
  "class",
]);
const wordsToField = 3;

/**
 * Looks for evaluated labels in the texts of prompts: in one paragraph the query, the start of the product's title and,
 * around or between them, a name of the label, but not those of all classes, which only says what to choose from.
 *
 * @returns for a prompt the judgements whose label it tells
 */
export function labelsInPrompts({
  evaluated,
  classNames,
}: Pick<LeakInput, "evaluated" | "classNames">): (prompt: string) => readonly LeakJudgement[] {
  const byStart = Map.groupBy(evaluated, ({ title }) => keyAt(wordsOf(title), 0, wordsOfKey));
  const names = classNames.map((own) => own.map(wordsOf).filter((words) => words.length > 0));
  return (prompt) =>
    prompt.split(/\n\s*\n/).flatMap((paragraph) => {
      const words = wordsOf(paragraph);
      const near = words.flatMap((_word, place) =>
        lengthsOfKeys.flatMap((length) => byStart.get(keyAt(words, place, length)) ?? []),
      );
      return near.filter((judgement) => tells(words, judgement, names));
    });
}

type Words = readonly string[];

/** Words from one place up to another. */
interface Span {
  readonly start: number;
  readonly end: number;
}

function tells(
  words: Words,
  { query, title, label }: LeakJudgement,
  names: readonly (readonly Words[])[],
): boolean {
  const titled = spanOfTitle(words, wordsOf(title));
  if (titled === undefined) return false;
  const asked = wordsOf(query);
  const start = placeOf(words, asked, (at) => !within(titled, at));
  if (start < 0) return false;
  const queried = { start, end: start + asked.length };
  const from = Math.min(titled.start, queried.start) - wordsBefore;
  const to = Math.max(titled.end, queried.end) + wordsBehind;
  const around = words.map((word, at) =>
    at < from || at >= to || within(titled, at) || within(queried, at) ? "" : word,
  );
  const named = names.map((own) => own.some((name) => isNamed(around, name)));
  return named[label] === true && !named.every((one) => one);
}

const within = ({ start, end }: Span, at: number): boolean => at >= start && at < end;

/** The title as far as it is written. */
function spanOfTitle(words: Words, title: Words): Span | undefined {
  const start = placeOf(words, title.slice(0, wordsOfTitle));
  if (start < 0) return undefined;
  let length = 0;
  while (length < title.length && words[start + length] === title[length]) length += 1;
  return { start, end: start + length };
}

function isNamed(around: Words, name: Words): boolean {
  const isShort = name.join("").length <= shortName || /^\d+$/.test(name.join(""));
  return (
    placeOf(around, name, (at) => {
      const before = around.slice(Math.max(0, at - wordsToField), at);
      return !isShort || before.some((word) => fieldWords.has(word));
    }) >= 0
  );
}

/** The first place from which the words are these, of those that will do; -1 where there is none. */
const placeOf = (
  words: Words,
  wanted: Words,
  willDo: (at: number) => boolean = () => true,
): number =>
  wanted.length === 0
    ? -1
    : words.findIndex(
        (_word, at) => wanted.every((one, step) => words[at + step] === one) && willDo(at),
      );

const wordsOf = (text: string): Words => normaliseQuery(text).match(/[\p{L}\p{N}]+/gu) ?? [];

const keyAt = (words: Words, place: number, length: number): string =>
  words.slice(place, place + length).join(" ");
