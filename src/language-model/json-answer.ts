const fence = "```";

/** What stands in the fence that some models put around JSON. Without a pattern: a model may go on with blanks for long. */
function withoutFence(text: string): string {
  const trimmed = text.trim();
  const firstEnd = trimmed.indexOf("\n");
  const first = trimmed.slice(0, firstEnd).trim();
  const isFenced =
    firstEnd > 0 && (first === fence || first === `${fence}json`) && trimmed.endsWith(fence);
  return isFenced ? trimmed.slice(firstEnd, -fence.length) : text;
}

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
    return { value: JSON.parse(withoutFence(text)) };
  } catch (error) {
    const isCut = /Unterminated|Unexpected end/.test((error as Error).message);
    return { problem: isCut ? "its JSON ends too early" : "it is not JSON alone" };
  }
}
