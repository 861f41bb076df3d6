import type { Core } from '@strapi/strapi';
import type { AutomationType, AutomationTypes } from '../contracts/automation-desk';
import { automationTrigger } from '../contracts/automations';
import { recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import { linkedTypesOf } from './domain/watch';
import { listAutomations } from './store';

/** Content types that saved automations name. */
const namedTypes = async (strapi: Core.Strapi): Promise<string[]> => {
  const rows = await listAutomations(contextOf(strapi).db.knex);
  const triggers = rows.flatMap(({ trigger }) => automationTrigger.safeParse(trigger).data ?? []);
  return [...new Set(triggers.flatMap(linkedTypesOf).map(({ uid }) => uid))];
};

/** Content types as pages of automations see them: the linked ones, and what automations name beside them. */
export const typesOf = async (strapi: Core.Strapi): Promise<AutomationTypes> => {
  const records = recordsService(strapi);
  const viewOf = (uid: string): Omit<AutomationType, 'entries' | 'linked'> | null => {
    const type = records.watchable(uid);
    if (!type) return null;
    const fields = type.fields.map(({ path, label, type: kind, choices }) => ({
      ...{ path, label, type: kind, choices },
    }));
    return { uid, label: type.label, hasDrafts: type.hasDrafts, fields };
  };
  const types: AutomationType[] = [];
  const mapped = (await records.mapped()).types;
  for (const { uid, role } of mapped) {
    const type = viewOf(uid);
    if (!type) continue;
    const reach = (await records.reachOfType(uid)) ?? { entries: 0, linked: 0 };
    types.push({ ...type, label: role || type.label, ...reach });
  }
  for (const uid of await namedTypes(strapi)) {
    const type = mapped.some((one) => one.uid === uid) ? null : viewOf(uid);
    if (type) types.push({ ...type, entries: 0, linked: 0, isUnlinked: true });
  }
  return { types };
};
