import { z } from "zod";
import { droppedOf, type PartManifest } from "../artifact/dataset.ts";
import type { PartDraft } from "../artifact/store.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { type Candidate, candidates } from "../domain/tables/candidates.ts";
import { pairs } from "../domain/tables/pairs.ts";
import { products } from "../domain/tables/products.ts";
import { queries } from "../domain/tables/queries.ts";
import { requestedHeads } from "../domain/tables/requested-heads.ts";
import type { Generation, LanguageModel } from "../language-model/language-model.ts";
import {
  type PromptTemplate,
  readTemplate,
  type TemplateName,
  templateNames,
} from "../prompts/template.ts";
import { chosenRelations } from "../relations/chosen-relations.ts";
import type { RelationSet } from "../relations/relation.ts";
import { countBy } from "../sql/count-by.ts";
import { concurrentMap } from "../stage/concurrent-map.ts";
import { funnelOf } from "../stage/funnel.ts";
import { type AnyStage, defineStage, type Spending } from "../stage/stage.ts";
import { type AnswerForm, answerForm } from "./answer-form.ts";
import { type Ask, asksOf, type Templates } from "./ask.ts";
import { buckets, readHeads, selectHeads } from "./head.ts";
import { parseAnswer } from "./parse-answer.ts";
import { type RequestedPairs, selectRequestedHeads } from "./select-requested-heads.ts";

const config = z.strictObject({
  /** Ask about so many pairs only; null: all. */
  limitPairs: z.int().min(1).nullable(),
  /** Names of the relations to ask for; null: all of the set. */
  relations: z.array(z.string()).min(1).nullable(),
  answers: answerForm,
});

export interface GeneratePorts {
  readonly model: LanguageModel;
  readonly relationSet: RelationSet;
  /** Heads asked about at once. Changes the speed, never the rows. */
  readonly concurrency: number;
  /** How the model is asked, as in the settings: whose templates the stage uses. */
  readonly form: AnswerForm["form"];
  /** Answers paid for so far by this process. Asked for at each head, so it must be cheap. */
  readonly spent: () => Spending;
}

/** Asks the model about each pair, relation by relation, and cuts the answers into candidates. */
export function generateStage(ports: GeneratePorts): AnyStage {
  const { model, relationSet } = ports;
  return defineStage({
    name: "generate",
    version: 2,
    summary: "a language model explains each pair",
    config,
    reads: { pairs, queries, products, requestedHeads },
    writes: { candidates },
    uses: { model: model.id, relations: relationSet.id, prompts: promptVersions(ports.form) },
    async run({ config: settings, reads, writes, sql, seed, signal, progress }) {
      if (settings.answers.form !== ports.form) throw new Error("the form is not the one it uses");
      const relations = chosenRelations(relationSet, settings.relations);
      const before = ports.spent();
      const parts: PartManifest[] = [];
      let requested: RequestedPairs = { pairs: 0, heads: 0 };
      await sql.use(async (connection) => {
        const chosen = await selectHeads(connection, reads, settings.limitPairs, seed);
        requested = await selectRequestedHeads(connection, reads);
        const headCount = chosen + requested.pairs;
        const asksPerHead =
          relations.length * (settings.answers.form === "draws" ? settings.answers.count : 1);
        progress.started("generate", "answers", headCount * asksPerHead);
        let answered = 0;
        for (const bucket of buckets) {
          const heads = await readHeads(connection, bucket);
          if (heads.length === 0) continue;
          const startedAt = answered;
          const fill = async (draft: PartDraft<Candidate>): Promise<void> => {
            const answers = concurrentMap(heads, ports.concurrency, (head) =>
              answersAbout(asksOf(head, relations, templates, settings.answers), model, signal),
            );
            for await (const ofHead of answers) {
              for (const answer of ofHead) writeCandidates(draft, answer, settings.answers.form);
              answered += ofHead.length;
              progress.progressed(answered, `${ports.spent().calls - before.calls} new calls`);
            }
          };
          parts.push(await writes.candidates.part(bucket, heads, fill));
          answered = startedAt + heads.length * asksPerHead;
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

const noticesOf = ({ pairs: further, heads }: RequestedPairs): readonly string[] =>
  heads === 0
    ? []
    : [
        `${further} pairs beyond the limit are asked about, for ${heads} heads that were asked of the server in vain.`,
      ];

/** An answer, or why the model gave none that could be used. */
type Answer = Ask & ({ readonly generation: Generation } | { readonly invalid: CosmoError });

/** Waits for all answers even where one fails: the others are paid for, and recorded when they come. */
async function answersAbout(
  asks: readonly Ask[],
  model: LanguageModel,
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  const settled = await Promise.allSettled(
    asks.map(async (ask): Promise<Answer> => {
      try {
        return { ...ask, generation: await model.generate(ask.request, signal) };
      } catch (error) {
        if (error instanceof CosmoError && setAside.has(error.code)) {
          return { ...ask, invalid: error };
        }
        throw error;
      }
    }),
  );
  return settled.map((answer) => {
    if (answer.status === "rejected") throw answer.reason;
    return answer.value;
  });
}

/** Errors that concern one item alone: it is counted and the run goes on. */
const setAside = new Set(["ANSWER_INVALID", "PROMPT_TOO_LONG"]);

function writeCandidates(
  draft: PartDraft<Candidate>,
  answer: Answer,
  form: AnswerForm["form"],
): void {
  const { head, relation, promptVersion, request } = answer;
  if ("invalid" in answer) {
    const { code, message } = answer.invalid;
    draft.dropped(code, `${head.id} ${message}`, 1, relation.name);
    return;
  }
  const { call, text, finishReason } = answer.generation;
  const lines = parseAnswer(text, form, request.answerStem);
  for (const line of lines) {
    const isLast = line.place === lines.length;
    if (isLast && (finishReason === "length" || stoppedInNumber(answer.generation, form))) {
      draft.dropped("cutOff", `${call} ${JSON.stringify(line.rawText)}`, 1, relation.name);
      continue;
    }
    if (line.tail === "") {
      draft.dropped("emptyLine", `${call} ${JSON.stringify(line.rawText)}`, 1, relation.name);
      continue;
    }
    draft.write({
      call,
      place: line.place,
      scope: "pair",
      head: head.id,
      relation: relation.name,
      prompt: promptVersion,
      rawText: line.rawText,
      tail: line.tail,
    });
  }
}

/**
 * A draw stops at "." and ",", and what stopped it is not in the answer: "1" may be all that is left of
 * "1.5 liters".
 */
const stoppedInNumber = ({ text, finishReason }: Generation, form: AnswerForm["form"]): boolean =>
  form === "draws" && finishReason === "stop" && /\d$/.test(text);

/** The prompts that come with cosmo. Changed words make answers stale, so they are part of `uses`. */
const templates = await readTemplates();
const promptVersions = (form: AnswerForm["form"]): string =>
  templateNames
    .filter((name) => name.endsWith(`.${form}`))
    .map((name) => templates[name].version)
    .join(" ");

async function readTemplates(): Promise<Templates> {
  const entries = await Promise.all(
    templateNames.map(async (name) => [name, await readTemplate(name)] as const),
  );
  return Object.fromEntries(entries) as Record<TemplateName, PromptTemplate>;
}

const difference = (after: Spending, before: Spending): Spending => ({
  calls: after.calls - before.calls,
  inputTokens: after.inputTokens - before.inputTokens,
  outputTokens: after.outputTokens - before.outputTokens,
  costUsd: after.costUsd - before.costUsd,
});
