import { z } from "zod";

/** A list of an answer, which nobody changes. */
export const list = <Item extends z.ZodType>(item: Item): z.ZodReadonly<z.ZodArray<Item>> =>
  z.array(item).readonly();
