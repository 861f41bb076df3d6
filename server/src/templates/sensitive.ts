import type { Core } from '@strapi/strapi';
import type { SlotBindings, ValueSource } from '../contracts/templates';
import { nameOf, sensitiveRefusal, sensitiveService, type MarkedField } from '../sensitive/public';
import { contextOf } from '../strapi/context';

const nameOfSource = (source: ValueSource): string | null => {
  if (source.kind === 'custom') return nameOf({ on: 'custom', key: source.key });
  if (source.kind !== 'record') return null;
  return nameOf({ on: 'record', type: source.type, key: source.field });
};

/** Sensitive fields that these bindings name and messages may not use, each with its slot. */
export const lockedBindings = async (
  strapi: Core.Strapi,
  bindings: SlotBindings | null
): Promise<{ slot: string; field: MarkedField }[]> => {
  const named = Object.entries(bindings ?? {}).flatMap(([slot, { source }]) => {
    const name = nameOfSource(source);
    return name === null ? [] : [{ slot, name }];
  });
  if (named.length === 0) return [];
  const locked = await sensitiveService(strapi).locked(contextOf(strapi).db.knex, 'messages');
  return named.flatMap(({ slot, name }) => {
    const field = locked.get(name);
    return field ? [{ slot, field }] : [];
  });
};

/** Throws `sensitive-field` naming the slot. */
export const refuseLockedBindings = async (
  strapi: Core.Strapi,
  bindings: SlotBindings | null
): Promise<void> => {
  const [first] = await lockedBindings(strapi, bindings);
  if (first) throw sensitiveRefusal(first.field, { use: 'messages', at: `bindings.${first.slot}` });
};
