import { type MessagePort, parentPort } from "node:worker_threads";
import { type CommitReply, type CommitRequest, failureOf } from "./commit-messages.ts";
import { openStateDatabase } from "./open-state-database.ts";
import type { StateDatabase, StateStatement } from "./state-database.ts";

/** The thread behind `commit-thread.ts`: one message after the other, one reply to each. */

interface OpenFile {
  readonly database: StateDatabase;
  readonly statements: StateStatement<unknown>[];
}

const files = new Map<number, OpenFile>();

function perform(request: CommitRequest): readonly (readonly unknown[])[] {
  if (request.kind === "close") {
    files.get(request.database)?.database.close();
    files.delete(request.database);
    return [];
  }
  const { database, statements } = fileOf(request);
  return database.transaction(() =>
    request.writes.map(([place, values]) => {
      statements[place] ??= database.prepare(request.statements[place] ?? "");
      return statements[place].all(...values);
    }),
  );
}

function fileOf({
  database,
  file,
  options,
}: Extract<CommitRequest, { readonly kind: "write" }>): OpenFile {
  const known = files.get(database);
  if (known !== undefined) return known;
  const fresh = { database: openStateDatabase(file, options), statements: [] };
  files.set(database, fresh);
  return fresh;
}

const port = parentPort as MessagePort;
port.on("message", (request: CommitRequest) => {
  let reply: CommitReply;
  try {
    reply = { rows: perform(request) };
  } catch (error) {
    reply = { failure: failureOf(error) };
  }
  port.postMessage(reply);
});
