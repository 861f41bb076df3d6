import type { Core } from '@strapi/strapi';
import { valueAnswers, type KeptValue } from '../audience/public';
import { agreedPurposes, requiredPurposes, type SaidDecision } from '../consent/public';
import {
  customValueOf,
  listFields,
  profileColumns,
  readValues,
  tagKey,
  valueKeyOf,
  type ContactFieldRow,
  type ContactRow,
} from '../contacts/public';
import type { ApartEvent } from '../contracts/bots';
import type { ConsentState } from '../contracts/contacts';
import type { DataPurpose } from '../contracts/consent';
import type { FlowStep } from '../contracts/flow-graph';
import { fold } from '../contracts/fold';
import { DomainError } from '../kernel/errors';
import { keysColumn, readKeys } from '../kernel/key-set';
import { readableField } from '../sending/public';
import type { Settings } from '../settings/public';
import { contextOf } from '../strapi/context';
import { needsAnswer } from './domain/foreseen';
import type { KnownPerson, Touched } from './domain/known-person';
import type { Scene } from './domain/trial-stage';
import type { Variables } from './domain/variables';
import { fillerFor } from './texts';
import { changeBy } from './turning';

type StepOf<K extends FlowStep['kind']> = Extract<FlowStep, { kind: K }>;
type Decided = Exclude<SaidDecision, 'nothing'>;
type Moment = Pick<Scene, 'now' | 'order'>;

const CATEGORIES = ['marketing', 'utility'] as const;
type Category = (typeof CATEGORIES)[number];

/** These categories in this state. */
const consentOf = (among: readonly Category[], state: ConsentState): Partial<ContactRow> => ({
  ...(among.includes('marketing') ? { marketing: state } : {}),
  ...(among.includes('utility') ? { utility: state } : {}),
});

/** A profile field that the trial changed. */
interface ChangedField {
  kept: KeptValue | null;
  /** As people read it in messages. */
  shown: string | null;
  /** False: it is sensitive, and what may be read of it depends on where. */
  isOpen: boolean;
}

/** Whom a flow is tried with. */
export interface Tried {
  contact: ContactRow;
  /** Tags of a made-up person; null: the contact is a real one. */
  tags: readonly string[] | null;
  accountId: number;
}

const RULES = { fold, keyOf: valueKeyOf };

/** Consent and kinds of message, as words and steps of a trial change them by the rules of the ledger. */
const createConsent = (
  own: { get(): ContactRow; set(change: Partial<ContactRow>): void },
  topics: Settings['topics']
) => {
  /** The orders at which the person refused, or may have asked to stop, last in the trial. */
  let [refusedAt, heldAt]: [number, number] = [-1, -1];

  /** Where something is said since the question: the answer counts for less. */
  const refuseRefused = (askedAt: number): void => {
    if (own.get().askedStopAt !== null && heldAt >= askedAt)
      throw new DomainError('asked-to-stop', 'the contact may want to opt out');
    if (refusedAt >= askedAt)
      throw new DomainError('opted-out', 'the contact has opted out since the question');
  };

  const out = (among: readonly Category[], order: number): boolean => {
    const isNew = among.some((category) => own.get()[category] !== 'out');
    refusedAt = order;
    own.set(consentOf(among, 'out'));
    return isNew;
  };

  return {
    isOutOrAsked: (): boolean => {
      const { marketing, utility, askedStopAt } = own.get();
      return marketing === 'out' || utility === 'out' || askedStopAt !== null;
    },
    /** Does what `decideSaid` decided; false: it was so already. */
    decide: (decision: Decided, { now, order }: Moment): boolean => {
      const { askedStopAt } = own.get();
      const left = CATEGORIES.filter((category) => own.get()[category] === 'out');
      if (decision === 'ask') {
        if (askedStopAt !== null || left.length === CATEGORIES.length) return false;
        own.set({ askedStopAt: now });
        heldAt = order;
        return true;
      }
      // Whatever they say clearly ends what was not clear before.
      own.set({ askedStopAt: null });
      if (decision !== 'in') return out(decision === 'out' ? CATEGORIES : ['marketing'], order);
      own.set(consentOf(left, 'in'));
      return left.length > 0 || askedStopAt !== null;
    },
    /** Records an answer. Throws why it may not. */
    record: (
      step: StepOf<'topic' | 'opt-in'>,
      { askedAt, order }: { askedAt: number | null } & Pick<Moment, 'order'>
    ): void => {
      if (needsAnswer(step) && askedAt === null)
        throw new DomainError('needs-answer', 'the step did not follow an answer of the contact');
      const isYes = step.kind === 'topic' ? step.wanted : step.action === 'opt-in';
      if (isYes && askedAt !== null) refuseRefused(askedAt);
      if (step.kind === 'opt-in') {
        if (isYes) own.set({ marketing: 'in' });
        else out(['marketing'], order);
        return;
      }
      if (!topics.some(({ key }) => key === step.topic))
        throw new DomainError('topic-gone', 'this topic is no longer offered');
      const others = readKeys(own.get().topicsOut).filter((key) => key !== step.topic);
      own.set({ topicsOut: keysColumn(isYes ? others : [...others, step.topic]) });
    },
  };
};

