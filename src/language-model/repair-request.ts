import type { GenerateRequest } from "./language-model.ts";

/** An answer that came, and why it is not usable. */
export interface UnusableAnswer {
  readonly text: string;
  readonly reason: string;
}

/** UTF-16 units of an unusable answer that are shown: enough to see what is wrong with it. */
const shownLength = 2000;

/** The request once more, with the unusable answer and what is wrong with it. */
export const repairRequest = (
  request: GenerateRequest,
  { text, reason }: UnusableAnswer,
): GenerateRequest => ({
  ...request,
  prompt: [
    request.prompt,
    `Answer that was given and can't be used, as a JSON string: «${shownAnswer(text)}»`,
    `What is wrong with it: ${reason}.`,
    "Give an answer that can be used.",
  ].join("\n"),
});

/**
 * An answer as a string of JSON on one line. It may repeat whatever stood in the prompt, so signs with which prompts
 * and chat templates set data apart, and those that nobody sees, are written as escapes. Brackets and braces stay:
 * they may be what is wrong.
 */
function shownAnswer(text: string): string {
  const cut = text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
  return JSON.stringify(cut.toWellFormed()).replace(
    /[<>«»`\p{Cf}\p{Co}\u007f-\u009f\u2028\u2029]|\[(?=\/?[A-Z]+\])/gu,
    (sign) =>
      Array.from(
        { length: sign.length },
        (_, at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, "0")}`,
      ).join(""),
  );
}
