import { normalForm } from "./normal-form.ts";
import { baseOfIngForm, singularOf } from "./word-form.ts";

/**
 * The words of a text, each once, in lower case and in one form: singular nouns, verbs without -ing.
 * Coarser than `normalForm`: "training shoes" and "train shoes" have the same words.
 *
 * @example baseWords("Feeding birds") // Set { "feed", "bird" }
 */
export const baseWords = (text: string): ReadonlySet<string> =>
  new Set(
    normalForm(text)
      .split(/[^\p{L}\p{N}']+/u)
      .filter((word) => word !== "")
      .map((word) => singularOf(baseOfIngForm(word) ?? word)),
  );
