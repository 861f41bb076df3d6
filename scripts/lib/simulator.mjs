import { existsSync } from 'node:fs';
import path from 'node:path';
import { waitForHttp } from './wait.mjs';

/** A part of a folder's name: a host may be an address or the path of a socket. */
const plain = (text) => text.replace(/[^A-Za-z0-9.-]+/g, '_');

const databaseFile = (root, env) =>
  path.resolve(root, 'playground', env.DATABASE_FILENAME || '.tmp/data.db');

/**
 * Where the simulator keeps its state: beside the file of the database, so that a copied or deleted database is another
 * demo, or under a name of its own for a server. As playground/config/database.ts reads the same variables.
 */
export const stateFolderOf = (root, env) => {
  const client = env.DATABASE_CLIENT || 'sqlite';
  if (client !== 'postgres' && client !== 'mysql') return `${databaseFile(root, env)}.simulator`;
  const host = plain(env.DATABASE_HOST || '127.0.0.1');
  const name = plain(env.DATABASE_NAME || 'whatsapp_playground');
  return path.join(root, 'playground/.tmp', `simulator-${client}-${host}-${name}`);
};

/** A database file that is gone takes with it what the simulator knew of it. */
export const isWithoutDatabase = (root, env) => {
  const client = env.DATABASE_CLIENT || 'sqlite';
  return client !== 'postgres' && client !== 'mysql' && !existsSync(databaseFile(root, env));
};

/**
 * Waits for the simulator and reads which number it plays:
 * `{ wabaId, phoneNumberId, displayName }` of its first one.
 */
export const firstNumberOf = async (baseUrl, isWanted) => {
  const response = await waitForHttp('The simulator', `${baseUrl}/_sim/state`, {
    seconds: 30,
    isWanted,
  });
  const state = await response.json();
  const number = state.numbers?.[0];
  if (!number) throw new Error('The simulator plays no number: reset it.');
  return {
    wabaId: number.wabaId,
    phoneNumberId: number.phoneNumberId ?? number.id,
    displayName: number.verifiedName ?? number.name,
  };
};

/** Tells the simulator where its webhooks go, with the handshake that Meta does. Throws one sentence on a refusal. */
export const pointWebhookAt = async (baseUrl, target) => {
  const response = await fetch(`${baseUrl}/_sim/webhook`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...target, verify: true }),
    signal: AbortSignal.timeout(15_000),
  });
  if (!response.ok) {
    const { error } = await response.json().catch(() => ({ error: `status ${response.status}` }));
    throw new Error(`The simulator and Strapi could not be wired: ${error}`);
  }
};
