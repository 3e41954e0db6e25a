import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { CosmoError } from "../domain/cosmo-error.ts";
import { readTruth } from "./read-truth.ts";

const parent = mkdtempSync(join(tmpdir(), "cosmo-truth-"));
after(() => rmSync(parent, { recursive: true, force: true }));

/** A shop with a truth.yaml for each domain. */
function shopOf(domains: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(parent, "shop-"));
  for (const [domain, content] of Object.entries(domains)) {
    mkdirSync(join(folder, "domains", domain), { recursive: true });
    writeFileSync(join(folder, "domains", domain, "truth.yaml"), content);
  }
  return folder;
}

const fact = "{ relation: used_on, typicality: high, tails: [winter, the cold months] }";

const failsWith = (folder: string, code: string, message: RegExp): Promise<void> =>
  assert.rejects(readTruth(folder), (error) => {
    assert.ok(error instanceof CosmoError);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.notEqual(error.hint, "");
    assert.equal(error.exitCode, 2);
    return true;
  });

test("the facts of all domains, by need, with their place as id", async () => {
  const folder = shopOf({
    sports: `needs:\n  camping:\n    - ${fact}\n    - { relation: is_a, typicality: low, types: [tent], tails: [" a  tent", shelter] }`,
    pets: `needs:\n  old-cat: [${fact}]`,
  });
  writeFileSync(join(folder, "domains", "notes.txt"), "no domain");
  const winter = {
    ...{ relation: "used_on", typicality: "high", types: null },
    tails: ["winter", "the cold months"],
  };
  assert.deepEqual(
    [...(await readTruth(folder))],
    [
      ["old-cat", [{ id: "old-cat/0", need: "old-cat", ...winter }]],
      [
        "camping",
        [
          { id: "camping/0", need: "camping", ...winter },
          {
            ...{ id: "camping/1", need: "camping", relation: "is_a", typicality: "low" },
            ...{ types: ["tent"], tails: ["a tent", "shelter"] },
          },
        ],
      ],
    ],
  );
});

const faults: readonly (readonly [string, string, RegExp])[] = [
  ["used_on", "used_at", /pets\/truth.yaml: needs.cat\[0\].relation: /],
  ["high", "often", /needs.cat\[0\].typicality: /],
  ["tails: [winter, the cold months]", "tails: [winter]", /needs.cat\[0\].tails: at least 2/],
  ["the cold months", "Winter", /needs.cat\[0\].tails: has a wording twice/],
  ["the cold months", '" "', /needs.cat\[0\].tails\[1\]: must not be empty/],
  ["tails:", "types: [], tails:", /needs.cat\[0\].types: /],
  ["tails:", "tail: winter, tails:", /needs.cat\[0\]: .*"tail"/],
  ["[winter, the cold months]", "[winter", /pets\/truth.yaml: .*line/],
  ["needs:", "need:", /pets\/truth.yaml: .*"need"/],
];

for (const [from, to, message] of faults) {
  test(`"${to}" is refused with its place`, async () => {
    const right = `needs: { cat: [${fact}] }`;
    assert.ok(right.includes(from));
    await failsWith(shopOf({ pets: right.replace(from, to) }), "TRUTH_INVALID", message);
  });
}

test("a need in two files is refused, with both", async () => {
  const content = `needs: { cat: [${fact}] }`;
  const message = /b\/truth.yaml: needs.cat: the need is already in domains\/a\/truth.yaml/;
  await failsWith(shopOf({ a: content, b: content }), "TRUTH_INVALID", message);
});

test("a shop without domains, and a domain without truth, are named", async () => {
  await failsWith(join(parent, "nowhere"), "TRUTH_NOT_FOUND", /nowhere/);
  const folder = shopOf({});
  mkdirSync(join(folder, "domains"));
  await failsWith(folder, "TRUTH_INVALID", /domains: there is no folder in it/);
  mkdirSync(join(folder, "domains", "bare"));
  await failsWith(folder, "TRUTH_NOT_FOUND", /bare/);
});
