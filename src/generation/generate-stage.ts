import { droppedOf, type PartManifest } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import { listCall } from "../domain/ids.ts";
import { type Candidate, candidates } from "../domain/tables/candidates.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { productTypes } from "../domain/tables/product-types.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import { queryVariants } from "../domain/tables/query-variants.ts";
import { requestedHeads } from "../domain/tables/requested-heads.ts";
import type { Scope } from "../domain/tables/scopes.ts";
import { shownQueries } from "../domain/tables/shown-queries.ts";
import { typePartners } from "../domain/tables/type-partners.ts";
import { unexplainedHeads } from "../domain/tables/unexplained-heads.ts";
import { AnswerWaits } from "../language-model/batch/answer-waits.ts";
import type { LanguageModel } from "../language-model/language-model.ts";
import { spendingSince, spentNote } from "../language-model/spending-meter.ts";
import { chosenRelations } from "../relations/chosen-relations.ts";
import type { RelationSet } from "../relations/relation.ts";
import { countBy } from "../sql/count-by.ts";
import { concurrentMap } from "../stage/concurrent-map.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage, type Spending } from "../stage/stage.ts";
import type { AnswerForm } from "./answer-form.ts";
import { answersAbout, writeCandidates } from "./answers.ts";
import {
  generationConfig,
  generationWork,
  isTypesFirst,
  type ScopeWork,
} from "./generation-work.ts";
import { promptVersions } from "./prompt-templates.ts";
import { variantNotices } from "./queries-to-ask.ts";
import { type RankedTail, type RankerPorts, ranker } from "./ranked-tails.ts";
import type { RequestedPairs } from "./select-requested-heads.ts";
import type { TypeHead } from "./type-asks.ts";
import { unusableNotices } from "./unusable-notices.ts";
import { countedHeads, waitingNotices } from "./waiting-notices.ts";

export interface GeneratePorts {
  readonly model: LanguageModel;
  /** Id of another model that is asked to mend answers; undefined: it mends its own. */
  readonly rewriter?: string | undefined;
  readonly relationSet: RelationSet;
  /** Heads asked about at once. Changes the speed, never the rows. */
  readonly concurrency: number;
  /** How the model is asked, as in the settings: whose templates the stage uses. */
  readonly form: AnswerForm["form"];
  /** Ranks closed lists; undefined where the settings leave it out: then nothing is taken of them. */
  readonly ranker: RankerPorts | undefined;
  /** Answers paid for so far by this process. Asked for at each head, so it must be cheap. */
  readonly spent: () => Spending;
}

/**
 * Asks the model about product types, queries and pairs, relation by relation, and cuts the answers into candidates.
 * Throws AnswerWaits when all is asked, where some of it is in a batch job.
 */
