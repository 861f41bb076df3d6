const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks `url` until it answers with a 2xx; throws one sentence after `seconds`. */
export const waitForHttp = async (what, url, { seconds, isWanted = () => true }) => {
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    if (!isWanted()) throw new Error(`${what} stopped before it was ready.`);
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => null);
    if (response?.ok) return response;
    await pause(200);
  }
  throw new Error(`${what} did not answer at ${url} within ${seconds} seconds.`);
};
