import type { Context } from 'koa';
import { actions } from '../contracts/permissions';
import { sensitiveForbidden } from '../sensitive/public';
import { may } from '../strapi/http';
import type { Sql } from '../strapi/db';
import { markedFields, type Reading } from './fields';

/** Which values the signed-in administrator may read: sensitive ones with the permission only. */
export const readingOf = (ctx: Context): Reading =>
  may(ctx, actions.contactSensitive) ? 'all' : 'plain';

/** Who may not see a value may not write it either. Throws `sensitive-forbidden` (403) naming the field. */
export const refuseHidden = async (
  ctx: Context,
  sql: Sql,
  custom: Readonly<Record<string, unknown>> | undefined
): Promise<void> => {
  if (!custom || readingOf(ctx) === 'all') return;
  for (const { field, label } of await markedFields(sql))
    if (Object.hasOwn(custom, field.key)) throw sensitiveForbidden(`custom.${field.key}`, label);
};
