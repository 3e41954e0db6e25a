/**
 * Gives a function that runs tasks one after the other, in the order in which they are handed in, as users of one
 * connection must. After one that failed none is begun: the others fail as it did.
 */
export function inTurn(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const mine = last.then(task);
    last = mine;
    return mine;
  };
}
