import type { SearchAnswer } from "../../../src/api/search-answer.ts";
import { Answered } from "../parts/answered.tsx";
import { Examples } from "../parts/examples.tsx";
import { GraphInNumbers } from "../parts/graph-in-numbers.tsx";
import { Heading } from "../parts/heading.tsx";

/** Any letter that many words begin with: the heads that have the most edges come first. */
const examples = "/v1/search?text=s&limit=40";

export function HomeView() {
  return (
    <Answered<SearchAnswer> path={examples}>
      {({ results }) => (
        <article className="first">
          <Heading title="cosmo">Why shoppers buy what they buy</Heading>
          <p className="lead">
            Search a product or a query. You see what the graph knows of it, sentence by sentence,
            and why: the claims, the log’s counts, the prompt, and the raw answer of the language
            model.
          </p>
          <Examples results={results} />
          <GraphInNumbers />
        </article>
      )}
    </Answered>
  );
}
