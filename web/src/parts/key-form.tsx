import { type FormEvent, useId, useState } from "react";
import type { Failure } from "../server/failure.ts";
import { keyStore, rememberKey } from "../server/key.ts";
import { useStore } from "../server/use-store.ts";
import { Heading } from "./heading.tsx";
import { Message } from "./message.tsx";

/** What a header can carry: a browser sends no other sign, and says so in no words of ours. */
const sendable = /^[\x21-\x7e]+$/;

/** Asks for the key that the server wants: the next step, so that the hint for programs is left out. */
export function KeyForm({ failure, refresh }: { failure: Failure; refresh: () => void }) {
  const [typed, setTyped] = useState("");
  const [isOdd, setOdd] = useState(false);
  const key = useStore(keyStore);
  const field = useId();
  const note = useId();
  const isForbidden = failure.kind === "refused" && failure.status === 403;

  function submit(event: FormEvent): void {
    event.preventDefault();
    const next = typed.trim();
    if (next === "") return;
    const isSendable = sendable.test(next);
    setOdd(!isSendable);
    if (!isSendable) return;
    if (next === key) refresh();
    else rememberKey(next);
    setTyped("");
  }

  return (
    <section className="failure">
      <Heading
        title={isForbidden ? "This needs the operator’s key" : "This server asks for a key"}
      />
      <p role="alert">
        {isForbidden
          ? "A reader’s key shows knowledge. Evidence, the last run and versions are for the operator."
          : key !== null
            ? "The server refused this key: it is neither the reader’s nor the operator’s."
            : failure.kind === "refused" && <Message text={failure.message} />}
      </p>
      <form className="key" onSubmit={submit}>
        <label htmlFor={field}>Key</label>
        <input
          id={field}
          type="password"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isOdd}
          aria-describedby={isOdd ? note : undefined}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setOdd(false);
          }}
        />
        <button type="submit">Use this key</button>
      </form>
      {isOdd && (
        <p id={note} role="alert">
          A key has letters, digits and signs of ASCII alone, and no space. Look whether it was
          copied whole and as it is.
        </p>
      )}
      <p className="note">It stays in this tab and is gone when you close it.</p>
    </section>
  );
}
