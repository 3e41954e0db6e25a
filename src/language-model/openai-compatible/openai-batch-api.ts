import { randomUUID } from "node:crypto";
import { z } from "zod";
import { CosmoError } from "../../domain/cosmo-error.ts";
import type { BatchApi, BatchState } from "../batch/batch-api.ts";
import { notBilled } from "../not-billed.ts";
import { exchange, type ServerResponse, type TypedBody } from "./exchange.ts";
import { mayBeBilled } from "./may-be-billed.ts";
import { parsedJson } from "./parsed-json.ts";
import { readBatchResult } from "./read-batch-result.ts";
import { refusal } from "./refusal.ts";
import { requestBody } from "./request-body.ts";
import { oneLine, saidBy } from "./said-by.ts";
import { type ModelServer, modelServer, type OpenAiCompatibleOptions } from "./server.ts";

/** What of a job's object says where it stands: https://platform.openai.com/docs/api-reference/batch/object */
const batchObject = z.object({
  id: z.string().min(1),
  status: z.string(),
  input_file_id: z.string().nullish(),
  output_file_id: z.string().nullish(),
  error_file_id: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish().catch(undefined),
  request_counts: z
    .object({ completed: z.int().nonnegative(), failed: z.int().nonnegative() })
    .nullish()
    .catch(undefined),
  errors: z.unknown(),
});

type BatchObject = z.infer<typeof batchObject>;

const batchErrors = z.object({
  data: z.array(z.object({ message: z.string(), code: z.string().nullish().catch(undefined) })),
});

/** Of a job's metadata: the token by which it is found again. */
const tokenName = "cosmo_job";

/** Files have up to a hundred megabytes. */
const fileTimeoutMs = 600_000;

/** Nobody waits for a file to be deleted. */
const deletionTimeoutMs = 10_000;

/** Jobs that are asked for at once. */
const listedAtOnce = 100;

/**
 * Batch jobs of a server that speaks OpenAI's Batch API (https://platform.openai.com/docs/guides/batch). Its price is
 * that of a call in a job.
 *
 * @throws CosmoError MODEL_ADDRESS_INVALID or MODEL_KEY_MALFORMED, here; from its functions what a call throws, and
 *   MODEL_BATCH_UNSUPPORTED, MODEL_BATCH_FAILED, MODEL_BATCH_UNKNOWN. No message holds the key.
 */
export function openAiBatchApi(options: OpenAiCompatibleOptions): BatchApi {
  const server = modelServer(options);
  const longMs = Math.max(server.timeoutMs, fileTimeoutMs);

  const batchFrom = ({ body }: ServerResponse): BatchState => {
    const { data } = batchObject.safeParse(parsedJson(body));
    if (data === undefined) throw noBatch(server, body);
    return stateOf(data);
  };

  return {
    model: server.id,
    line: (call, request) =>
      `{"custom_id":${JSON.stringify(call)},"method":"POST","url":"/v1/chat/completions","body":${requestBody(server, request)}}`,
    async upload(lines, signal) {
      const response = await exchange(server, "/files", fileForm(lines), signal, longMs);
      const { data } = z
        .object({ id: z.string().min(1) })
        .safeParse(parsedJson(accepted(server, response).body));
      if (data === undefined) throw noBatch(server, response.body);
      return data.id;
    },
    async submit(file, token, signal) {
      const body = JSON.stringify({
        ...{ input_file_id: file, endpoint: "/v1/chat/completions", completion_window: "24h" },
        metadata: { [tokenName]: token },
      });
      return batchFrom(accepted(server, await exchange(server, "/batches", body, signal)));
    },
    async find(file, token, signal) {
      for (let after = ""; ; ) {
        const path = `/batches?limit=${listedAtOnce}${after && `&after=${encodeURIComponent(after)}`}`;
        const response = await exchange(server, path, undefined, signal);
        if (isAbsent(response)) throw unknown(server, "lists no jobs", response);
        const { data: page } = z
          .object({ data: z.array(batchObject), has_more: z.boolean().nullish() })
          .safeParse(parsedJson(accepted(server, response).body));
        if (page === undefined) throw unknown(server, "lists no jobs", response);
        const found = page.data.find(
          ({ metadata, input_file_id }) =>
            metadata?.[tokenName] === token || input_file_id === file,
        );
        if (found !== undefined) return stateOf(found);
        const last = page.data.at(-1)?.id;
        if (page.has_more !== true || last === undefined || last === after) return undefined;
        after = last;
      }
    },
    async state(batch, signal) {
      const response = await exchange(server, pathOf("batches", batch), undefined, signal);
      if (response.status === 404)
        throw unknown(server, `does not know the job ${batch}`, response);
      return batchFrom(accepted(server, response));
    },
    async cancel(batch, signal) {
      const path = `${pathOf("batches", batch)}/cancel`;
      return batchFrom(accepted(server, await exchange(server, path, "", signal)));
    },
    async results(file, signal) {
      const path = `${pathOf("files", file)}/content`;
      const response = await exchange(server, path, undefined, signal, longMs);
      if (isAbsent(response)) throw unknown(server, `has no file ${oneLine(file)}`, response);
      return accepted(server, response).body;
    },
    async remove(file, signal) {
      const path = pathOf("files", file);
      accepted(
        server,
        await exchange(server, path, undefined, signal, deletionTimeoutMs, "DELETE"),
      );
    },
    read: (line, requestOf) => readBatchResult(server, line, requestOf),
    close: () => server.address.agent.destroy(),
  };
}

