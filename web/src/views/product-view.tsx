import type { ProductKnowledge } from "../../../src/api/product-knowledge.ts";
import { Answered } from "../parts/answered.tsx";
import { Heading } from "../parts/heading.tsx";
import { KnowledgeList } from "../parts/knowledge-list.tsx";
import { Notice } from "../parts/notice.tsx";
import { productAddress } from "../routes/route.ts";
import { counted } from "../words/numbers.ts";

export function ProductView({ id }: { id: string }) {
  return (
    <Answered<ProductKnowledge> path={`/v1/products/${encodeURIComponent(id)}/knowledge?limit=100`}>
      {({ product, queued, total, knowledge }) => (
        <article>
          <p className="kind">Product</p>
          <Heading title={product.title} />
          <p className="facts">
            <code>{product.sku}</code>
            {product.productType !== null && <> · {product.productType}</>} · {product.domain} ·{" "}
            {counted(total, "sentence")}
          </p>
          {product.countedAs !== product.id && (
            <Notice kind="near">
              A variant: it is counted as{" "}
              <a href={productAddress(product.countedAs)}>{product.countedAs}</a>, and has its
              knowledge.
            </Notice>
          )}
          {knowledge.length > 0 ? (
            <KnowledgeList total={total} knowledge={knowledge} />
          ) : (
            <Notice kind="warning">
              The graph has no knowledge of this product yet.
              {queued && " It is queued for the next run."}
            </Notice>
          )}
        </article>
      )}
    </Answered>
  );
}
