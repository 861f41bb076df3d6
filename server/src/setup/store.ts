import type { Core } from '@strapi/strapi';
import { consentEventTable } from '../consent/public';
import { contactTable } from '../contacts/public';
import { messageTable, RANK } from '../conversations/public';
import type { Sql } from '../strapi/db';
import { shortName } from './domain/checklist';

type Raw = Record<string, unknown>;
const SUPER_ADMIN = 'strapi-super-admin';
const ACTION_PREFIX = 'plugin::whatsapp.';
const CONFIGURE = `${ACTION_PREFIX}settings.configure`;

/** A real message of ours was accepted by WhatsApp. Stops at the first. */
export const hasAcceptedMessage = async (sql: Sql): Promise<boolean> =>
  Boolean(
    await sql(messageTable.table)
      .where({ direction: 'out', sample: false })
      .where('rank', '>=', RANK.accepted)
      .first<Raw | undefined>('id')
  );

export const hasConsent = async (sql: Sql): Promise<boolean> =>
  Boolean(
    await sql(consentEventTable.table)
      .where({ sample: false })
      .whereIn('category', ['marketing', 'utility'])
      .first<Raw | undefined>('id')
  );

/** The people of the page Contacts, sample data and all; the row of a WhatsApp group is no person. */
export const countPeople = async (sql: Sql): Promise<{ people: number; samplePeople: number }> => {
  const row = (await sql(contactTable.table)
    .whereNull('merged_into')
    .whereRaw("COALESCE(group_key, '') = ''")
    .select(
      sql.raw('COUNT(*) AS people'),
      sql.raw('SUM(CASE WHEN sample = ? THEN 1 ELSE 0 END) AS sampled', [true])
    )
    .first()) as { people: unknown; sampled: unknown } | undefined;
  return { people: Number(row?.people ?? 0), samplePeople: Number(row?.sampled ?? 0) };
};

interface Permission {
  action: string;
  role: { id: number; code: string } | null;
}

const pluginPermissions = async (strapi: Core.Strapi): Promise<Permission[]> =>
  (await strapi.db.query('admin::permission').findMany({
    where: { action: { $startsWith: ACTION_PREFIX } },
    populate: ['role'],
  })) as Permission[];

/** Roles beside the super administrator that may do something in the plugin. */
export const countTeamRoles = async (strapi: Core.Strapi): Promise<number> => {
  const roles = (await pluginPermissions(strapi)).map(({ role }) => role);
  return new Set(roles.filter((role) => role && role.code !== SUPER_ADMIN).map((role) => role?.id))
    .size;
};

interface Person {
  firstname?: string | null;
  lastname?: string | null;
  username?: string | null;
}

/** Names of up to ten people who may do this, by the full id of the action: whom to ask. */
const peopleWith = async (strapi: Core.Strapi, action: string): Promise<string[]> => {
  const permissions = (await strapi.db
    .query('admin::permission')
    .findMany({ where: { action }, populate: ['role'] })) as Permission[];
  const roleIds = permissions.flatMap(({ role }) => (role ? [role.id] : []));
  const people = (await strapi.db.query('admin::user').findMany({
    where: {
      isActive: true,
      blocked: false,
      roles: {
        $or: [{ code: SUPER_ADMIN }, ...(roleIds.length > 0 ? [{ id: { $in: roleIds } }] : [])],
      },
    },
    orderBy: { id: 'asc' },
    limit: 10,
  })) as Person[];
  return [...new Set(people.map(shortName))];
};

/** Who may configure. */
export const administrators = (strapi: Core.Strapi): Promise<string[]> =>
  peopleWith(strapi, CONFIGURE);

/** Who may change roles in Strapi. */
export const roleEditors = (strapi: Core.Strapi): Promise<string[]> =>
  peopleWith(strapi, 'admin::roles.update');
