import type { Core } from '@strapi/strapi';
import {
  chosenOf,
  fitOf,
  READY_AUTOMATIONS,
  readyAutomation,
  readyParts,
  type ReadyAutomation,
  type ReadyAutomationBody,
  type ReadyAutomationsResult,
  type ReadyMade,
  type ReadyOffer,
  type ReadyTemplate,
  type ReadyType,
} from '../contracts/ready-automations';
import type { ReadyLanguage } from '../contracts/ready-flow-words';
import { DomainError } from '../kernel/errors';
import type { InputWords } from '../kernel/input-words';
import { recordsService } from '../records/public';
import { templatesService } from '../templates/public';
import { deskWords } from './domain/desk-words';

const refuse = (field: string, words: InputWords): DomainError =>
  new DomainError('invalid', words.en.text, { field, remedy: words.en.advice, words });

/** Templates and content types, as ready automations see them. Outside of transactions. */
export const createReady = (strapi: Core.Strapi) => {
  /** Content types that are linked with people, with the fields that may be watched. */
  const types = async (): Promise<ReadyType[]> => {
    const records = recordsService(strapi);
    const linked = await records.entryTypes();
    return linked.types.flatMap(({ type: uid, label, fields: asked }) => {
      const known = records.watchable(uid);
      if (!known) return [];
      const usable = new Map(asked.map((one) => [one.field, one.writable]));
      const fields = known.fields
        .filter(({ type }) => type !== 'relation')
        .map(({ path, label: name, type, choices }) => ({
          ...{ path, label: name, type, choices },
          ...{ usable: usable.has(path), writable: usable.get(path) ?? false },
        }));
      return [{ uid, label: label || known.label, fields }];
    });
  };

  /** Approved ones that may be sent now, and of which every variable has a value. */
  const templates = async (): Promise<ReadyTemplate[]> => {
    const listed = await templatesService(strapi).list({ status: 'APPROVED' });
    return listed.templates
      .filter(({ sendable, missing }) => sendable.ok && missing.length === 0)
      .map(({ id, name, language, category, buttons }) => ({
        ...{ id, name, language, category },
        buttons: buttons.flatMap(({ type, text }) => (type === 'QUICK_REPLY' ? [text] : [])),
      }));
  };

  const offerOf = (
    kind: ReadyAutomation,
    known: { types: readonly ReadyType[]; templates: readonly ReadyTemplate[] },
    language: ReadyLanguage
  ): ReadyOffer => {
    const fits = known.types.flatMap((type): ReadyOffer['fits'] => {
      const fit = fitOf(kind, type);
      return fit ? [{ ...fit, uid: type.uid }] : [];
    });
    const parts = readyParts(kind, { templates: known.templates, language });
    return { kind, parts, fits: fits.sort((a, b) => Number(b.isLikely) - Number(a.isLikely)) };
  };

  return {
    /** Which linked content types fit which ready automation, and by which fields. */
    offers: async (language: ReadyLanguage): Promise<ReadyAutomationsResult> => {
      const known = { types: await types(), templates: await templates() };
      return {
        types: known.types,
        kinds: READY_AUTOMATIONS.map((kind) => offerOf(kind, known, language)),
      };
    },
    /** What is to be made. Throws `invalid` with the field of the form that is missing or does not fit. */
    made: async ({ kind, uid, language, ...given }: ReadyAutomationBody): Promise<ReadyMade[]> => {
      const type = (await types()).find((one) => one.uid === uid);
      if (!type) throw refuse('uid', deskWords.notLinked());
      const chosen = chosenOf(kind, type, given);
      if ('wrong' in chosen) throw refuse(chosen.wrong, deskWords.wrongReady());
      const { label } = type;
      return readyAutomation(kind, language, {
        ...chosen,
        ...{ uid, label, templates: await templates() },
      });
    },
  };
};
export type Ready = ReturnType<typeof createReady>;
