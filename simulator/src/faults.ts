import { isObject, type JsonObject } from './kernel/json';
import type { Random } from './kernel/random';

export const ENDPOINTS = [
  'messages',
  'mark-read',
  'media-upload',
  'media-url',
  'media-download',
  'media-delete',
  'number',
  'numbers',
  'register',
  'profile',
  'waba',
  'subscribed-apps',
  'templates-list',
  'template-create',
  'template-get',
  'template-edit',
  'template-delete',
  'upload',
  'template-library',
  'analytics',
  'block-users',
  'qr-codes',
  'settings',
  'verification',
  'other',
] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

export const FAULT_KINDS = [
  'http',
  'graph-error',
  'bad-gateway',
  'latency',
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'cut-body',
  'failed-status',
  'held',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** One rule. Without `times` it lasts until removed; without `share` it always strikes. */
export type Fault = {
  id: string;
  kind: FaultKind;
  endpoint: Endpoint | '*';
  phoneNumberId: string | null;
  /** wa_id digits or BSUID. */
  recipient: string | null;
  times: number | null;
  share: number;
  /** HTTP status for `http`. */
  status: number;
  /** Meta code for `graph-error` and `failed-status`. */
  code: number;
  /** Milliseconds for `latency`. */
  delayMs: number;
  struck: number;
};

export type FaultTarget = { endpoint: Endpoint; phoneNumberId?: string; recipient?: string };

export type FaultStore = {
  add(input: unknown): Fault | { problem: string };
  list(): Fault[];
  remove(id: string): boolean;
  clear(): void;
  /** The rules that strike this call; each strike is counted. */
  strike(target: FaultTarget, kinds?: readonly FaultKind[]): Fault[];
  any(): boolean;
};

const number = (input: JsonObject, key: string, fallback: number): number =>
  typeof input[key] === 'number' ? input[key] : fallback;

const text = (input: JsonObject, key: string): string | null =>
  typeof input[key] === 'string' && input[key] !== '' ? String(input[key]) : null;

const problemOf = (input: JsonObject): string | undefined => {
  if (!(FAULT_KINDS as readonly unknown[]).includes(input['kind']))
    return `kind must be one of ${FAULT_KINDS.join(', ')}`;
  const endpoint = input['endpoint'] ?? 'messages';
  if (endpoint !== '*' && !(ENDPOINTS as readonly unknown[]).includes(endpoint))
    return `endpoint must be * or one of ${ENDPOINTS.join(', ')}`;
  const share = number(input, 'share', 1);
  if (share < 0 || share > 1) return 'share must be between 0 and 1';
  if (input['times'] !== undefined && input['times'] !== null && !(Number(input['times']) >= 1))
    return 'times must be ≥ 1';
  if (
    (input['kind'] === 'graph-error' || input['kind'] === 'failed-status') &&
    typeof input['code'] !== 'number'
  )
    return 'code must be a number: the Meta error code to answer with';
  return undefined;
};

const fits = (fault: Fault, target: FaultTarget): boolean =>
  (fault.endpoint === '*' || fault.endpoint === target.endpoint) &&
  (fault.phoneNumberId === null || fault.phoneNumberId === target.phoneNumberId) &&
  (fault.recipient === null || fault.recipient === target.recipient) &&
  (fault.times === null || fault.struck < fault.times);

export const createFaultStore = (random: Random): FaultStore => {
  let faults: Fault[] = [];
  let serial = 0;
  return {
    add: (input) => {
      if (!isObject(input)) return { problem: 'a fault must be an object' };
      const problem = problemOf(input);
      if (problem) return { problem };
      const fault: Fault = {
        id: `f${(serial += 1)}`,
        kind: input['kind'] as FaultKind,
        endpoint: (input['endpoint'] ?? 'messages') as Endpoint | '*',
        phoneNumberId: text(input, 'phoneNumberId'),
        recipient: text(input, 'recipient')?.replace(/^\+/, '') ?? null,
        times: typeof input['times'] === 'number' ? input['times'] : null,
        share: number(input, 'share', 1),
        status: number(input, 'status', 500),
        code: number(input, 'code', 131000),
        delayMs: number(input, 'delayMs', 1000),
        struck: 0,
      };
      faults.push(fault);
      return fault;
    },
    list: () => faults.map((fault) => ({ ...fault })),
    remove: (id) => {
      const kept = faults.filter((fault) => fault.id !== id);
      const removed = kept.length < faults.length;
      faults = kept;
      return removed;
    },
    clear: () => {
      faults = [];
    },
    strike: (target, kinds) => {
      const struck = faults.filter(
        (fault) =>
          (!kinds || kinds.includes(fault.kind)) &&
          fits(fault, target) &&
          random.chance(fault.share)
      );
      for (const fault of struck) fault.struck += 1;
      return struck;
    },
    any: () => faults.length > 0,
  };
};
