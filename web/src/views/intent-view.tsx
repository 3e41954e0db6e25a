import type { IntentKnowledge } from "../../../src/api/intent-knowledge.ts";
import { Answered } from "../parts/answered.tsx";
import { HeadTable } from "../parts/head-table.tsx";
import { Heading } from "../parts/heading.tsx";
import { productAddress } from "../routes/route.ts";
import { useHeadAddress } from "../routes/use-head-address.ts";

export function IntentView({ id }: { id: string }) {
  const addressOf = useHeadAddress();
  return (
    <Answered<IntentKnowledge> path={`/v1/intents/${encodeURIComponent(id)}?limit=100`}>
      {({ intent, products, queries }) => {
        const others = intent.aliases.filter((alias) => alias !== intent.wording);
        return (
          <article>
            <p className="kind">Intent</p>
            <Heading title={intent.wording} />
            {others.length > 0 && (
              <div className="aliases">
                <h2 className="small">Also said as</h2>
                <ul>
                  {others.map((alias) => (
                    <li key={alias}>{alias}</li>
                  ))}
                </ul>
              </div>
            )}
            <div className="beside">
              <HeadTable
                title="Products"
                one="Product"
                total={products.total}
                rows={products.rows.map((row) => ({
                  ...row,
                  words: row.title,
                  address: productAddress(row.id),
                }))}
              />
              <HeadTable
                title="Queries"
                one="Query"
                total={queries.total}
                rows={queries.rows.map((row) => ({
                  ...row,
                  words: row.text,
                  address: addressOf({ ...row, kind: "query", words: row.text }),
                }))}
              />
            </div>
          </article>
        );
      }}
    </Answered>
  );
}
