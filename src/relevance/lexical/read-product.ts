import type { JudgedWords } from "./judged-words.ts";
import { readWords } from "./read-words.ts";

/** The words of a product's texts, in their order; null: the shop says nothing there. */
export interface ReadProduct {
  readonly title: readonly string[];
  readonly description: readonly string[] | null;
  readonly bullets: readonly string[] | null;
  readonly brand: readonly string[] | null;
  /** All that is said of the product. */
  readonly body: readonly string[];
}

export function readProduct(product: Omit<JudgedWords, "query">): ReadProduct {
  const wordsOf = (text: string | null) => (text === null ? null : readWords(text));
  const title = readWords(product.title);
  const brand = wordsOf(product.brand);
  const bullets = wordsOf(product.bullets);
  const description = wordsOf(product.description);
  const colour = wordsOf(product.colour);
  const body = [title, brand, colour, bullets, description].flatMap((words) => words ?? []);
  return { title, description, bullets, brand, body };
}
