import { wordSet } from "../../text/word-set.ts";
import { isNumber, isUnit, readWords } from "../lexical/read-words.ts";

/** They say nothing of a product by themselves. */
const functionWords = wordSet(
  `a an the and or of for with in on at by from to as is are be my your his her their our its me you it
   that this these those i`,
);

/**
 * The words of a text that tell what is wanted, each once, in one form: without numbers and their units, articles,
 * prepositions and the like, and letters that stand alone.
 *
 * @example tellingWords('12" shelves for the garage') // ["shelf", "garage"]
 */
export function tellingWords(text: string): readonly string[] {
  const words = readWords(text);
  const isTelling = (word: string, place: number): boolean => {
    if (word.length < 2 || isNumber(word) || functionWords.has(word)) return false;
    return !(isUnit(word) && isNumber(words[place - 1] ?? ""));
  };
  return [...new Set(words.filter(isTelling))];
}
