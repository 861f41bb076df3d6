import type { EntryAction } from '../contracts/entry-step';
import type { HostWriter } from './host-access';

/** What a step does, as far as rights decide on it. */
export interface WantedEntry {
  action: EntryAction;
  /** Fields that it writes. */
  fields: readonly string[];
  /** It finds its entry by a field, and so entries that are linked with nobody. */
  byField: boolean;
}

/**
 * May they do this in some entry of the type? What is linked with the person already is found and read by no rights of anybody,
 * as messages read it.
 */
export const mayDo = (writer: HostWriter, { action, fields, byField }: WantedEntry): boolean => {
  if ((byField || action === 'link') && !writer.reads()) return false;
  if (action === 'create') return writer.fills(fields);
  return action !== 'change' || writer.changes(fields);
};