export function generateStage(ports: GeneratePorts): AnyStage {
  const { model, relationSet } = ports;
  return defineStage({
    name: "generate",
    version: 8,
    summary: "a language model explains product types, queries and pairs",
    config: generationConfig,
    reads: {
      ...{ pairs, queries, products, requestedHeads, productTypes, typePartners },
      ...{ shownQueries, unexplainedHeads, queryVariants },
    },
    writes: { candidates },
    uses: {
      model: model.id,
      // Absent where there is none: so recipes of what was made before there were several models stay.
      ...(ports.rewriter !== undefined && { rewriter: ports.rewriter }),
      relations: relationSet.id,
      prompts: promptVersions(ports.form),
      lists: ports.ranker?.encoder.id ?? "none",
    },
    async run({ config: settings, reads, writes, sql, seed, signal, progress }) {
      if (settings.answers.form !== ports.form) throw new Error("the form is not the one it uses");
      const relations = chosenRelations(relationSet, settings.relations);
      const ranked =
        ports.ranker && ranker(ports.ranker, relations, relationSet.lists, settings.fromLists);
      const before = ports.spent();
      const parts: PartManifest[] = [];
      let requested: RequestedPairs = { pairs: 0, heads: 0 };
      const misnamed: TypeHead[] = [];
      let scopes: readonly ScopeWork[] = [];
      let waiting = 0;
      let ofVariants: readonly string[] = [];
      await sql.use(async (connection) => {
        const work = await generationWork(connection, reads, settings, relations, seed);
        ({ requested, scopes } = work);
        ofVariants = await variantNotices(connection, reads, settings);
        const calls = scopes.reduce((sum, scope) => sum + scope.calls, 0);
        const answering = progress.started("generate", "answers", calls);
        let answered = 0;
        for (const { scope, part, asks: read } of work.buckets) {
          const { inputs, asks, types, given = [] } = await read();
          // Those with an attribute are the same type once more.
          if (scope === "product-type") misnamed.push(...types.filter(({ nameFits }) => !nameFits));
          if (inputs.length === 0) continue;
          const startedAt = answered;
          const fill = async (draft: PartDraft<Candidate>): Promise<void> => {
            for (const candidate of given) draft.write(candidate);
            // First: where the encoder can't be had, nothing is paid for before that is said.
            const nearest = types.length > 0 ? await ranked?.rank(types, signal) : undefined;
            for (const [at, tails] of (nearest ?? []).entries()) {
              for (const tail of tails)
                draft.write(rankedCandidate(scope, types[at]?.id ?? "", tail));
            }
            const answers = concurrentMap(asks, ports.concurrency, (ofHead) =>
              answersAbout(ofHead, model, signal),
            );
            let waitingHere = 0;
            for await (const ofHead of answers) {
              for (const answer of ofHead) {
                if ("waits" in answer) waitingHere++;
                else writeCandidates(draft, answer, settings.answers);
              }
              answered += ofHead.length;
              answering.progressed(answered, spentNote(spendingSince(before, ports.spent())));
            }
            if (waitingHere > 0) throw new AnswerWaits(waitingHere);
          };
          try {
            parts.push(await writes.candidates.part(part, inputs, fill));
          } catch (error) {
            if (!(error instanceof AnswerWaits)) throw error;
            waiting += error.answers;
          }
          answered = startedAt + asks.reduce((sum, ofHead) => sum + ofHead.length, 0);
          answering.progressed(answered);
        }
        answering.finished();
      });
      if (waiting > 0) throw new AnswerWaits(waiting);
      const out = await countBy(sql, writes.candidates.reader().files, "relation");
      return {
        funnel: funnelOf(
          relations.map(({ name }) => name),
          out,
          droppedOf(parts),
        ),
        spent: spendingSince(before, ports.spent()),
        notices: [
          ...(await unusableNotices(sql, model.id, parts, writes.candidates.reader().files)),
          ...(isTypesFirst(settings) ? unexplainedNotices(scopes, requested) : []),
          ...waitingNotices(scopes, settings),
          ...ofVariants,
          ...requestedNotices(requested),
          ...misnamedNotices(misnamed),
        ],
      };
    },
  });
}

/** What was taken of a list, in the form of an answer. */
const rankedCandidate = (
  scope: Scope,
  head: string,
  { relation, list, tail, rank, nearness }: RankedTail,
): Candidate => ({
  call: listCall(list, relation),
  place: rank,
  scope,
  head,
  relation,
  prompt: `list ${list}`,
  rawText: `${tail} (number ${rank} of the list, nearness ${nearness.toFixed(2)})`,
  tail,
});

/** Nothing before the first graph has said what is unexplained. */
const unexplainedNotices = (
  scopes: readonly ScopeWork[],
  requested: RequestedPairs,
): readonly string[] => {
  const headsOf = (scope: Scope): number => scopes.find(({ asked }) => asked === scope)?.heads ?? 0;
  const told = countedHeads(headsOf("query"), headsOf("pair") - requested.pairs);
  return told === "" ? [] : [`${told} that product types leave unexplained are asked about.`];
};

const requestedNotices = ({ pairs: further, heads }: RequestedPairs): readonly string[] =>
  heads === 0
    ? []
    : [
        `${further} pairs beyond the limit are asked about, for ${heads} heads that were asked of the server in vain.`,
      ];

/** Examples of types whose name is not shown. */
const examplesShown = 5;

function misnamedNotices(types: readonly TypeHead[]): readonly string[] {
  if (types.length === 0) return [];
  const examples = types
    .toSorted((a, b) => b.titles.length - a.titles.length || (a.name < b.name ? -1 : 1))
    .slice(0, examplesShown)
    .map(({ name, calledAs }) => `“${name}” (${calledAs})`);
  const told =
    types.length === 1
      ? "1 product type is asked about by its titles alone, for its name seems"
      : `${types.length} product types are asked about by their titles alone, for their names seem`;
  return [`${told} to mean something else: ${examples.join(", ")}.`];
}
