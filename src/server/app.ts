import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { z } from "zod";
import { allRoutes } from "./all-routes.ts";
import { errorReply, faultLine, isFault } from "./error-reply.ts";
import { documentRoute } from "./openapi-document.ts";
import { readBody } from "./read-body.ts";
import { readInput } from "./read-input.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { methodNotAllowed, routeUnknown } from "./request-errors.ts";
import { type AnyRoute, defineRoute, jsonAnswer } from "./route.ts";
import type { Services } from "./services.ts";

/** A thousand heads with long texts. */
const greatestBody = 2 * 1024 * 1024;

/** What stands for the path of a request that leads nowhere, in log and metrics. */
const nowhere = "unknown";

/**
 * The whole server but its socket: `app.request("/healthz")` asks it.
 * @param packageVersion that of cosmo, for the OpenAPI document
 */
export function createApp(services: Services, packageVersion: string): OpenAPIHono {
  const app = new OpenAPIHono();
  // Before the page, whose files may have any name.
  const routes = [openApiRoute(app, services, packageVersion), ...allRoutes];
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    documentRoute(app, route, services.keys.areSet);
    const method = route.method.toUpperCase();
    for (const path of [honoPath(route.path), ...(route.alsoAt ?? [])]) {
      methods.set(path, [...(methods.get(path) ?? []), method]);
      app.on(method, path, (context) => answer(services, context, route));
    }
  }
  for (const [path, allowed] of methods) {
    app.all(path, (context) => {
      const reply = errorReply(methodNotAllowed(allowed));
      const headers = { ...reply.headers, allow: allowed.join(", ") };
      return send(services, context, nowhere, { ...reply, headers });
    });
  }
  app.notFound((context) => send(services, context, nowhere, errorReply(routeUnknown())));
  app.onError((error, context) => {
    services.report(faultLine(error));
    return send(services, context, nowhere, errorReply(error));
  });
  return app;
}

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ":$1");

async function answer(services: Services, context: Context, route: AnyRoute): Promise<Response> {
  const start = performance.now();
  const { req } = context;
  let reply: Reply;
  try {
    services.keys.check(route.role, req.header("authorization"), req.header("host"));
    const url = new URL(req.url);
    const input = await readInput(route, {
      params: req.param(),
      search: url.searchParams,
      contentType: req.header("content-type"),
      body: () => readBody(req.raw, greatestBody),
    });
    reply = await route.handle(input, services, url.pathname);
  } catch (error) {
    if (isFault(error)) services.report(faultLine(error));
    reply = errorReply(error);
  }
  return send(services, context, route.path, reply, performance.now() - start);
}

function send(
  { metrics, log }: Services,
  context: Context,
  route: string,
  { status, headers, body }: Reply,
  milliseconds?: number,
): Response {
  const seconds = milliseconds === undefined ? undefined : milliseconds / 1000;
  metrics.answered(route, status, seconds);
  log.answered(context.req.method, route, status, seconds ?? 0);
  return new Response(body, { status, headers });
}

function openApiRoute(app: OpenAPIHono, { keys }: Services, packageVersion: string): AnyRoute {
  let document: unknown;
  if (keys.areSet) {
    app.openAPIRegistry.registerComponent("securitySchemes", "key", {
      type: "http",
      scheme: "bearer",
      description: "The reader's key, or the operator's, which opens everything.",
    });
  }
  return defineRoute({
    method: "get",
    path: "/openapi.json",
    role: "public",
    summary: "This document",
    answer: jsonAnswer(z.looseObject({ openapi: z.string() })),
    errors: [],
    handle() {
      document ??= app.getOpenAPI31Document({
        openapi: "3.1.0",
        info: {
          title: "cosmo",
          version: packageVersion,
          description:
            "What a shop's own log knows: answers of one version of its knowledge graph.",
        },
      });
      return jsonReply(document);
    },
  });
}
