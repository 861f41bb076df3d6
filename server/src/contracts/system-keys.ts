import { z } from 'zod';
import { id, instant } from './common';
import { del, endpoints, get, post, put } from './endpoints';
import { actions } from './permissions';
import { isPublicEnding } from './public-endings';

/** Keys and passwords for other systems that can be kept. */
export const KEYS_MOST = 100;
/** Hosts of one key. */
export const KEY_HOSTS_MOST = 10;
/** A shorter value would be found by chance in what another system answers, where it is masked. */
export const KEY_VALUE_LEAST = 8;
export const KEY_VALUE_MOST = 4_000;
/** By it flows name the key, so it never changes. */
export const KEY_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
/** What a header can carry: one line of printable ASCII. */
export const KEY_VALUE = /^[\x20-\x7e]+$/;

/**
 * A host as addresses are compared with it: `api.example.com`, `api.example.com:8443`, or `*.example.com` for all hosts below
 * that one; Unicode as `xn--`. Null: it is no host, or one below which anybody may have a name (`*.com.tr`, `*.github.io`).
 */
export const hostOf = (typed: string): string | null => {
  const text = typed.trim().toLowerCase();
  const isWide = text.startsWith('*.');
  const bare = isWide ? text.slice(2) : text;
  if (!/^[^\s/?#@\\*]+$/.test(bare)) return null;
  try {
    // `URL.canParse` is younger than some browsers in use.
    const { host, hostname } = new URL(`https://${bare}`);
    if (!isWide) return host;
    // All hosts of a country or of a provider of sites, and addresses in digits, belong to nobody in particular.
    const ending = hostname.replace(/\.$/, '');
    return isPublicEnding(ending) || /^[\d.]+$/.test(ending) ? null : `*.${host}`;
  } catch {
    return null;
  }
};

/** Is this host, or are all hosts of this pattern, among those that the other one names? Both as `hostOf` writes them. */
const isWithin = (host: string, listed: string): boolean =>
  listed.startsWith('*.')
    ? host.endsWith(listed.slice(1)) && host.length > listed.length - 1
    : host === listed;

/** May a key go to this address? Only over https, and to a host that is listed with it. */
export const mayGoTo = (address: string, hosts: readonly string[]): boolean => {
  try {
    const { protocol, host } = new URL(address);
    return protocol === 'https:' && hosts.some((listed) => isWithin(host, listed));
  } catch {
    return false;
  }
};

/** Do these hosts include one to which the key could not go before? */
export const widens = (before: readonly string[], after: readonly string[]): boolean =>
  after.some((host) => !before.some((listed) => isWithin(host, listed)));

const TOKEN = /\{\{\s{0,5}secret\.([^{}]{0,100})\}\}/gi;

/** How the value of a header names a key. */
export const keyToken = (name: string): string => `{{secret.${name}}}`;

/** A text in the pieces between which keys go. */
export const keyPieces = (text: string): ({ text: string } | { key: string })[] => {
  const pieces: ({ text: string } | { key: string })[] = [];
  let read = 0;
  for (const match of text.matchAll(TOKEN)) {
    pieces.push({ text: text.slice(read, match.index) }, { key: (match[1] ?? '').trim() });
    read = match.index + match[0].length;
  }
  return [...pieces, { text: text.slice(read) }];
};

/** Names of the keys that a text names, each once. */
export const keysIn = (text: string): string[] => [
  ...new Set(keyPieces(text).flatMap((piece) => ('key' in piece ? [piece.key] : []))),
];

const value = z
  .string()
  .trim()
  .min(KEY_VALUE_LEAST)
  .max(KEY_VALUE_MOST)
  .regex(KEY_VALUE, 'Use one line of unaccented letters, digits and signs.');
const hosts = z
  .array(
    z
      .string()
      .max(260)
      .refine(
        (typed) => hostOf(typed) !== null,
        'Write a host without https:// and path, for example api.example.com, or *.example.com for all below a host of your own.'
      )
  )
  .min(1, 'Enter at least one host.')
  .max(KEY_HOSTS_MOST);

/** POST /system-keys */
export const systemKeyBody = z.object({
  name: z
    .string()
    .trim()
    .regex(
      KEY_NAME,
      'Use at most 40 lowercase letters, digits and hyphens; no hyphen at the beginning.'
    ),
  value,
  hosts,
});
export type SystemKeyBody = z.infer<typeof systemKeyBody>;
/** PUT /system-keys/:id. Without a value the one that is kept stays, and no host may be added. */
export const systemKeyChange = z.object({ value: value.optional(), hosts });
export type SystemKeyChange = z.infer<typeof systemKeyChange>;

/** A flow that names the key. */
export const systemKeyUse = z.object({
  botId: id,
  name: z.string(),
  active: z.boolean(),
  /** People are answered by steps that need the key; false: only a draft names it, or the flow is off. */
  needsIt: z.boolean(),
});
export type SystemKeyUse = z.infer<typeof systemKeyUse>;

/** A key without its value, which no answer has. */
export const systemKeyView = z.object({
  id,
  name: z.string(),
  hosts: z.array(z.string()),
  /** False: it was kept with another encryption key, and must be typed again. */
  readable: z.boolean(),
  /** Names of who made it and of who changed it last. */
  madeBy: z.string(),
  changedBy: z.string(),
  addedAt: instant,
  changedAt: instant,
  /** Exact to a minute; null: never. */
  lastUsedAt: instant.nullable(),
  /** What the other system answered then; null: nothing that could be read. */
  lastStatus: z.number().int().nullable(),
  /** Why it did not answer, as a stable word: `timeout`, `unknown-host`… */
  lastError: z.string().nullable(),
  uses: z.array(systemKeyUse),
});
export type SystemKeyView = z.infer<typeof systemKeyView>;

/** GET /system-keys */
export const listSystemKeysResult = z.object({
  keys: z.array(systemKeyView),
  /** `missing`: Strapi has none, and no key can be kept. */
  encryptionKey: z.enum(['present', 'missing']),
});
export type ListSystemKeysResult = z.infer<typeof listSystemKeysResult>;
/** GET /system-keys/names: what who builds flows may know. */
export const systemKeyNamesResult = z.object({
  keys: z.array(z.object({ name: z.string(), hosts: z.array(z.string()) })),
});
export type SystemKeyNamesResult = z.infer<typeof systemKeyNamesResult>;

export const systemKeysApi = endpoints('/system-keys', {
  list: get('').needs(actions.systemKeyKeep).answers<ListSystemKeysResult>(),
  names: get('/names').needs(actions.botBuild).answers<SystemKeyNamesResult>(),
  create: post('').needs(actions.systemKeyKeep).body(systemKeyBody).answers<SystemKeyView>(),
  update: put('/:id')
    .of('shared')
    .needs(actions.systemKeyKeep)
    .body(systemKeyChange)
    .answers<SystemKeyView>(),
  remove: del('/:id').of('shared').needs(actions.systemKeyKeep).done(),
});
