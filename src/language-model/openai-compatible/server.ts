import type * as http from "node:http";
import { urlToHttpOptions } from "node:url";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { hashOf } from "../../domain/hash.ts";
import { freePrice, type Price } from "../prices/price.ts";

export interface OpenAiCompatibleOptions {
  /** Where `/chat/completions` is, such as `http://127.0.0.1:8080/v1`. */
  readonly baseUrl: string;
  /** The model's name as the server knows it. */
  readonly model: string;
  readonly apiKey?: string | undefined;
  /** The environment variable that the key came from, for messages. */
  readonly apiKeyVariable?: string | undefined;
  /** Where its settings stand in `cosmo.yaml`, for messages. Default: `language-model`. */
  readonly section?: string | undefined;
  /** For one answer, whole. */
  readonly timeoutMs: number;
  /** Members of each request beside those of cosmo, a part of the model's identity. Absent: none. */
  readonly extraBody?: ExtraBody | undefined;
  /** How the length of an answer is named. Absent: as the host is known to take it. */
  readonly maxTokensName?: MaxTokensName | undefined;
  /** What is not sent though cosmo would: some models refuse it. Absent: nothing. */
  readonly omit?: readonly OmittedField[] | undefined;
  /** Absent: calls count as costing nothing. */
  readonly price?: Price | undefined;
  /** Milliseconds since 1970 UTC; a server may name a date to come back at. */
  readonly clock?: (() => number) | undefined;
}

/** OpenAI's own servers take it for all models, and for the newer ones nothing else. */
const usualMaxTokensName = (host: string): MaxTokensName =>
  host === "api.openai.com" || host.endsWith(".openai.azure.com")
    ? "max_completion_tokens"
    : "max_tokens";

export type ExtraBody = Readonly<Record<string, unknown>>;

export const maxTokensNames = ["max_tokens", "max_completion_tokens"] as const;
export type MaxTokensName = (typeof maxTokensNames)[number];

/** Members of a request that a model may do without. */
export const omittedFields = ["temperature", "top_p", "seed", "stop"] as const;
export type OmittedField = (typeof omittedFields)[number];

/** UTF-8 bytes of members of a request. */
export const extraBytesOf = (extraBody: ExtraBody | null): number =>
  extraBody === null || isEmpty(extraBody) ? 0 : Buffer.byteLength(JSON.stringify(extraBody));

const isEmpty = (members: ExtraBody): boolean => Object.keys(members).length === 0;

/** A model server as it was configured, checked. */
export interface ModelServer {
  /** Without a slash at its end. Holds no secret, so it may stand in messages. */
  readonly baseUrl: string;
  /** With the port where it is not the usual one. */
  readonly host: string;
  /** As the server knows it. */
  readonly model: string;
  /** As cosmo knows it, by host and name and what is asked of it besides. */
  readonly id: string;
  readonly extraBody: ExtraBody;
  /** Of that, in UTF-8. */
  readonly extraBytes: number;
  readonly omit: readonly OmittedField[];
  readonly maxTokensName: MaxTokensName;
  readonly apiKey: string | undefined;
  readonly apiKeyVariable: string | undefined;
  readonly section: string;
  readonly timeoutMs: number;
  readonly price: Price;
  readonly request: typeof http.request;
  /** Where and over which connections, for `request`. */
  readonly address: http.RequestOptions & { readonly agent: http.Agent };
  /** Of the address, without a slash at its end. */
  readonly basePath: string;
  /** Of every request. */
  readonly headers: http.OutgoingHttpHeaders;
  readonly clock: () => number;
  /** Whether a connection was ever made: then a refused one is a server that restarts. */
  wasReached: boolean;
}

/** @throws CosmoError MODEL_ADDRESS_INVALID or MODEL_KEY_MALFORMED; neither quotes what it was given */
export function modelServer(options: OpenAiCompatibleOptions): ModelServer {
  const { section = "language-model" } = options;
  const addressInvalid = (what: string): CosmoError =>
    new CosmoError("MODEL_ADDRESS_INVALID", `${section}.base-url ${what}`, {
      hint: `Write it as in http://127.0.0.1:8080/v1; a key belongs in ${section}.api-key.`,
      exitCode: 2,
    });
  const url = URL.parse(options.baseUrl);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw addressInvalid("is not an address that starts with http:// or https://");
  }
  if (url.username !== "" || url.password !== "") {
    throw addressInvalid("holds a user name or password");
  }
  if (url.search !== "" || url.hash !== "") throw addressInvalid("holds a `?` or `#`");
  if (options.apiKey !== undefined && !/^[\x21-\x7e]+$/.test(options.apiKey)) {
    const where = options.apiKeyVariable === undefined ? "" : ` in ${options.apiKeyVariable}`;
    throw new CosmoError(
      "MODEL_KEY_MALFORMED",
      `The key of the model server ${url.host}${where} is empty or holds a space, a line break or another sign that no key has`,
      { hint: "Copy the key again, without quotes and line breaks.", exitCode: 2 },
    );
  }
  // An import would name every export of the module, and so load what of it nobody uses here: that takes longer than all of a model.
  const { request, Agent, globalAgent } = process.getBuiltinModule(
    url.protocol === "https:" ? "node:https" : "node:http",
  );
  // As many connections as calls; `limit` counts them. Proxies as Node was told to use them.
  const { proxyEnv } = (globalAgent as unknown as { readonly options: http.AgentOptions }).options;
  const agent = new Agent({
    keepAlive: true,
    maxFreeSockets: Number.POSITIVE_INFINITY,
    ...(proxyEnv !== undefined && { proxyEnv }),
  });
  const { protocol, hostname, port } = urlToHttpOptions(url);
  const { apiKey, model, extraBody = {} } = options;
  const omit = [...new Set(options.omit)].toSorted();
  const isPlain = omit.length === 0 && isEmpty(extraBody);
  const special = isPlain ? "" : `+${hashOf([omit, extraBody]).slice(0, 12)}`;
  return {
    id: `openai-compatible:${model}@${url.host}${special}`,
    ...{ extraBody, omit, request, extraBytes: extraBytesOf(extraBody) },
    maxTokensName: options.maxTokensName ?? usualMaxTokensName(url.hostname),
    address: { protocol, hostname, port, agent } as ModelServer["address"],
    basePath: url.pathname.replace(/\/+$/, ""),
    headers: {
      // Answers are small, and nothing here unpacks them.
      "accept-encoding": "identity",
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    },
    baseUrl: url.href.replace(/\/+$/, ""),
    host: url.host,
    model,
    apiKey,
    apiKeyVariable: options.apiKeyVariable,
    section,
    timeoutMs: options.timeoutMs,
    price: options.price ?? freePrice,
    clock: options.clock ?? Date.now,
    wasReached: false,
  };
}
