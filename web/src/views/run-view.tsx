import type { StatusAnswer } from "../../../src/api/workspace-answers.ts";
import { Answered } from "../parts/answered.tsx";
import { Heading } from "../parts/heading.tsx";
import { ImportList } from "../parts/import-list.tsx";
import { StagePanel } from "../parts/stage-panel.tsx";
import { countOf, dollarsOf } from "../words/numbers.ts";

/** What the last run took in, dropped and why, and gave. */
export function RunView() {
  return (
    <Answered<StatusAnswer> path="/v1/status">
      {({ busy, imports, stages, spent, price }) => (
        <article>
          <Heading title="The last run" />
          <p className="lead">
            What went into each stage, what was dropped and why, and what came out.
          </p>
          {busy !== null && (
            <p role="status">
              Process {busy} is at work in this workspace; what it has not finished is not shown.
            </p>
          )}
          <dl className="figures small">
            <div>
              <dt>Calls of the model</dt>
              <dd>{countOf(spent.calls)}</dd>
            </div>
            <div>
              <dt>Tokens in</dt>
              <dd>{countOf(spent.inputTokens)}</dd>
            </div>
            <div>
              <dt>Tokens out</dt>
              <dd>{countOf(spent.outputTokens)}</dd>
            </div>
            <div>
              <dt>Spent in all</dt>
              <dd>
                {price === null && spent.costUsd === 0 ? "price unknown" : dollarsOf(spent.costUsd)}
              </dd>
            </div>
          </dl>
          <ImportList imports={imports} />
          {stages.map((stage) => (
            <StagePanel key={stage.name} stage={stage} />
          ))}
        </article>
      )}
    </Answered>
  );
}
