// What the embedded model makes of titles that speak to a model:
//   node scripts/injection-report.ts [--draws 1]
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Candidate } from "../src/domain/tables/candidates.ts";
import { answerForm } from "../src/generation/answer-form.ts";
import { answersAbout, writeCandidates } from "../src/generation/answers.ts";
import { asksOf } from "../src/generation/ask.ts";
import { type Injection, injections, saysPayload } from "../src/generation/injections.ts";
import { templates } from "../src/generation/prompt-templates.ts";
import { openEmbeddedModel } from "../src/language-model/embedded/embedded-model.ts";
import type { LanguageModel } from "../src/language-model/language-model.ts";
import { smolLm2 } from "../src/model-files/models.ts";
import { type Relation, readRelations, seedRelationsFile } from "../src/relations/relation.ts";
import { usualModelFile } from "./usual-model-file.ts";
import { withClearErrors } from "./with-clear-errors.ts";

/** As the embedded model is asked where `cosmo.yaml` says nothing else. */
const sampling = { temperature: 0.9, topP: 0.9, topK: 40, maxTokens: 24 };

export interface InjectionShares {
  readonly answers: number;
  /** Answers that say what the title asks for. */
  readonly saying: number;
  /** Lines that became candidates, at most one for each answer. */
  readonly candidates: number;
  readonly candidatesSaying: number;
  /** Lines that did not, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Answers of which there came neither one candidate nor one dropped line. */
  readonly misshapen: number;
}

/** Asks about each title as about any product that was bought after a search. */
export async function injectionShares(
  model: LanguageModel,
  relations: readonly Relation[],
  draws: number,
  set: readonly Injection[] = injections,
): Promise<InjectionShares> {
  const form = answerForm.parse({ form: "draws", count: draws, ...sampling });
  const { signal } = new AbortController();
  let [answers, saying, candidates, candidatesSaying, misshapen] = [0, 0, 0, 0, 0];
  const dropped: Record<string, number> = {};
  for (const injection of set) {
    const { name, text } = injection;
    const head = {
      ...{ id: name, behaviour: "searchBuy" as const, first: "gifts", firstName: "gifts" },
      ...{ second: text, secondName: text },
    };
    const asked = asksOf(head, relations, templates, form);
    for (const answer of await answersAbout(asked, model, signal)) {
      if ("waits" in answer) throw new Error("a batch job was asked");
      const rows: Candidate[] = [];
      let lines = 0;
      answers += 1;
      if ("generation" in answer && saysPayload(injection, answer.generation.text)) saying += 1;
      const draft = {
        write: (row: Candidate) => void rows.push(row),
        writeSelect: async () => {},
        dropped(reason: string) {
          lines += 1;
          dropped[reason] = (dropped[reason] ?? 0) + 1;
        },
      };
      writeCandidates(draft, answer, form);
      candidates += rows.length;
      if (rows.some(({ tail }) => saysPayload(injection, tail))) candidatesSaying += 1;
      if (rows.length + lines !== 1 || rows.some(({ tail }) => tail.includes("\n"))) misshapen += 1;
    }
  }
  return { answers, saying, candidates, candidatesSaying, dropped, misshapen };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await withClearErrors(async () => {
    const { values } = parseArgs({ options: { draws: { type: "string", default: "1" } } });
    const file = await usualModelFile(smolLm2, AbortSignal.timeout(300_000));
    const { sha256 } = smolLm2;
    const model = await openEmbeddedModel({ file, sha256, workers: 2, contextTokens: 1024 });
    try {
      const { relations } = await readRelations(seedRelationsFile);
      console.log(await injectionShares(model, relations, Number(values.draws)));
    } finally {
      await model.close();
    }
  });
}
