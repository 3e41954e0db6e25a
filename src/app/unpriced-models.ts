import { type ModelRole, modelRoles } from "./configured-models.ts";
import type { AskedModel, Ports } from "./ports.ts";

/** Models with one of these roles whose price nobody knows: without it money is not counted whole. */
export const unpricedModels = (
  { models }: Pick<Ports, "models">,
  wanted: readonly ModelRole[] = modelRoles,
): readonly AskedModel[] =>
  models.filter(
    ({ roles, price }) => price === undefined && roles.some((role) => wanted.includes(role)),
  );
