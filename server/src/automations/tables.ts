import type {
  AutomationCeiling,
  AutomationConditions,
  AutomationGoal,
  AutomationOnce,
  AutomationTrigger,
  AutomationWho,
  ChangeKind,
  ChangeOrigin,
  EntryVersion,
  HeldReason,
  HeldValues,
  SkipReason,
} from '../contracts/automations';
import type { FloodAnswer } from '../contracts/automation-desk';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';
import type { KnownSince } from './domain/known';
import type { LookPhase } from './domain/members';

/** When something is said and to whom; what is said is a flow. */
export const automationTable = defineTable({
  name: 'automation',
  kind: 'content-type',
  description: 'When a flow begins by itself, and for whom',
  columns: {
    name: must.string<string>(undefined, 120),
    active: must.bool(false),
    /** Switched off, and people who are in its flow finish. */
    finishing: must.bool(false),
    trigger: maybe.json<AutomationTrigger>(),
    /** Content type that it hears of, as its trigger says; null: none. */
    uid: maybe.string(120),
    botId: must.int(),
    /** The flow was made with it: nobody sees it among the bots. */
    ownsBot: must.bool(false),
    who: maybe.json<AutomationWho>(),
    conditions: maybe.json<AutomationConditions>(),
    stopWhen: maybe.json<AutomationConditions>(),
    once: maybe.json<AutomationOnce>(),
    goal: maybe.json<AutomationGoal>(),
    ceiling: maybe.json<AutomationCeiling>(),
    staleMinutes: must.int(1_440),
    /** `flood`: it is switched on and asks first. Any other: why it was switched off. */
    heldReason: maybe.string<HeldReason>(24),
    /**
     * The starts that wait up to this one were allowed, and begin in their turn. Null: all of that is done. What somebody skips
     * is dropped with the answer itself.
     */
    floodAnswer: maybe.string<Extract<FloodAnswer, 'start'>>(8),
    floodUpTo: maybe.int(),
    /** The entry up to which those that are there have been looked at since it was switched on, or again; null: it is over. */
    scanCursor: maybe.string(70),
    /**
     * Of changes made in bulk: the one up to which somebody has decided, or up to which it has come; and the one up to which it
     * starts now. Null: it starts for none.
     */
    bulkCursor: maybe.string(80),
    bulkUpTo: maybe.string(80),
    /** Since when it has started nothing, where that is longer than ever before. */
    silentSince: maybe.big(),
    lastError: maybe.json<{ reason: string; at: number }>(),
    /** Who switched it on last: it goes off when they are gone or lose the right. */
    ownerId: maybe.int(),
    ownerName: maybe.text(),
    /** Name of who changed it last. */
    changedBy: maybe.text(),
    version: must.int(1),
    /** Since when it has been switched on. */
    activeSince: maybe.big(),
    addedAt: must.big(),
    changedAt: must.big(),
    sample: must.bool(false),
  },
  indexes: [{ columns: ['uid', 'active'] }, { columns: ['botId'] }],
});
export type AutomationRow = RowOf<typeof automationTable>;

/** A content type that automations watch, and how far its entries have been looked at. */
export const watchedTypeTable = defineTable({
  name: 'watched-type',
  kind: 'model',
  description: 'Content types whose entries automations watch',
  columns: {
    uid: must.string<string>(undefined, 120),
    fields: maybe.json<string[]>(),
    versions: maybe.json<EntryVersion[]>(),
    /** Fields whose remembered value is of an earlier time, until all entries have been looked at. */
    fresh: maybe.json<string[]>(),
    /** The entry up to which the first look has come; null: it is over. */
    fillCursor: maybe.string(64),
    /** The same of the look after a change of very many entries; null: none is under way. */
    bulkCursor: maybe.string(70),
    /** Changes of very many entries so far: one that comes while a look is under way begins it again. */
    bulkRound: must.int(0),
    /** When these fields and versions began to be watched, and since when all entries have been looked at. */
    startedAt: must.big(),
    filledAt: maybe.big(),
    /** Since when changes of each of them are known. */
    known: maybe.json<KnownSince>(),
  },
  indexes: [{ columns: ['uid'], unique: true }],
});
export type WatchedTypeRow = RowOf<typeof watchedTypeTable>;

