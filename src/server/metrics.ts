import { Counter, collectDefaultMetrics, Gauge, type Metric, Registry } from "prom-client";
import type { QueryMatch } from "../knowledge/find-query.ts";
import { RequestDurations } from "./request-durations.ts";

/** What is told of the graph that is served. */
export interface ServedFigures {
  readonly version: string;
  readonly edges: number;
  /** ISO 8601: when it was published. */
  readonly publishedAt: string;
}

/** What the server counts of itself: routes, statuses and kinds, never words or ids of shoppers. */
export interface Metrics {
  /**
   * @param route the pattern, such as `/v1/edges/{id}`
   * @param seconds undefined where it was not measured, such as where no route was found
   */
  answered(route: string, status: number, seconds: number | undefined): void;
  /** @param total edges that there are of what was looked up */
  matched(match: QueryMatch | "product", total: number): void;
  serving(graph: ServedFigures): void;
  /** In the Prometheus text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

/**
 * Both are asked at each reading.
 * @param queued how many heads wait for the next run
 * @param isBehind whether what is published can't be read or opened, so that it is not served
 */
export function createMetrics(queued: () => number, isBehind: () => boolean): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: "cosmo_" });
  // Counted here and handed over when they are read: at each request that would be too dear.
  const byRoute = new Map<string, Map<number, number>>();
  const byMatch = { some: new Map<string, number>(), none: new Map<string, number>() };
  new Counter({
    name: "cosmo_requests_total",
    help: "Requests by route and status",
    labelNames: ["route", "status"] as const,
    registers,
    collect() {
      this.reset();
      for (const [route, counts] of byRoute) {
        for (const [status, count] of counts) this.inc({ route, status }, count);
      }
    },
  });
  const durations = new RequestDurations("cosmo_request_seconds");
  const histogram = {
    name: durations.name,
    get: async () => ({
      name: durations.name,
      help: "Seconds from the request to its answer, by route",
      type: "histogram",
      values: durations.lines(),
      aggregator: "sum",
    }),
  };
  registry.registerMetric(histogram as unknown as Metric);
  new Counter({
    name: "cosmo_matches_total",
    help: "Look-ups by how the head was known, and whether anything is known of it",
    labelNames: ["match", "knowledge"] as const,
    registers,
    collect() {
      this.reset();
      for (const [knowledge, counts] of Object.entries(byMatch)) {
        for (const [match, count] of counts) this.inc({ match, knowledge }, count);
      }
    },
  });
  new Gauge({
    name: "cosmo_queued_heads",
    help: "Heads that wait for the next run",
    registers,
    collect() {
      this.set(queued());
    },
  });
  const version = new Gauge({
    name: "cosmo_graph_version",
    help: "1 for the version that is served",
    labelNames: ["version"] as const,
    registers,
  });
  const edges = new Gauge({
    name: "cosmo_graph_edges",
    help: "Edges of the version that is served",
    // Without a label it would be 0 before anything is served.
    labelNames: ["version"] as const,
    registers,
  });
  const publishedAt = new Gauge({
    name: "cosmo_graph_published_seconds",
    help: "When the version that is served was published, in seconds since 1970",
    labelNames: ["version"] as const,
    registers,
  });
  new Gauge({
    name: "cosmo_graph_behind",
    help: "1 where what is published can't be read or opened",
    registers,
    collect() {
      this.set(isBehind() ? 1 : 0);
    },
  });
  return {
    answered(route, status, seconds) {
      let counts = byRoute.get(route);
      if (counts === undefined) {
        counts = new Map();
        byRoute.set(route, counts);
      }
      counts.set(status, (counts.get(status) ?? 0) + 1);
      if (seconds !== undefined) durations.observe(route, seconds);
    },
    matched(match, total) {
      const counts = total > 0 ? byMatch.some : byMatch.none;
      counts.set(match, (counts.get(match) ?? 0) + 1);
    },
    serving(graph) {
      version.reset();
      version.set({ version: graph.version }, 1);
      edges.reset();
      edges.set({ version: graph.version }, graph.edges);
      publishedAt.reset();
      publishedAt.set({ version: graph.version }, Date.parse(graph.publishedAt) / 1000);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
