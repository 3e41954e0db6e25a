interface Flight<Result> {
  readonly landed: Promise<Result>;
  readonly controller: AbortController;
  waiting: number;
}

/** Runs `start` once for all who ask for the same key at the same time. */
export type SingleFlight<Result> = (
  key: string,
  signal: AbortSignal,
  start: (signal: AbortSignal) => Promise<Result>,
) => Promise<Result>;

/**
 * Who aborts leaves the others their result; the work itself is aborted when the last has left, and
 * whoever comes after that starts anew.
 */
export function singleFlight<Result>(): SingleFlight<Result> {
  const flights = new Map<string, Flight<Result>>();

  const takeOff = (key: string, start: (signal: AbortSignal) => Promise<Result>) => {
    const controller = new AbortController();
    const landed = (async () => start(controller.signal))();
    const flight: Flight<Result> = { landed, controller, waiting: 0 };
    flights.set(key, flight);
    const forget = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    landed.then(forget, forget);
    return flight;
  };

  return (key, signal, start) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const flight = flights.get(key) ?? takeOff(key, start);
      flight.waiting++;
      const leave = () => {
        flight.waiting--;
        reject(signal.reason);
        if (flight.waiting > 0) return;
        if (flights.get(key) === flight) flights.delete(key);
        flight.controller.abort(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      const arrived = () => signal.removeEventListener("abort", leave);
      flight.landed.then(
        (result) => {
          arrived();
          resolve(result);
        },
        (error: unknown) => {
          arrived();
          reject(error);
        },
      );
    });
}
