import type { MiningAnswer } from "../../../src/api/mining-answer.ts";
import { Answered } from "../parts/answered.tsx";
import { CoverageTable } from "../parts/coverage-table.tsx";
import { Distributions } from "../parts/distributions.tsx";
import { Heading } from "../parts/heading.tsx";
import { MiningRunNotice } from "../parts/mining-run-notice.tsx";
import { RuleGroup } from "../parts/rule-group.tsx";
import { UncoveredGroups } from "../parts/uncovered-groups.tsx";
import { UncoveredProductTable } from "../parts/uncovered-product-table.tsx";
import { UncoveredQueryTable } from "../parts/uncovered-query-table.tsx";
import { countOf } from "../words/numbers.ts";

/** What mining covers of the shop, what each rule cut, and how what it decided about is spread. */
export function MiningView() {
  return (
    <Answered<MiningAnswer> path="/v1/mining">
      {({ run, products, queries, funnel, distributions }) => (
        <article className="mining">
          <Heading title="What mining did" />
          <p className="lead">
            Which products and queries it found a pair for, why not for the others, and what each
            rule cut.
          </p>
          <MiningRunNotice run={run} />
          <section aria-labelledby="coverage">
            <h2 id="coverage">What is covered</h2>
            <div className="beside">
              <CoverageTable
                title="Products"
                one="Products"
                none="No product is in the catalogue."
                rows={[
                  { words: "in a kept pair", count: products.kept, isKept: true },
                  ...products.reasons.map((reason) => ({
                    words: reason.words,
                    count: reason.products,
                    isKept: false,
                  })),
                ].map((row) => ({ ...row, whole: products.products }))}
              />
              <CoverageTable
                title="Queries"
                one="Queries"
                none="No query is in the log."
                rows={queries.outcomes.map(({ outcome, words, ...counts }) => {
                  const whole = outcome === "stopped" ? queries.all : queries.passed;
                  return {
                    words,
                    isKept: outcome === "kept",
                    count: counts.queries,
                    whole: whole.queries,
                    searches: counts.searches,
                    wholeSearches: whole.searches,
                  };
                })}
              />
            </div>
            <p className="note">
              A product in no kept pair can still have what is known of its product type
              {products.uncoveredWithoutType > 0 &&
                `; ${countOf(products.uncoveredWithoutType)} of them without a type cannot`}
              . Variants of one parent fare as one. Shares of queries are of those that passed the
              gate; of what it stopped, of all.
            </p>
          </section>
          <section aria-labelledby="rules">
            <h2 id="rules">What each rule cut</h2>
            <p className="note">
              In the order in which they cut: what one cut never came to the next.
            </p>
            {funnel.map((group) => (
              <RuleGroup key={group.group} group={group} />
            ))}
          </section>
          <section aria-labelledby="uncovered">
            <h2 id="uncovered">What is covered least</h2>
            <div className="beside">
              <UncoveredGroups
                title="Product types"
                one="Product type"
                many="product types"
                groups={products.types}
              />
              <UncoveredGroups
                title="Departments"
                one="Department"
                many="departments"
                groups={products.domains}
              />
            </div>
            <UncoveredQueryTable queries={queries.uncovered} />
            <UncoveredProductTable products={products.without} />
          </section>
          <Distributions distributions={distributions} />
        </article>
      )}
    </Answered>
  );
}