const pathOf = (kind: string, id: string): string => `/${kind}/${encodeURIComponent(id)}`;

/** Ways in which servers say that they have no such thing. */
const isAbsent = ({ status }: ServerResponse): boolean => [404, 405, 410, 501].includes(status);

const ended = ["completed", "expired", "cancelled", "canceled"];

const going = ["validating", "in_progress", "finalizing", "cancelling"];

/** The code of OpenAI where an account has too many tokens in jobs that are going. */
const tooManyTokens = "token_limit_exceeded";

function stateOf(batch: BatchObject): BatchState {
  const { status, request_counts: counts } = batch;
  const errors = batchErrors.safeParse(batch.errors).data?.data ?? [];
  return {
    ...{ id: oneLine(batch.id), status: oneLine(status) },
    isKnown: [...ended, ...going, "failed"].includes(status),
    phase: status === "failed" ? "refused" : ended.includes(status) ? "ended" : "going",
    isWhole: status === "completed",
    answered: counts?.completed ?? 0,
    failed: counts?.failed ?? 0,
    resultFiles: [batch.output_file_id, batch.error_file_id].flatMap((file) => file || []),
    isFull: errors.some(({ code }) => code === tooManyTokens),
    problem:
      oneLine(errors.map(({ message }) => message).join("; ")) || "the provider does not say why",
  };
}

/** One file for batch jobs, as a form of RFC 7578. */
function fileForm(lines: readonly string[]): TypedBody {
  const boundary = `cosmo-${randomUUID()}`;
  const head = [
    `--${boundary}`,
    'content-disposition: form-data; name="purpose"',
    "",
    "batch",
    `--${boundary}`,
    'content-disposition: form-data; name="file"; filename="cosmo.jsonl"',
    "content-type: application/jsonl",
    "",
    "",
  ].join("\r\n");
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([
      Buffer.from(head),
      ...lines.map((line) => Buffer.from(`${line}\n`)),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  };
}

/** What a refusal means that is none of a prompt or a model. */
function accepted(server: ModelServer, response: ServerResponse): ServerResponse {
  const { status, body } = response;
  if (status >= 200 && status < 300) return response;
  if (isAbsent(response)) throw unsupported(server, response);
  const refused = refusal(server, response, undefined);
  if (!["PROMPT_TOO_LONG", "MODEL_NOT_FOUND"].includes(refused.code)) {
    throw mayBeBilled(status) ? refused : notBilled(refused);
  }
  throw new CosmoError(
    "MODEL_BATCH_FAILED",
    `${server.baseUrl} answered ${status}: ${saidBy(body)}`,
    { hint: "Correct what the provider says, then run again." },
  );
}

const unsupported = ({ baseUrl, section }: ModelServer, { status }: ServerResponse): CosmoError =>
  new CosmoError(
    "MODEL_BATCH_UNSUPPORTED",
    `${baseUrl} has no batch jobs, or no longer (status ${status})`,
    {
      hint: `Take ${section}.batch out of cosmo.yaml, or name a server that speaks OpenAI's Batch API.`,
      exitCode: 2,
    },
  );

function noBatch(server: ModelServer, body: string): CosmoError {
  return new CosmoError(
    "MODEL_BATCH_FAILED",
    `${server.baseUrl} gave something that is no batch job: ${saidBy(body)}`,
    { hint: `Check that the server of ${server.section} speaks OpenAI's Batch API.` },
  );
}

const unknown = (
  { baseUrl, section }: ModelServer,
  what: string,
  { status, body }: ServerResponse,
): CosmoError =>
  new CosmoError(
    "MODEL_BATCH_UNKNOWN",
    `${baseUrl} ${what}, and one may have been paid for. It answered ${status}: ${saidBy(body)}`,
    {
      hint: `Set ${section} to the server and the key of the account that it was submitted with. \`cosmo run --retry-failed\` gives the job up, counts it as the most that it can have cost, and asks again.`,
    },
  );
