import { CosmoError } from "../../domain/cosmo-error.ts";
import { counted } from "../../text/counted.ts";
import type { BatchState } from "./batch-api.ts";
import type { JobRow } from "./batch-store.ts";

export const withoutResult = ({ model }: JobRow, foreign: number): CosmoError =>
  new CosmoError(
    "MODEL_SERVER_FAILED",
    `A batch job of ${model} ended without a result for a call${foreign === 0 ? "" : `, and with ${counted(foreign, "lines")} that are of none of its questions, or can't be read`}`,
    {
      hint: "Look at the job at the provider: whether its results have the same `custom_id` as its requests.",
      retryable: true,
    },
  );

export const foreignLines = ({ model }: JobRow, { id }: BatchState, lines: number): string =>
  `${counted(lines, "lines")} of the results of the batch job ${id} of ${model} are of none of its questions, or can't be read: they are left out.`;

export const strangeStatus = ({ model }: JobRow, { id, status }: BatchState): string =>
  `The batch job ${id} of ${model} is “${status}”, which says nothing to cosmo: it is waited for until it is completed, expired, cancelled or failed.`;

export const jobRefused = (job: JobRow, { id, problem, isFull }: BatchState): CosmoError =>
  new CosmoError("MODEL_BATCH_FAILED", `The batch job ${id} of ${job.model} failed: ${problem}`, {
    hint: `${isFull ? `Set batch-requests of the model (language-model.batch-requests) in cosmo.yaml to fewer than ${job.requests}: the rest is submitted when those are answered` : "Correct what the provider says"}; the next \`cosmo run\` asks the same in a new job. Nothing of this one is counted as paid.`,
  });
