import type { Core } from '@strapi/strapi';
import { stepsIn } from '../flows/public';
import { sourcesOf, templatesService } from '../templates/public';
import { choosesEntry, typesNamed } from './domain/entry-names';
import type { BotRow } from './tables';

/** Does it name fields of the entry of this type with which it begins, in a text or by a template? */
export const namesFirstEntry = async (
  strapi: Core.Strapi,
  chain: Pick<BotRow, 'graph' | 'steps'>,
  uid: string
): Promise<boolean> => {
  const steps = stepsIn(chain);
  if (choosesEntry(steps, uid)) return false;
  if (typesNamed(steps).has(uid)) return true;
  const ids = steps.flatMap((step) => (step.kind === 'template' ? [step.templateId] : []));
  const templates = await templatesService(strapi).byIds(ids);
  return [...templates.values()].some(({ bindings }) =>
    sourcesOf(bindings, 'record').some(({ type }) => type === uid)
  );
};
