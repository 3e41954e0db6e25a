import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sampleRequest } from "../sample-request-for-tests.ts";
import { splitIntoJobs } from "./split-into-jobs.ts";

const limits = { requests: 4, bytes: 40 };
/** A line as long as the request's draw says. */
const api = { line: (_call: string, { draw }: { readonly draw: number }) => "é".repeat(draw) };

test("each request is in one job of its model, in its order, and no job is larger than allowed or needed", () => {
  const requests = fc.array(
    fc.record({ model: fc.constantFrom("wren", "lark"), draw: fc.integer({ min: 1, max: 15 }) }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(requests, (drawn) => {
      const gathered = drawn.map(({ model, draw }, at) => ({
        ...{ call: String(at), model, cost: 1, request: sampleRequest({ draw }) },
      }));
      const jobs = splitIntoJobs(gathered, () => api, limits);
      const bytesOf = (call: string): number => 2 * (drawn[Number(call)]?.draw ?? 0) + 1;
      for (const model of ["wren", "lark"]) {
        const own = jobs.filter((job) => job.model === model);
        assert.deepEqual(
          own.flatMap(({ calls }) => calls.map(({ call }) => call)),
          gathered.filter((one) => one.model === model).map(({ call }) => call),
        );
        for (const [at, { calls }] of own.entries()) {
          const bytes = calls.reduce((sum, { call }) => sum + bytesOf(call), 0);
          assert.ok(calls.length > 0 && calls.length <= limits.requests && bytes <= limits.bytes);
          const next = own[at + 1]?.calls[0];
          if (next === undefined) continue;
          assert.ok(
            calls.length === limits.requests || bytes + bytesOf(next.call) > limits.bytes,
            "it was full",
          );
        }
      }
    }),
  );
});
