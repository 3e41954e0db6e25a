import type { VersionsAnswer } from "../../../src/api/workspace-answers.ts";
import { Answered } from "../parts/answered.tsx";
import { Heading } from "../parts/heading.tsx";
import { VersionRow } from "../parts/version-row.tsx";
import { counted } from "../words/numbers.ts";

export function VersionsView() {
  return (
    <Answered<VersionsAnswer> path="/v1/versions">
      {({ version, versions }) => (
        <article>
          <Heading title="Versions of the graph" />
          <p className="lead">
            {counted(versions.length, "version")}, the newest first. Two versions with the same
            content hold the same rows.
          </p>
          <ol className="versions">
            {versions.map((one, place) => (
              <li key={one.id}>
                <VersionRow
                  version={one}
                  before={versions.slice(place + 1).find(({ id }) => id === one.parent)}
                  isCurrent={one.id === version}
                />
              </li>
            ))}
          </ol>
        </article>
      )}
    </Answered>
  );
}
