import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService } from '../contacts/public';
import { messageHints, messageTable } from '../conversations/public';
import {
  handoverService,
  handoverTable,
  type HandoverEnd,
  type HandoverRow,
} from '../handover/public';
import { realtimeService } from '../realtime/public';
import { readRow } from '../strapi/table';

/** What the message says of a hand-over that did not end well; as long as it may, it says that it was handed over. */
const WORDS: Partial<Record<HandoverRow['state'], string>> = {
  failed: 'handover-failed',
  uncertain: 'handover-uncertain',
  dropped: 'handover-dropped',
};
const HANDED_OVER = 'channel';

/** The message that was handed over says what became of it. */
const toldAtMessage = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { ownerId: id, state, reason }: HandoverRow
): Promise<void> => {
  const table = messageTable.table;
  await trx(table)
    .where({ id })
    .whereIn('error_class', [HANDED_OVER, ...Object.values(WORDS)])
    .update({ error_class: WORDS[state] ?? HANDED_OVER, error_text: reason });
  const raw = await trx(table).where({ id }).first<Record<string, unknown> | undefined>();
  if (!raw) return;
  const hints = await messageHints(trx, [readRow(messageTable, raw)], { threads: false });
  await realtimeService(strapi).append(trx, hints);
};

/** What became of a hand-over is told where people look for it, and belongs to the survivor of a merge. */
export const connectHandover = (strapi: Core.Strapi): void => {
  const told: HandoverEnd = async (trx, row) => {
    if (row.campaignId !== null)
      await realtimeService(strapi).append(trx, [{ type: 'campaign', id: row.campaignId }]);
    if (row.ownerKind === 'm' && row.state !== 'done') await toldAtMessage(strapi, trx, row);
  };
  handoverService(strapi).endEffects.push(told);
  handoverService(strapi).againEffects.push(told);
  contactsService(strapi).mergeEffects.push(async (trx, { winner, loser }) => {
    await trx(handoverTable.table)
      .where({ contact_id: loser.id })
      .update({ contact_id: winner.id });
  });
};
