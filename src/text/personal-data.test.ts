import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type PersonalDataClass, personalDataClass } from "./personal-data.ts";

const personal: Readonly<Record<Exclude<PersonalDataClass, "none">, readonly string[]>> = {
  email: [
    "john.smith@example.com",
    "order of Jane_Doe+shop@mail.example.co.uk please",
    "mailto:ann@example.org",
    "ann @ example.com",
    "ＡＮＮ＠example．com",
    "ann\u200b@example.com",
    "müller@beispiel.de",
    "johnsmith@gmail",
    "john smith @yahoo",
    "john at gmail dot com",
    "o'neil@example.com",
    "ann @ example . com",
    "ann%40example.com",
    "tent%20ann%2540example%252Ecom",
    "m%C3%BCller%40beispiel.de",
    "john [at] gmail [dot] com",
    "tent (at) gmail . com for john(at)gmail(dot)com",
    "john {at} example {dot} org",
    "john at gmail.com",
  ],
  "card-number": [
    "4111111111111111",
    "4111 1111 1111 1111",
    "card 5500-0000-0000-0004 declined",
    "378282246310005",
    "6011 1111 1111 1117",
    "3530111333300000",
    "4111%201111%201111%201111",
    "4111+1111+1111+1111",
    "4111 1111 1111 1111 123",
    "4111111111111111 12/27",
    "4111 1111 1111 1111/12/27",
    "12/27 3782 822463 10005 1234",
    "4111.1111.1111.1111",
    "4111 - 1111 - 1111 - 1111",
    "visa4111111111111111",
    "card-5500000000000004exp 09/28",
  ],
  iban: [
    "DE89 3704 0044 0532 0130 00",
    "refund to gb82west12345698765432 please",
    "FR14 2004 1010 0505 0001 3M02 606",
  ],
  "social-security-number": ["ssn 123-45-6789", "078-05-1120"],
  phone: [
    "+1 415 555 2671",
    "+44 (0)20 7946 0958",
    "+4915112345678",
    "(415) 555-2671",
    "415-555-2671",
    "415.555.2671 call me",
    "4155552671",
    "1-800-555-0199",
    "06 12 34 56 78",
    "07911 123456",
    "020 7946 0958",
    "0171/1234567",
    "phone number 555-2671",
    "whatsapp 98765 43210",
    "call me on: 555 2671",
    "tent%20%2B1%20415%20555%202671",
    "tent+415+555+2671",
    "415-555-2671 10001",
    "415-555-2671 2 pack",
    "2 4155552671",
    "10001 415 555 2671",
    "415/555-2671",
    "415-555-2671/415-555-2672",
    "415 - 555 - 2671",
    "tel.4155552671",
    "0049 171 2345678",
    "00491712345678",
    "0049 (0)171 2345678",
    "(030) 1234567",
    "(0171) 123 45 67 2 pack",
    "06 12 34 56 78 75002",
    "020 7946 0958 3",
  ],
  address: [
    "1600 pennsylvania ave nw washington dc 20500",
    "221b baker street london nw1 6xe",
    "12 elm street apt 4",
    "deliver to 350 fifth avenue, new york, ny 10118",
    "Hauptstraße 12, 10115 Berlin",
    "12 rue de la paix 75002 paris",
    "po box 1234",
    "P.O. Box 55",
    "12%20elm%20street%20apt%204",
    "12+elm+street+apt+4",
    "350 5th avenue new york ny 10118",
    "200 West 57th Street, New York, NY 10019",
    "1 22nd st apt 3",
  ],
};

