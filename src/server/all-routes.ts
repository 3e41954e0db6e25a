import type { AnyRoute } from "./route.ts";
import { batchKnowledgeRoute } from "./routes/batch-knowledge.ts";
import { edgeEvidenceRoute } from "./routes/edge-evidence.ts";
import { healthRoute, readyRoute } from "./routes/health.ts";
import { intentKnowledgeRoute } from "./routes/intent-knowledge.ts";
import { metricsRoute } from "./routes/metrics.ts";
import { miningRoute } from "./routes/mining.ts";
import { pageRoute } from "./routes/page.ts";
import { pairKnowledgeRoute } from "./routes/pair-knowledge.ts";
import { productKnowledgeRoute } from "./routes/product-knowledge.ts";
import { queryKnowledgeRoute } from "./routes/query-knowledge.ts";
import { rerankRoute } from "./routes/rerank.ts";
import { searchRoute } from "./routes/search.ts";
import { statusRoute, versionsRoute } from "./routes/workspace.ts";

/** Everything that can be asked, beside the OpenAPI document of it. */
export const allRoutes: readonly AnyRoute[] = [
  healthRoute,
  readyRoute,
  metricsRoute,
  queryKnowledgeRoute,
  productKnowledgeRoute,
  pairKnowledgeRoute,
  batchKnowledgeRoute,
  intentKnowledgeRoute,
  rerankRoute,
  searchRoute,
  edgeEvidenceRoute,
  statusRoute,
  versionsRoute,
  miningRoute,
  pageRoute,
];
