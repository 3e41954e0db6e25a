import type { Carrying, EvidenceType } from "../answer-parts.ts";
import { carryingWords } from "../words/carrying.ts";
import { measureOf } from "../words/numbers.ts";

interface Properties {
  readonly type: EvidenceType;
  readonly votes: number | null;
  readonly carried: Carrying | null;
  /** Null where a model or a list says it. */
  readonly purchases: string | null;
  readonly headKind: "product" | "query";
}

/** The product type that the language model was asked about, and how its claim came to this head. */
export function TypePanel({ type, votes, carried, purchases, headKind }: Properties) {
  return (
    <section>
      <h3>Product type</h3>
      <p>
        True of the type <strong>“{type.name}”</strong>
        {type.titles.length > 0 && <>, such as {type.titles.join("; ")}</>}
      </p>
      {purchases !== null && <p>Purchases say: {purchases}</p>}
      <p className="carrying">{carryingWords(carried, headKind)}</p>
      <dl className="facts-grid">
        <div>
          <dt>Votes for it</dt>
          <dd>{measureOf(votes, 0)}</dd>
        </div>
        <div>
          <dt>Probability here</dt>
          <dd>{measureOf(carried?.probability ?? null)}</dd>
        </div>
      </dl>
    </section>
  );
}
