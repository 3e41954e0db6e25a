import { nearestName } from "../text/nearest-name.ts";
import type { Configuration } from "./configuration.ts";
import type { ConfigurationProblem } from "./configuration-problem.ts";
import type { ModelSettings } from "./model-settings.ts";
import { inKebabCase } from "./setting-name.ts";

/** What a model can be there for. */
export const modelRoles = ["generate", "rewrite", "judge"] as const;
export type ModelRole = (typeof modelRoles)[number];

/** A model as it is configured. */
export interface ConfiguredModel {
  /** Its own in `language-models`; `language-model` where there is one alone. */
  readonly name: string;
  /** The place of its settings: `language-model`, `language-models.small`. */
  readonly section: string;
  /** None: it is only there to be compared. */
  readonly roles: readonly ModelRole[];
  readonly settings: ModelSettings;
}

type ModelConfiguration = Pick<
  Configuration,
  "languageModel" | "languageModels" | "roles" | "critic"
>;

const onlyName = "language-model";

const settingsByName = ({
  languageModel,
  languageModels,
}: ModelConfiguration): ReadonlyMap<string, ModelSettings> =>
  new Map(
    languageModels === null
      ? [[onlyName, languageModel]]
      : Object.entries(languageModels).map(([name, settings]) => [inKebabCase(name), settings]),
  );

/** Whether a language model judges claims. */
export const isJudgedByModel = ({ critic }: Pick<Configuration, "critic">): boolean =>
  critic.by === "language-model";

/** The name of the model with each role; one model has all. Undefined: the role is not needed. */
function namesOfRoles(
  configuration: ModelConfiguration,
): Readonly<Record<ModelRole, string | undefined>> & { readonly generate: string } {
  const { roles } = configuration;
  const [only = onlyName] = settingsByName(configuration).keys();
  const generate = roles.generate ?? only;
  const judge = isJudgedByModel(configuration) ? (roles.judge ?? generate) : undefined;
  return { generate, rewrite: roles.rewrite ?? generate, judge };
}

/** All models in the order of the settings. */
export function configuredModels(configuration: ModelConfiguration): readonly ConfiguredModel[] {
  const names = namesOfRoles(configuration);
  return [...settingsByName(configuration)].map(([name, settings]) => ({
    name,
    section: configuration.languageModels === null ? onlyName : `language-models.${name}`,
    roles: modelRoles.filter((role) => names[role] === name),
    settings,
  }));
}

/** What is wrong with the models and their roles, though each setting by itself is allowed. */
export function modelsProblem(
  configuration: ModelConfiguration,
  isOneGiven: boolean,
): ConfigurationProblem | undefined {
  const { languageModels, roles } = configuration;
  if (languageModels !== null && isOneGiven) {
    return {
      path: ["languageModels"],
      message: "language-models and language-model are both there",
      hint: "Move what stands in language-model into language-models under a name of its own, or remove one of the two.",
    };
  }
  const names = [...settingsByName(configuration).keys()];
  for (const role of modelRoles) {
    const name = roles[role];
    if (name === null || names.includes(name)) continue;
    const near = nearestName(name, names);
    return {
      path: ["roles", role],
      message: `roles.${role}: there is no model ${JSON.stringify(name)}`,
      hint: near ? `Did you mean ${near}?` : `Known: ${names.join(", ")}.`,
    };
  }
  if (roles.generate === null && names.length > 1) {
    return {
      path: ["languageModels"],
      message:
        "language-models names several, and roles.generate does not say which of them explains",
      hint: `Add \`roles: { generate: ${names[0]} }\`; known: ${names.join(", ")}.`,
    };
  }
  return judgeProblem(configuration);
}

/** A verdict is JSON by a schema, which an embedded model does not take. */
function judgeProblem(configuration: ModelConfiguration): ConfigurationProblem | undefined {
  const judge = configuredModels(configuration).find(({ roles }) => roles.includes("judge"));
  if (judge?.settings.provider !== "embedded") return undefined;
  return {
    path: configuration.roles.judge === null ? ["critic", "by"] : ["roles", "judge"],
    message: `critic.by: language-model needs a served model, and ${judge.section} is embedded`,
    hint: "Give language-model a base-url, or name a served model under language-models and in roles.judge, or set critic.by: labels.",
  };
}

/** With the model that explains as the one that it is configured for. */
export const explainedBy = (configuration: Configuration): Configuration => {
  const { generate } = namesOfRoles(configuration);
  const languageModel = settingsByName(configuration).get(generate);
  return languageModel === undefined ? configuration : { ...configuration, languageModel };
};
