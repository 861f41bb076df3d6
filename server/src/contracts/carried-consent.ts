import { z } from 'zod';
import { instant } from './common';
import { endpoints, get, put } from './endpoints';
import { actions } from './permissions';
import { typeUid } from './records';

/*
 * Entries of a linked content type can carry consent for utility messages about themselves (O-33): who places an order agrees
 * to hear of it.
 */

const words = z.string().trim().max(1000);
/** What people agree to with such an entry, as they read it there. */
export const carriedTexts = z.object({ en: words, tr: words });
export type CarriedTexts = z.infer<typeof carriedTexts>;

export const carriedConsentQuery = z.object({ uid: typeUid });

export const carriedConsentBody = z.object({
  uid: typeUid,
  carries: z.boolean(),
  /** Other words are a new version; needed in both languages while it carries. */
  texts: carriedTexts,
  /** What the writer saw: a change of somebody else since then is not overwritten (409 `changed-meanwhile`). */
  from: z.object({ version: z.number().int().min(0), carries: z.boolean() }),
});
export type CarriedConsentBody = z.infer<typeof carriedConsentBody>;

/** How a linked content type carries consent. */
export const carriedConsent = z.object({
  uid: typeUid,
  carries: z.boolean(),
  texts: carriedTexts,
  /** Of the words; 0 = they were never written. */
  version: z.number().int(),
  /** Who wrote this version, and when. */
  by: z.string().nullable(),
  at: instant.nullable(),
  /** People with an entry of the type. */
  people: z.number().int(),
  /** Those of them whom this alone lets get such messages: they never said anything about it. */
  decides: z.number().int(),
  /** False: by the settings everybody who has not opted out gets utility messages, so that this decides nothing. */
  isStrict: z.boolean(),
});
export type CarriedConsent = z.infer<typeof carriedConsent>;

/** A message that went out because an entry carried consent for it. */
export const carriedMessage = z.object({
  id: z.number().int(),
  /** What such an entry is: Order. */
  role: z.string(),
  /** Document id of the entry; null: it was forgotten with the person. */
  documentId: z.string().nullable(),
  /** Of the words by which it was carried. */
  version: z.number().int(),
  texts: carriedTexts,
  at: instant,
});
export type CarriedMessage = z.infer<typeof carriedMessage>;

export const carriedConsentApi = endpoints('/carried-consent', {
  get: get('')
    .needs(actions.settingsConfigure)
    .query(carriedConsentQuery)
    .answers<CarriedConsent>(),
  save: put('').needs(actions.settingsConfigure).body(carriedConsentBody).answers<CarriedConsent>(),
});
