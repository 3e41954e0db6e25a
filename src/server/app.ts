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
export const nowhere = "unknown";

/** What log and metrics have of a request whose client is gone before its answer is there. Nobody sees it as an answer. */
const clientGone = 499;

/**
 * The whole server but its socket: `app.request("/healthz")` asks it.
 * @param packageVersion that of cosmo, for the OpenAPI document
 * @param stopping aborts, with an error that callers can be told, where answers that are under way are to end at once
 */
export function createApp(
  services: Services,
  packageVersion: string,
  stopping: AbortSignal = new AbortController().signal,
): OpenAPIHono {
  const send = sender(services, stopping);
  const app = new OpenAPIHono();
  // Before the page, whose files may have any name.
  const routes = [openApiRoute(app, services, packageVersion), ...allRoutes];
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    documentRoute(app, route, services.keys.areSet);
    const method = route.method.toUpperCase();
    for (const path of [honoPath(route.path), ...(route.alsoAt ?? [])]) {
      methods.set(path, [...(methods.get(path) ?? []), method]);
      app.on(method, path, (context) => answer(services, context, route, stopping, send));
    }
  }
  for (const [path, allowed] of methods) {
    app.all(path, (context) => {
      const reply = errorReply(methodNotAllowed(allowed));
      const headers = { ...reply.headers, allow: allowed.join(", ") };
      return send(context, nowhere, { ...reply, headers });
    });
  }
  app.notFound((context) => send(context, nowhere, errorReply(routeUnknown())));
  app.onError((error, context) => {
    services.report(faultLine(error));
    return send(context, nowhere, errorReply(error));
  });
  return app;
}

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ":$1");

async function answer(
  services: Services,
  context: Context,
  route: AnyRoute,
  stopping: AbortSignal,
  send: Send,
): Promise<Response> {
  const start = performance.now();
  const { req } = context;
  const signal = AbortSignal.any([req.raw.signal, stopping]);
  let reply: Reply;
  try {
    services.keys.check(route.role, req.header("authorization"), req.header("host"));
    const url = new URL(req.url);
    const input = await readInput(route, {
      params: req.param(),
      url,
      contentType: req.header("content-type"),
      contentEncoding: req.header("content-encoding"),
      body: () => readBody(req.raw, greatestBody),
    });
    reply = await route.handle(input, services, { path: url.pathname, signal });
  } catch (error) {
    const wasStopped = signal.aborted && error === signal.reason;
    if (!wasStopped && isFault(error)) services.report(faultLine(error));
    reply = errorReply(error);
  }
  return send(context, route.path, reply, performance.now() - start);
}

type Send = (context: Context, route: string, reply: Reply, milliseconds?: number) => Response;

/** Counts and logs what is answered, and as what it ended what nobody is there for any more. */
const sender =
  ({ metrics, log }: Services, stopping: AbortSignal): Send =>
  ({ req }, route, reply, milliseconds) => {
    const { headers, body } = reply;
    const cut = stopping.aborted ? 503 : clientGone;
    const status = req.raw.signal.aborted ? cut : reply.status;
    const seconds = milliseconds === undefined ? undefined : milliseconds / 1000;
    metrics.answered(route, status, seconds);
    log.answered(req.method, route, status, seconds ?? 0);
    return new Response(body, { status, headers });
  };

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
