import { CosmoError } from "../../domain/cosmo-error.ts";
import { hashOf } from "../../domain/hash.ts";
import type { Progress } from "../../domain/progress.ts";
import type { Candidate } from "../../domain/tables/candidates.ts";
import type { Judgement } from "../../domain/tables/judgements.ts";
import { answersAbout, writeCandidates } from "../../generation/answers.ts";
import type { Ask } from "../../generation/ask.ts";
import { templates } from "../../generation/prompt-templates.ts";
import { typeAsks } from "../../generation/type-asks.ts";
import type { SaidCaps } from "../../language-model/budget-caps.ts";
import { productNameOf } from "../../relevance/evaluate/judged-pair.ts";
import type { KnowledgePiece, KnowledgeProvenance } from "../../relevance/knowledge/knowledge.ts";
import { concurrentMap } from "../../stage/concurrent-map.ts";
import { counted } from "../../text/counted.ts";
import { dollars } from "../../text/dollars.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import { personalDataClass } from "../../text/personal-data.ts";
import { answersAtHand } from "../answers-at-hand.ts";
import { costAtMost } from "../cost-at-most.ts";
import { itemsInFlight } from "../items-in-flight.ts";
import { onAccount } from "../on-account.ts";
import type { AskedModel } from "../ports.ts";
import { relationTeller } from "../told-relations.ts";
import { wantedRelations } from "../wanted-relations.ts";
import type { Workspace } from "../workspace.ts";

export interface AskedKnowledgeOptions {
  readonly caps: SaidCaps;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Told beforehand what is asked, and what that costs at most. */
  say(line: string): void;
}

/** A judged query or product, as a model is asked about it. */
interface AskedHead {
  readonly kind: "query" | "product";
  /** As judgements name it. */
  readonly id: string;
  readonly text: string;
}

/** A title's short name in a stem, as in prompts about pairs. */
const wordsOfName = 6;

/**
 * Asks the workspace's model what judged queries and products are for, each by itself and all in the same words, once in each relation that
 * the settings choose. The model sees the words of one query or one title and nothing else: no label, no pair. Answers are remembered and paid
 * once, within the budget. Queries with personal data are not asked about.
 *
 * @throws BudgetExhaustedError, CosmoError KNOWLEDGE_WAITS where answers wait for a batch job
 */
export async function askedKnowledge(
  workspace: Workspace,
  judgements: readonly Judgement[],
  { caps, signal, progress, say }: AskedKnowledgeOptions,
): Promise<readonly KnowledgePiece[]> {
  const { ports } = workspace;
  const generating = ports.models.find(({ roles }) => roles.includes("generate"));
  if (generating === undefined) throw new Error("no model explains");
  const form = generating.settings.answers;
  const relations = await wantedRelations(workspace);
  const heads = headsOf(judgements);
  const asksOf = ({ text }: AskedHead): readonly Ask[] =>
    typeAsks(
      "product-type",
      {
        ...{ id: text, name: text, titles: [text], nameFits: false },
        calledAs: text.split(/\s+/).slice(0, wordsOfName).join(" "),
      },
      ...[relations, templates, form, 1],
    );
  const asks = heads.map((head) => ({ head, asks: asksOf(head) }));
  say(costTold(workspace, generating, asks));
  const tell = await relationTeller(workspace)();
  const pieces: KnowledgePiece[] = [];
  let waiting = 0;
  const command = "cosmo evaluate relevance";
  await onAccount(workspace, { caps, command, signal, progress }, async () => {
    const work = progress.started("ask about queries and products", "heads", heads.length);
    let done = 0;
    const concurrency = itemsInFlight(generating.settings);
    const answered = concurrentMap(asks, concurrency, async (one) => ({
      ...one,
      answers: await answersAbout(one.asks, ports.generator, signal),
    }));
    for await (const { head, asks: own, answers } of answered) {
      const said: Candidate[] = [];
      for (const answer of answers) {
        if ("waits" in answer) waiting += 1;
        else writeCandidates({ write: (row) => said.push(row), dropped: () => {} }, answer, form);
      }
      const texts = new Set(said.map(({ relation, tail }) => tell(relation, tail)));
      const provenance = provenanceOf(own, [...texts]);
      for (const [at, text] of [...texts].entries()) {
        const id = `${head.kind} ${head.id} ${at + 1}`;
        pieces.push({ id, of: { kind: head.kind, id: head.id }, text, provenance });
      }
      work.progressed(++done);
    }
    work.finished();
    if (waiting > 0) await ports.batches.jobs.submit(signal);
  });
  if (waiting > 0) throw waits(waiting);
  return pieces;
}

/** Each query and each product once, in the order of the judgements. */
function headsOf(judgements: readonly Judgement[]): readonly AskedHead[] {
  const heads = new Map<string, AskedHead>();
  const add = (head: AskedHead): void => {
    const key = `${head.kind} ${head.id}`;
    if (!heads.has(key)) heads.set(key, head);
  };
  for (const judgement of judgements) {
    const { query, title } = judgement;
    if (personalDataClass(query) === "none") {
      add({ kind: "query", id: normaliseQuery(query), text: query });
    }
    if (title !== null) add({ kind: "product", id: productNameOf(judgement), text: title });
  }
  return [...heads.values()];
}

const provenanceOf = (asks: readonly Ask[], texts: readonly string[]): KnowledgeProvenance => ({
  source: { kind: "claims", content: hashOf(texts) },
  prompts: asks.map(({ request }) => `${request.system}\n\n${request.prompt}`),
  saw: { prompts: [], fewShot: [], critic: [], thresholds: [] },
  dataSets: [],
});

function costTold(
  workspace: Workspace,
  { settings }: AskedModel,
  asks: readonly { readonly head: AskedHead; readonly asks: readonly Ask[] }[],
): string {
  const { price, generator } = workspace.ports;
  const answersOf = answersAtHand(workspace, generator.id, {});
  const open = asks
    .flatMap((one) => one.asks.map(({ request }) => request))
    .filter((request) => answersOf(request).length === 0);
  const asked = `Asks ${generator.id} about ${counted(asks.length, "queries and products")}: ${counted(open.length, "calls")} that were not made before`;
  const costUsd = costAtMost(settings, price, open);
  if (costUsd === null) return `${asked}, at a price that nobody knows. --max-calls caps it.`;
  return costUsd === 0
    ? `${asked}.`
    : `${asked}, for ${dollars(costUsd)} at most. --max-cost caps it.`;
}

const waits = (count: number): CosmoError =>
  new CosmoError("KNOWLEDGE_WAITS", `${counted(count, "answers")} wait for a batch job.`, {
    hint: "Run the same command again later: what is answered by then is collected, and nothing is asked twice.",
  });
