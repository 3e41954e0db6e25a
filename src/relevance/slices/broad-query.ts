import { wordingOf } from "../../text/wording.ts";
import { tellingWords } from "./telling-words.ts";

/** A thing and one word more, be it part of its name: “desk lamp”, “nike shoes”. */
const mostWords = 2;

/**
 * Whether a query names what is wanted and little more: at most two words that tell something, no number, size or
 * sign, and nothing ruled out.
 *
 * @param text as `normaliseQuery` gives it
 */
export const isBroad = (text: string, locale: string): boolean =>
  tellingWords(text).length <= mostWords &&
  wordingOf(text, locale).guard === wordingOf("", locale).guard;
