import { droppedOf } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import { claimId } from "../domain/ids.ts";
import { candidates } from "../domain/tables/candidates.ts";
import { type Claim, claims } from "../domain/tables/claims.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { productTypes } from "../domain/tables/product-types.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import { isTypeScope, type Scope } from "../domain/tables/scopes.ts";
import { shownQueries } from "../domain/tables/shown-queries.ts";
import { tails } from "../domain/tables/tails.ts";
import type { RelationSet } from "../relations/relation.ts";
import { countBy } from "../sql/count-by.ts";
import { type SqlConnection, sqlParquet } from "../sql/sql.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage } from "../stage/stage.ts";
import { normalForm, normalFormVersion } from "../text/normal-form.ts";
import { readClaimContexts } from "./claim-context.ts";
import { claimTail } from "./claim-tail.ts";
import { type Cuts, cutsConfig, type Decision, decide } from "./filters.ts";
import {
  type ClaimMeasures,
  type MeasuredClaim,
  measureClaims,
  perplexityCuts,
} from "./measure-claims.ts";
import { repetitions, tailCosines, votesOf } from "./same-meaning.ts";
import { untypedProducts } from "./untyped-products.ts";

/** Claims measured between two reports of progress. */
const batchSize = 256;

export interface RefinePorts extends ClaimMeasures {
  readonly relationSet: RelationSet;
}

/** Turns candidates into claims and decides by filters which are kept. */
export function refineStage(ports: RefinePorts): AnyStage {
  const { perplexity, cosine, difference, relationSet } = ports;
  return defineStage({
    name: "refine",
    version: 7,
    summary: "filters decide which claims are kept",
    config: cutsConfig,
    reads: { candidates, pairs, queries, products, productTypes, shownQueries },
    writes: { tails, claims },
    uses: {
      relations: relationSet.id,
      normalForm: normalFormVersion,
      perplexity: perplexity?.name ?? "none",
      cosine: cosine?.name ?? "none",
      difference: difference?.name ?? "none",
    },
    async run({ config: cuts, reads, writes, sql, signal, progress }) {
      await writes.tails.part("all", reads.candidates.content, async (draft) => {
        for await (const candidate of reads.candidates.rows()) {
          const { call, place, scope, head, relation } = candidate;
          const { tail, sentences } = claimTail(candidate.tail);
          draft.write({
            call,
            place,
            claim: claimId(scope, head, relation, tail),
            scope,
            head,
            relation,
            tail,
            sentences,
            normalForm: normalForm(tail),
          });
        }
      });
      const contents = Object.values(reads).map(({ content }) => content);
      const part = await writes.claims.part("all", contents, async (draft) => {
        const relations = new Map(relationSet.relations.map((one) => [one.name, one]));
        const named = await countBy(sql, writes.tails.reader().files, "relation");
        const perplexityCut = await perplexityCuts(
          relationSet.relations.filter(({ name }) => Object.hasOwn(named, name)),
          perplexity,
          cuts.completeness.percentile,
          signal,
        );
        await sql.use(async (connection) => {
          const tailFiles = sqlParquet(writes.tails.reader().files);
          const counted = await connection.runAndReadAll(
            // A type and the same type with an attribute are one.
            `SELECT CASE WHEN starts_with(tail.scope, 'product-type') THEN 'product-type' ELSE tail.scope END AS kind,
               count(DISTINCT tail.claim), count(DISTINCT coalesce(type.type, tail.head))
             FROM ${tailFiles} AS tail
             LEFT JOIN ${sqlParquet(reads.productTypes.files)} AS type ON type.id = tail.head
             GROUP BY kind`,
          );
          const rows = counted.getRows();
          const counts = new Map(rows.map(([kind, , count]) => [String(kind), Number(count)]));
          const heads = (scope: Scope): number =>
            counts.get(isTypeScope(scope) ? "product-type" : scope) ?? 0;
          const total = rows.reduce((sum, [, claimed]) => sum + Number(claimed), 0);
          const work = progress.started("refine", "claims", total);
          let done = 0;
          const sources = { ...reads, tails: writes.tails.reader() };
          for await (const batch of readClaimContexts(connection, sources, batchSize)) {
            const measured = await measureClaims(
              batch,
              relations,
              perplexityCut,
              heads,
              ports,
              cuts,
              signal,
            );
            for (const claim of await decided(measured, cuts, ports.cosine, signal)) {
              writeClaim(draft, claim);
            }
            done += batch.length;
            work.progressed(done);
          }
          work.finished();
        });
      });
      const sources = { ...reads, tails: writes.tails.reader() };
      const untyped = await sql.use((connection) => untypedProducts(connection, sources));
      const unproven = await sql.use((connection) =>
        unprovenClaims(connection, writes.claims.reader().files),
      );
      const kept = await countBy(sql, writes.claims.reader().files, "relation", "kept");
      return {
        funnel: funnelOf(
          relationSet.relations.map(({ name }) => name),
          kept,
          droppedOf([part]),
        ),
        notices: [...unmeasured(ports), ...unproven, ...untyped],
      };
    },
  });
}