/** What was seen last of one row of an entry: of one language in one version. */
export const seenTable = defineTable({
  name: 'seen-entry',
  plural: 'seen-entries',
  kind: 'model',
  description: 'Watched fields of entries as they were seen last',
  columns: {
    uid: must.string<string>(undefined, 120),
    /** Document id of the entry; Strapi keeps the plain word for itself. */
    entryDocument: must.string<string>(undefined, 64),
    /** Empty of a type without translations. */
    locale: must.string<string>('', 40),
    version: must.string<EntryVersion>(undefined, 10),
    /** JSON of the values by field, at most 16 kB; null: they were forgotten with the person. */
    held: maybe.text(),
    /** Since when the row is gone, and the transaction in which it went: it may come back in that one. */
    goneAt: maybe.big(),
    goneMark: maybe.string(32),
    /** It is unpublished while its draft is left. Nothing else is remembered of it: publishing it again makes no new entry. */
    wasPublished: must.bool(false),
    /** Raised by each change of this row. */
    revision: must.int(1),
    /** Whom the entry was about when it went: its link goes with it. */
    contactId: maybe.int(),
    seenAt: must.big(),
  },
  indexes: [
    { columns: ['uid', 'entryDocument', 'locale', 'version'], unique: true },
    { columns: ['goneAt'] },
    { columns: ['contactId'] },
  ],
});
export type SeenRow = RowOf<typeof seenTable>;

/**
 * What became of an entry, written in the transaction that changed it. `due`: automations look at it next. `held`: only when
 * somebody asks. Kept 90 days.
 */
export const changeTable = defineTable({
  name: 'entry-change',
  kind: 'model',
  description: 'What changed in watched entries',
  columns: {
    uid: must.string<string>(undefined, 120),
    entryDocument: must.string<string>(undefined, 64),
    locale: must.string<string>('', 40),
    version: must.string<EntryVersion>(undefined, 10),
    kind: must.string<ChangeKind>(undefined, 12),
    valuesBefore: maybe.json<HeldValues>(),
    valuesAfter: maybe.json<HeldValues>(),
    /** Of one that is published: it had been before. */
    again: must.bool(false),
    at: must.big(),
    origin: must.string<ChangeOrigin>('save', 6),
    /** 0: a person or another system wrote it; n: a flow did, n deep. */
    depth: must.int(0),
    state: must.string<'due' | 'held' | 'done'>('due', 6),
    /** Of a deleted entry: whom it was about. */
    contactId: maybe.int(),
    /** Tries that failed for a reason of ours, and when the next one is. */
    tries: must.int(0),
    nextAt: must.big(0),
    doneAt: maybe.big(),
  },
  indexes: [
    { columns: ['state', 'nextAt', 'id'] },
    { columns: ['contactId'] },
    { columns: ['uid', 'entryDocument'] },
    { columns: ['uid', 'at'] },
    { columns: ['at'] },
  ],
});
export type ChangeRow = RowOf<typeof changeTable>;

/** A moment that lies ahead: of a date of an entry, of silence, of the clock. Worked out again when it comes. */
export const dueTable = defineTable({
  name: 'automation-due',
  plural: 'automation-dues',
  kind: 'model',
  description: 'Moments at which automations look at an entry',
  columns: {
    automationId: must.int(),
    entryDocument: maybe.string(64),
    contactId: maybe.int(),
    dueAt: must.big(),
    /** The value that it was worked out from: another one is another occasion. */
    basis: maybe.string(64),
    /** When it was written down: what came before is past. */
    addedAt: must.big(0),
    /** Of a clock: people of the segment up to this one have been looked at. */
    peopleCursor: must.int(0),
    /** Of a clock: how many people it was about when somebody last knew: far more than these start only when asked for. */
    people: maybe.int(),
    /** It is about far more people than that: each of them waits for an answer, also when others were allowed meanwhile. */
    asksFirst: must.bool(false),
    /** Tries that failed for a reason of ours, and when the next one is. */
    tries: must.int(0),
    nextAt: must.big(0),
    /** sha256 of automation, entry and person: one moment ahead for each; of the clock also of the time. */
    dueKey: must.string<string>(undefined, 64),
  },
  indexes: [
    { columns: ['dueKey'], unique: true },
    { columns: ['dueAt', 'id'] },
    { columns: ['automationId', 'entryDocument'] },
    { columns: ['contactId'] },
  ],
});
export type DueRow = RowOf<typeof dueTable>;

