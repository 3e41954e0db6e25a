import { isCutOffEmpty } from "./answer-problem.ts";
import { callIdOf } from "./call-identity.ts";
import type { CallStore } from "./call-store.ts";
import type { GenerateRequest, Generation } from "./language-model.ts";
import { generationOf, isAnswer, isSettled, type RecordedCall } from "./recorded-call.ts";
import type { UnusableAnswer } from "./repair-request.ts";

export interface AnswerRules {
  /** The one that `record` writes. */
  readonly store: CallStore;
  /** The reason why an answer is not usable; undefined: it is. Pure: it is asked again after a crash. */
  readonly validate: (
    text: string,
    request: GenerateRequest,
    finishReason: RecordedCall["finishReason"],
  ) => string | undefined;
  /** What a model is asked to mend an unusable answer; absent: none is mended. */
  readonly repairRequest?:
    | ((request: GenerateRequest, wrong: UnusableAnswer) => GenerateRequest)
    | undefined;
}

/** What the recorded answers to a request come to. */
export type Judgement =
  | { readonly kind: "unasked" }
  | { readonly kind: "valid"; readonly generation: Generation }
  | {
      readonly kind: "invalid";
      readonly reason: string;
      /** How often the request itself was answered, or given up. */
      readonly attempts: number;
      /** What is still to be asked, where the last answer was not mended yet. */
      readonly repair?: GenerateRequest;
    };

type Answer = RecordedCall & { readonly text: string };

const filtered = "the content filter of the server refused it";

const isValid = (call: RecordedCall): call is Answer => isAnswer(call) && call.state === "valid";

/** What the filter refused it would refuse again, with its own words shown; where none came there are none to mend. */
const isMendable = ({ text, finishReason }: Answer): boolean =>
  finishReason !== "filtered" && !isCutOffEmpty(text, finishReason);

/**
 * Judges what lies in the store, and writes down what it finds: an answer that was recorded before a crash is
 * judged now, and one that an earlier `validate` refused gets another chance. A valid answer stays the one
 * that is served, and that of a repair is served as the answer of the call that it mends.
 */
export async function judgeAnswers(
  { store, validate, repairRequest }: AnswerRules,
  model: string,
  request: GenerateRequest,
): Promise<Judgement> {
  const id = callIdOf(model, request);
  const served = (answer: Answer): Judgement => ({
    kind: "valid",
    generation: { ...generationOf(answer), call: id },
  });
  const answers = store.get(id).filter(isSettled);
  const valid = answers.find(isValid);
  if (valid !== undefined) return served(valid);
  const last = answers.at(-1);
  if (last === undefined) return { kind: "unasked" };
  const repairs = answers.some(({ state }) => state === "invalid")
    ? store.repairsOf(id).filter(isSettled)
    : [];
  const mended = repairs.find(isValid);
  if (mended !== undefined) return served(mended);

  const reasons = new Map<RecordedCall, string>();
  for (const answer of [...answers, ...repairs]) {
    if (!isAnswer(answer)) {
      reasons.set(answer, answer.reason ?? "");
      continue;
    }
    const reason =
      answer.finishReason === "filtered"
        ? filtered
        : validate(answer.text, request, answer.finishReason);
    if (reason === undefined) {
      // Not waited for: behind a crash it is judged again, and a disk that fails fails the next answer too.
      store.markValid(answer.id, answer.attempt).catch(() => {});
      return served(answer);
    }
    reasons.set(answer, reason);
    if (answer.reason !== reason) await store.markInvalid(answer.id, answer.attempt, reason);
  }
  const reason = reasons.get(last) ?? "";
  const attempts = answers.length;
  if (repairRequest && isAnswer(last) && isMendable(last)) {
    const repair = { ...repairRequest(request, { text: last.text, reason }), repairOf: id };
    // Not every answer was mended, so each repair is counted for the answers that it shows.
    const shown = repairs.filter(({ prompt }) => prompt === repair.prompt).length;
    const alike = answers.filter(({ text }) => text === last.text).length;
    if (repairs.length < attempts && shown < alike) {
      const again = attempts > 1 ? { attempt: attempts } : {};
      return { kind: "invalid", reason, attempts, repair: { ...repair, ...again } };
    }
  }
  const inVain = repairs.at(-1);
  const told = inVain === undefined ? "" : `; shown that, it gave another: ${reasons.get(inVain)}`;
  return { kind: "invalid", reason: `${reason}${told}`, attempts };
}
