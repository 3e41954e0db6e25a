import { z } from "zod";
import { droppedOf } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import { claims } from "../domain/tables/claims.ts";
import { type Entailment, entailments } from "../domain/tables/entailments.ts";
import { labels } from "../domain/tables/labels.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { productTypes } from "../domain/tables/product-types.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import { scores } from "../domain/tables/scores.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { type Sql, sqlParquet } from "../sql/sql.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";
import type { HeadKind } from "./entailment-case.ts";
import { baseRate, entailmentDecision } from "./entailment-decision.ts";
import {
  entailmentInputs,
  type HeadBatch,
  readHeadBatches,
  type TypeInHand,
} from "./entailment-inputs.ts";
import { fewestExamples } from "./entailment-model.ts";
import { headJudge, type TypeJudge } from "./head-judge.ts";
import { type LabelledCase, labelledCases } from "./labelled-cases.ts";
import type { ContradictionsFile } from "./read-contradictions.ts";
import { type RememberedJudgeOptions, rememberedJudge } from "./remembered-judge.ts";
import { isTaught, readCases, teaching, trainOnCases } from "./train-on-cases.ts";

const share = z.number().min(0).max(1);

/** Settings under `entailment`. */
export const entailmentConfig = z
  .strictObject({
    /** A claim is carried to a head when its probability is above this. */
    probability: share.default(0.8),
    /** A file of words that exclude each other; null: those that come with cosmo. */
    contradictions: z.string().nullable().default(null),
  })
  .prefault({});

const stageConfig = z.strictObject({
  probability: entailmentConfig.unwrap().shape.probability,
  /** Which claims about types count: as the graph takes them. */
  plausibility: share,
  plausibilityByRelation: z.record(z.string(), share).nullable(),
  /** Whether a critic judges; then a claim without a score is not carried. */
  judged: z.boolean(),
});

export interface EntailPorts {
  /** Undefined where the settings leave it out: then no model is trained. */
  readonly encoder?: Encoder | undefined;
  readonly contradictions: ContradictionsFile;
  /** Remembers what was said of a claim at a head. */
  readonly store: RememberedJudgeOptions["store"];
}

/** Heads between two calls of the encoder, and between two reports of progress. */
const batchSize = 256;

/** Decides for each plausible claim about a product type whether it holds of its products and queries. */
export function entailStage({ encoder, contradictions: file, store }: EntailPorts): AnyStage {
  return defineStage({
    name: "entail",
    version: 3,
    summary:
      "what is true of a product type is carried to its products and queries, where it holds",
    config: stageConfig,
    reads: { claims, scores, productTypes, products, queries, pairs, labels },
    writes: { entailments },
    uses: { encoder: encoder?.id ?? "none", contradictions: file.id },
    async run({ config, reads, writes, sql, seed, signal, progress }) {
      const cases = await labelledCases(reads.labels.rows());
      const contents = Object.values(reads).map(({ content }) => content);
      const part = await writes.entailments.part("all", contents, (draft) =>
        sql.use(async (connection) => {
          const inputs = await entailmentInputs(connection, reads, config);
          const counted = await connection.runAndReadAll(
            `SELECT count(*) FROM (${inputs}) WHERE part IN ('product', 'query')`,
          );
          const total = Number(counted.getRows()[0]?.[0]);
          if (total === 0) return;
          const work = progress.started("entail", "products and queries", total);
          const { contradictions } = file;
          const kinds = (["product", "query"] as const).filter((kind) => isTaught(cases, kind));
          const taught = cases.filter(({ head }) => kinds.includes(head.kind));
          const judgeType =
            encoder === undefined
              ? headJudge({ models: {}, encoder, contradictions })
              : rememberedJudge({
                  store,
                  name: `entailment@1 by ${encoder.id} ${file.id} ${reads.labels.content} ${seed}`,
                  contradictions,
                  isTaught: (kind) => kinds.includes(kind),
                  async open() {
                    const read = await readCases(taught, encoder, contradictions, signal);
                    return headJudge({ models: trainOnCases(read, seed), encoder, contradictions });
                  },
                });
          let inHand: { readonly type: TypeInHand; readonly judge: TypeJudge } | undefined;
          let done = 0;
          for await (const batch of readHeadBatches(connection, inputs, batchSize)) {
            signal.throwIfAborted();
            if (inHand?.type !== batch.type) {
              inHand = { type: batch.type, judge: await judgeType(batch.type, signal) };
            }
            await writeBatch(draft, batch, inHand.judge, config.probability, signal);
            done += batch.heads.length;
            work.progressed(done);
          }
          work.finished();
        }),
      );
      const carried = await carriedByRelation(
        sql,
        reads.claims.files,
        writes.entailments.reader().files,
      );
      const dropped = droppedOf([part]);
      const relations = [...new Set([...Object.keys(carried), ...Object.keys(dropped)])];
      return {
        funnel: funnelOf(relations.toSorted(), carried, dropped),
        notices: part.rows === 0 ? [] : untaught(cases, encoder, config.probability),
      };
    },
  });
}

async function writeBatch(
  draft: PartDraft<Entailment>,
  { type, heads }: HeadBatch,
  judge: TypeJudge,
  threshold: number,
  signal: AbortSignal,
): Promise<void> {
  const judged = await judge(heads, signal);
  for (const [place, head] of heads.entries()) {
    for (const [at, claim] of type.claims.entries()) {
      const { probability = baseRate, contradiction } = judged[place]?.[at] ?? {};
      const row = entailmentDecision(probability, threshold, contradiction);
      draft.write({ claim: claim.id, head: head.id, headKind: head.kind, ...row });
      if (row.reason === null) continue;
      const why = row.decision === "unsure" ? row.reason : `${row.reason}, ${probability}`;
      draft.dropped(row.decision, `${claim.sentence} — ${head.words} (${why})`, 1, claim.relation);
    }
  }
}

const carriedByRelation = (
  sql: Sql,
  claimFiles: readonly string[],
  entailmentFiles: readonly string[],
): Promise<Readonly<Record<string, number>>> =>
  sql.use(async (connection) => {
    const reader = await connection.runAndReadAll(
      `SELECT claim.relation, count(*) FROM ${sqlParquet(entailmentFiles)} AS entailment
       JOIN ${sqlParquet(claimFiles)} AS claim ON claim.id = entailment.claim
       WHERE entailment.decision = 'carried' GROUP BY claim.relation`,
    );
    return Object.fromEntries(
      reader.getRows().map(([relation, count]) => [String(relation), Number(count)]),
    );
  });

/** What is said where no model judges. */
function untaught(
  cases: readonly LabelledCase[],
  encoder: Encoder | undefined,
  threshold: number,
): readonly string[] {
  const fate = baseRate > threshold ? "is carried" : "is held back";
  const then = `what is true of a type ${fate} at the base rate of ${baseRate}, unless a word contradicts it.`;
  if (encoder === undefined) return [`No encoder read titles and queries: ${then}`];
  const names: Readonly<Record<HeadKind, string>> = { product: "products", query: "queries" };
  return (["product", "query"] as const).flatMap((kind) => {
    if (isTaught(cases, kind)) return [];
    const count = teaching(cases, kind).length;
    return [
      `${count} labelled claims about ${names[kind]} teach no model, which needs ${fewestExamples} with both answers among them: of ${names[kind]}, ${then}`,
    ];
  });
}
