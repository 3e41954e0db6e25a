import { CosmoError } from "../domain/cosmo-error.ts";
import { callIdOf } from "./call-identity.ts";
import type { CallStore } from "./call-store.ts";
import { isSettled, type RecordedCall, recordedCallSchema, requestOf } from "./recorded-call.ts";

/**
 * What a replay needs: every attempt that holds an answer, or is set aside without one, as plain objects for lines of JSON, in
 * the order of their ids.
 */
export function* exportRecorded(store: CallStore): IterableIterator<RecordedCall> {
  for (const call of store.iterate()) if (isSettled(call)) yield call;
}

/**
 * Takes in recorded answers, so that `remember` serves them instead of asking. Taking in the same
 * rows twice changes nothing.
 *
 * @param rows parsed lines of `exportRecorded`, in its order
 * @returns how many were new
 * @throws CosmoError RECORDED_ANSWER_DAMAGED where a row has another shape, or an id that is not the
 *   one of its model and request; nothing is taken in then
 */
export function importRecorded(store: CallStore, rows: Iterable<unknown>): number {
  return store.insertImported(checked(rows));
}

function* checked(rows: Iterable<unknown>): IterableIterator<RecordedCall> {
  let place = 0;
  for (const row of rows) {
    place++;
    const { data: call, error } = recordedCallSchema.safeParse(row);
    if (call === undefined) {
      const issue = error.issues[0];
      throw damaged(place, `${issue?.path.join(".")}: ${issue?.message}`, error);
    }
    if (callIdOf(call.model, requestOf(call)) !== call.id) {
      throw damaged(place, `${call.id} is not the id of this model, prompt and draw`);
    }
    yield call;
  }
}

const damaged = (place: number, what: string, cause?: unknown): CosmoError =>
  new CosmoError("RECORDED_ANSWER_DAMAGED", `Recorded answer ${place} cannot be used: ${what}`, {
    hint: "Export the recorded answers again, or take this line out.",
    cause,
  });
