import { resolve } from "node:path";
import { labelsStage } from "../annotation/labels-stage.ts";
import { mineStage } from "../behaviour/mine-stage.ts";
import { catalogueStage } from "../catalogue/catalogue-stage.ts";
import { scoreStage } from "../critic/score-stage.ts";
import { generateStage } from "../generation/generate-stage.ts";
import { graphStage } from "../graph/graph-stage.ts";
import { intentsStage } from "../intents/intents-stage.ts";
import { cosineMeasure } from "../refinement/context-cosine.ts";
import { perplexityMeasure } from "../refinement/perplexity.ts";
import { refineStage } from "../refinement/refine-stage.ts";
import { chosenRelations } from "../relations/chosen-relations.ts";
import { readRelations, seedRelationsFile } from "../relations/relation.ts";
import type { ConfigOf } from "../stage/run-stages.ts";
import type { AnyStage } from "../stage/stage.ts";
import type { Configuration } from "./configuration.ts";
import type { Ports } from "./ports.ts";

/** All stages in order, with their ports. */
export async function listStages(
  folder: string,
  configuration: Configuration,
  ports: Ports,
): Promise<readonly AnyStage[]> {
  const { relations, languageModel: settings } = configuration;
  const relationSet = await readRelations(
    relations === null ? seedRelationsFile : resolve(folder, relations),
  );
  // Said before any stage runs: generate may be hours behind the first.
  chosenRelations(relationSet, configuration.generation.relations);
  const { plausibilityByRelation } = configuration.graph;
  chosenRelations(relationSet, Object.keys(plausibilityByRelation ?? {}));
  const { scorer, encoder, measures, generator } = ports;
  const perplexity = scorer && perplexityMeasure(scorer);
  return [
    catalogueStage(),
    mineStage(),
    generateStage({
      model: generator,
      relationSet,
      concurrency: settings.provider === "embedded" ? settings.workers : settings.concurrency,
      form: settings.answers.form,
      spent: ports.spent,
    }),
    refineStage({
      relationSet,
      perplexity: perplexity && measures.remember(perplexity),
      cosine: encoder && measures.remember(cosineMeasure(encoder)),
    }),
    labelsStage(),
    scoreStage(ports.critic.source),
    intentsStage(),
    graphStage(),
  ];
}

/** The settings that decide each stage's rows. */
export function stageConfigs(configuration: Configuration): ConfigOf {
  const { catalogue, mining, generation, languageModel, refinement, critic, graph } = configuration;
  const { perplexityBy: _, cosineBy: __, ...cuts } = refinement;
  // In the rows that say what was asked for, so that what was chosen once stays chosen.
  const { requestedPairs: ___, ...selection } = generation;
  const configs: Readonly<Record<string, unknown>> = {
    catalogue,
    mine: mining,
    generate: { ...selection, answers: languageModel.answers },
    refine: cuts,
    labels: { sampleLabels: critic.sampleLabels },
    graph: { ...graph, judged: critic.by !== "none" },
  };
  return (stage) => configs[stage] ?? {};
}
