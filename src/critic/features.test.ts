import assert from "node:assert/strict";
import { test } from "node:test";
import { type CriticInput, contextOf } from "./critic.ts";
import { criticInput, drawnEncoder, drawnVector, never } from "./critic-for-tests.ts";
import { type EncodedInput, encodeInputs, type FeatureName, featureNames } from "./features.ts";

const dimensions = 5;

/** Cosine of two texts under the encoder that is drawn. */
function cosine(a: string, b: string): number {
  const [one, other] = [drawnVector(a, dimensions), drawnVector(b, dimensions)];
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}

async function encodedOf(input: CriticInput, differences?: readonly number[]) {
  const [encoded] = await encodeInputs([input], drawnEncoder(dimensions), never, differences);
  assert.ok(encoded);
  return encoded;
}

const featureOf = ({ features }: EncodedInput, name: FeatureName): number =>
  features[featureNames.indexOf(name)] ?? assert.fail(name);

function assertFeatures(
  encoded: EncodedInput,
  expected: Readonly<Partial<Record<FeatureName, number>>>,
): void {
  for (const [name, value] of Object.entries(expected)) {
    const found = featureOf(encoded, name as FeatureName);
    const same = Number.isNaN(value) ? Number.isNaN(found) : Math.abs(found - value) < 1e-9;
    assert.ok(same, `${name} is ${found}, not ${value}`);
  }
}

const tail = "lighting the way home";
const sentence = `People use them for ${tail}.`;
const bought = criticInput({
  subject: "coBuy",
  query: null,
  tail,
  sentence,
  products: [
    { title: "Bright lamp", type: "torch" },
    { title: "Alkaline cells", type: null },
  ],
});
const [first, second] = ["Bright lamp (torch)", "Alkaline cells"];

test("of a co-buy each feature is what its name says", async () => {
  const titles = [cosine(tail, "Bright lamp"), cosine(tail, "Alkaline cells")];
  // A product without a type stands for itself.
  const types = [cosine(tail, "torch"), cosine(tail, "Alkaline cells")];
  const ends = [cosine(tail, first), cosine(tail, second)];
  const sentenceEnds = [cosine(sentence, first), cosine(sentence, second)];
  const expected: Readonly<Record<FeatureName, number>> = {
    "tail–title cosine, greatest": Math.max(...titles),
    "tail–title cosine, least": Math.min(...titles),
    "tail–type cosine, greatest": Math.max(...types),
    "tail–type cosine, least": Math.min(...types),
    "tail–query cosine": Number.NaN,
    "tail–end cosine, greatest": Math.max(...ends),
    "tail–end cosine, least": Math.min(...ends),
    "tail–end cosines, product": cosine(tail, first) * cosine(tail, second),
    "sentence–end cosine, greatest": Math.max(...sentenceEnds),
    "sentence–end cosine, least": Math.min(...sentenceEnds),
    "sentence–context cosine": cosine(
      sentence,
      "Bought together: Bright lamp (torch); Alkaline cells.",
    ),
    "end–end cosine": cosine(first, second),
    "tail words, logarithm": Math.log(4),
    "co-buy": 1,
    "product type": 0,
    support: Math.log(1 + 3),
    votes: Math.log(1 + 5),
    documentFrequency: Math.log(1 + 7),
    spread: 0.25,
    pairCount: Math.log(1 + 12),
    lift: Math.log(1 + 2.5),
    "log-probability difference": 1.75,
  };
  const counts = {
    support: 3,
    votes: 5,
    documentFrequency: 7,
    spread: 0.25,
    pairCount: 12,
    lift: 2.5,
  };
  const encoded = await encodedOf({ ...bought, counts }, [1.75]);
  assert.equal(encoded.features.length, Object.keys(expected).length);
  assertFeatures(encoded, expected);
});

test("of a search the query is the first end, and the product stands alone", async () => {
  const input = criticInput();
  const product = "Sturdy shelter (tent)";
  const title = cosine(input.tail, "Sturdy shelter");
  assertFeatures(await encodedOf(input), {
    "tail–title cosine, greatest": title,
    "tail–title cosine, least": title,
    "tail–type cosine, least": cosine(input.tail, "tent"),
    "tail–query cosine": cosine(input.tail, "camping"),
    "tail–end cosines, product": cosine(input.tail, "camping") * cosine(input.tail, product),
    "sentence–context cosine": cosine(input.sentence, contextOf(input)),
    "end–end cosine": cosine("camping", product),
    "co-buy": 0,
    "product type": 0,
  });
});

test("of a product type the name and the examples are the ends, and each example counts as a title", async () => {
  const titles = ["Bright lamp", "Pocket torch"];
  const input = criticInput({
    ...{ subject: "productType", query: null, tail, sentence, counts: { votes: 2 } },
    products: titles.map((title) => ({ title, type: "torch" })),
  });
  const cosines = titles.map((title) => cosine(tail, title));
  const examples = "Bright lamp; Pocket torch";
  assertFeatures(await encodedOf(input), {
    "tail–title cosine, greatest": Math.max(...cosines),
    "tail–title cosine, least": Math.min(...cosines),
    "tail–type cosine, greatest": cosine(tail, "torch"),
    "tail–query cosine": Number.NaN,
    "tail–end cosines, product": cosine(tail, "torch") * cosine(tail, examples),
    "sentence–context cosine": cosine(sentence, `Product type: torch, such as: ${examples}.`),
    "end–end cosine": cosine("torch", examples),
    "co-buy": 0,
    "product type": 1,
    votes: Math.log(1 + 2),
    pairCount: Number.NaN,
  });
});

test("counts and differences that are not known are not a number, and 0 is known", async () => {
  const unknown = await encodedOf(criticInput({ counts: { lift: 0, spread: 0 } }));
  assertFeatures(unknown, {
    support: Number.NaN,
    votes: Number.NaN,
    documentFrequency: Number.NaN,
    pairCount: Number.NaN,
    lift: 0,
    spread: 0,
    "log-probability difference": Number.NaN,
  });
});

test("the vectors are those of the tail and of both ends in words", async () => {
  const encoded = await encodedOf(bought);
  assert.deepEqual(encoded.tail, drawnVector(tail, dimensions));
  assert.deepEqual(encoded.first, drawnVector(first, dimensions));
  assert.deepEqual(encoded.second, drawnVector(second, dimensions));
});

test("a text is encoded once, however many inputs have it; inputs keep their order", async () => {
  const encoder = drawnEncoder(dimensions);
  const inputs = [criticInput(), bought, criticInput({ tail: "resting" }), criticInput()];
  const encoded = await encodeInputs(inputs, encoder, never, [1, 2, 3, 4]);
  assert.equal(new Set(encoder.encoded).size, encoder.encoded.length);
  assert.deepEqual(
    encoded.map((one) => featureOf(one, "log-probability difference")),
    [1, 2, 3, 4],
  );
  assert.deepEqual(encoded[1]?.tail, drawnVector(tail, dimensions));
  assert.deepEqual(encoded[2]?.tail, drawnVector("resting", dimensions));
  assert.deepEqual(await encodeInputs([], encoder, never), []);
});
