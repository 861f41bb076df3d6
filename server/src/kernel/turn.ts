/** One turn of the event loop: timers and requests that wait come first. */
export const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
