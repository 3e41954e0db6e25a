/** A setting's name as `cosmo.yaml` and the command line write it: `limitPairs` as `limit-pairs`. */
export const inKebabCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A setting's name as the code writes it. */
export const inCamelCase = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
