import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, type ContactRow } from '../contacts/public';
import { contextOf } from '../strapi/context';
import {
  forgetMove,
  linksOfContacts,
  movesOfDocuments,
  saveMove,
  type RecordMove,
} from './link-store';
import type { ContactLinkRow } from './tables';

/** What an entry says about consent; the room above records it. */
export type ConsentEffect = (
  trx: Knex.Transaction,
  news: {
    contactId: number;
    /** `not-theirs`: the entry is about somebody else, so its yes was not theirs. */
    action: 'opt-in' | 'opt-out' | 'not-theirs';
    uid: string;
    documentId: string;
    at: number;
  }
) => Promise<void>;

interface MoveDeps {
  strapi: Core.Strapi;
  consentEffects: readonly ConsentEffect[];
}

interface Heard {
  /** What the entry had said of consent before this time, and what it has said now. */
  seen: boolean | null;
  consentSeen: boolean | null;
  /** How it became about another person, if it ever did. */
  move: RecordMove | undefined;
}

/**
 * The entry is somebody else's: its yes is taken back from this person, unless another entry of theirs says yes too. Then that
 * one opted them in.
 */
const disown = async (
  { strapi, consentEffects }: MoveDeps,
  trx: Knex.Transaction,
  entry: { contact: ContactRow; uid: string; documentId: string; at: number }
): Promise<void> => {
  const { contact, uid, documentId, at } = entry;
  const tell = async (news: Parameters<ConsentEffect>[1]) => {
    for (const effect of consentEffects) await effect(trx, news);
  };
  const contactId = contact.id;
  await tell({ contactId, action: 'not-theirs', uid, documentId, at });
  const now = await contactsService(strapi).lock(trx, contactId);
  if (contact.marketing !== 'in' || now?.marketing !== 'none') return;
  for (const own of await linksOfContacts(trx, [contactId])) {
    const isThis = own.uid === uid && own.documentId === documentId;
    if (isThis || own.consentSeen !== true) continue;
    if ((await movesOfDocuments(trx, own.uid, [own.documentId])).size > 0) continue;
    return tell({ contactId, action: 'opt-in', uid: own.uid, documentId: own.documentId, at });
  }
};

/** Is the entry with whom it was about first? */
const isBackWith = (move: RecordMove | undefined, contactId: number | null): boolean =>
  move !== undefined && contactId !== null && move.contactId === contactId;

interface Reading {
  uid: string;
  documentId: string;
  link: ContactLinkRow | undefined;
  /** How it became about another person before. */
  move: RecordMove | undefined;
  /** Whom it is about now; null: nobody. */
  contactId: number | null;
  /** What its consent field says; undefined: the mapping names no field for that. */
  consent: boolean | null | undefined;
  /** Its number or e-mail is another one than it was; and without a link, whether that makes it another person's. */
  isChanged: boolean;
  isAnother: boolean;
  at: number;
}

/**
 * What an entry that is read now had said of consent before. At the moment at which it becomes about another person all that it
 * says counts as said before, and the room above hears whom it opted in by mistake.
 */
export const hear = async (
  deps: MoveDeps,
  trx: Knex.Transaction,
  { uid, documentId, link, move: before, contactId, consent, isChanged, isAnother, at }: Reading
): Promise<Heard> => {
  const now = consent ?? null;
  // Two people who became one are no others.
  const linkedId = link?.contactId ?? null;
  const held =
    linkedId === null || linkedId === contactId
      ? null
      : await contactsService(deps.strapi).lock(trx, linkedId);
  const other = held?.id === contactId ? null : held;
  const isMoved = linkedId === null ? isAnother : other !== null;
  // People who left the number of their own entry did agree; somebody else has that number now.
  if (other && isChanged) await disown(deps, trx, { contact: other, uid, documentId, at });
  if (isMoved && isBackWith(before, contactId)) {
    await forgetMove(trx, { uid, documentId });
    return { seen: null, consentSeen: now, move: undefined };
  }
  const saidBefore = link?.consentSeen ?? before?.consentSeen ?? null;
  // Without a field for it nobody knows what the entry said: it may have been a yes.
  const said = consent === undefined ? true : (now ?? saidBefore);
  const seen = isMoved ? said : saidBefore;
  // A yes that nobody could hear is still news to whom the entry is about next.
  const consentSeen = contactId === null && now === true ? seen : (now ?? seen);
  if (!isMoved && !before) return { seen, consentSeen, move: undefined };
  const first = before?.contactId ?? linkedId;
  const movedAt = isMoved ? at : (before?.at ?? at);
  const move = { uid, documentId, contactId: first, consentSeen, at: movedAt };
  if (isMoved || consentSeen !== before?.consentSeen)
    await saveMove(contextOf(deps.strapi).db, trx, move);
  return { seen, consentSeen, move };
};

/**
 * Somebody of the team gives an entry to another person, or to nobody. All that it `said` until now was said for the one of
 * before, also what was not followed yet. Answers what it has said for the next one.
 */
export const passOn = async (
  deps: MoveDeps,
  trx: Knex.Transaction,
  { link, to, said = null }: { link: ContactLinkRow; to: number | null; said?: boolean | null }
): Promise<boolean | null> => {
  const { contactId, uid, documentId } = link;
  if (contactId === to) return link.consentSeen;
  const { db, clock } = contextOf(deps.strapi);
  const entry = { uid, documentId, at: clock.now() };
  const before = (await movesOfDocuments(trx, uid, [documentId])).get(documentId);
  const isBack = isBackWith(before, to);
  const consentSeen = isBack ? null : (said ?? link.consentSeen);
  const first = before?.contactId ?? contactId;
  if (isBack) await forgetMove(trx, entry);
  else await saveMove(db, trx, { ...entry, contactId: first, consentSeen });
  const contact =
    contactId === null ? null : await contactsService(deps.strapi).lock(trx, contactId);
  if (contact) await disown(deps, trx, { contact, ...entry });
  return consentSeen;
};
