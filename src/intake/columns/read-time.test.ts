import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Problem } from "../import-item.ts";
import { timeReader } from "./read-time.ts";

const read = timeReader("UTC");
const at = (text: string) => Date.parse(text);

test("ISO 8601 in its usual forms", () => {
  const cases: Record<string, string> = {
    "2010-12-01 08:26:00": "2010-12-01T08:26:00Z",
    "2010-12-01": "2010-12-01T00:00:00Z",
    "2010-12-01T08:26": "2010-12-01T08:26:00Z",
    "2024-12-10T00:01:29.378Z": "2024-12-10T00:01:29.378Z",
    "2025-01-24T07:31:30.699+0000": "2025-01-24T07:31:30.699Z",
    "2025-01-24T07:31:30+05:30": "2025-01-24T02:01:30Z",
    "2025-01-24 07:31:30,25 -08": "2025-01-24T15:31:30.250Z",
    "2010-12-01 08:26:00 UTC": "2010-12-01T08:26:00Z",
    "2010-12-01 08:26:00 GMT": "2010-12-01T08:26:00Z",
    "2025-07-24T07:31:30+02:00[Europe/Paris]": "2025-07-24T05:31:30Z",
  };
  for (const [text, expected] of Object.entries(cases))
    assert.equal(read(text), at(expected), text);
});

test("what JavaScript writes is read back", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }), (date) => {
      assert.equal(read(date.toISOString()), date.getTime());
    }),
  );
});

test("seconds, milliseconds, microseconds and nanoseconds since 1970, as number or text", () => {
  for (const value of [
    1404864000,
    "1404864000",
    "1404864000.0",
    1404864000_000,
    1404864000e6,
    1404864000e9,
  ]) {
    assert.equal(read(value), 1404864000_000, String(value));
  }
  assert.equal(read(1717527762025), 1717527762025);
});

const codeOf = (value: unknown) => {
  const result = read(value);
  return result instanceof Problem ? result.code : result;
};

test("days that may be two days are refused as ambiguous", () => {
  assert.equal(codeOf("01/12/2010 08:26"), "TIME_AMBIGUOUS");
  assert.equal(codeOf("1.2.2024"), "TIME_AMBIGUOUS");
});

test("impossible days, numbers that are no times and other words are unreadable", () => {
  for (const value of [
    "2024-02-30",
    "2024-13-01",
    "2024-01-01 25:00",
    "yesterday",
    20240131,
    "7",
  ]) {
    assert.equal(codeOf(value), "TIME_UNREADABLE", String(value));
  }
  assert.equal(codeOf("2024-02-29"), at("2024-02-29T00:00:00Z"));
});

test("no value is null", () => {
  for (const value of ["", "  ", null, undefined]) assert.equal(read(value), null);
});

test("a zone is applied to times that name none, in summer and winter and at the changes", () => {
  const london = timeReader("Europe/London");
  assert.equal(london("2024-01-15 12:00"), at("2024-01-15T12:00:00Z"));
  assert.equal(london("2024-07-15 12:00"), at("2024-07-15T11:00:00Z"));
  assert.equal(london("2024-07-15T12:00Z"), at("2024-07-15T12:00:00Z"));
  assert.equal(london("2024-10-27 01:30"), at("2024-10-27T00:30:00Z"), "comes twice: the earlier");
  assert.equal(london("2024-10-27 02:30"), at("2024-10-27T02:30:00Z"));
  assert.equal(london("2024-03-31 01:30"), at("2024-03-31T01:30:00Z"), "skipped: an hour later");
  const newYork = timeReader("America/New_York");
  assert.equal(newYork("2024-11-03 01:30"), at("2024-11-03T05:30:00Z"), "comes twice: the earlier");
});

test("of times in one column it is counted which name a zone", () => {
  const counts = { local: 0, zoned: 0 };
  const paris = timeReader("Europe/Paris", counts);
  for (const time of ["2024-07-01", "2024-07-01 12:00Z", 1404864000, "1404864000", "soon"]) {
    paris(time);
  }
  assert.deepEqual(counts, { local: 1, zoned: 3 });
});

test("an unknown zone is an error", () => {
  assert.throws(() => timeReader("Europe/Nowhere"), { code: "TIME_ZONE_UNKNOWN", exitCode: 2 });
});

test("days with slashes are read where it is said what stands first, and refused by name where not", () => {
  const monthFirst = timeReader("UTC", undefined, "month-first");
  const dayFirst = timeReader("UTC", undefined, "day-first");
  assert.equal(monthFirst("12/31/2023"), at("2023-12-31T00:00:00Z"));
  assert.equal(monthFirst("01/02/2024"), at("2024-01-02T00:00:00Z"));
  assert.equal(dayFirst("01/02/2024"), at("2024-02-01T00:00:00Z"));
  assert.equal(dayFirst("1.2.2024 8:26"), at("2024-02-01T08:26:00Z"));
  assert.equal(monthFirst("1/2/2024 12:05:30 AM"), at("2024-01-02T00:05:30Z"));
  assert.equal(monthFirst("1/2/2024, 1:05 pm"), at("2024-01-02T13:05:00Z"));
  assert.equal(monthFirst("01/02/2024 08:26:00+01:00"), at("2024-01-02T07:26:00Z"));
  assert.equal(
    timeReader("Europe/Paris", undefined, "day-first")("15/07/2024 12:00"),
    at("2024-07-15T10:00:00Z"),
  );
  assert.equal(monthFirst("2024-03-04"), at("2024-03-04T00:00:00Z"), "ISO 8601 stays what it is");
  const wrong = ["31/12/2023", "1/2/24", "1/2.2024", "1/2/2024 13:05 PM", "1/2/2024 0:05 AM"];
  for (const text of wrong) {
    const time = monthFirst(text);
    assert.equal(time instanceof Problem && time.code, "TIME_UNREADABLE", text);
  }
  const refused = read("01/02/2024");
  assert.match(refused instanceof Problem ? refused.message : "", /--date-order month-first/);
});
