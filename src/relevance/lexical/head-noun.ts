import { tokensOf } from "../../text/english.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import { readWords } from "./read-words.ts";

/** Behind these a query or a title says what the thing is for, has, or comes with. */
const turn = /\s(?:for|with|without|w\/|w\/o|from|to|by|in|on|of|that|compatible)\s|[,(|:;]|\s-\s/;

/** What the text names first, before it says more of it. */
const namingPart = (text: string): string => {
  const plain = normaliseQuery(text);
  const [first = ""] = plain.split(turn);
  return first.trim() === "" ? plain : first;
};

/** What a query asks for: the last noun before it says more, or else its last word; undefined where it has none. */
export function headNoun(query: string): string | undefined {
  const part = namingPart(query);
  const noun = tokensOf(part).findLast(({ partOfSpeech }) => /^(?:NOUN|PROPN)$/.test(partOfSpeech));
  return readWords(noun?.text ?? "").at(-1) ?? readWords(part).at(-1);
}

/** The words with which a title names the thing. */
export const namingWords = (title: string): readonly string[] => readWords(namingPart(title));
