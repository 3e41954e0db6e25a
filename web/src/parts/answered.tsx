import { type ReactNode, useEffect } from "react";
import type { Versioned } from "../answer-parts.ts";
import { forgetAnswers } from "../server/answers.ts";
import { shownStore } from "../server/shown.ts";
import { useAnswer } from "../server/use-answer.ts";
import { FailurePanel } from "./failure-panel.tsx";
import { Loading } from "./loading.tsx";

/** What a path answers, in each of its states. */
export function Answered<Answer extends Versioned>({
  path,
  children,
}: {
  path: string;
  children: (answer: Answer) => ReactNode;
}) {
  const asked = useAnswer<Answer>(path);
  const version = asked.state === "answered" ? asked.answer.version : null;
  const refresh = asked.state === "loading" ? undefined : asked.refresh;
  useEffect(() => {
    if (version === null || refresh === undefined) return;
    shownStore.write({
      version,
      refresh: () => {
        forgetAnswers();
        refresh();
      },
    });
    return () => shownStore.write(null);
  }, [version, refresh]);

  if (asked.state === "loading") return <Loading />;
  if (asked.state === "failed") {
    return <FailurePanel failure={asked.failure} refresh={asked.refresh} />;
  }
  return <>{children(asked.answer)}</>;
}
