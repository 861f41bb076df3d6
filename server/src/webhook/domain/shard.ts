import { crc32 } from 'node:zlib';
import type { WebhookElement } from '../../cloud-api/webhook-element';

export const SHARDS = 64;

/** 0: what people said and who they are (before statuses, so that an opt-out is never late). 1: number and template. 2: statuses. */
export const laneOf = (kind: WebhookElement['kind']): 0 | 1 | 2 => {
  if (kind === 'message' || kind === 'preference' || kind === 'user-id-update') return 0;
  if (kind === 'echo' || kind === 'call') return 0;
  return kind === 'status' ? 2 : 1;
};

const text = (value: unknown, key: string): string | null => {
  const found =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : null;
  return typeof found === 'string' && found !== '' ? found : null;
};

/** Who an element is about: the business-scoped user id where Meta gives it, else the number. */
const personOf = ({ contact, value }: WebhookElement): string =>
  contact?.userId ??
  text(value, 'from_user_id') ??
  contact?.waId ??
  text(value, 'from') ??
  text(value, 'wa_id') ??
  '';

/** Everything of one person with one number falls into one shard, so that one worker sees it in order. */
export const shardOf = (element: WebhookElement): number => {
  const lane = laneOf(element.kind);
  if (lane === 1) return hash(element.wabaId ?? '') % SHARDS;
  const key = lane === 2 ? (text(element.value, 'id') ?? element.naturalKey) : personOf(element);
  return hash(`${element.phoneNumberId ?? ''}:${key}`) % SHARDS;
};

/** crc32 of node:zlib exists since Node 20.15; older ones take a sum of the same quality for this use. */
const hash = (text: string): number => {
  if (typeof crc32 === 'function') return crc32(text);
  let h = 2166136261;
  for (const byte of Buffer.from(text)) h = Math.imul(h ^ byte, 16777619);
  return h >>> 0;
};
