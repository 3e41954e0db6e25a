import { droppedOf, type PartManifest } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import { listCall } from "../domain/ids.ts";
import { type Candidate, candidates } from "../domain/tables/candidates.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { productTypes } from "../domain/tables/product-types.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import { requestedHeads } from "../domain/tables/requested-heads.ts";
import type { LanguageModel } from "../language-model/language-model.ts";
import { chosenRelations } from "../relations/chosen-relations.ts";
import type { RelationSet } from "../relations/relation.ts";
import { countBy } from "../sql/count-by.ts";
import { concurrentMap } from "../stage/concurrent-map.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage, type Spending } from "../stage/stage.ts";
import type { AnswerForm } from "./answer-form.ts";
import { answersAbout, writeCandidates } from "./answers.ts";
import { generationConfig, generationWork } from "./generation-work.ts";
import { promptVersions } from "./prompt-templates.ts";
import { type RankedTail, type RankerPorts, ranker } from "./ranked-tails.ts";
import type { RequestedPairs } from "./select-requested-heads.ts";

export interface GeneratePorts {
  readonly model: LanguageModel;
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

/** Asks the model about product types and pairs, relation by relation, and cuts the answers into candidates. */
export function generateStage(ports: GeneratePorts): AnyStage {
  const { model, relationSet } = ports;
  return defineStage({
    name: "generate",
    version: 5,
    summary: "a language model explains product types and pairs",
    config: generationConfig,
    reads: { pairs, queries, products, requestedHeads, productTypes },
    writes: { candidates },
    uses: {
      model: model.id,
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
      await sql.use(async (connection) => {
        const work = await generationWork(connection, reads, settings, relations, seed);
        requested = work.requested;
        const calls = work.scopes.reduce((sum, scope) => sum + scope.calls, 0);
        progress.started("generate", "answers", calls);
        let answered = 0;
        for (const { part, asks: read } of work.buckets) {
          const { inputs, asks, types } = await read();
          if (inputs.length === 0) continue;
          const startedAt = answered;
          const fill = async (draft: PartDraft<Candidate>): Promise<void> => {
            // First: where the encoder can't be had, nothing is paid for before that is said.
            const nearest = types.length > 0 ? await ranked?.rank(types, signal) : undefined;
            for (const [at, tails] of (nearest ?? []).entries()) {
              for (const tail of tails) draft.write(rankedCandidate(types[at]?.id ?? "", tail));
            }
            const answers = concurrentMap(asks, ports.concurrency, (ofHead) =>
              answersAbout(ofHead, model, signal),
            );
            for await (const ofHead of answers) {
              for (const answer of ofHead) writeCandidates(draft, answer, settings.answers.form);
              answered += ofHead.length;
              progress.progressed(answered, `${ports.spent().calls - before.calls} new calls`);
            }
          };
          parts.push(await writes.candidates.part(part, inputs, fill));
          answered = startedAt + asks.reduce((sum, ofHead) => sum + ofHead.length, 0);
          progress.progressed(answered);
        }
        progress.finished();
      });
      const out = await countBy(sql, writes.candidates.reader().files, "relation");
      return {
        funnel: funnelOf(
          relations.map(({ name }) => name),
          out,
          droppedOf(parts),
        ),
        spent: difference(ports.spent(), before),
        notices: noticesOf(requested),
      };
    },
  });
}

/** What was taken of a list, in the form of an answer. */
const rankedCandidate = (
  head: string,
  { relation, list, tail, rank, nearness }: RankedTail,
): Candidate => ({
  call: listCall(list, relation),
  place: rank,
  scope: "product-type",
  head,
  relation,
  prompt: `list ${list}`,
  rawText: `${tail} (number ${rank} of the list, nearness ${nearness.toFixed(2)})`,
  tail,
});

const noticesOf = ({ pairs: further, heads }: RequestedPairs): readonly string[] =>
  heads === 0
    ? []
    : [
        `${further} pairs beyond the limit are asked about, for ${heads} heads that were asked of the server in vain.`,
      ];

const difference = (after: Spending, before: Spending): Spending => ({
  calls: after.calls - before.calls,
  inputTokens: after.inputTokens - before.inputTokens,
  outputTokens: after.outputTokens - before.outputTokens,
  costUsd: after.costUsd - before.costUsd,
});
