import { cosine } from "../encoder/cosine.ts";
import { encodeTexts, vectorOf } from "../encoder/encode-texts.ts";
import type { Encoder } from "../encoder/encoder.ts";
import type { Figure } from "../statistics/figure.ts";
import type { Arm, ArmEdge } from "./arm.ts";
import { figureOf, type ReadArm, times, trialsByUnit } from "./arms-report.ts";

export interface LostFactsOptions {
  readonly encoder: Encoder;
  /** The cosine from which two wordings mean the same. */
  readonly cut: number;
  readonly seed: number;
}

/** What one arm shows that another does not, of heads that the other knows something of. */
export interface LostFacts {
  readonly of: string;
  readonly without: string;
  /** Edges of the one that were found plausible. */
  readonly plausible: number;
  /** Those whose head has any edge in the other. */
  readonly atKnownHeads: number;
  /** Those to which no edge of the head in the other comes near. */
  readonly lost: number;
  /** Lost ones among those at known heads. */
  readonly share: Figure | null;
  /** How many edges of the whole graph are plausible and lost so, by what was read. */
  readonly inGraph: Figure | null;
  readonly examples: readonly LostFact[];
}

export interface LostFact {
  readonly item: number;
  readonly edge: string;
  readonly head: string;
  readonly type: string | null;
  readonly sentence: string;
  /** What the other arm says of the head that comes nearest, and how near. */
  readonly nearest: string;
  readonly cosine: number;
}

const examplesShown = 20;

/**
 * Plausible edges whose head has in the other arm no edge to the same node, nor to one of equal meaning, whatever
 * the relation. Heads of which the other arm knows nothing are left out: that they are missing is no matter of facts.
 */
export async function lostFacts(
  { arm, readings }: ReadArm,
  without: Arm,
  { encoder, cut, seed }: LostFactsOptions,
  signal: AbortSignal,
): Promise<LostFacts> {
  const edgesOf = Map.groupBy(without.edges, ({ head }) => head);
  const plausible = readings.filter((reading) => reading.plausible);
  const known = plausible.filter(({ edge }) => edgesOf.has(edge.head));
  const texts = known.flatMap(({ edge }) =>
    [edge, ...(edgesOf.get(edge.head) ?? [])].map(({ tail }) => tail),
  );
  const vectors = await encodeTexts(texts, encoder, signal);
  const nearness = (one: ArmEdge, other: ArmEdge): number =>
    one.node === other.node || one.tail === other.tail
      ? 1
      : cosine(vectorOf(one.tail, vectors), vectorOf(other.tail, vectors));
  const lost = known.flatMap((reading) => {
    const [nearest] = (edgesOf.get(reading.edge.head) ?? [])
      .map((edge) => ({ edge, cosine: nearness(reading.edge, edge) }))
      .toSorted((a, b) => b.cosine - a.cosine);
    return nearest === undefined || nearest.cosine >= cut ? [] : [{ reading, nearest }];
  });
  const isLost = new Set(lost.map(({ reading }) => reading));
  const share = (of: typeof readings): Figure | null =>
    figureOf(
      trialsByUnit(of, (reading) => ({ head: reading.head, hit: isLost.has(reading) })),
      seed,
    );
  const ofAll = share(readings);
  return {
    of: arm.name,
    without: without.name,
    plausible: plausible.length,
    atKnownHeads: known.length,
    lost: lost.length,
    share: share(known),
    inGraph: ofAll && times(ofAll, arm.edges.length),
    examples: lost
      .toSorted((a, b) => a.reading.item - b.reading.item)
      .slice(0, examplesShown)
      .map(({ reading: { item, edge, head }, nearest }) => ({
        item,
        edge: edge.id,
        head: head.words,
        type: head.type,
        sentence: edge.sentence,
        nearest: nearest.edge.tail,
        cosine: nearest.cosine,
      })),
  };
}
