// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is what a person must write
import assert from "node:assert/strict";
import { test } from "node:test";
import { isLoopback } from "../domain/is-loopback.ts";
import { serverKeys } from "./keys.ts";

const none = { readerKey: null, operatorKey: null };
const both = { readerKey: "${READER}", operatorKey: "${OPERATOR}" };
const variables = { READER: "reader-key-0123456789", OPERATOR: "operator-key-0123456789" };

test("without keys only this machine itself may reach it", () => {
  for (const host of ["127.0.0.1", "127.1.2.3", "::1", "localhost"]) {
    assert.equal(serverKeys({ host, ...none }, {}).areSet, false);
  }
  for (const host of ["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example.org", "example.org"]) {
    assert.equal(isLoopback(host), false);
    assert.throws(() => serverKeys({ host, ...none }, {}), {
      code: "SERVER_UNPROTECTED",
      exitCode: 2,
    });
  }
});

test("with keys any host will do, and a key must be there and be hard to guess", () => {
  assert.equal(serverKeys({ host: "0.0.0.0", ...both }, variables).areSet, true);
  for (const [settings, given] of [
    [both, {}],
    [both, { ...variables, OPERATOR: "short" }],
    [both, { ...variables, READER: "" }],
    [both, { ...variables, READER: "a key that has spaces in it" }],
    // No browser sends such a one.
    [both, { ...variables, READER: "schlüssel-der-leser-1" }],
    [{ ...both, readerKey: null }, variables],
    [{ ...both, operatorKey: null }, variables],
  ] as const) {
    assert.throws(() => serverKeys({ host: "127.0.0.1", ...settings }, given), {
      code: "SERVER_KEY_MISSING",
      exitCode: 2,
    });
  }
});

test("two keys that are the same are refused", () => {
  for (const [settings, given] of [
    [both, { ...variables, READER: variables.OPERATOR }],
    [{ readerKey: "${OPERATOR}", operatorKey: "${OPERATOR}" }, variables],
  ] as const) {
    assert.throws(() => serverKeys({ host: "127.0.0.1", ...settings }, given), {
      code: "SERVER_KEYS_EQUAL",
      exitCode: 2,
      hint: /openssl/,
    });
  }
});

test("without keys the Host header must name this machine; with keys it may be any", () => {
  const open = serverKeys({ host: "127.0.0.1", ...none }, {});
  for (const host of [
    "localhost",
    "127.0.0.1",
    "[::1]",
    "LocalHost:3210",
    "127.0.0.1:1",
    undefined,
  ]) {
    open.check("operator", undefined, host);
  }
  for (const host of [
    "",
    "shop.example",
    "shop.example:3210",
    "127.0.0.1.example.org",
    "localhost.example.org:80",
    "localhost:80@example.org",
    "10.0.0.1",
    "[::2]:80",
    "[::1].example.org",
    "localhost:",
  ]) {
    for (const role of ["public", "reader", "operator"] as const) {
      assert.throws(() => open.check(role, undefined, host), {
        code: "HOST_REFUSED",
        httpStatus: 403,
        hint: /127\.0\.0\.1/,
      });
    }
  }
  const guarded = serverKeys({ host: "0.0.0.0", ...both }, variables);
  guarded.check("operator", `Bearer ${variables.OPERATOR}`, "shop.example");
});

test("the header is a bearer's; what is no key that is known is 401", () => {
  const keys = serverKeys({ host: "0.0.0.0", ...both }, variables);
  keys.check("public", undefined, undefined);
  keys.check("reader", `bearer ${variables.READER}`, undefined);
  keys.check("reader", `Bearer ${variables.OPERATOR}`, undefined);
  keys.check("operator", `Bearer ${variables.OPERATOR}`, undefined);
  for (const header of [undefined, "", "Bearer", variables.READER, "Basic abc", "Bearer x y"]) {
    assert.throws(() => keys.check("reader", header, undefined), {
      code: "KEY_REFUSED",
      httpStatus: 401,
    });
  }
  assert.throws(() => keys.check("operator", `Bearer ${variables.READER}`, undefined), {
    code: "KEY_REFUSED",
    httpStatus: 403,
  });
});
