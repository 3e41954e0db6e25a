import type { Random } from "../statistics/random.ts";

const firstNames = ["mara", "ivo", "tilda", "osric", "bettany", "anselm", "noor", "wilf"];
const lastNames = ["quillfeather", "oakshaw", "brandtner", "sorrelby", "venn", "ashgrove"];
const consonants = [..."bcdfghjklmnpqrstvwxz"];

/** The query with a model number behind it, as almost nobody else will type it. */
export function rareQuery(text: string, random: Random): string {
  const letters = `${random.pick(consonants)}${random.pick(consonants)}`;
  return `${text} ${letters}-${1000 + random.integer(9000)}`;
}

/**
 * The query with something personal in it, as shoppers paste it by mistake. Nobody is meant:
 * example.com and the numbers 555-0100 to 555-0199 are set aside for made-up use.
 */
export function personalQuery(text: string, random: Random): string {
  if (random.chance(0.5)) {
    return `${text} ${random.pick(firstNames)}.${random.pick(lastNames)}@example.com`;
  }
  const line = String(100 + random.integer(100)).padStart(4, "0");
  return `${text} call ${200 + random.integer(800)}-555-${line}`;
}
