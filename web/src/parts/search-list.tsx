import { useEffect, useRef } from "react";
import type { SearchResult } from "../answer-parts.ts";
import type { Failure } from "../server/failure.ts";
import { markedPieces } from "../words/marked-pieces.ts";
import { counted } from "../words/numbers.ts";
import { sentenceOf } from "../words/sentence-of.ts";

interface Properties {
  readonly id: string;
  readonly typed: string;
  readonly isShown: boolean;
  readonly results: readonly SearchResult[];
  readonly failure: Failure | null;
  readonly active: number;
  take(result: SearchResult | undefined): void;
}

/** What the search found. The field has the focus; a press of the pointer must not take it away. */
export function SearchList({ id, typed, isShown, results, failure, active, take }: Properties) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active >= 0)
      box.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div
      ref={box}
      className="found"
      hidden={!isShown}
      onPointerDown={(event) => event.preventDefault()}
    >
      <div id={id} role="listbox" aria-label="Products and queries">
        {results.map((result, index) => (
          <Option
            key={result.id}
            id={`${id}-${index}`}
            typed={typed}
            result={result}
            isActive={index === active}
            take={take}
          />
        ))}
      </div>
      {results.length === 0 && <p className="none">{reasonOf(failure)}</p>}
      <p className="keys">
        <kbd>↑</kbd> <kbd>↓</kbd> choose · <kbd>Enter</kbd>{" "}
        {active >= 0 ? "open" : "ask for what you typed"} · <kbd>Esc</kbd> close
      </p>
    </div>
  );
}

function reasonOf(failure: Failure | null): string {
  if (failure === null)
    return "No product or query has these words. Enter asks for the nearest query.";
  if (failure.kind === "unreachable") return "The server does not answer.";
  return `${sentenceOf(failure.message)} ${sentenceOf(failure.hint)}`;
}

interface OptionProperties {
  readonly id: string;
  readonly typed: string;
  readonly result: SearchResult;
  readonly isActive: boolean;
  take(result: SearchResult): void;
}

function Option({ id, typed, result, isActive, take }: OptionProperties) {
  const { kind, words, domain, productType, edges } = result;
  const about = [productType, domain].filter((part) => part !== null).join(" · ");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={kind}
      onClick={() => take(result)}
    >
      <span className="kind">{kind}</span>
      <span className="words">
        <span className="title">
          {markedPieces(words, typed).map(({ text, isMarked }, place) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name
            isMarked ? <mark key={place}>{text}</mark> : text,
          )}
        </span>
        {about !== "" && <span className="about">{about}</span>}
      </span>
      <span className="edges">{edges === 0 ? "no edges" : counted(edges, "edge")}</span>
    </div>
  );
}
