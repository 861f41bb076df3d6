import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { accountsService, type AccountRow } from '../accounts/public';
import { contactView, personKnownBy, seesPerson } from '../contacts/public';
import type { ListParkedQuery, ListParkedResult, ParkedView } from '../contracts/parked';
import { actions } from '../contracts/permissions';
import { contextOf } from '../strapi/context';
import { may } from '../strapi/http';
import { pageOfParked, PARKED_STREAMS, type ParkedRow } from '../webhook/public';
import { factsOf, isPersonal, type ElementFacts } from './domain/element';
import { cursorOf, placeIn } from './domain/place';

const PAGE = 30;

type Named = ParkedView['person'];

/** What a parked row says is for those who may read every conversation, unless it is about nobody. */
export const mayRead = (ctx: Context, kind: string): boolean =>
  !isPersonal(kind) || may(ctx, actions.chatReadAll);

/** The number by its own id, else one of its account. */
const accountOf = (
  accounts: readonly AccountRow[],
  { phoneNumberId, wabaId }: ElementFacts
): Named => {
  const found =
    accounts.find((one) => phoneNumberId !== null && one.phoneNumberId === phoneNumberId) ??
    accounts.find((one) => phoneNumberId === null && wabaId !== null && one.wabaId === wabaId);
  return found ? { id: found.id, name: found.name } : null;
};

/** Names people for one reader: each is looked up once, and those the reader may not see stay unnamed. */
const namer = (strapi: Core.Strapi, ctx: Context) => {
  const { knex } = contextOf(strapi).db;
  const known = new Map<string, Promise<Named>>();
  const find = async (who: { waId: string | null; bsuid: string | null }): Promise<Named> => {
    const row = await personKnownBy(knex, who);
    if (!row || !(await seesPerson(strapi, ctx, row.id))) return null;
    return { id: row.id, name: contactView(row).name };
  };
  return ({ waId, bsuid }: ElementFacts): Promise<Named> => {
    if (waId === null && bsuid === null) return Promise.resolve(null);
    const key = JSON.stringify([waId, bsuid]);
    const found = known.get(key) ?? find({ waId, bsuid });
    known.set(key, found);
    return found;
  };
};

/** The person whom a parked element is about, if anybody is known by its ids. */
export const personOf = async (strapi: Core.Strapi, text: string): Promise<number | null> => {
  const { waId, bsuid } = factsOf(text);
  return (await personKnownBy(contextOf(strapi).db.knex, { waId, bsuid }))?.id ?? null;
};

/** One page of what is parked, newest first, as this reader may see it. */
export const listParked = async (
  strapi: Core.Strapi,
  ctx: Context,
  { reason, cursor }: ListParkedQuery
): Promise<ListParkedResult> => {
  const { knex } = contextOf(strapi).db;
  const place = placeIn(cursor, PARKED_STREAMS);
  const { rows, next } = await pageOfParked(knex, { reason, place, limit: PAGE });
  const accounts = await accountsService(strapi).list();
  const nameOf = namer(strapi, ctx);
  const view = async ({ element, ...row }: ParkedRow): Promise<ParkedView> => {
    const facts = factsOf(element);
    return {
      ...row,
      account: accountOf(accounts, facts),
      person: await nameOf(facts),
      canOpen: mayRead(ctx, row.kind),
    };
  };
  const parked: ParkedView[] = [];
  for (const row of rows) parked.push(await view(row));
  return { parked, nextCursor: next ? cursorOf(next) : null };
};
