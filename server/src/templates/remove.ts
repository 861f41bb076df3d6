import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import { DomainError } from '../kernel/errors';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { deleteDraft } from './drafts';
import { changeTemplate } from './history';
import type { TemplatesService } from './public';
import { deleteTemplateRow } from './store';
import { refusedByMeta } from './refusals';
import type { TemplateRow } from './tables';

/** Deletes templates at Meta, or here alone while only we have them. */
export const createRemove = (
  strapi: Core.Strapi,
  deps: Pick<TemplatesService, 'get' | 'uses'>
): Pick<TemplatesService, 'remove' | 'usesOf'> => {
  const { db, clock } = contextOf(strapi);

  const usesOf: TemplatesService['usesOf'] = async (id) => {
    await deps.get(id);
    return (await Promise.all(deps.uses.map((find) => find(id)))).flat();
  };

  const forget = async (row: TemplateRow): Promise<void> => {
    const { id } = row;
    await db.tx(async (trx) => {
      if (row.status === 'DRAFT') await deleteDraft(trx, row, clock.now());
      else await deleteTemplateRow(trx, id);
      await realtimeService(strapi).append(trx, [{ type: 'template', id }]);
    });
  };

  const remove: TemplatesService['remove'] = async (id, by) => {
    const row = await deps.get(id);
    if (row.status === 'DRAFT') return forget(row);
    if (row.status === 'MISSING' || row.metaId === null) {
      if ((await usesOf(id)).some((use) => use.needsIt))
        throw new DomainError(
          'template-in-use',
          'campaigns, bots or automations still name this template',
          { status: 409, remedy: 'Choose another template there first.' }
        );
      return forget(row);
    }
    const account = (await accountsService(strapi).byWabaId(row.wabaId)).find(
      (one) => one.status === 'connected'
    );
    if (!account)
      throw new DomainError('number-not-usable', 'no connected number of this WhatsApp account', {
        status: 409,
        remedy: 'Connect a number of this account under Settings › WhatsApp › Numbers.',
      });
    const answer = await accountsService(strapi)
      .cloudApi(account)
      .deleteTemplate(row.wabaId, { name: row.name, templateId: row.metaId });
    // Deleted there already: that is what was wanted.
    if (!answer.ok && answer.error.subcode !== 2_593_002) throw refusedByMeta(answer.error);
    const at = clock.now();
    await db.tx(async (trx) => {
      const change = {
        status: 'MISSING',
        statusText: 'DELETED',
        deletedAt: at,
        draft: null,
        draftSavedAt: null,
        pendingSince: null,
      } as const;
      await changeTemplate(trx, row, { change, at, cause: { via: 'person', by, kind: 'deleted' } });
      await realtimeService(strapi).append(trx, [{ type: 'template', id }]);
    });
    logsService(strapi).write({
      area: 'template',
      level: 'info',
      event: 'template-deleted',
      text: `Template ${row.name} (${row.language}) was deleted`,
      accountId: account.id,
      details: { templateId: id, name: row.name, language: row.language },
    });
  };
  return { remove, usesOf };
};
