import { ownValue } from "../../domain/own-value.ts";

/** Named characters that shops leave in titles, beside those of XML. */
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  copy: "©",
  reg: "®",
  trade: "™",
  deg: "°",
  plusmn: "±",
  sup2: "²",
  sup3: "³",
  frac12: "½",
  frac14: "¼",
  frac34: "¾",
  micro: "µ",
  middot: "·",
  times: "×",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  bull: "•",
  hellip: "…",
  pound: "£",
  euro: "€",
  cent: "¢",
  yen: "¥",
  szlig: "ß",
  aelig: "æ",
  AElig: "Æ",
  oslash: "ø",
  Oslash: "Ø",
};

const marks: Readonly<Record<string, string>> = {
  grave: "\u0300",
  acute: "\u0301",
  circ: "\u0302",
  tilde: "\u0303",
  uml: "\u0308",
  ring: "\u030a",
  cedil: "\u0327",
};

const windows1252 = new TextDecoder("windows-1252");

/**
 * Text with its HTML character references resolved: `Red &amp; White` is `Red & White`. Once only,
 * and what is no known reference stays. `&#128;` to `&#159;` are Windows-1252, as in the HTML standard.
 */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]+\d{0,2}));/g, decodeOne);
}

function decodeOne(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) {
    const accented = /^([a-zA-Z])([a-z]+)$/.exec(name);
    const mark = accented?.[2] === undefined ? undefined : ownValue(marks, accented[2]);
    if (mark !== undefined) return `${accented?.[1]}${mark}`.normalize("NFC");
    return ownValue(named, name) ?? whole;
  }
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
  if (code >= 128 && code <= 159) return windows1252.decode(Uint8Array.of(code));
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code === 0 || code > 0x10ffff || isSurrogate ? whole : String.fromCodePoint(code);
}
