import type { Core } from '@strapi/strapi';
import type { ContactRow } from '../contacts/public';
import type { SlotBindings, TemplateSlot, ValueSource } from '../contracts/templates';
import { contextOf } from '../strapi/context';
import { resolveValues, type ResolvedValues } from '../templates/public';
import { knownFor, type EntriesMeant } from './known';

interface OfEntry {
  slot: TemplateSlot;
  source: Extract<ValueSource, { kind: 'record' }>;
}

/** The variables of a template that are bound to fields of these entries. */
export const slotsOfEntries = (
  { slots, bindings }: { slots: readonly TemplateSlot[]; bindings: SlotBindings },
  entries: EntriesMeant
): OfEntry[] =>
  slots.flatMap((slot) => {
    const source = Object.hasOwn(bindings, slot.key) ? bindings[slot.key]?.source : undefined;
    const isMeant = source?.kind === 'record' && Object.hasOwn(entries, source.type);
    return isMeant ? [{ slot, source }] : [];
  });

/** Their values: the door itself knows the newest entries only. */
export const valuesOfEntries = async (
  strapi: Core.Strapi,
  slots: readonly TemplateSlot[],
  {
    contact,
    bindings,
    ...more
  }: {
    contact: ContactRow;
    bindings: SlotBindings;
    language: string | null;
    entries: EntriesMeant;
  }
): Promise<ResolvedValues> => {
  const ask = { ...more, contacts: [contact], bindings, account: null, agentId: null };
  const known = (await knownFor(strapi, contextOf(strapi).db.knex, ask)).get(contact.id);
  return resolveValues(slots, bindings, { ...known, contact });
};
