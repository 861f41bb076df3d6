import type { Core } from '@strapi/strapi';
import { sayingOf, type ConsentSaying } from '../consent/public';
import { contactsService, fieldViews, type Reading } from '../contacts/public';
import type { ContactView } from '../contracts/contacts';
import { peopleColumns, type PeopleColumn } from '../contracts/people-file';
import { groupNamesOf } from '../groups/public';
import { joinList } from '../kernel/list-cell';
import { contextOf } from '../strapi/context';
import { audienceService, type ResolvedChoice } from './public';

const PIECE = 500;

const when = (at: number | null | undefined): string =>
  at === null || at === undefined ? '' : new Date(at).toISOString();

interface Person {
  view: ContactView;
  groups: readonly string[];
  said: ConsentSaying | undefined;
}

const cellsOf = ({ view, groups, said }: Person): Record<PeopleColumn, unknown> => ({
  name: view.name,
  given_name: view.givenName,
  surname: view.familyName,
  phone: view.phone ?? (view.waId ? `+${view.waId}` : null),
  whatsapp_user_id: view.bsuid,
  username: view.username,
  email: view.email,
  language: view.language,
  country: view.country,
  time_zone: view.timezone,
  town: view.town,
  tags: joinList(view.tags),
  groups: joinList(groups),
  owner: view.owner?.name,
  source: view.source,
  marketing_consent: view.consent.marketing,
  marketing_consent_at: when(said?.marketing?.at),
  marketing_consent_source: said?.marketing?.source,
  utility_consent: view.consent.utility,
  utility_consent_at: when(said?.utility?.at),
  utility_consent_source: said?.utility?.source,
  blocked: view.blocked,
  last_message_at: when(view.lastInboundAt),
  created_at: when(view.createdAt),
  updated_at: when(view.updatedAt),
});

/**
 * The people of a choice as the cells of a file, in pieces of bounded memory. Sensitive fields are
 * columns only where `reading` opens them.
 */
export async function* exportPeople(
  strapi: Core.Strapi,
  choice: ResolvedChoice,
  reading: Extract<Reading, 'plain' | 'exports'>
): AsyncGenerator<unknown[][]> {
  const { db } = contextOf(strapi);
  const people = contactsService(strapi);
  const fields = (await fieldViews(db.knex)).filter(
    ({ archived, sensitive, allowed }) =>
      !archived && (sensitive === null || (reading === 'exports' && allowed.includes('exports')))
  );
  yield [[...peopleColumns, ...fields.map((one) => one.key)]];
  for (let after = 0; ;) {
    const ids = await audienceService(strapi).pieceOf(choice, { after, limit: PIECE });
    const last = ids.at(-1);
    if (last === undefined) return;
    const rows = await people.byIds(db.knex, ids);
    const contacts = ids.flatMap((id) => rows.get(id) ?? []);
    const [said, groups] = [await sayingOf(db.knex, contacts), await groupNamesOf(db.knex, ids)];
    yield (await people.views(contacts, reading)).map((view) => {
      const cells = cellsOf({ view, said: said.get(view.id), groups: groups.get(view.id) ?? [] });
      const own = peopleColumns.map((column) => cells[column]);
      return [...own, ...fields.map((field) => view.custom[field.key])];
    });
    after = last;
  }
}
