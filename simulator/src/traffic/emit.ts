import { statusError } from '../graph/refusal';
import type { Sim } from '../sim';
import type { LedgerEntry, StatusName } from '../world/ledger';
import type { StatusRef } from '../webhooks/log';
import { statusChange, type WebhookChange } from '../webhooks/payload';

/**
 * Where a change goes: messages follow number → WABA → app, everything else goes to the app's address.
 * Null = nobody is subscribed.
 */
export const targetOf = (sim: Sim, change: WebhookChange): string | null => {
  const waba = sim.wabas.get(change.wabaId);
  if (!waba?.subscribed) return null;
  if (change.field === 'messages') {
    const metadata = change.value['metadata'] as { phone_number_id?: string } | undefined;
    const number = sim.numbers.get(metadata?.phone_number_id ?? '');
    const override = number?.overrideUrl ?? waba.overrideUrl;
    if (override) return override;
  }
  return sim.webhook?.url ?? null;
};

/** Queues a change; after a restart it waits until the app has named its address again, as it had one before. */
const push = (sim: Sim, change: WebhookChange, ref?: StatusRef): void => {
  const url = targetOf(sim, change);
  if (url === null && sim.owed && sim.wabas.get(change.wabaId)?.subscribed) {
    const kept = ref ? { wamid: ref.entry.wamid, status: ref.status } : null;
    sim.owed.items.push({ change, url, ref: kept });
    return;
  }
  sim.webhooks.push(change, url, ref);
};

export const emitChange = (sim: Sim, change: WebhookChange): void => {
  push(sim, change);
  sim.live.state();
};

const AT_FIELD = {
  sent: 'sentAt',
  delivered: 'deliveredAt',
  read: 'readAt',
  played: 'playedAt',
  failed: 'failedAt',
} as const;

/** Records a status once and queues its webhook; a second call for the same status does nothing. */
export const emitStatus = (
  sim: Sim,
  entry: LedgerEntry,
  update: { status: StatusName; code?: number; details?: string }
): void => {
  const field = AT_FIELD[update.status];
  const number = sim.numbers.get(entry.phoneNumberId);
  const person = sim.people.find(entry.personId);
  if (!number || !person || entry[field] > 0) return;
  entry[field] = sim.clock.now();
  if (update.status !== 'sent') entry.due = null;
  if (update.status === 'failed') {
    entry.failedCode = update.code ?? 131000;
    const bubble = sim.threads.get(entry.wamid);
    if (bubble) bubble.failedCode = entry.failedCode;
  }
  sim.counters.statuses += 1;
  const change = statusChange(number, person, {
    entry,
    status: update.status,
    at: sim.clock.now(),
    apiVersion: sim.config.webhooks.apiVersion,
    ...(update.status === 'failed' ? { error: statusError(entry.failedCode, update.details) } : {}),
  });
  push(sim, change, { entry, status: update.status });
  sim.live.person(person.id);
};

/** Whether the person's phone shows this business message. */
export const hasArrived = (entry: LedgerEntry): boolean =>
  entry.deliveredAt > 0 || entry.readAt > 0;
