import type { Core } from '@strapi/strapi';
import type { FlowSaying } from '../bots/public';
import { contactsService, type ContactRow } from '../contacts/public';
import type { SkipReason } from '../contracts/automations';
import { conversationOf, windowAt } from '../conversations/public';
import { turnOfTheLoop } from '../kernel/turn';
import { categoryOf, gateRefusal } from '../sending/public';
import { contextOf } from '../strapi/context';
import { pieces } from '../strapi/db';
import type { Asks } from './asks';
import type { Whom } from './domain/whom';
import { cameFor } from './dues';
import type { Finder } from './finder';
import { createJudge, hindranceOf, numberFor } from './judge';
import { createRehearsedPast, type Past, type RehearsedPast } from './past';
import type { Plan } from './plans';
import type { Happening } from './starting';

/** What would have become of one person and one thing that happened. */
export interface Outcome {
  happening: Happening;
  at: number;
  contact: ContactRow | null;
  /** Why nothing would have begun; null: the flow would have. */
  reason: SkipReason | null;
  /** By which number; null where nothing would have begun. */
  accountId: number | null;
  /** Why the text with which it begins would not have gone; null: it would have, or it begins with something else. */
  unsent: string | null;
  /** It would have begun only because the entry carries consent for its template (O-33). */
  isCarried: boolean;
  /** When the rehearsal had sent the person promotions before. */
  promotions: readonly number[];
}

/** Would the flow have begun, and nothing kept its first message back? */
export const isSent = ({ reason, unsent }: Pick<Outcome, 'reason' | 'unsent'>): boolean =>
  reason === null && unsent === null;

/** Things that happened which are looked at together. */
const PIECE = 200;

const noted = (happening: Happening, more: Partial<Outcome>): Outcome => ({
  ...{ happening, at: happening.at, contact: null, reason: null, accountId: null },
  ...{ unsent: null, isCarried: false, promotions: [] },
  ...more,
});

/** How the flow surely begins counts for ceilings and caps: news of an order for no cap. */
const weightOf = ({ opening }: Plan, saying: FlowSaying | null) => {
  const sure = saying?.sure ?? [];
  const isPromotion =
    sure.length === 0 ||
    sure.some(({ kind }) => kind !== 'template') ||
    (opening !== null && categoryOf(opening) === 'MARKETING');
  return { messages: Math.max(1, sure.length), isPromotion };
};

interface Deps {
  asks: Asks;
  finder: Finder;
}

/** What some of it is judged by. */
interface Judging {
  people: ReadonlyMap<number, ContactRow>;
  saying: FlowSaying | null;
  past: RehearsedPast;
}

/** Judges what happened in its order, by the judge of real starts, each thing at its own moment. Nothing is written. */
export const createRehearsed = (strapi: Core.Strapi, { asks, finder }: Deps) => {
  const { db } = contextOf(strapi);
  const judge = createJudge(strapi, asks);

  /** What the gate says of a text that answers nobody. What it holds back goes in the morning. */
  const unsentText = async (
    { rules }: Plan,
    contact: ContactRow,
    { accountId, now, past }: { accountId: number; now: number; past: Past }
  ): Promise<string | null> => {
    const thread = await conversationOf(db.knex, { accountId, contactId: contact.id });
    const window = thread && (await windowAt(db.knex, thread, now));
    const refused = gateRefusal({
      ...{ contact, category: 'SERVICE', topic: null, now, ...rules },
      promotions: await past.promotionsOf(contact),
      windowExpiresAt: window?.windowExpiresAt ?? null,
      lastInboundAt: window?.lastInboundAt ?? null,
      ...{ agentInitiated: false, unasked: true, bulk: true },
    });
    return refused?.until === null ? refused.reason : null;
  };

  /** Why it would have begun for nobody. */
  const hindered = async (
    plan: Plan,
    happening: Happening,
    found: Whom
  ): Promise<SkipReason | null> => {
    const { trigger } = plan;
    const { at: until } = happening;
    if (trigger.kind === 'absence' && trigger.without !== null) {
      const ask = { happening, uid: trigger.without, until };
      if (await cameFor(strapi, found, ask)) return 'conditions';
    }
    const hindrance = hindranceOf(plan, happening, until);
    return hindrance ?? ('reason' in found ? found.reason : null);
  };

  const ofPerson = async (
    plan: Plan,
    { happening, contact }: { happening: Happening; contact: ContactRow },
    { saying, past }: Judging
  ): Promise<Outcome> => {
    const { at: now, entry, changeId, basis } = happening;
    const accountId = await numberFor(db.knex, plan, contact.id);
    if (accountId === null) return noted(happening, { contact, reason: 'flow-off' });
    const asked = { happening, contact, accountId, now, past: past.at(now) };
    const { reason, isCarried } = await judge.verdict(db.knex, plan, asked);
    if (reason) return noted(happening, { contact, reason });
    const promotions = past.promotionsTo(contact.id);
    const [opening] = saying?.sure ?? [];
    const isText = opening !== undefined && opening.kind !== 'template';
    const unsent = isText ? await unsentText(plan, contact, asked) : null;
    const weight = unsent ? { messages: 0, isPromotion: false } : weightOf(plan, saying);
    const entryDocument = entry?.documentId ?? null;
    const setOff = { changeId, basis };
    past.note({ contactId: contact.id, entryDocument, ...setOff, at: now, ...weight });
    return noted(happening, { contact, accountId, unsent, isCarried, promotions });
  };

  /** Everybody whom it is about. */
  const ofHappening = async (
    plan: Plan,
    { happening, whom }: { happening: Happening; whom: Whom },
    judging: Judging
  ): Promise<Outcome[]> => {
    const { people } = judging;
    const reason = await hindered(plan, happening, whom);
    if (reason) {
      const [only] = happening.contactIds ?? [];
      return [noted(happening, { contact: people.get(only ?? 0) ?? null, reason })];
    }
    const outcomes: Outcome[] = [];
    for (const id of 'people' in whom ? whom.people : []) {
      const contact = people.get(id);
      outcomes.push(
        contact
          ? await ofPerson(plan, { happening, contact }, judging)
          : noted(happening, { reason: 'no-person' })
      );
    }
    return outcomes;
  };

  return async (
    plan: Plan,
    happenings: readonly Happening[],
    { from, saying }: { from: number; saying: FlowSaying | null }
  ): Promise<Outcome[]> => {
    const past = createRehearsedPast(strapi, { asks, plan, from });
    const outcomes: Outcome[] = [];
    for (const piece of pieces(happenings, PIECE)) {
      const whomOf = await finder(plan, piece);
      const found = piece.map((happening) => ({ happening, whom: whomOf(happening) }));
      const ids = found.flatMap(({ whom }) => ('people' in whom ? whom.people : []));
      const people = await contactsService(strapi).byIds(db.knex, ids);
      for (const one of found) {
        outcomes.push(...(await ofHappening(plan, one, { people, saying, past })));
        // The driver of SQLite runs in this process: others get their turn.
        await turnOfTheLoop();
      }
    }
    return outcomes;
  };
};
