import { CosmoError } from "../../domain/cosmo-error.ts";
import { RetryLaterError } from "../retry-later-error.ts";
import type { ServerResponse } from "./exchange.ts";
import { withoutKey } from "./redact.ts";
import { retryAfterMs } from "./retry-after.ts";
import { oneLine, saidBy, serverError } from "./said-by.ts";
import { type ModelServer, maxTokensNames, omittedFields } from "./server.ts";

const shownNames = 20;

const filterKinds = ["content_filter", "content_policy_violation"];

/** Whether the content filter refused the request: it concerns one item alone. */
export const isFiltered = ({ status, body }: ServerResponse): boolean =>
  status === 400 && serverError(body).kinds.some((kind) => filterKinds.includes(kind));

/** `context_length_exceeded` and its cousins, by code where a server has one, else by its words. */
const tooLong =
  /context[_ ]?(length|size|window)|maximum context|prompt is too long|too many (input )?tokens/i;

/**
 * What an answer with another status than 2xx means.
 * @param names what the server calls its models, for a 404
 */
export function refusal(
  server: ModelServer,
  response: ServerResponse,
  names: readonly string[] | undefined,
): CosmoError {
  const { status, headers, body } = response;
  const { kinds, message = "", field } = serverError(body);
  const said = `${server.baseUrl} answered ${status}: ${saidBy(body)}`;

  if (status === 401 || status === 403) return keyRefused(server, status);
  if (status === 402 || kinds.some((kind) => /insufficient_quota|billing/.test(kind))) {
    return new CosmoError("MODEL_QUOTA_EXHAUSTED", `The account is used up. ${said}`, {
      hint: "Add credit or raise the limit at the provider, then run again; finished calls are kept.",
    });
  }
  if (status === 404 || kinds.includes("model_not_found")) return notFound(server, said, names);
  if (status === 429 || status === 408 || status === 409 || status >= 500) {
    const limited = status === 429;
    return new RetryLaterError(limited ? "MODEL_RATE_LIMITED" : "MODEL_SERVER_FAILED", said, {
      hint: limited
        ? "Run again later, or allow fewer calls at once or per minute."
        : "Run again; if it goes on, look at the server's log.",
      retryAfterMs: retryAfterMs(headers, server.clock()),
      tooMany: limited,
    });
  }
  if (status === 413 || (status < 500 && [message, ...kinds].some((word) => tooLong.test(word)))) {
    return new CosmoError("PROMPT_TOO_LONG", `The prompt is too long for the model. ${said}`, {
      hint: "Shorten the prompt, ask for fewer tokens, or take a model with a longer context.",
    });
  }
  if (status >= 300 && status < 400) {
    const location = headers.location ?? "another address";
    const target = oneLine(withoutKey(location, server.apiKey));
    return new CosmoError("MODEL_REQUEST_REFUSED", `${server.baseUrl} sends on to ${target}`, {
      hint: `Where that is right, write it as ${server.section}.base-url in cosmo.yaml.`,
      exitCode: 2,
    });
  }
  return new CosmoError("MODEL_REQUEST_REFUSED", said, { hint: hintOf(server, field) });
}

/** @param field the member of the request that the server names */
function hintOf({ section, maxTokensName }: ModelServer, field: string | undefined): string {
  if (omittedFields.some((name) => name === field)) {
    return `Add ${field} to ${section}.omit in cosmo.yaml: then it is not sent.`;
  }
  if (field === maxTokensName) {
    const other = maxTokensNames.find((name) => name !== maxTokensName);
    return `Set ${section}.max-tokens-name: ${other} in cosmo.yaml.`;
  }
  return `Correct what the server complains about in the ${section} settings of cosmo.yaml.`;
}

function keyRefused(server: ModelServer, status: number): CosmoError {
  const { apiKey, apiKeyVariable, section } = server;
  const whence = apiKeyVariable === undefined ? "" : ` from ${apiKeyVariable}`;
  // What the server says is left out: some repeat a part of the key.
  return new CosmoError(
    "MODEL_KEY_REFUSED",
    apiKey === undefined
      ? `${server.baseUrl} wants a key (status ${status}) and none is set`
      : `${server.baseUrl} refused the key${whence} (status ${status})`,
    {
      hint: `Set ${apiKeyVariable ?? `${section}.api-key`} to a key that may use ${server.model}.`,
      exitCode: 2,
    },
  );
}

function notFound(
  server: ModelServer,
  said: string,
  names: readonly string[] | undefined,
): CosmoError {
  if (names?.includes(server.model)) {
    return new CosmoError(
      "MODEL_NOT_FOUND",
      `${server.model} is there but does not chat. ${said}`,
      {
        hint: `Set ${server.section}.model to one that takes chat completions.`,
        exitCode: 2,
      },
    );
  }
  const list = names?.slice(0, shownNames).map(oneLine).join(", ");
  const more = names !== undefined && names.length > shownNames ? ", …" : "";
  return new CosmoError("MODEL_NOT_FOUND", `There is no model ${server.model}. ${said}`, {
    hint: list
      ? `Set ${server.section}.model to one that the server has: ${list}${more}.`
      : `Check ${server.section}.model, and ${server.section}.base-url: it often ends with /v1.`,
    exitCode: 2,
  });
}