/** The person of a trial: as saved or made up, with all that the trial changed. Nothing is written. */
export const createPerson = async (
  strapi: Core.Strapi,
  { contact: saved, tags, accountId }: Tried,
  settings: Pick<Settings, 'topics'>
) => {
  const { knex } = contextOf(strapi).db;
  const isMadeUp = tags !== null;
  let contact = saved;
  let isChanged = false;
  let hasTalked = false;
  const tagged = new Map<string, boolean>(
    (tags ?? []).map((name) => [tagKey(name), true] as const)
  );
  const fields = new Map<string, ChangedField>();
  const required: ReadonlySet<DataPurpose> = isMadeUp
    ? new Set<DataPurpose>()
    : await requiredPurposes(knex);

  const change = (part: Partial<ContactRow>): void => {
    contact = { ...contact, ...part };
    isChanged = true;
  };
  const consent = createConsent({ get: () => contact, set: change }, settings.topics);

  const keepField = (
    { fieldKey, kind, sensitive }: ContactFieldRow,
    kept: ReturnType<typeof readValues>[number]['value']
  ): void => {
    const { language, timezone } = contact;
    const shown = kept && readableField(kind, customValueOf(kind, kept), { language, timezone });
    fields.set(fieldKey, { kept, shown, isOpen: sensitive === null });
  };

  /** Values for texts: of fields that anybody may read. */
  const shownFields = (): Record<string, string | null> =>
    Object.fromEntries(
      [...fields].filter(([, { isOpen }]) => isOpen).map(([key, { shown }]) => [key, shown])
    );

  const set = async (step: StepOf<'set'>, variables: Variables): Promise<void> => {
    const texts = step.values.map(({ text }) => text);
    const spoken = { texts, contact, accountId, variables, fields: shownFields() };
    const body = changeBy(step, await fillerFor(strapi, knex, spoken));
    const all = body.custom ? await listFields(knex) : [];
    // All of it fits, or none is kept.
    const values = readValues(all, body.custom ?? {});
    change(profileColumns(body, contact));
    for (const field of all)
      for (const { fieldId, value } of values) if (fieldId === field.id) keepField(field, value);
  };

  /** What was changed, or of somebody made up all that is known. */
  const own = <K extends 'language' | 'country' | 'town' | 'marketing'>(key: K) =>
    isMadeUp || contact[key] !== saved[key] ? contact[key] : undefined;
  const isRefused = (row: ContactRow, topic: string): boolean =>
    readKeys(row.topicsOut).includes(topic);

  /** What the event makes of them, as it does in earnest before bots and flows hear of it. */
  const happens = ({ event, value }: { event: ApartEvent; value: string }): void => {
    if (event === 'opted-in' && contact.marketing !== 'in') change({ marketing: 'in' });
    if (value === '') return;
    if (event === 'tag-added') {
      tagged.set(tagKey(value), true);
      isChanged = true;
    }
    if (event === 'topic-out') {
      const others = readKeys(contact.topicsOut).filter((key) => key !== value);
      change({ topicsOut: keysColumn([...others, value]) });
    }
  };

  const known = (): KnownPerson => ({
    language: own('language'),
    country: own('country'),
    town: own('town'),
    marketing: own('marketing'),
    askedToStop:
      isMadeUp || contact.askedStopAt !== saved.askedStopAt
        ? contact.askedStopAt !== null
        : undefined,
    tag: (name) => tagged.get(tagKey(name)) ?? (isMadeUp ? false : undefined),
    refuses: (topic) => {
      const is = isRefused(contact, topic);
      return isMadeUp || is !== isRefused(saved, topic) ? is : undefined;
    },
    field: (condition) => {
      const field = condition.on === 'custom' ? fields.get(condition.key) : undefined;
      const isAgreed =
        !required.has('profile') || agreedPurposes(contact.dataIn).includes('profile');
      // Without the consent that they need, conditions hold for nobody: the database says so.
      if (!field?.isOpen || !isAgreed) return undefined;
      return valueAnswers(condition, field.kept, RULES) !== condition.exclude;
    },
  });

  return {
    isMadeUp,
    consent,
    known,
    shownFields,
    contact: (): ContactRow => contact,
    /** A message went to or came from the person. */
    talks: (): void => {
      hasTalked = true;
    },
    touched: (): Touched => {
      const hidden = [...fields].filter(([, { isOpen }]) => !isOpen).map(([key]) => key);
      return { isChanged, hasTalked, hidden: new Set(hidden) };
    },
    tag: ({ add, remove }: StepOf<'tag'>): void => {
      for (const name of remove) tagged.set(tagKey(name), false);
      for (const name of add) tagged.set(tagKey(name), true);
      isChanged = true;
    },
    set,
    happens,
  };
};
export type Person = Awaited<ReturnType<typeof createPerson>>;
