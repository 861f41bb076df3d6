import type { Core } from '@strapi/strapi';
import { zoneFor } from '../accounts/public';
import type { ContactRow } from '../contacts/public';
import type { FlowStep } from '../contracts/flow-graph';
import type { EntryWhich } from '../contracts/entry-step';
import { findsByField, guardOf, NEXT, NOT_FOUND, textsOf } from '../contracts/flow-parts';
import { recordsService, type EntryAsk } from '../records/public';
import { contextOf } from '../strapi/context';
import { keptEntry, withEntry } from './domain/entries';
import type { Acted } from './domain/trial-stage';
import type { Variables } from './domain/variables';
import { filledValues, filledWhich, subjectOf } from './entries';
import { fillerFor, type Spoken } from './texts';

type EntryStep = Extract<FlowStep, { kind: 'entry' }>;

/** Document id of an entry that only the trial knows. */
const MADE_UP = 'made-up';

interface EntryTrial extends Pick<Spoken, 'fields'> {
  contact: ContactRow;
  accountId: number;
  variables: Variables;
  /** The person exists nowhere: so does the entry. */
  isMadeUp: boolean;
  /** Who tries the flow: by their rights as by those of somebody who publishes it. */
  ownerId: number | null;
  now: number;
}

/** Nothing set off a trial: the newest entry of the contact stands for the one of the automation. */
const inTrial = (which: EntryWhich): EntryWhich =>
  which.by === 'automation' ? { by: 'newest', when: [] } : which;

/** The document id that the step would mean; null: there is no such entry. */
const meantBy = async (
  strapi: Core.Strapi,
  step: EntryStep,
  ask: EntryAsk & { isMadeUp: boolean }
): Promise<string | null> => {
  const { which, kept, isMadeUp } = ask;
  if (step.action === 'create') return MADE_UP;
  if (step.action === 'link') return kept;
  if (isMadeUp || (kept === MADE_UP && which.by === 'kept')) return MADE_UP;
  return (await recordsService(strapi).findEntry(ask))?.documentId ?? null;
};

/** What a step with an entry would come to. Entries of a contact are read as they are; nothing is written. */
export const tryEntry = async (
  strapi: Core.Strapi,
  step: EntryStep,
  { isMadeUp, ownerId, now, ...spoken }: EntryTrial
): Promise<Acted> => {
  const { contact, variables } = spoken;
  const texts = textsOf(step).map(([, text]) => text);
  const fill = await fillerFor(strapi, contextOf(strapi).db.knex, { texts, ...spoken });
  const { type: uid, action } = step;
  const kept = keptEntry(variables, uid);
  const zone = zoneFor(strapi, contact);
  const which = inTrial(filledWhich(step, fill));
  const ask = { uid, ownerId, contactId: contact.id, kept, zone, isMadeUp };
  const documentId = await meantBy(strapi, step, { ...ask, which });
  const unsure = documentId === MADE_UP;
  if (documentId === null) return { exit: NOT_FOUND, subject: null, variables, unsure };
  const isFirst = action === 'find' || (action === 'change' && kept === null);
  const values = filledValues(step, fill);
  const draft = await recordsService(strapi).draftEntry({
    ...{ uid, action, ownerId, now, values, zone },
    // Of a contact it is known whether the entry is theirs: only of others rights decide, and did.
    byField: isMadeUp && findsByField(step),
    ...{ isMadeUp: isMadeUp && isFirst, language: contact.language },
  });
  // What the trial itself would have written before is in no entry, and a made-up one is never refused.
  const change = { uid, documentId, values, zone, now, ...guardOf(step) };
  const exit = unsure ? null : await recordsService(strapi).entryExit(change);
  if (exit)
    return {
      ...{ exit, subject: draft.role, unsure },
      variables: withEntry(variables, { uid, documentId }),
    };
  return {
    exit: NEXT,
    subject: subjectOf(draft),
    variables: withEntry(variables, { uid, documentId }, draft.values),
    unsure,
  };
};
