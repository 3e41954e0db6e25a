import { droppedOf } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import { claimId } from "../domain/ids.ts";
import { candidates } from "../domain/tables/candidates.ts";
import { type Claim, claims } from "../domain/tables/claims.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import { tails } from "../domain/tables/tails.ts";
import type { RelationSet } from "../relations/relation.ts";
import { countBy } from "../sql/count-by.ts";
import { sqlParquet } from "../sql/sql.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";
import { segmentSentences } from "../text/first-sentence.ts";
import { normalForm, normalFormVersion } from "../text/normal-form.ts";
import { normaliseText } from "../text/normalise.ts";
import { readClaimContexts } from "./claim-context.ts";
import { type Cuts, cutsConfig, decide } from "./filters.ts";
import {
  type ClaimMeasures,
  type MeasuredClaim,
  measureClaims,
  perplexityCuts,
} from "./measure-claims.ts";
import { untypedProducts } from "./untyped-products.ts";

/** Claims measured between two reports of progress. */
const batchSize = 256;

export interface RefinePorts extends ClaimMeasures {
  readonly relationSet: RelationSet;
}

/** Turns candidates into claims and decides by the five filters which are kept. */
export function refineStage(ports: RefinePorts): AnyStage {
  const { perplexity, cosine, relationSet } = ports;
  return defineStage({
    name: "refine",
    version: 3,
    summary: "five filters decide which claims are kept",
    config: cutsConfig,
    reads: { candidates, pairs, queries, products },
    writes: { tails, claims },
    uses: {
      relations: relationSet.id,
      normalForm: normalFormVersion,
      perplexity: perplexity?.name ?? "none",
      cosine: cosine?.name ?? "none",
    },
    async run({ config: cuts, reads, writes, sql, signal, progress }) {
      await writes.tails.part("all", reads.candidates.content, async (draft) => {
        for await (const candidate of reads.candidates.rows()) {
          const { call, place, scope, head, relation } = candidate;
          const [first, ...rest] = segmentSentences(candidate.tail);
          const tail = normaliseText(first ?? candidate.tail);
          draft.write({
            call,
            place,
            claim: claimId(scope, head, relation, tail),
            head,
            relation,
            tail,
            sentences: first === undefined ? 0 : 1 + rest.length,
            normalForm: normalForm(tail),
          });
        }
      });
      const contents = Object.values(reads).map(({ content }) => content);
      const part = await writes.claims.part("all", contents, async (draft) => {
        const relations = new Map(relationSet.relations.map((one) => [one.name, one]));
        const percent = cuts.completeness.percentile;
        const perplexityCut = await perplexityCuts(
          relationSet.relations,
          perplexity,
          percent,
          signal,
        );
        await sql.use(async (connection) => {
          const tailFiles = sqlParquet(writes.tails.reader().files);
          const counted = await connection.runAndReadAll(
            `SELECT count(DISTINCT claim), count(DISTINCT head) FROM ${tailFiles}`,
          );
          const [total, heads] = (counted.getRows()[0] ?? []).map(Number);
          progress.started("refine", "claims", total);
          let done = 0;
          const sources = { ...reads, tails: writes.tails.reader() };
          for await (const batch of readClaimContexts(connection, sources, batchSize)) {
            const measured = await measureClaims(
              batch,
              relations,
              perplexityCut,
              heads ?? 0,
              ports,
              signal,
            );
            for (const claim of measured) writeClaim(draft, claim, cuts);
            done += batch.length;
            progress.progressed(done);
          }
          progress.finished();
        });
      });
      const sources = { ...reads, tails: writes.tails.reader() };
      const untyped = await sql.use((connection) => untypedProducts(connection, sources));
      const kept = await countBy(sql, writes.claims.reader().files, "relation", "kept");
      return {
        funnel: funnelOf(
          relationSet.relations.map(({ name }) => name),
          kept,
          droppedOf([part]),
        ),
        notices: [...unmeasured(ports), ...untyped],
      };
    },
  });
}

function writeClaim(draft: PartDraft<Claim>, measured: MeasuredClaim, cuts: Cuts): void {
  const { claim, sentence, measures } = measured;
  const { relation, support } = claim;
  const decision = decide(measures, cuts);
  draft.write({
    id: claim.claim,
    scope: "pair",
    head: claim.head,
    relation,
    tail: claim.tail,
    sentence,
    support,
    calls: claim.calls,
    kept: decision === undefined,
    droppedBy: decision?.droppedBy ?? null,
    dropReason: decision?.reason ?? null,
    perplexity: measures.perplexity,
    copySimilarity: measures.copySimilarity,
    documentFrequency: measures.documentFrequency,
    spread: measures.spread,
    contextCosine: measures.contextCosine,
  });
  if (support > 1) draft.dropped("sameClaim", undefined, support - 1, relation);
  if (decision !== undefined) {
    draft.dropped(decision.droppedBy, `${sentence} (${decision.reason})`, 1, relation);
  }
}

function unmeasured({ perplexity, cosine }: ClaimMeasures): readonly string[] {
  return [
    ...(perplexity ? [] : ["No model measured perplexity: the completeness filter let all pass."]),
    ...(cosine ? [] : ["No encoder measured cosines: the paraphrase filter let all pass."]),
  ];
}
