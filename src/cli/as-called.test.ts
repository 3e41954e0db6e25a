import assert from "node:assert/strict";
import { test } from "node:test";
import { callerOf, commandAsTyped, commandsAsCalled } from "./as-called.ts";

const verbs = ["demo", "init", "import products", "run", "show", "graph log"];

const said = (text: string, workspace?: string, npm_lifecycle_event?: string): string => {
  const variables = npm_lifecycle_event === undefined ? {} : { npm_lifecycle_event };
  const environment = { variables, home: "/home", currentFolder: "/here", now: () => 0 };
  return commandsAsCalled(text, callerOf(environment, verbs, workspace));
};

test("a command is written as the person called: through npm, and with the workspace", () => {
  const text = "Next: cosmo run";
  assert.equal(said(text), text);
  assert.equal(said(text, "shop"), "Next: cosmo run --workspace shop");
  assert.equal(said(text, undefined, "cosmo"), "Next: npm run cosmo -- run");
  assert.equal(said(text, "my shop", "demo"), "Next: npm run cosmo -- run --workspace 'my shop'");
  for (const here of [".", "./", "/here"]) assert.equal(said(text, here), text);
});

test("commands within a text are those in backticks, or at the end of a line", () => {
  assert.equal(
    said("Run `cosmo import products PATH` first; `cosmo graph log` lists them.", "w"),
    "Run `cosmo import products PATH --workspace w` first; `cosmo graph log --workspace w` lists them.",
  );
  assert.equal(
    said("Import some: cosmo run. It helps.\nMore", "w"),
    "Import some: cosmo run --workspace w. It helps.\nMore",
  );
});

test("what has a workspace, asks for help, is no whole verb or no command stays", () => {
  for (const text of [
    "`cosmo run --workspace other`",
    "`cosmo run --help` shows its options.",
    "by the same `cosmo import` as before",
    "Make one with `cosmo init shop`.",
    "`cosmo runs`",
    "cosmo: ID_UNKNOWN: what cosmo run gave",
  ]) {
    assert.equal(said(text, "w"), text);
  }
});

test("a command line is told as the shell needs it to do the same again", () => {
  const words = ["evaluate", "relevance", "--data", "a b.csv", "--max-calls", "none"];
  const environment = { variables: {}, home: "/home", currentFolder: "/here", now: () => 0 };
  const caller = callerOf(environment, ["evaluate relevance"], undefined);
  assert.equal(
    commandAsTyped(words, caller),
    "cosmo evaluate relevance --data 'a b.csv' --max-calls none",
  );
});
