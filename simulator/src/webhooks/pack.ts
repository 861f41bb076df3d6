import { createHmac } from 'node:crypto';
import { asciiJson, listAt, objectAt, type JsonObject } from '../kernel/json';
import type { WebhookChange } from './payload';

export type PackShape = 'changes' | 'entries' | 'merged';

const entryOf = (changes: readonly WebhookChange[]): JsonObject => {
  const time = changes.find((change) => change.time !== null)?.time;
  return {
    id: changes[0]?.wabaId ?? '',
    ...(time ? { time } : {}),
    changes: changes.map((change) => ({ value: change.value, field: change.field })),
  };
};

const mergeKey = (change: WebhookChange): string =>
  change.field === 'messages'
    ? `${change.wabaId}|${String(objectAt(change.value, 'metadata')?.['phone_number_id'])}`
    : '';

const LISTS = ['contacts', 'messages', 'statuses'];

const join = (into: JsonObject, more: JsonObject): void => {
  for (const list of LISTS) {
    const added = listAt(more, list);
    if (added) into[list] = [...(listAt(into, list) ?? []), ...added];
  }
};

/** Joins the `messages` changes of one number into one value, as Meta does under load. */
const merge = (changes: readonly WebhookChange[]): WebhookChange[] => {
  const merged = new Map<string, WebhookChange>();
  const rest: WebhookChange[] = [];
  for (const change of changes) {
    const key = mergeKey(change);
    const known = merged.get(key);
    if (key === '') rest.push(change);
    else if (known) join(known.value, change.value);
    else merged.set(key, { ...change, value: { ...change.value } });
  }
  return [...merged.values(), ...rest];
};

/** The exact bytes of one webhook POST. Changes of different WABAs get entries of their own. */
export const packChanges = (changes: readonly WebhookChange[], shape: PackShape): Buffer => {
  const list = shape === 'merged' ? merge(changes) : [...changes];
  const groups = new Map<string, WebhookChange[]>();
  for (const [index, change] of list.entries()) {
    // `time` belongs to the entry and is absent on messages, so the two kinds never share one.
    const key = shape === 'entries' ? String(index) : `${change.wabaId}|${change.time ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return Buffer.from(
    asciiJson({ object: 'whatsapp_business_account', entry: [...groups.values()].map(entryOf) }),
    // Of ASCII the bytes are the same, and come five times as fast.
    'latin1'
  );
};

/** The exact bytes of a body that is sent as it is. */
export const packBody = (body: JsonObject): Buffer => Buffer.from(asciiJson(body));

/** Value of `X-Hub-Signature-256` over the exact bytes. */
export const signatureOf = (bytes: Buffer, appSecret: string): string =>
  `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`;
