import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonLines } from "./sample-log.ts";

export const site = "oakmoor";

/** People of which each planted query has enough, and a rare one too few. */
export const gate = 3;

/** Ways to type personal data, by the trace that each leaves whatever becomes of case, spaces and signs. */
export const personalQueries: Readonly<Record<string, readonly string[]>> = {
  quillfeather: [
    "Ann.Quillfeather@Example.COM",
    "two person tent for ann.QUILLFEATHER @ example.com",
    "quillfeather\u200b@example.com  camping lamp",
    "ＱＵＩＬＬＦＥＡＴＨＥＲ＠ｅｘａｍｐｌｅ．ｃｏｍ",
    "ann%2Equillfeather%40example%2Ecom tent",
    "sleeping+bag+quillfeather%40example.com",
    "quillfeather @ example . com",
    "tent quillfeather at gmail dot com",
    "quillfeather [at] gmail [dot] com",
  ],
  "4155552671": [
    "camping lamp call +1 (415) 555-2671",
    "4155552671",
    "415 \u00a0 555 \t 2671 tent",
    "Tent%20%2B1%20415%20555%202671",
    "sleeping+bag+415-555-2671",
    "４１５.５５５.２６７１",
    "415-555-2671 10001",
    "tent 415/555-2671 2 pack",
  ],
  "491712345678": ["0049 171 2345678 lamp", "0049-171-2345678"],
  "0301234567": ["(030) 1234567", "tent (030) 1234567 2 pack"],
  "4111111111111111": [
    "4111 1111 1111 1111",
    "LAMP 4111-1111-1111-1111 visa",
    "4111111111111111",
    "4111%201111%201111%201111 tent",
    "4111+1111+1111+1111",
    "4111 1111 1111 1111 123",
    "4111111111111111 12/27",
    "4111.1111.1111.1111",
    "lamp visa4111111111111111",
  ],
  wrenfield: [
    "12 Wrenfield Street Apt 4",
    "deliver two person tent to 12  WRENFIELD   street, london nw1 6xe",
    "12%20wrenfield%20street%20apt%204",
    "Wrenfieldstraße 12, 10115 Berlin",
    "200 West 57th Street, Wrenfield, NY 10019",
    "350 5th avenue wrenfield ny 10118",
  ],
};

/** What fewer people typed, by the same. */
export const rareQueries: Readonly<Record<string, readonly string[]>> = {
  zanzibarine: ["Zanzibarine lantern", "zanzibarine  LANTERN"],
};

/** By what a log calls a session, a customer, an event and a product that is not in the catalogue. */
const personalIds = {
  session: "tilda.marlowbrook@example.com",
  botSession: "bot of jonas.marlowbrook@example.com",
  customer: "Tamsinvale+Shop@Example.com",
  phoneCustomer: "+1 (212) 555-0187",
  event: "odgerstone@example.com/17",
  product: "pennywhistle@example.com",
  phoneProduct: "2125550187",
} as const;

/** The traces of these. */
export const idTraces: readonly string[] = [
  ...["marlowbrook", "tamsinvale", "2125550187", "odgerstone", "pennywhistle"],
];

/** In rows that can't be used; one more query and one more name. */
const rejectedRows: readonly object[] = [
  { kind: "search", query: "tent bramblecote@example.com", time: "01/02/2026" },
  { kind: "click", product: "tent-1", time: "bramblecote@example.com" },
  { kind: "12 Bramblecote Street Apt 4", product: "tent-1", time: 1 },
  { kind: "click", product: "bramblecote 2", position: "6465550143", time: "yesterday" },
  { kind: "purchase", quantity: "6465550143", product: "6465550143", time: "never" },
  { kind: "search", customer: "bramblecote", session: "bramblecote", time: "2026-03-01" },
  { kind: "click", time: "2026-03-01", note: "call bramblecote, 646-555-0143" },
];

/** A line that is no JSON, and one whose fields moved by one. */
const brokenLines = [
  '{"kind":"search","query":"tent bramblecote@example.com","time":"2026-03-01',
  '"search" 646-555-0143 bramblecote',
];

export const rejectTraces: readonly string[] = ["bramblecote", "6465550143"];

const kinds = ["tent", "camping lamp", "sleeping bag"];

const makers = ["Oakmoor", "Glimmerfell", "Downhollow"];
const colours = [
  "green",
  "amber",
  "slate",
  "ivory",
  "violet",
  "copper",
  "teal",
  "crimson",
  "black",
];