/** What an automation may do once: the row lives as long as the automation, also after what it did is cleared away. */
export const onceTable = defineTable({
  name: 'automation-key',
  kind: 'content-type',
  description: 'What an automation has done, so that it is not done again',
  columns: {
    automationId: must.int(),
    /** sha256; see domain/once.ts. */
    keyHash: must.string<string>(undefined, 64),
    /** 0: the person does not matter. */
    contactId: must.int(0),
    at: must.big(),
  },
  indexes: [
    { columns: ['automationId', 'keyHash', 'contactId'], unique: true },
    { columns: ['contactId'] },
  ],
});

/**
 * What an automation did about one person and one change or moment: a run, or the reason why none began. `held`: it waits for
 * an answer, because far more was about to start than usual. Kept 90 days.
 */
export const startTable = defineTable({
  name: 'automation-start',
  kind: 'content-type',
  description: 'What an automation began, or skipped and why',
  columns: {
    automationId: must.int(),
    /** sha256 of automation, change or moment, and person: a repeat after a crash finds it. */
    startKey: must.string<string>(undefined, 64),
    changeId: maybe.int(),
    uid: maybe.string(120),
    entryDocument: maybe.string(64),
    contactId: maybe.int(),
    /** Of a date: the value that it was reckoned from. */
    basis: maybe.string(64),
    result: must.string<'started' | 'skipped' | 'held'>(undefined, 8),
    /** Somebody asked for it: it says nothing of how often the automation starts by itself. */
    asked: must.bool(false),
    reason: maybe.string<SkipReason>(24),
    runId: maybe.int(),
    at: must.big(),
    /** Of one that waited and was allowed: tries that failed for a reason of ours, and when the next one is. */
    tries: must.int(0),
    nextAt: must.big(0),
  },
  indexes: [
    { columns: ['startKey'], unique: true },
    { columns: ['automationId', 'at'] },
    { columns: ['automationId', 'entryDocument', 'at'] },
    { columns: ['automationId', 'result', 'id'] },
    { columns: ['automationId', 'result', 'at'] },
    { columns: ['automationId', 'reason', 'at'] },
    { columns: ['contactId'] },
    { columns: ['at'] },
  ],
});
export type StartRow = RowOf<typeof startTable>;

/** Who was in the segment of an automation when it was looked at last: differences are news. */
export const memberTable = defineTable({
  name: 'automation-member',
  kind: 'model',
  description: 'People in the segment of an automation',
  columns: { automationId: must.int(), contactId: must.int() },
  indexes: [{ columns: ['automationId', 'contactId'], unique: true }, { columns: ['contactId'] }],
});

/**
 * How far the segment of an automation has been looked at. A row lives as long as there may be members of the automation: one
 * that is switched off forgets them by pieces.
 */
export const segmentLookTable = defineTable({
  name: 'segment-look',
  kind: 'model',
  description: 'How far automations have looked at their segments',
  columns: {
    automationId: must.int(),
    /** `activeSince` of the automation as this look knows it: with another one everybody is looked at again in silence. */
    since: must.big(),
    /** What the segment asked when the look began; empty: it has not begun. */
    mark: must.string<string>('', 64),
    phase: must.string<LookPhase>('forget', 8),
    /** Of the look that is under way: when it began, and the contact up to which it has come. 0: none is. */
    startedAt: must.big(0),
    peopleCursor: must.int(0),
    nextAt: must.big(0),
    /** It looks in silence because the segment was edited: how many people came and went by that. */
    edited: must.bool(false),
    cameIn: must.int(0),
    wentOut: must.int(0),
    /** Looks in a row in which somebody could not begin, for a reason of ours. */
    tries: must.int(0),
  },
  indexes: [{ columns: ['automationId'], unique: true }],
});
export type SegmentLookRow = RowOf<typeof segmentLookTable>;
