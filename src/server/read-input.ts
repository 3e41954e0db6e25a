import type { z } from "zod";
import { firstIssue, issueWords } from "../api/issue-words.ts";
import {
  charsetUnsupported,
  contentTypeUnsupported,
  encodingUnsupported,
  jsonBroken,
  notUtf8,
  requestInvalid,
} from "./request-errors.ts";
import type { AnyRoute } from "./route.ts";

/** What a request brings, before it is checked. */
export interface RawInput {
  readonly params: Readonly<Record<string, string>>;
  readonly url: URL;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  body(): Promise<string>;
}

/**
 * The checked input of a route.
 * @throws CosmoError REQUEST_INVALID, REQUEST_NOT_UTF8, REQUEST_JSON_BROKEN, CONTENT_TYPE_UNSUPPORTED,
 * CONTENT_ENCODING_UNSUPPORTED
 */
export async function readInput(route: AnyRoute, raw: RawInput) {
  const { params, url } = raw;
  if (route.params !== undefined) checkEscapes(url.pathname);
  return {
    params: route.params === undefined ? {} : checked(route.params, params),
    query: readQuery(route, url),
    body: route.body === undefined ? undefined : checked(route.body, await readBody(raw)),
  };
}

/** What no schema names is ignored where a route has no parameters at all: a page adds what it likes. */
function readQuery({ query }: AnyRoute, { search, searchParams }: URL): unknown {
  if (query === undefined) return {};
  checkEscapes(search);
  const values = new Map<string, string>();
  for (const [name, value] of searchParams) {
    if (values.has(name)) throw requestInvalid(`${name} stands more than once`);
    values.set(name, value);
  }
  return checked(query, Object.fromEntries(values));
}

/** Where bytes are no UTF-8 the standard's parser makes signs of them that stand for nothing. */
function checkEscapes(address: string): void {
  for (const [bytes] of address.matchAll(/(?:%[\da-f]{2})+/gi)) {
    try {
      decodeURIComponent(bytes);
    } catch (cause) {
      throw notUtf8("The address", "Escape the bytes of UTF-8: é is %C3%A9.", cause);
    }
  }
}

async function readBody({ contentType, contentEncoding, body }: RawInput): Promise<unknown> {
  if (!/^application\/json\s*(?:;|$)/i.test(contentType ?? "")) throw contentTypeUnsupported();
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(contentType ?? "")?.[1] ?? "utf-8";
  if (!/^utf-?8$/i.test(charset)) throw charsetUnsupported();
  if (!/^(?:identity)?$/i.test(contentEncoding ?? "")) throw encodingUnsupported();
  const text = await body();
  if (text.trim() === "") throw jsonBroken("The body is empty");
  try {
    return JSON.parse(text);
  } catch {
    throw jsonBroken("The body is not JSON, or not whole");
  }
}

function checked(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value, { error: issueWords });
  if (parsed.success) return parsed.data;
  throw requestInvalid(firstIssue(parsed.error));
}