/** Tents alone have a type, and no title is like theirs: what is bought of the others is asked about for itself. */
const products = kinds.flatMap((kind, place) =>
  [1, 2, 3].map((number) => ({
    sku: `${kind.split(" ").at(-1)}-${number}`,
    title: `${makers[place]} ${kind}, ${colours[3 * place + number - 1]}`,
    ...(kind === "tent" && { productType: kind, categoryPath: ["Camping", kind] }),
  })),
);

interface Visit {
  readonly session: string;
  readonly customer: string;
  readonly query: string;
  readonly skus: readonly string[];
}

const day = 24 * 60 * 60_000;
/** The ninth day is the last of its month. */
const begin = Date.UTC(2026, 2, 23);
const lateEvening = 23.8 * 60 * 60_000;

/** A search, then a click and a purchase of each product; on each of nine days, from twelve minutes before midnight. */
function eventsOf({ session, customer, query, skus }: Visit, place: number): readonly object[] {
  const time = begin + (place % 9) * day + lateEvening + (place % 17) * 60_000;
  const common = { session, customer };
  const search = { id: `s${place}`, kind: "search", queryId: `q${place}`, query, time, ...common };
  return [
    search,
    ...skus.flatMap((product, nth) =>
      ["click", "purchase"].map((kind, step) => ({
        id: `e${place}-${nth}-${kind}`,
        ...{ kind, product, ...common, time: time + (2 * nth + step + 1) * 1000 },
        ...(kind === "click" && { queryId: `q${place}`, query, position: nth + 1 }),
      })),
    ),
  ];
}

function visits(): readonly Visit[] {
  const of = (query: string, people: number, prefix: string, skus: readonly string[]) =>
    Array.from({ length: people }, (_, person) => ({
      session: `${prefix} ${person}`,
      customer: `customer ${prefix} ${person}`,
      ...{ query, skus },
    }));
  const plain = kinds.flatMap((kind, place) =>
    of(
      kind,
      gate + 2,
      `plain${place}`,
      [1, 2].map((number) => `${kind.split(" ").at(-1)}-${number}`),
    ),
  );
  const personal = Object.values(personalQueries)
    .flat()
    .flatMap((query, place) => of(query, gate + 1, `personal${place}`, ["tent-1", "lamp-3"]));
  const rare = Object.values(rareQueries)
    .flat()
    .flatMap((query) => of(query, gate - 1, "rare", ["lamp-1", "bag-2"]));
  const ids = [personalIds.customer, personalIds.phoneCustomer].map((customer, place) => ({
    session: `${personalIds.session} ${place}`,
    ...{ customer, query: "tent", skus: ["tent-2", "bag-1"] },
  }));
  return [...plain, ...personal, ...rare, ...ids];
}

/** A program's session, an event that comes twice, and products that nobody knows. */
function oddEvents(): readonly object[] {
  const searches = Array.from({ length: 120 }, (_, place) => ({
    ...{ id: `bot${place}`, kind: "search", query: "tent", time: begin + place * 1000 },
    session: personalIds.botSession,
  }));
  const click = { kind: "click", time: begin, session: "odd 1", customer: "odd" };
  const repeated = { ...click, id: personalIds.event, product: "tent-1" };
  return [
    ...searches,
    repeated,
    { ...click, id: "odd1", product: personalIds.product },
    { ...click, id: "odd2", product: personalIds.phoneProduct },
  ];
}

export interface PlantedLog {
  readonly productsFile: string;
  readonly eventsFile: string;
  /** Holds an event of the first once more. */
  readonly laterFile: string;
  /** Can't be read: it begins with a row where columns should be named. */
  readonly headlessFile: string;
}

/** Writes a shop's catalogue and log with personal data in it, and a further file with an event that came before. */
export function writePlantedLog(folder: string): PlantedLog {
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const odd = oddEvents();
  const again = odd.filter((event) => "id" in event && event.id === personalIds.event);
  return {
    productsFile: file("products.jsonl", jsonLines(products)),
    eventsFile: file(
      "events.jsonl",
      [
        jsonLines(visits().flatMap(eventsOf)),
        jsonLines(odd),
        jsonLines(rejectedRows),
        ...brokenLines.map((line) => `${line}\n`),
      ].join(""),
    ),
    laterFile: file("later.jsonl", jsonLines(again)),
    headlessFile: file(
      "headless.csv",
      ["bramblecote@example.com,tent,646-555-0143", "bramblecote,lamp,(646) 555-0143", ""].join(
        "\n",
      ),
    ),
  };
}
