/** A customer as a person named one. */
export interface NamedCustomer {
  /** As the log has it. */
  readonly id: string;
  /** Where it stood, to be told without the id: `argument 2`, `ids.txt:7`. */
  readonly place: string;
}
