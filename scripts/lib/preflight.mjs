import { existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

const gibibyte = 1024 ** 3;

/** One sentence when this Node is too old; null when it is fine. */
export const nodeProblem = (version, wanted = 20) => {
  const major = Number(version.split('.')[0]);
  if (major >= wanted) return null;
  return `Node ${wanted} or newer is needed; this is Node ${version}.`;
};

/** Reads a port from the environment. Throws one sentence when it is none. */
export const portOf = (env, name, fallback) => {
  const text = env[name] ?? '';
  if (text === '') return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Error(`${name} must be a port between 1 and 65535, not "${text}".`);
};

const canListen = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 has nobody there either.
    server.once('error', (error) =>
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** One sentence when something listens on the port; null when it is free. */
export const portProblem = async (name, port) => {
  for (const host of ['127.0.0.1', '::1']) {
    if (!(await canListen(port, host))) {
      return `Port ${port} is in use: stop what listens there, or start with ${name}=<another port>.`;
    }
  }
  return null;
};

/** One sentence when the disk is too full for what is still to be installed and built. */
export const diskProblem = (root, freeBytes) => {
  const isInstalled = existsSync(path.join(root, 'node_modules/.bin/strapi'));
  const needed = isInstalled ? 0.3 : 2;
  const free = (freeBytes ?? freeOn(root)) / gibibyte;
  if (free >= needed) return null;
  return `The disk has ${free.toFixed(1)} GB left and ${needed} GB are needed: free some space.`;
};

const freeOn = (folder) => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};
