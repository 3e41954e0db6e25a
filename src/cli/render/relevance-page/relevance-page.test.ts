import assert from "node:assert/strict";
import { test } from "node:test";
import { madeResult } from "./made-result-for-tests.ts";
import { readPageStyle } from "./page-style.ts";
import { relevancePage, relevancePageMark } from "./relevance-page.ts";
import type { RelevanceResult } from "./result-parts.ts";

const style = readPageStyle();
const command = "cosmo evaluate relevance --data 'a & b.csv'";
const pageOf = (result: RelevanceResult): string => relevancePage({ result, command, style });
/** What stands behind the style sheet. */
const bodyOf = (result: RelevanceResult): string => pageOf(result).split("</style>").at(1) ?? "";
const result = madeResult();
const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

test("what is in queries, titles and notices is text and never markup", () => {
  const body = bodyOf(result);
  assert.doesNotMatch(body, /<script|<b>|<i>/);
  assert.match(body, /&lt;\/style&gt;&lt;script&gt;alert\(\d+\)/);
  assert.match(body, /&lt;b&gt;&quot;query&quot;&lt;\/b&gt; &amp; query/);
  assert.match(body, /&lt;i&gt;noticed/);
  assert.match(body, /--data &#39;a &amp; b\.csv&#39;/);
});

test("it asks for nothing: no script, no address but those of namespaces and its own icon", () => {
  const page = pageOf(result);
  assert.doesNotMatch(page, /<script|@import|url\(|src=/);
  const addresses = page.match(/(?:href="|https?:)[^"' ]*/g) ?? [];
  assert.ok(addresses.every((one) => /^href="data:image|^http:\/\/www\.w3\.org/.test(one)));
});

test("it is known by its mark among its first bytes, and the same result makes the same page", () => {
  assert.ok(pageOf(result).slice(0, 1000).includes(relevancePageMark));
  assert.equal(pageOf(JSON.parse(JSON.stringify(result))), pageOf(result));
});

test("every row has a dot and an interval in each plot, and every difference one with its verdict", () => {
  const body = bodyOf(result);
  const { rows, labels, differences, control } = result;
  const slices = Object.keys(rows[0]?.slices ?? {}).length;
  const plots = 2 + Object.keys(labels).length + slices;
  const marks = rows.length * plots + differences.length + control.points.length;
  assert.equal(count(body, /<circle [^>]*r="4"\/>/g), marks);
  assert.equal(count(body, /class="interval"/g), marks);
  assert.equal(count(body, /<strong class="verdict [a-z-]+">/g), differences.length);
  assert.doesNotMatch(body, /undefined|NaN|Infinity|\[object/);
});

test("the control's plot has the row without knowledge where its lifts begin", () => {
  const level = (points: typeof result.control.points): string =>
    /class="without" [^>]*y1="([\d.]+)"/.exec(
      bodyOf({ ...result, control: { ...result.control, points } }),
    )?.[1] ?? "none";
  const { points } = result.control;
  assert.match(level(points), /^\d/);
  assert.equal(level(points.map((point) => ({ ...point, lift: null }))), "none");
});

test("figures that are not there are dashes, and without slices there is no section of them", () => {
  const [row, ...rows] = result.rows;
  assert.ok(row);
  const bare = { ...row, macroF1: null, ndcg: null };
  const body = bodyOf({ ...madeResult({ queries: 10, slices: false }), rows: [bare, ...rows] });
  assert.match(body, /<td class="amount">–<\/td>/);
  const without = bodyOf(madeResult({ queries: 10, slices: false }));
  assert.doesNotMatch(without, /Kinds of queries/);
});

test("a control that failed is said first, with its faults", () => {
  const control = { ...result.control, passed: false, faults: ["the curve <falls>"] };
  const body = bodyOf({ ...result, control });
  assert.match(body, /positive control failed/);
  assert.match(body, /the curve &lt;falls&gt;/);
  assert.ok(body.indexOf("positive control failed") < body.indexOf("<section"));
});