interface DecidedClaim extends MeasuredClaim {
  readonly votes: number;
  /** Undefined: it is kept. */
  readonly decision: Decision | undefined;
}

/** By the filters, each claim for itself; then what they let pass against the other claims of its head. */
async function decided(
  claims: readonly MeasuredClaim[],
  cuts: Cuts,
  cosine: RefinePorts["cosine"],
  signal: AbortSignal,
): Promise<readonly DecidedClaim[]> {
  const decisions = new Map(
    claims.map(({ claim, measures }) => [claim.claim, decide(measures, cuts)]),
  );
  const passed = claims
    .map(({ claim }) => claim)
    .filter(({ claim }) => decisions.get(claim) === undefined);
  const cosines = await tailCosines(
    claims.map(({ claim }) => claim),
    cosine,
    signal,
  );
  const repeated = repetitions(passed, cosines, cuts.repetition.cosine);
  const votes = votesOf(passed, repeated);
  return claims.map((measured) => {
    const { claim, votes: own } = measured.claim;
    const again = repeated.get(claim);
    return {
      ...measured,
      votes: votes.get(claim) ?? own,
      decision: again
        ? { droppedBy: "repetition" as const, reason: again.reason }
        : decisions.get(claim),
    };
  });
}

function writeClaim(draft: PartDraft<Claim>, decidedClaim: DecidedClaim): void {
  const { claim, sentence, measures, votes, decision } = decidedClaim;
  const { relation, support } = claim;
  draft.write({
    id: claim.claim,
    scope: claim.scope,
    head: claim.head,
    relation,
    tail: claim.tail,
    sentence,
    support,
    votes,
    calls: claim.calls,
    kept: decision === undefined,
    droppedBy: decision?.droppedBy ?? null,
    dropReason: decision?.reason ?? null,
    perplexity: measures.perplexity,
    copySimilarity: measures.copySimilarity,
    documentFrequency: measures.documentFrequency,
    spread: measures.spread,
    contextCosine: measures.contextCosine,
    typeDifference: measures.typeDifference,
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

/** A notice where tails that are said of many types were dropped since nothing measured a proof. */
async function unprovenClaims(
  connection: SqlConnection,
  files: readonly string[],
): Promise<readonly string[]> {
  const counted = await connection.runAndReadAll(
    `SELECT count(*) FROM ${sqlParquet(files)}
     WHERE starts_with(scope, 'product-type') AND droppedBy = 'generic' AND typeDifference IS NULL`,
  );
  const count = Number(counted.getRows()[0]?.[0]);
  return count === 0
    ? []
    : [
        `${count} claims about product types were dropped, as their tails are said of many types and no model measured what is special to one.`,
      ];
}
