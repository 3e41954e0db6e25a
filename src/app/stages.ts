import { resolve } from "node:path";
import { labelsStage } from "../annotation/labels-stage.ts";
import { mineStage } from "../behaviour/mine-stage.ts";
import { stageSettings } from "../behaviour/mining-settings.ts";
import { observeStage } from "../behaviour/observe-stage.ts";
import { catalogueStage } from "../catalogue/catalogue-stage.ts";
import { classifyStage } from "../classification/classify-stage.ts";
import { scoreStage } from "../critic/score-stage.ts";
import { entailStage } from "../entailment/entail-stage.ts";
import { readContradictions, seedContradictionsFile } from "../entailment/read-contradictions.ts";
import { generateStage } from "../generation/generate-stage.ts";
import { graphStage } from "../graph/graph-stage.ts";
import { intentsStage } from "../intents/intents-stage.ts";
import { logProbabilityDifference } from "../measures/log-probability-difference.ts";
import { cosineMeasure } from "../refinement/context-cosine.ts";
import { perplexityMeasure } from "../refinement/perplexity.ts";
import { refineStage } from "../refinement/refine-stage.ts";
import { chosenRelations } from "../relations/chosen-relations.ts";
import { readRelations } from "../relations/relation.ts";
import { duckSessions } from "../sql/duck-sessions.ts";
import type { SqlSessions } from "../sql/sql-session.ts";
import type { ConfigOf } from "../stage/run-stages.ts";
import type { AnyStage } from "../stage/stage.ts";
import { variantsStage } from "../variants/variants-stage.ts";
import type { Configuration } from "./configuration.ts";
import { itemsInFlight } from "./items-in-flight.ts";
import type { Ports } from "./ports.ts";
import { readTypeRules } from "./read-type-rules.ts";
import { relationsFile } from "./relations-file.ts";

/**
 * All stages in order, with their ports.
 * @param mining where the steps of both stages of mining are computed
 */
export async function listStages(
  folder: string,
  configuration: Configuration,
  ports: Ports,
  mining: SqlSessions = duckSessions,
): Promise<readonly AnyStage[]> {
  const { languageModel: settings } = configuration;
  const relationSet = await readRelations(relationsFile(folder, configuration));
  // Said before any stage runs: generate may be hours behind the first.
  chosenRelations(relationSet, configuration.generation.relations);
  const { plausibilityByRelation } = configuration.graph;
  chosenRelations(relationSet, Object.keys(plausibilityByRelation ?? {}));
  const { scorer, encoder, typeEncoder, measures, generator } = ports;
  const perplexity = scorer && perplexityMeasure(scorer);
  const words = configuration.entailment.contradictions;
  const contradictions = await readContradictions(
    words === null ? seedContradictionsFile : resolve(folder, words),
  );
  const { productTypes } = configuration.catalogue;
  const rules = await readTypeRules(productTypes === null ? null : resolve(folder, productTypes));
  return [
    catalogueStage(),
    classifyStage({ rules, encoder: typeEncoder }),
    observeStage(mining),
    mineStage(mining),
    variantsStage(),
    generateStage({
      model: generator,
      rewriter: ports.rewriter,
      relationSet,
      concurrency: itemsInFlight(settings),
      form: settings.answers.form,
      ranker: encoder && { encoder, store: measures },
      spent: ports.spent,
    }),
    refineStage({
      relationSet,
      perplexity: perplexity && measures.remember(perplexity),
      cosine: encoder && measures.remember(cosineMeasure(encoder)),
      difference:
        scorer?.score &&
        measures.remember(
          logProbabilityDifference({ id: scorer.id, score: scorer.score.bind(scorer) }),
        ),
    }),
    labelsStage(),
    scoreStage(ports.critic.source),
    entailStage({ encoder, contradictions, store: measures }),
    intentsStage(),
    graphStage(),
  ];
}

/** Calls for each type and relation where the settings say nothing: enough for votes. */
const callsPerType = { draws: 12, list: 3, json: 3 } as const;

/** The settings that decide each stage's rows. */
export function stageConfigs(configuration: Configuration): ConfigOf {
  const {
    catalogue,
    mining,
    variants,
    generation,
    languageModel,
    refinement,
    critic,
    entailment,
    intents,
    graph,
  } = configuration;
  const { perplexityBy: _, cosineBy: __, ...cuts } = refinement;
  // In the rows that say what was asked for, so that what was chosen once stays chosen.
  const { requestedPairs: ___, drawsPerType, ...selection } = generation;
  const { answers } = languageModel;
  const { withheld: ______, ...thresholds } = graph;
  const {
    renamedOverlap,
    productTypes: ____,
    typeClustersBy: _____,
    ...classification
  } = catalogue;
  const configs: Readonly<Record<string, unknown>> = {
    catalogue: { renamedOverlap },
    classify: classification,
    ...stageSettings(mining),
    variants,
    generate: { ...selection, answers, drawsPerType: drawsPerType ?? callsPerType[answers.form] },
    refine: cuts,
    labels: { sampleLabels: critic.sampleLabels },
    entail: { ...thresholds, judged: critic.by !== "none", probability: entailment.probability },
    intents,
    graph: { ...graph, judged: critic.by !== "none" },
  };
  return (stage) => configs[stage] ?? {};
}
