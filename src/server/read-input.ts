import type { z } from "zod";
import { firstIssue, issueWords } from "../api/issue-words.ts";
import { contentTypeUnsupported, jsonBroken, requestInvalid } from "./request-errors.ts";
import type { AnyRoute } from "./route.ts";

/** What a request brings, before it is checked. */
export interface RawInput {
  readonly params: Readonly<Record<string, string>>;
  readonly search: URLSearchParams;
  readonly contentType: string | undefined;
  body(): Promise<string>;
}

/**
 * The checked input of a route.
 * @throws CosmoError REQUEST_INVALID, REQUEST_JSON_BROKEN, CONTENT_TYPE_UNSUPPORTED
 */
export async function readInput(route: AnyRoute, raw: RawInput) {
  const { params, search } = raw;
  return {
    params: route.params === undefined ? {} : checked(route.params, params),
    query: readQuery(route, search),
    body: route.body === undefined ? undefined : checked(route.body, await readBody(raw)),
  };
}

/** What no schema names is ignored where a route has no parameters at all: a page adds what it likes. */
function readQuery({ query }: AnyRoute, search: URLSearchParams): unknown {
  if (query === undefined) return {};
  const values = new Map<string, string>();
  for (const [name, value] of search) {
    if (values.has(name)) throw requestInvalid(`${name} stands more than once`);
    values.set(name, value);
  }
  return checked(query, Object.fromEntries(values));
}

async function readBody({ contentType, body }: RawInput): Promise<unknown> {
  if (!/^application\/json\s*(?:;|$)/i.test(contentType ?? "")) throw contentTypeUnsupported();
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
