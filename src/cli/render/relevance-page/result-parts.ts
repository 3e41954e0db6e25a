import type { RelevanceResult } from "../../../app/relevance/evaluate-relevance.ts";

/** Parts of what `cosmo evaluate relevance` found, by the names that the page has for them. */
export type ReportRow = RelevanceResult["rows"][number];
export type Figure = ReportRow["macroF1"];
export type Difference = RelevanceResult["differences"][number];
export type ControlPoint = RelevanceResult["control"]["points"][number];
export type ErrorExample = RelevanceResult["errors"]["rows"][number]["examples"][number];
export type { RelevanceResult };
