import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { limitParameter, longestText, usualLimit } from "../api/parameters.ts";
import type { ServedGraph } from "../app/served-graph.ts";
import { normalisedQuery } from "../knowledge/asked-query.ts";
import { productKnowledge } from "../knowledge/product-knowledge.ts";
import { queryKnowledgeAtHand } from "../knowledge/query-knowledge.ts";
import { plainSearch } from "./plain-search.ts";
import { plainJsonHeaders } from "./reply.ts";
import { productKnowledgePath } from "./routes/product-knowledge.ts";
import { queryKnowledgePath } from "./routes/query-knowledge.ts";
import type { Services } from "./services.ts";

/** An answer, and the route that it counts for. */
interface Found {
  readonly route: string;
  readonly body: object;
}

/**
 * Answers the two look-ups that shops ask by the thousand, where the request is plain and the answer is
 * at hand: without a request object, a schema or a turn of the event loop. False: everything else, which
 * goes the long way and comes out the same there; so do all errors, and there they are reported.
 */
export function answerAtOnce(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const { url = "", method, headers } = request;
  if (method !== "GET" || !url.startsWith("/v1/") || url.includes("#")) return false;
  const start = performance.now();
  const graph = services.graphs.now();
  if (graph === undefined) return false;
  const found = foundAtOnce(services, graph, url, headers);
  if (found === undefined) return false;
  const body = JSON.stringify({ version: graph.version, ...found.body });
  response.writeHead(200, plainJsonHeaders(body) as string[]);
  response.end(body);
  const seconds = (performance.now() - start) / 1000;
  services.metrics.answered(found.route, 200, seconds);
  services.log.answered(method, found.route, 200, seconds);
  return true;
}

function foundAtOnce(
  services: Services,
  graph: ServedGraph,
  url: string,
  { authorization, host }: IncomingHttpHeaders,
): Found | undefined {
  const mark = url.indexOf("?");
  const path = mark === -1 ? url : url.slice(0, mark);
  const search = mark === -1 ? "" : url.slice(mark + 1);
  try {
    if (path === queryKnowledgePath) {
      services.keys.check("reader", authorization, host);
      return queryAtOnce(services, graph, search);
    }
    const id = productPath.exec(path)?.[1];
    if (id === undefined) return undefined;
    services.keys.check("reader", authorization, host);
    return productAtOnce(services, graph, id, search);
  } catch {
    return undefined;
  }
}

/** Plain signs and percent-encoded ones; a dot might be a part of a path that is to be resolved first. */
const productPath =
  /^\/v1\/products\/((?:[A-Za-z0-9_~-]|%[0-9A-Fa-f]{2})+(?:\.[A-Za-z0-9_~-]+)?)\/knowledge$/;

function queryAtOnce(
  { defaults: { site, locale }, metrics }: Services,
  graph: ServedGraph,
  search: string,
): Found | undefined {
  const asked = plainSearch(search, ["text", "limit"]);
  const limit = plainLimit(asked?.limit);
  const text = asked?.text;
  if (limit === undefined || text === undefined || text === "" || text.length > longestText) {
    return undefined;
  }
  const query = normalisedQuery({ text, site, locale });
  if (query.text === "") return undefined;
  const body = queryKnowledgeAtHand(graph, query, limit);
  if (body === undefined) return undefined;
  metrics.matched(body.match, body.total);
  return { route: queryKnowledgePath, body };
}

function productAtOnce(
  { defaults, metrics }: Services,
  graph: ServedGraph,
  id: string,
  search: string,
): Found | undefined {
  const asked = plainSearch(search, ["limit"]);
  const limit = plainLimit(asked?.limit);
  if (asked === undefined || limit === undefined) return undefined;
  const body = productKnowledge(graph, defaults.site, decodeURIComponent(id), limit);
  metrics.matched("product", body.total);
  return { route: productKnowledgePath, body };
}

const plainLimit = (text: string | undefined): number | undefined =>
  text === undefined ? usualLimit : limitParameter.safeParse(text).data;
