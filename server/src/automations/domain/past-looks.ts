import type { HeldValue, TriggerOf } from '../../contracts/automations';
import { DAY_MS } from '../../kernel/time';
import {
  AROUND_MS,
  followingDateLook,
  isByPerson,
  nextClockLook,
  nextDateLook,
  type NextLook,
} from './looks';
import type { DateField } from './moments';

/** A time that is over, both ends included. */
export interface Span {
  from: number;
  to: number;
}

/** When a trigger of dates looked at an entry whose date was this for so long. */
export const dateLooksIn = (
  trigger: TriggerOf<'date'>,
  value: HeldValue,
  { from, to, ...field }: DateField & Span
): NextLook[] => {
  const looks: NextLook[] = [];
  let look = nextDateLook(trigger, value, { ...field, after: from - 1 });
  while (look && look.at <= to) {
    looks.push(look);
    look = followingDateLook(trigger, value, { ...field, look });
  }
  return looks;
};

/** When a clock looked at its people. That each person's own clock showed it may be a day and more later. */
export const clockLooksIn = (
  trigger: TriggerOf<'clock'>,
  { from, to, ...rule }: Span & { zone: string; isHoliday: (day: string) => boolean }
): NextLook[] => {
  const looks: NextLook[] = [];
  const before = isByPerson(trigger) ? AROUND_MS + DAY_MS : 0;
  let look = nextClockLook(trigger, { ...rule, after: from - before - 1 });
  while (look && look.at <= to) {
    looks.push(look);
    look = nextClockLook(trigger, { ...rule, after: look.at });
  }
  return looks;
};

/** A change of a date. `before`: undefined where the entry was not there, or nobody knows. */
export interface DateChange {
  at: number;
  before: HeldValue | undefined;
}

/**
 * What a date of an entry was within a time, by what it is now and its changes, the newest first: a reminder that had come
 * before the date was moved had come.
 */
export const datesOver = (
  now: HeldValue,
  changes: readonly DateChange[],
  { from, to }: Span
): (Span & { value: HeldValue })[] => {
  const spans: (Span & { value: HeldValue })[] = [];
  let value: HeldValue | undefined = now;
  let end = to;
  for (const { at, before } of changes) {
    if (value !== undefined) spans.push({ value, from: Math.max(from, at + 1), to: end });
    value = before;
    end = at;
  }
  if (value !== undefined) spans.push({ value, from, to: end });
  return spans.filter((span) => span.from <= span.to);
};

/** Something happened in an entry, or ended it. */
export interface Stir {
  documentId: string;
  at: number;
  isEnd: boolean;
  /** What was changed in bulk begins no silence, and breaks one all the same. */
  begins: boolean;
}

/** Moments at which nothing had happened in an entry for so long, in their order. `stirs`: in theirs. */
export const silencesIn = (
  stirs: readonly Stir[],
  { waitMs, from, to }: Span & { waitMs: number }
): { documentId: string; since: number; at: number }[] => {
  const open = new Map<string, number>();
  const found: { documentId: string; since: number; at: number }[] = [];
  const end = (documentId: string, upTo: number): void => {
    const since = open.get(documentId);
    const at = since === undefined ? Infinity : since + waitMs;
    if (since !== undefined && at >= from && at <= upTo) found.push({ documentId, since, at });
    open.delete(documentId);
  };
  for (const { documentId, at, isEnd, begins } of stirs) {
    const isOpen = (open.get(documentId) ?? -Infinity) + waitMs > at;
    end(documentId, at);
    if (!isEnd && (begins || isOpen)) open.set(documentId, at);
  }
  for (const documentId of [...open.keys()]) end(documentId, to);
  return found.sort((a, b) => a.at - b.at);
};
