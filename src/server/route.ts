import type { z } from "zod";
import type { Role } from "../api/role.ts";
import type { Reply } from "./reply.ts";
import type { Services } from "./services.ts";

/** What an answer may be, for the OpenAPI document. */
export interface RouteAnswer {
  readonly contentType: string;
  readonly schema: z.ZodType;
}

/** What a request holds, checked. */
export interface RouteInput<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

/** A request beside its input. */
export interface Asked {
  readonly path: string;
  /** Aborts when nobody waits for the answer any more, or when the server's patience at its end is over. */
  readonly signal: AbortSignal;
}

/**
 * One thing that can be asked. The role stands in the type, so that no route is without one and a test
 * can ask all of them.
 */
export interface Route<Params = unknown, Query = unknown, Body = unknown> {
  readonly method: "get" | "post";
  /** As OpenAPI writes it: `/v1/edges/{id}`. It names the route in log and metrics. */
  readonly path: string;
  /** Further paths as hono writes them, for what a pattern of OpenAPI can't say. */
  readonly alsoAt?: readonly string[];
  readonly role: Role;
  readonly summary: string;
  readonly params?: z.ZodObject & z.ZodType<Params>;
  readonly query?: z.ZodObject & z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  readonly answer: RouteAnswer;
  /** Statuses of errors beyond those that every route has. */
  readonly errors: readonly number[];
  handle(
    input: RouteInput<Params, Query, Body>,
    services: Services,
    asked: Asked,
  ): Reply | Promise<Reply>;
}

/** A route whose own types are known to itself alone. */
export type AnyRoute = Omit<Route, "handle"> & {
  // biome-ignore lint/suspicious/noExplicitAny: each route checks its own requests by its schemas
  handle(input: any, services: Services, asked: Asked): Reply | Promise<Reply>;
};

export function defineRoute<Params = unknown, Query = unknown, Body = unknown>(
  route: Route<Params, Query, Body>,
): AnyRoute {
  return Object.freeze(route);
}

export const jsonAnswer = (schema: z.ZodType): RouteAnswer => ({
  contentType: "application/json",
  schema,
});
