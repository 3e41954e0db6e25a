import { z } from "zod";
import { CosmoError } from "../domain/cosmo-error.ts";
import type { WorkProgress } from "../domain/progress.ts";
import { claims } from "../domain/tables/claims.ts";
import { labels } from "../domain/tables/labels.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { productTypes } from "../domain/tables/product-types.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import { scores } from "../domain/tables/scores.ts";
import { shownQueries } from "../domain/tables/shown-queries.ts";
import { spendingSince, spentNote } from "../language-model/spending-meter.ts";
import { type SqlConnection, sqlParquet } from "../sql/sql.ts";
import { type AnyStage, defineStage, type FunnelRow } from "../stage/stage.ts";
import { type ClaimInput, type ClaimSources, readClaimInputs } from "./claim-inputs.ts";
import type { Critic } from "./critic.ts";
import {
  claimsToWeighBy,
  scoreByVerdicts,
  unusableNotices,
  type VerdictSource,
  type Weighing,
  weighingNotices,
  weighVerdicts,
} from "./score-by-verdicts.ts";
import { scoresSelect } from "./scores-file.ts";
import type { LabelSource } from "./trained-critic.ts";

/** Where judgements come from. */
export type CriticSource =
  | { readonly kind: "none" }
  /** A critic, which may be trained on the labels when it is first asked. */
  | {
      readonly kind: "critic";
      readonly id: string;
      open(labels: LabelSource): Critic;
      /** Why it can't be opened, where that is known. */
      readonly problem?: CosmoError;
    }
  /** A Parquet file of scores. */
  | { readonly kind: "scores"; readonly id: string; readonly file: string }
  | ({ readonly kind: "language-model" } & VerdictSource);

/** Claims judged between two reports of progress. */
const batchSize = 256;

/** Judges each claim that the filters kept. Throws AnswerWaits where a language model judges in batch jobs. */
export function scoreStage(source: CriticSource): AnyStage {
  return defineStage({
    name: "score",
    version: 2,
    summary: "a critic says how plausible and how typical each claim is",
    config: z.strictObject({}),
    reads: { claims, pairs, queries, products, productTypes, shownQueries, labels },
    writes: { scores },
    uses: { critic: source.kind === "none" ? "none" : source.id },
    async run({ reads, writes, sql, seed, signal, progress }) {
      const contents = Object.values(reads).map(({ content }) => content);
      const spent = source.kind === "language-model" ? source.spent : undefined;
      const before = spent?.();
      // Also where the scores are there: what verdicts are worth is told, and no answer is asked for twice.
      const judging =
        source.kind === "language-model" ? { judge: source, ...(await weigh(source)) } : undefined;
      const part = await writes.scores.part("all", contents, (draft) =>
        sql.use(async (connection) => {
          if (source.kind === "scores") {
            const select = await scoresSelect(connection, source.file, source.id);
            const kept = `SELECT id FROM ${sqlParquet(reads.claims.files)} WHERE kept`;
            const scored = `${select} WHERE claim IN (${kept})`;
            const total = await keptClaims(connection, reads);
            if (total > 0 && (await countOf(connection, scored)) === 0) {
              throw scoresNothing(source.file, total);
            }
            await draft.writeSelect(connection, scored);
            return;
          }
          if (judging !== undefined) {
            const { judge, weighing, work } = judging;
            const claimInputs = eachOf(readClaimInputs(connection, reads, batchSize));
            await scoreByVerdicts(judge, weighing, claimInputs, draft, signal, (scored) =>
              work.progressed(weighing.claims + scored, spentSoFar()),
            );
          }
          if (source.kind !== "critic") return;
          const critic = source.open(reads.labels);
          const total = await keptClaims(connection, reads);
          let done = 0;
          let work: WorkProgress | undefined;
          for await (const batch of readClaimInputs(connection, reads, batchSize)) {
            const judgements = await critic.judge(
              batch.map(({ input }) => input),
              signal,
            );
            work ??= progress.started("score", "claims", total);
            for (const [place, judgement] of judgements.entries()) {
              draft.write({ claim: batch[place]?.claim ?? "", critic: critic.id, ...judgement });
            }
            done += batch.length;
            work.progressed(done);
          }
          work?.finished();
        }),
      );
      judging?.work.finished();
      const funnel = await sql.use((connection) =>
        funnelByRelation(connection, reads, part.rows > 0 ? writes.scores.reader().files : []),
      );
      return {
        funnel,
        ...(spent && before && { spent: spendingSince(before, spent()) }),
        ...(source.kind === "none" && {
          notices: ["No critic judged the claims (critic.by: none): the graph takes all of them."],
        }),
        ...(judging && {
          notices: [
            ...unusableNotices(judging.judge, part),
            ...weighingNotices(judging.judge, judging.weighing.worth),
          ],
        }),
      };

      async function weigh(
        judge: VerdictSource,
      ): Promise<{ readonly weighing: Weighing; readonly work: WorkProgress }> {
        const labelled = await claimsToWeighBy(judge, reads.labels, seed);
        const kept = await sql.use((connection) => keptClaims(connection, reads));
        const work = progress.started("score", "answers", labelled.length + kept);
        const weighing = await weighVerdicts(judge, labelled, signal, (done) =>
          work.progressed(done, spentSoFar()),
        );
        return { weighing, work };
      }

      function spentSoFar(): string | undefined {
        return spent && before && spentNote(spendingSince(before, spent()));
      }
    },
  });
}

async function* eachOf(batches: AsyncIterable<readonly ClaimInput[]>): AsyncGenerator<ClaimInput> {
  for await (const batch of batches) yield* batch;
}

async function countOf(connection: SqlConnection, select: string): Promise<number> {
  const reader = await connection.runAndReadAll(`SELECT count(*) FROM (${select})`);
  return Number(reader.getRows()[0]?.[0]);
}

const keptClaims = (
  connection: SqlConnection,
  { claims }: Pick<ClaimSources, "claims">,
): Promise<number> => countOf(connection, `SELECT id FROM ${sqlParquet(claims.files)} WHERE kept`);

const scoresNothing = (file: string, claimCount: number): CosmoError =>
  new CosmoError(
    "SCORES_FILE_INVALID",
    `${file} has a score for none of the ${claimCount} claims that the filters kept`,
    {
      hint: "Its claims are ids of the table claims: it may be of another workspace or another run. Score today's claims, or set critic.by: labels in cosmo.yaml.",
      exitCode: 2,
    },
  );

/** Kept claims by relation, and those among them that got no score. */
async function funnelByRelation(
  connection: SqlConnection,
  { claims }: Pick<ClaimSources, "claims">,
  scoreFiles: readonly string[],
): Promise<readonly FunnelRow[]> {
  const scored =
    scoreFiles.length === 0 ? "false" : `id IN (SELECT claim FROM ${sqlParquet(scoreFiles)})`;
  const reader = await connection.runAndReadAll(
    `SELECT relation, count(*) FILTER (WHERE ${scored}), count(*) FILTER (WHERE NOT ${scored})
     FROM ${sqlParquet(claims.files)} WHERE kept GROUP BY relation ORDER BY relation`,
  );
  return reader.getRows().map(([relation, out, missing]) => ({
    group: String(relation),
    rowsIn: Number(out) + Number(missing),
    dropped: Number(missing) > 0 ? { unscored: Number(missing) } : {},
    rowsOut: Number(out),
  }));
}
