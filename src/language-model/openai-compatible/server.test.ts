import assert from "node:assert/strict";
import { test } from "node:test";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { openAiCompatibleModel } from "./openai-compatible-model.ts";
import { modelServer, type OpenAiCompatibleOptions } from "./server.ts";

const open = (baseUrl: string, apiKey?: string) =>
  modelServer({ baseUrl, model: "m", timeoutMs: 1, apiKey, apiKeyVariable: "SHOP_KEY" });

test("slashes at the end do not matter", () => {
  assert.equal(open("http://localhost:8080/v1//").baseUrl, "http://localhost:8080/v1");
  assert.equal(open("https://models.example").baseUrl, "https://models.example");
});

test("an address that cannot work, or holds a secret, is refused without being quoted", () => {
  const addresses = [
    "localhost:8080",
    "swordfish",
    "ftp://swordfish.example",
    "https://me:swordfish@models.example/v1",
    "https://models.example/v1?key=swordfish",
  ];
  for (const address of addresses) {
    assert.throws(
      () => open(address),
      (error) =>
        error instanceof CosmoError &&
        error.code === "MODEL_ADDRESS_INVALID" &&
        error.exitCode === 2 &&
        !error.message.includes("swordfish"),
      address,
    );
  }
});

test("a key that no header can hold is refused without being quoted", () => {
  for (const key of ["swordfish\n", "swordfish und käse", ""]) {
    assert.throws(
      () => open("https://models.example/v1", key),
      (error) =>
        error instanceof CosmoError &&
        error.code === "MODEL_KEY_MALFORMED" &&
        error.message.includes("SHOP_KEY") &&
        !error.message.includes("swordfish"),
    );
  }
});

test("the id names model and server, never the key", () => {
  const options = { model: "large", timeoutMs: 1, apiKey: "swordfish" };
  const id = (baseUrl: string) => openAiCompatibleModel({ ...options, baseUrl }).id;
  assert.equal(id("http://10.0.0.7:8080/v1"), "openai-compatible:large@10.0.0.7:8080");
  assert.equal(id("http://10.0.0.8:80/v1"), "openai-compatible:large@10.0.0.8");
});

test("what is asked of a model besides makes it another one, in whatever order it is written", () => {
  const id = (options: Partial<OpenAiCompatibleOptions>) =>
    modelServer({ baseUrl: "http://10.0.0.7/v1", model: "large", timeoutMs: 1, ...options }).id;
  const plain = id({});
  assert.equal(id({ extraBody: {}, omit: [] }), plain);
  const thinking = id({ extraBody: { reasoning_effort: "low" } });
  assert.match(thinking, /^openai-compatible:large@10\.0\.0\.7\+[0-9a-f]{12}$/);
  assert.notEqual(id({ extraBody: { reasoning_effort: "high" } }), thinking);
  assert.equal(id({ omit: ["seed", "stop"] }), id({ omit: ["stop", "seed", "stop"] }));
  assert.notEqual(id({ omit: ["seed"] }), plain);
});
