import { encodeTexts } from "../encoder/encode-texts.ts";
import type { Encoder } from "../encoder/encoder.ts";
import type { Contradictions } from "./contradiction.ts";
import type { HeadKind } from "./entailment-case.ts";
import {
  claimNumbers,
  entailmentRow,
  headNumbers,
  textsOfType,
  typeNumbers,
} from "./entailment-features.ts";
import { type EntailmentModel, isEnough, trainEntailment } from "./entailment-model.ts";
import type { LabelledCase } from "./labelled-cases.ts";

/** A model for each kind of head of which there are labels enough. */
export type EntailmentModels = Readonly<Partial<Record<HeadKind, EntailmentModel>>>;

const headKinds = ["product", "query"] as const satisfies readonly HeadKind[];

/** What is learnt from: all but the test side. */
export const teaching = (cases: readonly LabelledCase[], kind: HeadKind): readonly LabelledCase[] =>
  cases.filter(({ head, split }) => head.kind === kind && split !== "test");

export const isTaught = (cases: readonly LabelledCase[], kind: HeadKind): boolean =>
  isEnough(teaching(cases, kind).map(({ target }) => target));

/** A labelled case with what is said of its words. */
export interface ReadCase {
  readonly labelled: LabelledCase;
  readonly row: Float64Array;
  readonly contradiction: string | undefined;
}

/** Encodes cases and holds their words against each other. */
export async function readCases(
  cases: readonly LabelledCase[],
  encoder: Encoder,
  contradictions: Contradictions,
  signal: AbortSignal,
): Promise<readonly ReadCase[]> {
  const texts = cases.flatMap(({ type, claim, head }) => [
    ...[...textsOfType(type), claim.tail, claim.sentence, head.words],
  ]);
  const vectors = await encodeTexts(texts, encoder, signal);
  return cases.map((labelled) => {
    const { claim, head } = labelled;
    const type = typeNumbers(labelled.type, vectors);
    const contradiction = contradictions.between(
      contradictions.ofTail(claim.tail),
      contradictions.ofHead([{ place: `the ${placeOf[head.kind]}`, text: head.words }]),
    );
    const numbers = headNumbers(head, type, vectors);
    const row = entailmentRow(
      claimNumbers(claim, type, vectors),
      numbers,
      contradiction !== undefined,
    );
    return { labelled, row, contradiction };
  });
}

const placeOf: Readonly<Record<HeadKind, string>> = { product: "title", query: "query" };

/** @param read cases in the order of `labelledCases`; those of the test side are passed over */
export function trainOnCases(read: readonly ReadCase[], seed: number): EntailmentModels {
  return Object.fromEntries(
    headKinds.flatMap((kind) => {
      const own = read.filter(
        ({ labelled }) => labelled.head.kind === kind && labelled.split !== "test",
      );
      if (!isEnough(own.map(({ labelled }) => labelled.target))) return [];
      const examples = own.map(({ row, labelled: { target, group } }) => ({ row, target, group }));
      return [[kind, trainEntailment(examples, seed)]];
    }),
  );
}
