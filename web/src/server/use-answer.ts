import { useCallback, useEffect, useState } from "react";
import { forgetAnswer, rememberAnswer, rememberedAnswer } from "./answers.ts";
import { ask } from "./ask.ts";
import { type Failure, isAboutMissingGraph } from "./failure.ts";
import { keyStore } from "./key.ts";
import { readinessStore } from "./readiness.ts";
import { useStore } from "./use-store.ts";

export type Asked<Answer> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly failure: Failure; readonly refresh: () => void }
  | { readonly state: "answered"; readonly answer: Answer; readonly refresh: () => void };

interface Held<Answer> {
  readonly path: string;
  readonly outcome:
    | { readonly state: "failed"; readonly failure: Failure }
    | { readonly state: "answered"; readonly answer: Answer };
}

/** What the server answers under a path: asked again for another key, and when it is ready again. */
export function useAnswer<Answer>(path: string): Asked<Answer> {
  const [held, setHeld] = useState<Held<Answer> | null>(null);
  const [round, setRound] = useState(0);
  const key = useStore(keyStore);
  const readiness = useStore(readinessStore);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round or key asks again
  useEffect(() => {
    if (rememberedAnswer(path) !== undefined) return;
    const controller = new AbortController();
    ask<Answer>(path, controller.signal).then(
      (result) => {
        if (result.ok && isLasting(path)) rememberAnswer(path, result.answer);
        setHeld({
          path,
          outcome: result.ok
            ? { state: "answered", answer: result.answer }
            : { state: "failed", failure: result.failure },
        });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) throw error;
      },
    );
    return () => controller.abort();
  }, [path, round, key]);

  const refresh = useCallback(() => {
    forgetAnswer(path);
    setHeld(null);
    setRound((number) => number + 1);
  }, [path]);

  const outcome = held?.path === path ? held.outcome : undefined;
  const waits = outcome?.state === "failed" && mayPass(outcome.failure);
  useEffect(() => {
    if (waits && readiness === "ready") refresh();
  }, [waits, readiness, refresh]);

  const remembered = rememberedAnswer<Answer>(path);
  if (remembered !== undefined) return { state: "answered", answer: remembered, refresh };
  if (outcome === undefined) return { state: "loading" };
  return { ...outcome, refresh };
}

/** What a run changes at any time is asked for whenever it is shown. */
const isLasting = (path: string): boolean => !/^\/v1\/(?:status|mining)\b/.test(path);

const mayPass = (failure: Failure): boolean =>
  failure.kind === "unreachable" || isAboutMissingGraph(failure);
