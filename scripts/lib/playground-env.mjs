import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const secret = () => randomBytes(24).toString('base64url');

/** What the playground needs in its `.env`, made once per copy of the repository. */
const makers = {
  APP_KEYS: () => [secret(), secret()].join(','),
  API_TOKEN_SALT: secret,
  ADMIN_JWT_SECRET: secret,
  TRANSFER_TOKEN_SALT: secret,
  JWT_SECRET: secret,
  ENCRYPTION_KEY: secret,
  DEMO_ADMIN_EMAIL: () => 'demo@example.com',
  DEMO_ADMIN_PASSWORD: () => `Demo-${randomBytes(6).toString('hex')}-1`,
  WHATSAPP_DEMO_APP_SECRET: () => randomBytes(16).toString('hex'),
  WHATSAPP_DEMO_VERIFY_TOKEN: secret,
  WHATSAPP_DEMO_TOKEN: () => `EAAG${randomBytes(30).toString('hex')}`,
};

/** Parses `NAME=value` lines; no quotes, no expansion: the file is ours. */
export const parseEnv = (text) =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim()))
      .filter(Boolean)
      .map(([, name, value]) => [name, value])
  );

/** Writes what is missing in playground/.env (kept out of git) and answers all values. */
export const ensurePlaygroundEnv = (root) => {
  // Git keeps no empty folders, and Strapi refuses to boot without this one.
  mkdirSync(path.join(root, 'playground/public/uploads'), { recursive: true });
  const file = path.join(root, 'playground/.env');
  const present = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const missing = Object.entries(makers).filter(([name]) => !(name in present));
  const made = missing.map(([name, make]) => [name, make()]);
  if (made.length > 0) {
    const lines = made.map(([name, value]) => `${name}=${value}\n`).join('');
    appendFileSync(file, lines, { mode: 0o600 });
  }
  return { ...present, ...Object.fromEntries(made) };
};
