import type { OpenAPIHono } from "@hono/zod-openapi";
import { errorAnswer } from "../api/error-answer.ts";
import type { AnyRoute } from "./route.ts";

const meanings: Readonly<Record<number, string>> = {
  400: "The request is wrong; the message says where.",
  401: "No key, or one that is not known.",
  403: "The operator's key is needed; without keys, the Host is not this machine.",
  404: "Not known.",
  405: "The path does not take this method.",
  413: "The body is too large.",
  415: "The body is not said to be JSON, is in another charset than UTF-8, or is compressed.",
  431: "Address and headers are too long.",
  500: "A fault of the server.",
  503: "There is nothing yet to answer from; the hint says what to do.",
};

/** Adds a route to the document that hono keeps. */
export function documentRoute(
  { openAPIRegistry }: Pick<OpenAPIHono, "openAPIRegistry">,
  route: AnyRoute,
  withKeys: boolean,
): void {
  const { method, path, role, summary, params, query, body, answer } = route;
  const isProtected = withKeys && role !== "public";
  const errors = new Set([
    ...[400, 405, 431, 500],
    ...(isProtected ? [401] : []),
    ...((isProtected && role === "operator") || !withKeys ? [403] : []),
    ...(body === undefined ? [] : [413, 415]),
    // A path with a parameter may be one that leads nowhere, such as with a dot in it.
    ...(params === undefined ? [] : [404]),
    ...route.errors,
  ]);
  openAPIRegistry.registerPath({
    method,
    path,
    summary,
    description: `Role: ${role}.`,
    ...(isProtected && { security: [{ key: [] }] }),
    request: {
      ...(params !== undefined && { params }),
      ...(query !== undefined && { query }),
      ...(body !== undefined && {
        body: { required: true, content: { "application/json": { schema: body } } },
      }),
    },
    responses: {
      200: {
        description: "The answer.",
        content: { [answer.contentType]: { schema: answer.schema } },
      },
      ...Object.fromEntries(
        [...errors]
          .toSorted((a, b) => a - b)
          .map((status) => [
            status,
            {
              description: meanings[status] ?? "An error.",
              content: { "application/json": { schema: errorAnswer } },
            },
          ]),
      ),
    },
  });
}
