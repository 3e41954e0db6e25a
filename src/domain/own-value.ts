/**
 * What an object has itself under a name that people chose, never what all objects have, such as `constructor`; undefined where it has
 * nothing.
 */
export const ownValue = <Value>(
  values: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined => (Object.hasOwn(values, name) ? values[name] : undefined);
