import type { EvidencePair } from "../answer-parts.ts";
import { useHeadAddress } from "../routes/use-head-address.ts";
import { countOf, timesOf } from "../words/numbers.ts";
import { daysOf } from "../words/times.ts";

/** What the log has of the pair that the language model was asked about. */
export function PairPanel({ pair }: { pair: EvidencePair }) {
  const { behaviour, headA, headB, count, customers, clicks, searches, lift } = pair;
  const addressOf = useHeadAddress();
  const isSearch = behaviour === "searchBuy";
  return (
    <section>
      <h3>Pair in the log</h3>
      <p className="pair">
        <a href={addressOf({ kind: isSearch ? "query" : "product", ...headA })}>
          {isSearch ? `“${headA.words}”` : headA.words}
        </a>
        <span className="joined">
          {isSearch ? "searched, then bought" : "bought together with"}
        </span>
        <a href={addressOf({ kind: "product", ...headB })}>{headB.words}</a>
      </p>
      <dl className="facts-grid">
        {isSearch && searches !== null && (
          <div>
            <dt>Searches</dt>
            <dd>{countOf(searches)}</dd>
          </div>
        )}
        {isSearch && clicks !== null && (
          <div>
            <dt>With a click</dt>
            <dd>{countOf(clicks)}</dd>
          </div>
        )}
        <div>
          <dt>{isSearch ? "Purchases" : "Sessions with both"}</dt>
          <dd>{countOf(count)}</dd>
        </div>
        <div>
          <dt>Customers</dt>
          <dd>{countOf(customers)}</dd>
        </div>
        <div>
          <dt>Lift over chance</dt>
          <dd>{timesOf(lift)}</dd>
        </div>
        <div>
          <dt>Seen</dt>
          <dd>{daysOf(pair.firstSeen, pair.lastSeen)}</dd>
        </div>
      </dl>
    </section>
  );
}
