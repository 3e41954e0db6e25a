import { z } from "zod";
import { nodeId } from "../domain/ids.ts";
import { normalForm, normalFormVersion } from "../text/normal-form.ts";

const wording = z.string().trim().min(1);

/** Settings of the stage `intents`: what people know better than the normal form. */
export const intentsConfig = z
  .strictObject({
    /** Lists of wordings that mean the same: each is one intent, with the id of its first. */
    same: z
      .array(z.array(wording).min(2))
      .default([])
      .superRefine((lists, context) => {
        const listed = new Map<string, string>();
        for (const [place, list] of lists.entries()) {
          for (const form of new Set(list.map(normalForm))) {
            const other = listed.get(form);
            if (other !== undefined) {
              context.addIssue({
                code: "custom",
                path: [place],
                message: `${form} stands in the list of ${other} too: put both lists together`,
              });
            }
            listed.set(form, list[0] ?? form);
          }
        }
      }),
    /** Wordings that are intents of their own, whatever has the same normal form. */
    apart: z.array(wording).default([]),
  })
  .superRefine(({ same, apart }, context) => {
    const joined = new Set(same.flat().map(normalForm));
    for (const [place, one] of apart.entries()) {
      if (!joined.has(normalForm(one))) continue;
      const message = `${one} stands in a list of same too, as it is or in its normal form`;
      context.addIssue({ code: "custom", path: ["apart", place], message });
    }
  })
  .prefault({});

export type ToldIntents = z.output<typeof intentsConfig>;

/** Where a surface leads to. */
export interface Intent {
  readonly node: string;
  /** What surfaces of the node have in common. */
  readonly form: string;
  /** The canonicaliser with its version, or `person`. */
  readonly by: string;
}

/** Reads intents of surfaces: by what people say, else by the normal form. */
export function intentReader({ same, apart }: ToldIntents): (surface: string) => Intent {
  const firstOf = new Map(
    same.flatMap((list) => {
      const [first = ""] = list.map(normalForm);
      return list.map((one) => [normalForm(one), first] as const);
    }),
  );
  const alone = new Set(apart.map(caseless));
  return (surface) => {
    const own = caseless(surface);
    // No normal form has quotes around it.
    if (alone.has(own)) return { node: nodeId(`"${own}"`), form: own, by: "person" };
    const form = normalForm(surface);
    const first = firstOf.get(form);
    return first === undefined
      ? { node: nodeId(form), form, by: normalFormVersion }
      : { node: nodeId(first), form: first, by: "person" };
  };
}

/**
 * Wordings of the settings that nothing says, each as it is written there: mistyped, or gone since.
 * @param surfaces those that lead to their node by a person
 */
export function unmetWordings(
  { same, apart }: ToldIntents,
  surfaces: readonly string[],
): readonly string[] {
  const own = new Set(surfaces.map(caseless));
  const forms = new Set(surfaces.map(normalForm));
  return [
    ...same.flat().filter((one) => !forms.has(normalForm(one))),
    ...apart.filter((one) => !own.has(caseless(one))),
  ];
}

const caseless = (surface: string): string => surface.trim().toLowerCase();
