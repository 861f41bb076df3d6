import type { AutomationOnce, AutomationWho } from '../../contracts/automations';
import { keyOf } from '../../kernel/hash';
import { beforeDays } from './days';

/** What is about to start a run. */
export interface Occasion {
  automationId: number;
  /** What happened, as a stable word of its own: a change with its instant, or entry and moment of a date. */
  event: string;
  /** Document id of the entry; null: there is none. */
  documentId: string | null;
  /** Of a date: the value that it was reckoned from. */
  basis: string | null;
  contactId: number;
}

/** One row of `whatsapp_automation_keys`: there is at most one, as long as the automation lives. */
export interface OnceKey {
  keyHash: string;
  /** 0: the person does not matter. */
  contactId: number;
  /** A key that was taken at or before this instant is free again; null: never. */
  freeUpTo: number | null;
}

/** May a key be taken that was taken then? Null: it never was. */
export const isFree = (takenAt: number | null, { freeUpTo }: Pick<OnceKey, 'freeUpTo'>): boolean =>
  takenAt === null || (freeUpTo !== null && takenAt <= freeUpTo);

/**
 * The key that an occasion takes. Whether there may be several people for one entry is part of it; without an entry (the clock,
 * a segment) the same occasion comes for many. `zone`: by whose calendar days are counted.
 */
export const onceKey = (
  once: AutomationOnce,
  { people }: AutomationWho,
  { occasion, zone, now }: { occasion: Occasion; zone: string; now: number }
): OnceKey => {
  const { automationId, event, documentId, basis, contactId } = occasion;
  const hash = (...parts: (string | number | null)[]) =>
    keyOf([automationId, once.per, ...parts].join(' '));
  const person = people === 'all' || documentId === null ? contactId : 0;
  switch (once.per) {
    case 'event':
      return { keyHash: hash(event), contactId: person, freeUpTo: null };
    case 'entry':
      return { keyHash: hash(documentId, basis), contactId: person, freeUpTo: null };
    case 'person':
      return {
        keyHash: hash(),
        contactId,
        freeUpTo: once.days === null ? null : beforeDays(once.days, { zone, now }),
      };
  }
};
