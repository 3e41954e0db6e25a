import { CosmoError } from "../domain/cosmo-error.ts";
import type { Unopened } from "./served-versions.ts";

const openApi = "/openapi.json has every route with its parameters.";

export const requestInvalid = (message: string): CosmoError =>
  new CosmoError("REQUEST_INVALID", message, { hint: `Correct it; ${openApi}`, httpStatus: 400 });

export const jsonBroken = (message: string): CosmoError =>
  new CosmoError("REQUEST_JSON_BROKEN", message, {
    hint: `Send one JSON object; ${openApi}`,
    httpStatus: 400,
  });

/** @param known sites that the graph has */
export const siteUnknown = (site: string, known: readonly string[]): CosmoError =>
  new CosmoError("SITE_UNKNOWN", `The graph has nothing of the site ${JSON.stringify(site)}`, {
    hint: `It knows ${known.slice(0, 10).join(", ")}${known.length > 10 ? " and others" : ""}; leave site out for that of cosmo.yaml.`,
    httpStatus: 404,
  });

export const contentTypeUnsupported = (): CosmoError =>
  new CosmoError("CONTENT_TYPE_UNSUPPORTED", "The body is not said to be JSON", {
    hint: "Send the header `Content-Type: application/json`.",
    httpStatus: 415,
  });

export const encodingUnsupported = (): CosmoError =>
  new CosmoError("CONTENT_ENCODING_UNSUPPORTED", "The body is compressed, or encoded otherwise", {
    hint: "Send it plain, without the header `Content-Encoding`.",
    httpStatus: 415,
  });

export const charsetUnsupported = (): CosmoError =>
  new CosmoError(
    "CONTENT_TYPE_UNSUPPORTED",
    "The body is said to be in another charset than UTF-8",
    {
      hint: "Send it as UTF-8, with the header `Content-Type: application/json`.",
      httpStatus: 415,
    },
  );

export const bodyTooLarge = (greatest: number): CosmoError =>
  new CosmoError("BODY_TOO_LARGE", `The body has more than ${greatest} bytes`, {
    hint: "Send less at once: fewer heads, or fewer products with shorter titles.",
    httpStatus: 413,
  });

export const routeUnknown = (): CosmoError =>
  new CosmoError("ROUTE_UNKNOWN", "There is nothing at this path", {
    hint: openApi,
    httpStatus: 404,
  });

export const methodNotAllowed = (allowed: readonly string[]): CosmoError =>
  new CosmoError("METHOD_NOT_ALLOWED", "This path does not take this method", {
    hint: `It takes ${allowed.join(", ")}; ${openApi}`,
    httpStatus: 405,
  });

/** Taken for another text, it would be looked up, and asked about, as what nobody typed. */
export const notUtf8 = (what: string, hint: string, cause: unknown): CosmoError =>
  new CosmoError("REQUEST_NOT_UTF8", `${what} has bytes that are no UTF-8`, {
    hint,
    httpStatus: 400,
    cause,
  });

const malformed = (message: string, hint: string, cause?: unknown): CosmoError =>
  new CosmoError("REQUEST_MALFORMED", message, { hint, httpStatus: 400, cause });

export const bodyBrokenOff = (cause: unknown): CosmoError =>
  malformed(
    "The body ended before it was whole",
    "Send all of it, and wait for the answer.",
    cause,
  );

export const hostMissing = (): CosmoError =>
  malformed("The request has no header Host", "Send the header `Host`, as HTTP/1.1 wants it.");

export const addressMalformed = (): CosmoError =>
  malformed(
    "The address, or the header Host, can't be read",
    "Ask for a path that begins with a slash, with its signs escaped as UTF-8 (é is %C3%A9), and send the server's name as `Host`.",
  );

/** What Node's parser refuses before any route is known. */
export function requestMalformed(code: string | undefined): CosmoError {
  if (code === "HPE_INVALID_URL") return addressMalformed();
  if (code !== "HPE_HEADER_OVERFLOW") {
    return malformed("This is no HTTP request that can be read", "Send it by an HTTP client.");
  }
  return new CosmoError("REQUEST_TOO_LONG", "Address and headers are too long", {
    hint: "Send long texts as the body of POST /v1/knowledge.",
    httpStatus: 431,
  });
}

/** Told to those whose answers were not there when the server's patience was over. */
export const serverStopping = (): CosmoError =>
  new CosmoError("SERVER_STOPPING", "The server was stopped before the answer was there", {
    hint: "Ask again once it runs, for less at once.",
    httpStatus: 503,
  });

export const graphMissing = (): CosmoError =>
  new CosmoError("GRAPH_MISSING", "No graph has been published yet", {
    hint: "Run `cosmo run` in the workspace; the server takes the graph up by itself.",
    httpStatus: 503,
  });

export const graphUnopened: Unopened = {
  message: "The graph that is published can't be opened",
  hint: "What is wrong stands on the server's standard error, and `cosmo doctor` names it with the next step; where it is mended the server goes on by itself.",
};

export const relevanceModelMissing = (): CosmoError =>
  new CosmoError("RELEVANCE_MODEL_MISSING", "No model of relevance has been learnt yet", {
    hint: "Run `cosmo import judgements PATH` and `cosmo run relevance` in the workspace; the server takes the model up by itself.",
    httpStatus: 503,
  });

export const relevanceModelUnopened: Unopened = {
  message: "The model of relevance can't be opened",
  hint: "What is wrong stands on the server's standard error with the next step; where it is mended the server goes on by itself.",
};
