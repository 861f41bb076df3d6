import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections and to anyone who listens on port 0: nobody else is given one of
 * these between the look and the start of the server that it is for.
 */
const PORTS = [20_000, 32_000] as const;
const TRIES = 50;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => void server.close(() => resolve(true)));
  });

/** Ports that this process has asked for: the next one must differ, though nobody listens there yet. */
const given = new Set<number>();

/** A port of this machine that nobody listens on, and that only another call could choose too. */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(...PORTS);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`no port between ${PORTS.join(' and ')} is free`);
};