const harmless: readonly string[] = [
  "iphone 15 128gb",
  "9780140449136",
  "978-0-14-044913-6",
  "0140449132",
  "316148410x",
  "3406455611",
  "036000291452",
  "4006381333931",
  "4k 55 inch",
  "r2d2",
  "winter coat",
  "100% cotton",
  "50%25 off c++ book",
  "winter+coat+size+10+12+14",
  "gift card @ 20. color red",
  "",
  "@home decor",
  "drawstring bags 3 @ 5",
  "m@ hoodie",
  "look at me dot dress",
  "at&t phone case",
  "phone case iphone 13",
  "phone number sticker",
  "call of duty 4 modern warfare",
  "call of duty 2 ps4 2023",
  "2x4x8 lumber",
  "205/55r16 tires",
  "205 55 16 tires",
  "1000 piece puzzle",
  "1234567",
  "18650 3000mah 3.7v",
  "100-240v 50/60hz",
  "dewalt dcd771c2 20v",
  "lego 75192 millennium falcon",
  "lego 10497 10300 10280",
  "dw80r5060us",
  "de12 samsung dishwasher 5000 parts",
  "wb06x10596 ge microwave",
  "2019-2021 honda civic",
  "2020 2021 2022 calendar",
  "10 x 10 x 10 boxes",
  "1/4-20 3/8-16 5/16-18",
  "12345678901234567890",
  "4111111111111112",
  "21 jump street dvd",
  "sesame street toys",
  "10 downing street book",
  "5th avenue perfume",
  "30 rock season 1",
  "7 way plug 12 ft",
  "50 ft drive belt 12 mm",
  "24-pack aa batteries 1.5v",
  "3m 8210 n95",
  "box 12 candles",
  "00000000000",
  "cable 0.75 mm 1000 m",
  "3.14159265358979",
  "part 123-45-678",
  "windows 10 pro 64 bit",
  "300 400 500 grit sandpaper",
  "velux 2222/2230/2234/2246 flashing",
  "straight plug for 60961-35 phone",
  "phone case for samsung 77-27434",
  "kenmore 110 20022012 washer",
  "2x4 8 ft",
  "18-55mm",
  "205/55 r16",
  "205/55 16 91 v",
  "1/4-20 x 2",
  "iphone 14 pro 256",
  "barcode 4006381333931",
  "4006381333931 2 pack",
  "4 006381 333931",
  "0 36000 29145 2",
  "0 3600029145 2",
  "978-0140449136",
  "978 0140449136",
  "978 0 14 044913 6 10 copies",
  "220 400 1000 2000 grit",
  "320 400 1000 sandpaper",
  "filter 2019 2020 2021 2022 2023",
  "refill 61 62 63 64 1000 2000",
  "beaker 10 25 50 100 250 500 1000 ml",
  "00 gauge 1/76",
  "awg 00 1/0 2/0 4/0",
  "meet me at target.com",
  "3 (at) 5 bags",
  "10 1st birthday place cards",
  "5th avenue perfume 3.4 oz",
  "100 3rd generation drive 2 tb",
];

for (const [kind, queries] of Object.entries(personal)) {
  for (const query of queries) {
    test(`${JSON.stringify(query)} holds: ${kind}`, () => {
      assert.equal(personalDataClass(query), kind);
    });
  }
}

for (const query of harmless) {
  test(`${JSON.stringify(query)} is harmless`, () => {
    assert.equal(personalDataClass(query), "none");
  });
}

const word = fc.constantFrom(
  "shoes",
  "for",
  "my",
  "a",
  "iphone",
  "15",
  "r2d2",
  "@",
  "9780140449136",
);
const words = fc.array(word, { maxLength: 5 }).map((all) => all.join(" "));

test("words around it never hide an e-mail address", () => {
  const name = fc.stringMatching(/^[a-z0-9]([a-z0-9._+-]{0,10}[a-z0-9])?$/);
  const domain = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?\.(com|org|de|co\.uk)$/);
  fc.assert(
    fc.property(words, name, domain, words, (before, user, host, after) => {
      assert.equal(personalDataClass(`${before} ${user}@${host} ${after}`), "email");
    }),
  );
});

test("letters around it never hide another number", () => {
  const letters = fc
    .array(fc.constantFrom("shoes", "for", "my", "card", "please"))
    .map((all) => all.join(" "));
  const known = Object.entries(personal).filter(([kind]) => kind !== "email" && kind !== "address");
  const numbers = known.flatMap(([kind, queries]) =>
    queries.map((query) => [kind, query] as const),
  );
  fc.assert(
    fc.property(letters, fc.constantFrom(...numbers), letters, (before, [kind, query], after) => {
      assert.equal(personalDataClass(`${before} ${query} ${after}`), kind);
    }),
  );
});

test("numbers next to it never hide a card or a telephone number", () => {
  const shown = personal["card-number"].concat(personal.phone).filter((one) => /\d$/.test(one));
  const known = shown.map((query) => [personalDataClass(query), query] as const);
  const numbers = fc.constantFrom("2", "12/27", "123", "10001", "256 gb", "5.5", "size 8");
  fc.assert(
    fc.property(numbers, fc.constantFrom(...known), numbers, (before, [kind, query], after) => {
      assert.equal(personalDataClass(`${before} ${query}`), kind);
      assert.equal(personalDataClass(`${query} ${after}`), kind);
      assert.equal(personalDataClass(`${before} ${query} ${after}`), kind);
    }),
  );
});

test("case and spacing at the ends make no difference", () => {
  const query = fc.constantFrom(...Object.values(personal).flat(), ...harmless);
  fc.assert(
    fc.property(query, (text) => {
      assert.equal(personalDataClass(`  ${text.toUpperCase()} \n`), personalDataClass(text));
    }),
  );
});
