import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { SearchResult } from "../answer-parts.ts";
import { go } from "../routes/places.ts";
import { queryAddress } from "../routes/route.ts";
import { useHeadAddress } from "../routes/use-head-address.ts";
import { counted } from "../words/numbers.ts";
import { SearchList } from "./search-list.tsx";
import { useSearch } from "./use-search.ts";

/**
 * The combobox of WAI-ARIA: the focus stays in the field, the arrows go through the list, Enter takes
 * what they point at, or else asks for what was typed, as it is.
 */
export function SearchBox({ asked }: { asked: string }) {
  const [text, setText] = useState(asked);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const addressOf = useHeadAddress();
  const { results, failure, text: answered } = useSearch(text, isOpen);
  const isShown = isOpen && text.trim() !== "" && answered !== null;

  useEffect(() => setText(asked), [asked]);
  useEffect(() => {
    const jump = (event: globalThis.KeyboardEvent): void => {
      const isTyping = (event.target as Element).closest("input, textarea, select") !== null;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener("keydown", jump);
    return () => document.removeEventListener("keydown", jump);
  }, []);

  function close(): void {
    setOpen(false);
    setActive(-1);
  }

  function take(result: SearchResult | undefined): void {
    const words = text.trim();
    if (result === undefined && words === "") return;
    close();
    go(result ? addressOf(result) : queryAddress(words));
    if (result?.kind === "product") setText("");
  }

  function press(event: KeyboardEvent): void {
    const count = isShown ? results.length : 0;
    // An input method's Enter ends a word and asks nothing.
    if (event.nativeEvent.isComposing) return;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        event.preventDefault();
        setOpen(true);
        if (count === 0) return;
        const step = event.key === "ArrowDown" ? 1 : -1;
        // One place more than there are results: the field itself.
        setActive(((active + 1 + step + count + 1) % (count + 1)) - 1);
        return;
      }
      case "Enter":
        event.preventDefault();
        take(isShown ? results[active] : undefined);
        return;
      case "Escape":
        if (isShown) close();
        else setText("");
        return;
      case "Tab":
        close();
    }
  }

  return (
    <search className="search">
      <label className="hidden" htmlFor={`${list}-field`}>
        Search a product or a query
      </label>
      <input
        ref={field}
        id={`${list}-field`}
        role="combobox"
        aria-expanded={isShown}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isShown && active >= 0 ? `${list}-${active}` : undefined}
        aria-keyshortcuts="/"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="search"
        placeholder="Search a product or a query"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setActive(-1);
        }}
        onKeyDown={press}
        onBlur={close}
      />
      <span className="shortcut" aria-hidden="true">
        /
      </span>
      <SearchList
        id={list}
        typed={text}
        isShown={isShown}
        results={results}
        failure={failure}
        active={active}
        take={take}
      />
      <p className="hidden" role="status">
        {isShown && (failure ? "The search failed" : counted(results.length, "suggestion"))}
      </p>
    </search>
  );
}
