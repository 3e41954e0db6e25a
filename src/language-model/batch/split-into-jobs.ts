import type { BatchApi } from "./batch-api.ts";
import type { GatheredRequest } from "./batch-store.ts";

export interface JobLimits {
  readonly requests: number;
  /** Of the uploaded file. */
  readonly bytes: number;
}

/** What OpenAI takes in one job: https://platform.openai.com/docs/guides/batch */
const jobLimits: JobLimits = { requests: 50_000, bytes: 100_000_000 };

export interface PlannedJob {
  /** Id of the model. */
  readonly model: string;
  readonly calls: readonly Pick<GatheredRequest, "call" | "cost">[];
}

/** Puts requests into as few jobs as their models and the limits allow, in their order. */
export function splitIntoJobs(
  gathered: Iterable<GatheredRequest>,
  apiOf: (model: string) => Pick<BatchApi, "line">,
  limits: JobLimits = jobLimits,
): readonly PlannedJob[] {
  const jobs: { model: string; calls: Pick<GatheredRequest, "call" | "cost">[]; bytes: number }[] =
    [];
  const latest = new Map<string, (typeof jobs)[number]>();
  for (const { call, model, request, cost } of gathered) {
    const bytes = Buffer.byteLength(apiOf(model).line(call, request)) + 1;
    let job = latest.get(model);
    if (!job || job.calls.length >= limits.requests || job.bytes + bytes > limits.bytes) {
      job = { model, calls: [], bytes: 0 };
      jobs.push(job);
      latest.set(model, job);
    }
    job.calls.push({ call, cost });
    job.bytes += bytes;
  }
  return jobs.map(({ model, calls }) => ({ model, calls }));
}
