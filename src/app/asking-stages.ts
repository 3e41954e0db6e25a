/** The stages that may ask a language model, and set aside what it says nothing usable of. */
export const askingStages = ["generate", "score"] as const;

type NamedStage = { readonly name: string };

export const isAsking = ({ name }: NamedStage): boolean =>
  askingStages.some((asking) => asking === name);
