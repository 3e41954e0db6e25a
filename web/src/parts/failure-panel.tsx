import type { Failure } from "../server/failure.ts";
import { isAboutKey, isAboutMissingGraph } from "../server/failure.ts";
import { Heading } from "./heading.tsx";
import { KeyForm } from "./key-form.tsx";
import { Message } from "./message.tsx";

/** In place of a view: what went wrong, in the server's words, and what to do next. */
export function FailurePanel({ failure, refresh }: { failure: Failure; refresh: () => void }) {
  if (failure.kind === "unreachable") {
    return (
      <section className="failure" aria-live="polite">
        <Heading title="The server does not answer" />
        <p>
          Is <code>cosmo serve</code> still running? This page looks again every few seconds, and
          goes on when it is back.
        </p>
        <button type="button" onClick={refresh}>
          Try again
        </button>
      </section>
    );
  }
  if (isAboutKey(failure)) return <KeyForm failure={failure} refresh={refresh} />;
  const { status, code, message, hint } = failure;
  const isNoGraph = isAboutMissingGraph(failure);
  return (
    <section className="failure" aria-live="polite">
      <Heading title={isNoGraph ? "No graph yet" : (titles[status] ?? "That did not work")} />
      <p>
        <Message text={message} />
      </p>
      <p className="hint">
        <Message text={hint} />
      </p>
      <p className="note">
        <code>{code}</code>
        {isNoGraph && " · This page goes on by itself as soon as there is one."}
      </p>
      {status >= 500 && (
        <button type="button" onClick={refresh}>
          Try again
        </button>
      )}
    </section>
  );
}

const titles: Readonly<Record<number, string>> = {
  400: "The server cannot take that",
  404: "Not known here",
  429: "Too much at once",
};
