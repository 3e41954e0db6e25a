/** A fence that some models put around JSON. */
const fence = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/;

/**
 * The JSON of an answer, with or without a code fence around it, or why it is none. Answers ahead of or behind the
 * JSON are no part of it, so an answer with such words is none.
 */
export function jsonAnswer(
  text: string,
):
  | { readonly value: unknown; readonly problem?: never }
  | { readonly value?: never; readonly problem: string } {
  try {
    return { value: JSON.parse(fence.exec(text)?.[1] ?? text) };
  } catch (error) {
    const isCut = /Unterminated|Unexpected end/.test((error as Error).message);
    return { problem: isCut ? "its JSON ends too early" : "it is not JSON alone" };
  }
}
