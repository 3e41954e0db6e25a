import type { RefObject } from "react";

/** The first stop of the tab key. It is no link to `#main`, because addresses stand behind the `#`. */
export function SkipLink({ main }: { main: RefObject<HTMLElement | null> }) {
  return (
    <button type="button" className="skip" onClick={() => main.current?.focus()}>
      Skip to the content
    </button>
  );
}
