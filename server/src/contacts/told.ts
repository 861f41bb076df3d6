import type { Knex } from 'knex';
import { spellings } from '../kernel/number-spellings';
import { changeIdentity } from './change-identity';
import { cleanText, readIdentity } from './domain/identity';
import type { ContactsService } from './public';
import type { ResolveDeps } from './resolve';
import { saveLearned } from './save';
import { findByNumber, lockContact } from './store';
import { ensureWhatsAppGroup } from './whatsapp-group';

/** See ContactsService.shareNumber. */
const shareNumber = async (
  trx: Knex.Transaction,
  deps: ResolveDeps,
  { contactId, waId, at }: { contactId: number; waId: string; at: number }
): Promise<boolean> => {
  const who = readIdentity({ waId });
  if (!who.waId || (await findByNumber(trx, spellings(who.waId)))) return false;
  const row = await lockContact(trx, contactId);
  if (!row || row.waId !== null || row.phone !== null || row.mergedInto !== null) return false;
  const { e164: phone, country } = who;
  const change = { waId: who.waId, phone, country: row.country ?? country, changedAt: at };
  await saveLearned(trx, deps, { row, change });
  return true;
};

/** See ContactsService.nameNameless. */
const nameNameless = async (
  trx: Knex.Transaction,
  deps: ResolveDeps & { clock: { now(): number } },
  { waId, name: given }: { waId: string; name: string }
): Promise<number | null> => {
  const who = readIdentity({ waId });
  const name = cleanText(given);
  const found = who.waId ? await findByNumber(trx, spellings(who.waId)) : null;
  const row = found && (await lockContact(trx, found.id));
  if (!row || !name || row.name !== '') return null;
  await saveLearned(trx, deps, { row, change: { name, changedAt: deps.clock.now() } });
  return row.id;
};

/** What WhatsApp tells of people and groups beside their own messages. */
export const createTold = (
  deps: ResolveDeps & { clock: { now(): number } }
): Pick<ContactsService, 'changeIdentity' | 'ensureGroup' | 'nameNameless' | 'shareNumber'> => ({
  changeIdentity: (trx, change) => changeIdentity(trx, deps, change),
  ensureGroup: (trx, group) => ensureWhatsAppGroup(deps, trx, group),
  nameNameless: (trx, named) => nameNameless(trx, deps, named),
  shareNumber: (trx, shared) => shareNumber(trx, deps, shared),
});
