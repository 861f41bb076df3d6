import type {
  AutomationTrigger,
  ChangeKind,
  EntryVersion,
  HeldValue,
  HeldValues,
} from '../../contracts/automations';
import { crosses } from './threshold';
import { changedFields, sameValue } from './values';

/** What became of an entry between two looks at it: its values before and after; null: it was not, or is not, there. */
export interface Transition {
  kind: ChangeKind;
  version: EntryVersion;
  before: HeldValues | null;
  after: HeldValues | null;
  /** It is published, and had been before it was unpublished. */
  again?: boolean;
}

const NEW: readonly ChangeKind[] = ['created', 'published'];
const GONE: readonly ChangeKind[] = ['deleted', 'unpublished'];

/** Is the entry there for the first time? */
const isNew = ({ kind, again }: Transition): boolean => NEW.includes(kind) && again !== true;

/** Is the entry not there any more after it? */
export const hasGone = ({ kind }: Pick<Transition, 'kind'>): boolean => GONE.includes(kind);

const isAmong = (value: HeldValue | undefined, wanted: readonly HeldValue[] | null): boolean =>
  wanted === null || (value !== undefined && wanted.some((one) => sameValue(one, value)));

const valueOf = (values: HeldValues | null, field: string) => values?.[field];

const hasChanged = ({ before, after }: Transition, field: string): boolean =>
  before !== null && after !== null && changedFields(before, after, [field]).length > 0;

/** Does this set the trigger off? Of triggers that need time (`date`, `absence`, `clock`, `segment`): never by itself. */
export const matches = (trigger: AutomationTrigger, change: Transition): boolean => {
  const { kind, before, after } = change;
  if ('version' in trigger && trigger.version !== change.version) return false;
  switch (trigger.kind) {
    case 'created':
      return isNew(change);
    case 'deleted':
      return kind === 'deleted';
    case 'published':
    case 'unpublished':
      return kind === trigger.kind && change.version === 'published';
    case 'updated': {
      const { field, from, to, alsoNew } = trigger;
      if (!isAmong(valueOf(after, field), to)) return false;
      // A new entry has no value before: `from` would wait for one in vain.
      if (NEW.includes(kind)) return isNew(change) && alsoNew && from === null;
      return hasChanged(change, field) && isAmong(valueOf(before, field), from);
    }
    case 'threshold':
      return crosses(trigger, valueOf(before, trigger.field), valueOf(after, trigger.field));
    default:
      return false;
  }
};

/**
 * Does this change when a trigger of dates or of absence is due for the entry: a date was set, moved or taken away, something
 * happened again, or the entry came or went?
 */
export const movesTime = (trigger: AutomationTrigger, change: Transition): boolean => {
  if (trigger.kind !== 'date' && trigger.kind !== 'absence') return false;
  if (trigger.version !== change.version) return false;
  if (NEW.includes(change.kind) || hasGone(change)) return true;
  const fields = trigger.kind === 'date' ? [trigger.field] : trigger.fields;
  return fields.some((field) => hasChanged(change, field));
};
