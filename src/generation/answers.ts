import type { PartDraft } from "../artifact/store.ts";
import type { Candidate } from "../domain/tables/candidates.ts";
import { askForItem, type ItemAnswer, type ItemWaits } from "../language-model/ask-for-item.ts";
import type { Generation, LanguageModel } from "../language-model/language-model.ts";
import type { AnswerForm } from "./answer-form.ts";
import type { Ask } from "./ask.ts";
import { parseAnswer } from "./parse-answer.ts";
import { spokenInstructions } from "./spoken-instructions.ts";

export type Answer = Ask & ItemAnswer;
export type WaitingAnswer = Ask & ItemWaits;

/** Waits for all answers even where one fails: the others are paid for, and recorded when they come. */
export async function answersAbout(
  asks: readonly Ask[],
  model: LanguageModel,
  signal: AbortSignal,
): Promise<readonly (Answer | WaitingAnswer)[]> {
  const settled = await Promise.allSettled(
    asks.map(
      async (ask): Promise<Answer | WaitingAnswer> => ({
        ...ask,
        ...(await askForItem(model, ask.request, signal)),
      }),
    ),
  );
  return settled.map((answer) => {
    if (answer.status === "rejected") throw answer.reason;
    return answer.value;
  });
}

/** What takes candidates, and what is dropped. */
export type CandidateDraft = Pick<PartDraft<Candidate>, "write" | "dropped">;

/** What is said of two heads is a candidate of each. */
export function writeCandidates(
  draft: CandidateDraft,
  answer: Answer,
  { form, count }: AnswerForm,
): void {
  const { scope, head, otherHead, relation, promptVersion, request } = answer;
  if ("invalid" in answer) {
    const { code, message } = answer.invalid;
    draft.dropped(code, `${head} ${message}`, 1, relation.name);
    return;
  }
  const { call, text, finishReason } = answer.generation;
  const lines = parseAnswer(text, form, request.answerStem);
  const isSpoken = spokenInstructions(request);
  for (const line of lines) {
    if (form === "json" && line.place > count) {
      draft.dropped("beyondCount", `${call} ${JSON.stringify(line.rawText)}`, 1, relation.name);
      continue;
    }
    const isLast = form !== "json" && line.place === lines.length;
    if (isLast && (finishReason === "length" || stoppedInNumber(answer.generation, form))) {
      draft.dropped("cutOff", `${call} ${JSON.stringify(line.rawText)}`, 1, relation.name);
      continue;
    }
    if (line.tail === "") {
      draft.dropped("emptyLine", `${call} ${JSON.stringify(line.rawText)}`, 1, relation.name);
      continue;
    }
    if (isSpoken(line.rawText)) {
      draft.dropped("speaksToModel", `${call} ${JSON.stringify(line.rawText)}`, 1, relation.name);
      continue;
    }
    for (const about of otherHead === undefined ? [head] : [head, otherHead]) {
      draft.write({
        call,
        place: line.place,
        scope,
        head: about,
        relation: relation.name,
        prompt: promptVersion,
        rawText: line.rawText,
        tail: line.tail,
      });
    }
  }
}

/**
 * A draw stops at "." and ",", and what stopped it is not in the answer: "1" may be all that is left of
 * "1.5 liters".
 */
const stoppedInNumber = ({ text, finishReason }: Generation, form: AnswerForm["form"]): boolean =>
  form === "draws" && finishReason === "stop" && /\d$/.test(text);
