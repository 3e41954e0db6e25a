import { z } from "zod";
import { CosmoError } from "../../domain/cosmo-error.ts";
import type { BatchResult } from "../batch/batch-api.ts";
import type { GenerateRequest } from "../language-model.ts";
import { UnreadableAnswerError } from "../unreadable-answer-error.ts";
import { mayBeBilled } from "./may-be-billed.ts";
import { parsedJson } from "./parsed-json.ts";
import { filteredRequest, readAnswer } from "./read-answer.ts";
import { isFiltered, refusal } from "./refusal.ts";
import { oneLine } from "./said-by.ts";
import { schemaRefusal } from "./schema-refusal.ts";
import type { ModelServer } from "./server.ts";

const resultLine = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.int(), body: z.unknown() }).nullish().catch(undefined),
  error: z
    .object({ code: z.string().nullish(), message: z.string().nullish() })
    .nullish()
    .catch(undefined),
});

/** Reads a line of a file of results; undefined: it is of no request that `requestOf` knows. */
export function readBatchResult(
  server: ModelServer,
  text: string,
  requestOf: (call: string) => GenerateRequest | undefined,
): BatchResult | undefined {
  const { data: line } = resultLine.safeParse(parsedJson(text));
  const request = line && requestOf(line.custom_id);
  if (line === undefined || request === undefined) return undefined;
  const call = line.custom_id;
  if (!line.response) {
    const mayBe = !neverBegun.test(line.error?.code ?? "");
    return { call, kind: "failed", mayBeBilled: mayBe, error: unanswered(server, line.error) };
  }
  const { status_code: status, body: content } = line.response;
  const body = typeof content === "string" ? content : JSON.stringify(content ?? null);
  const response = { status, headers: {}, body };
  try {
    if (status >= 200 && status < 300) {
      return {
        call,
        kind: "answered",
        generation: { ...readAnswer(server, request, body), raw: body },
      };
    }
    if (isFiltered(response)) {
      return {
        call,
        kind: "answered",
        generation: { ...filteredRequest(server, request, body), raw: body },
      };
    }
  } catch (error) {
    if (!(error instanceof UnreadableAnswerError)) throw error;
    return { call, kind: "unreadable", error };
  }
  const error =
    (request.schema && schemaRefusal(server, response)) ?? refusal(server, response, undefined);
  return { call, kind: "failed", mayBeBilled: mayBeBilled(status), error };
}

/** Codes of a request whose job came to its end before its turn, such as `batch_expired`. */
const neverBegun = /expired|cancell?ed/;

/** Why a request has no response: mostly, the job expired before its turn. */
function unanswered(
  { baseUrl }: ModelServer,
  error: z.infer<typeof resultLine>["error"],
): CosmoError {
  const said = oneLine(error?.message ?? error?.code ?? "") || "the provider does not say why";
  return new CosmoError(
    "MODEL_SERVER_FAILED",
    `A batch job of ${baseUrl} left a call unanswered: ${said}`,
    { hint: "Run again: it is asked in the next job.", retryable: true },
  );
}
