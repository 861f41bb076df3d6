import type { Core } from '@strapi/strapi';
import { contactsService, fieldViews, type Reading } from '../contacts/public';
import type { ContactView } from '../contracts/contacts';
import { contextOf } from '../strapi/context';
import { audienceService, type ResolvedChoice } from './public';

const PIECE = 500;
const HEADER = [
  'name',
  'given_name',
  'surname',
  'phone',
  'whatsapp_user_id',
  'username',
  'email',
  'language',
  'country',
  'time_zone',
  'town',
  'tags',
  'owner',
  'source',
  'marketing_consent',
  'utility_consent',
  'blocked',
  'last_message_at',
  'created_at',
  'updated_at',
];

const when = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

const cells = (person: ContactView): unknown[] => [
  person.name,
  person.givenName,
  person.familyName,
  person.phone ?? (person.waId ? `+${person.waId}` : null),
  person.bsuid,
  person.username,
  person.email,
  person.language,
  person.country,
  person.timezone,
  person.town,
  person.tags.join(', '),
  person.owner?.name,
  person.source,
  person.consent.marketing,
  person.consent.utility,
  person.blocked,
  when(person.lastInboundAt),
  when(person.createdAt),
  when(person.updatedAt),
];

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
  yield [[...HEADER, ...fields.map((one) => one.key)]];
  for (let after = 0; ;) {
    const ids = await audienceService(strapi).pieceOf(choice, { after, limit: PIECE });
    const last = ids.at(-1);
    if (last === undefined) return;
    const rows = await people.byIds(db.knex, ids);
    const views = await people.views(
      ids.flatMap((id) => rows.get(id) ?? []),
      reading
    );
    yield views.map((one) => [...cells(one), ...fields.map((field) => one.custom[field.key])]);
    after = last;
  }
}
