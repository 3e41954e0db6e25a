import assert from "node:assert/strict";
import { test } from "node:test";
import { CosmoError } from "../domain/cosmo-error.ts";
import { workspaceFailure } from "./workspace-failure.ts";

const told = (error: unknown) => {
  const known = workspaceFailure(error, "/shop");
  assert(known instanceof CosmoError, String(known));
  assert.equal(known.cause, error);
  return known;
};
const systemError = (code: string) => Object.assign(new Error(`${code}: something`), { code });

test("a full disk and a place that may not be written have their codes", () => {
  assert.equal(told(systemError("ENOSPC")).code, "DISK_FULL");
  const { code, exitCode } = told(systemError("EROFS"));
  assert.deepEqual([code, exitCode], ["NOT_WRITABLE", 2]);
});

test("what the engine says of a part names the part's folder", () => {
  const part = "/shop/data/parts/edges/0a1b";
  for (const said of [
    `IO Error: No files found that match the pattern "${part}/rows.parquet"`,
    `Invalid Input Error: No magic bytes found at end of file '${part}/rows.parquet'\nLINE 1: SELECT 1`,
  ]) {
    const { code, message, hint } = told(new Error(said));
    assert.equal(code, "PART_DAMAGED");
    assert(message.startsWith(`${part} can't be read`), message);
    assert.doesNotMatch(message, /\n/);
    assert.match(hint, /cosmo run/);
  }
});

test("anything else is left as it is: a fault of the program must not pass for a damaged file", () => {
  const known = new CosmoError("ID_UNKNOWN", "What?", { hint: "Ask." });
  const fault = new Error("Binder Error: no column x\nLINE 1: FROM '/shop/data/parts/edges/0a1b'");
  for (const error of [known, fault, systemError("ENOENT"), "words"]) {
    assert.equal(workspaceFailure(error, "/shop"), error);
  }
});
