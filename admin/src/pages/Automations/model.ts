import type {
  AutomationType,
  AutomationView,
} from '../../../../server/src/contracts/automation-desk';
import type {
  AutomationBody,
  AutomationOnce,
  AutomationTrigger,
} from '../../../../server/src/contracts/automations';
import { kindOfField, type WatchedField } from '../../shared/entry-values/entry-values';
import type { OfAutomation } from '../Segments/model-entry';

/** An automation as its page edits it. `botId` null: the flow of its own. What is missing is an empty text, 0 or no number. */
export type Draft = AutomationBody;

/** What happens with an entry, as the second blank of the sentence offers it. */
export const ENTRY_KINDS = [
  'updated',
  'created',
  'published',
  'unpublished',
  'deleted',
  'threshold',
  'date',
  'absence',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];
/** What else sets it off, in the place of a content type. */
export const SUBJECTS = ['segment', 'clock'] as const;

const emptyTrigger = (): AutomationTrigger => ({ kind: 'created', uid: '', version: 'published' });

export const emptyDraft = (): Draft => ({
  name: '',
  trigger: emptyTrigger(),
  botId: null,
  who: { people: 'none-if-several' },
  conditions: null,
  stopWhen: null,
  once: { per: 'entry' },
  goal: null,
  ceiling: null,
  staleMinutes: 1_440,
});

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
};
/** With keys in one order, so that the same reads the same: databases give them back in another. */
export const inOrder = <T>(value: T): T => sorted(value) as T;

export const draftOf = (automation: AutomationView): Draft =>
  inOrder({
    name: automation.name,
    trigger: automation.trigger ?? emptyTrigger(),
    botId: automation.flow.isOwn ? null : automation.flow.id,
    who: automation.who,
    conditions: automation.conditions,
    stopWhen: automation.stopWhen,
    once: automation.once,
    goal: automation.goal,
    ceiling: automation.ceiling,
    staleMinutes: automation.staleMinutes,
  });

export const bodyOf = (draft: Draft): AutomationBody => ({ ...draft, name: draft.name.trim() });

/** The content type whose entries set it off; null: none does. */
export const uidOf = (trigger: AutomationTrigger): string | null =>
  'uid' in trigger ? trigger.uid : null;

export const typeIn = (
  types: readonly AutomationType[],
  trigger: AutomationTrigger
): AutomationType | undefined => types.find(({ uid }) => uid === uidOf(trigger));

/** Content types that may be chosen: the linked ones, and the one that stands there. */
export const offeredTypes = (
  types: readonly AutomationType[],
  chosen: string | null
): readonly AutomationType[] =>
  types.filter(({ uid, isUnlinked }) => !isUnlinked || uid === chosen);

export const fieldIn = (type: AutomationType | undefined, path: string): WatchedField | undefined =>
  type?.fields.find((field) => field.path === path);

/** Fields that a trigger of this kind can hear. */
export const fieldsFor = (
  kind: AutomationTrigger['kind'],
  type: AutomationType | undefined
): readonly WatchedField[] => {
  const fields = type?.fields ?? [];
  if (kind === 'threshold') return fields.filter((field) => kindOfField(field) === 'number');
  if (kind !== 'date') return fields;
  return fields.filter((field) => ['date', 'moment'].includes(kindOfField(field)));
};

/** Kinds that a content type knows: without drafts nothing of it is published. */
export const kindsFor = (type: AutomationType | undefined): readonly EntryKind[] =>
  type && !type.hasDrafts
    ? ENTRY_KINDS.filter((kind) => kind !== 'published' && kind !== 'unpublished')
    : ENTRY_KINDS;

interface Place {
  readonly kind: EntryKind;
  readonly uid: string;
  readonly type: AutomationType | undefined;
}

/** Another kind of trigger; version and field that still fit are kept. */
export const triggerOf = (
  { kind, uid, type }: Place,
  before: AutomationTrigger
): AutomationTrigger => {
  const version = 'version' in before && type?.hasDrafts === true ? before.version : 'published';
  const known = 'field' in before && before.uid === uid ? before.field : '';
  const field = fieldsFor(kind, type).some(({ path }) => path === known) ? known : '';
  const on = { uid, version };
  switch (kind) {
    case 'created':
      return { kind, ...on };
    case 'updated':
      return { kind, ...on, field, from: null, to: null, alsoNew: false };
    case 'published':
    case 'unpublished':
      return { kind, uid };
    case 'deleted':
      return { kind, ...on };
    case 'threshold':
      return { kind, ...on, field, way: 'down', by: { kind: 'value', value: Number.NaN } };
    case 'date':
      return {
        ...{ kind, ...on, field, side: 'before', amount: 1, unit: 'days', at: '09:00' },
        ...{ yearly: false, zone: 'business', usualHour: false },
      };
    case 'absence':
      return { kind, ...on, fields: [], minutes: 120, without: null };
  }
};

const segmentIn = (trigger: AutomationTrigger): number =>
  'segmentId' in trigger ? trigger.segmentId : 0;

/** Something else sets it off: entries of a content type, people of a segment, the clock. */
export const withSubject = (
  trigger: AutomationTrigger,
  subject: string,
  types: readonly AutomationType[]
): AutomationTrigger => {
  const segmentId = segmentIn(trigger);
  if (subject === 'segment') return { kind: 'segment', segmentId, way: 'enters' };
  if (subject === 'clock')
    return {
      ...{ kind: 'clock', segmentId, at: ['09:00'], days: [], dates: [] },
      ...{ holidays: 'as-others', zone: 'business', usualHour: false },
    };
  const type = types.find(({ uid }) => uid === subject);
  const kind = ENTRY_KINDS.find((one) => one === trigger.kind) ?? 'created';
  const fitting = kindsFor(type).includes(kind) ? kind : 'created';
  return triggerOf({ kind: fitting, uid: subject, type }, trigger);
};

/** A trigger without an entry cannot count by entry; back at entries, it is once per entry as at first. */
export const onceFor = (
  trigger: AutomationTrigger,
  before: Pick<Draft, 'trigger' | 'once'>
): AutomationOnce => {
  const { once } = before;
  const [has, had] = ['uid' in trigger, 'uid' in before.trigger];
  if (!has && once.per === 'entry') return { per: 'event' };
  return has && !had && once.per === 'event' ? { per: 'entry' } : once;
};

/** What conditions can ask of: of a deleted entry there is nothing left. */
export const askedOf = (
  { kind }: Pick<AutomationTrigger, 'kind'>,
  type: AutomationType | undefined
): OfAutomation => ({
  entry: type && kind !== 'deleted' ? { label: type.label, fields: type.fields } : null,
});

/** As lists and pages name it; `stopped`: it went off by itself. */
export const stateOf = ({
  active,
  held,
  finishing,
  silentSince,
}: Pick<AutomationView, 'active' | 'held' | 'finishing' | 'silentSince'>) => {
  if (active && held === 'flood') return 'asks';
  if (!active && held !== null) return 'stopped';
  if (active) return silentSince === null ? 'on' : 'silent';
  return finishing ? 'finishing' : 'off';
};
