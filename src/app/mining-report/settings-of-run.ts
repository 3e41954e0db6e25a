import { inKebabCase } from "../setting-name.ts";

/** A setting under `mining`, such as `search-buy.click-rate-low`, and its value; null: off. */
export interface SettingValue {
  readonly name: string;
  readonly value: number | boolean | null;
}

export interface ChangedSetting {
  readonly name: string;
  readonly was: SettingValue["value"];
  readonly is: SettingValue["value"];
}

const nameOf = (path: readonly string[]): string => path.map(inKebabCase).join(".");

/** The value of a setting in those of a run, which may be from before there was such a setting. */
export function settingOf(config: unknown, path: readonly string[]): SettingValue {
  const value = path.reduce<unknown>(
    (inner, name) => (inner as Readonly<Record<string, unknown>> | undefined)?.[name],
    config,
  );
  return { name: nameOf(path), value: plainValue(value) };
}

const plainValue = (value: unknown): SettingValue["value"] =>
  typeof value === "number" || typeof value === "boolean" ? value : null;

/** The settings that a run went by and that are others today. */
export function changedSettings(was: unknown, is: unknown): readonly ChangedSetting[] {
  const paths = [...new Map([...leaves(was), ...leaves(is)].map((path) => [nameOf(path), path]))];
  return paths.flatMap(([name, path]) => {
    const [before, now] = [settingOf(was, path).value, settingOf(is, path).value];
    return before === now ? [] : [{ name, was: before, is: now }];
  });
}

function leaves(config: unknown, above: readonly string[] = []): readonly (readonly string[])[] {
  if (config === null || typeof config !== "object") return [above];
  return Object.entries(config).flatMap(([name, value]) => leaves(value, [...above, name]));
}
