import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { openMeasureStore } from "../measures/measure-store.ts";
import { typeRow } from "../stage/shop-for-tests.ts";
import { type NamePorts, withFittingNames } from "./name-fits.ts";

const { signal } = new AbortController();
const angle = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

/** Reads texts as directions in a plane; remembers nothing. */
const portsOf = (meanings: Readonly<Record<string, number>>): NamePorts => ({
  encoder: {
    id: "test",
    encode: async (texts) => texts.map((text) => angle(meanings[text] ?? 180)),
    close: async () => {},
  },
  store: { known: () => new Map(), add: () => {} },
});

const tea = typeRow("tea", ["Mint tea", "Black tea"]);
const green = typeRow("green", ["Gunpowder tea, loose", "Jasmine tea", "Sencha tea"]);
const meanings = {
  ...{ tea: 10, "Mint tea": 0, "Black tea": 20, green: 80 },
  ...{ "Gunpowder tea, loose": 0, "Jasmine tea": 10, "Sencha tea": 20 },
};

test("a name fits unless that of another type lies much nearer to the titles", async () => {
  const [ofTea, ofGreen] = await withFittingNames([tea, green], [], portsOf(meanings), signal);
  assert.deepEqual(ofTea, tea);
  assert.deepEqual(ofGreen, { ...green, nameFits: false, calledAs: "tea" });
});

test("a little nearer is not enough, and names of another language are not looked at", async () => {
  const near = portsOf({ ...meanings, green: 40 });
  assert.deepEqual(await withFittingNames([green], [tea], near, signal), [green]);
  const elsewhere = { ...tea, locale: "de-DE" };
  assert.deepEqual(await withFittingNames([green], [elsewhere], portsOf(meanings), signal), [
    green,
  ]);
});

test("of each locale the names that were found first are looked at, however many other locales have", async () => {
  const others = Array.from({ length: 600 }, (_, at) => typeRow(`other ${at}`, ["Thing"]));
  const ofLocale = (type: typeof tea) => ({ ...type, locale: "de-DE", id: `${type.id} de` });
  const attributed = Array.from({ length: 600 }, (_, at) =>
    ofLocale(typeRow("cup", ["Cup"], { attribute: `colour ${at}` })),
  );
  const known = [...others, ...attributed, ofLocale(tea)];
  const looked = (types: readonly (typeof tea)[]) =>
    withFittingNames(types, known, portsOf({ ...meanings, cup: 180 }), signal);
  const [found] = await looked([ofLocale(green)]);
  assert.deepEqual(found, { ...ofLocale(green), nameFits: false, calledAs: "tea" });
  // In the other locale 600 names are before that of tea, which is looked at no more.
  assert.deepEqual(await looked([tea, green]), [tea, green]);
});

test("what shares no word is a product, and of one title the first words are taken", async () => {
  const odd = typeRow("green", ["Oolong", "Sencha"]);
  const one = typeRow("green", ["Sencha of Uji in a tin of two hundred grams"]);
  const ports = portsOf({ tea: 180, green: 80 });
  const calledAs = async (type: typeof odd) =>
    (await withFittingNames([type], [tea], ports, signal))[0]?.calledAs;
  assert.equal(await calledAs(odd), "product");
  assert.equal(await calledAs(one), "sencha of uji in a tin");
});

test("what was measured once is remembered, and another name beside it is looked at anew", async () => {
  const place = await openStorePlace();
  const store = openMeasureStore(join(place.newFolder(), "measures.db"));
  const encoded: string[] = [];
  const { encoder } = portsOf(meanings);
  const counting: NamePorts = {
    store,
    encoder: {
      ...encoder,
      encode: async (texts, aborted) => {
        encoded.push(...texts);
        return encoder.encode(texts, aborted);
      },
    },
  };
  const first = await withFittingNames([tea, green], [], counting, signal);
  assert.equal(encoded.length, 7);
  assert.deepEqual(await withFittingNames([tea, green], [], counting, signal), first);
  assert.equal(encoded.length, 7);
  await withFittingNames([tea, green], [typeRow("gold", ["Ring"])], counting, signal);
  assert.ok(encoded.includes("gold"));
  store.close();
});
