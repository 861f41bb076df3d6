import type { Sim } from '../sim';
import { resumeUpgrade } from '../traffic/growth';
import { resumeAssessment } from '../traffic/held';
import { resumeLadder } from '../traffic/ladder';
import { resumeTemplate } from '../traffic/review';
import type { StatusRef } from '../webhooks/log';
import type { KeptRef } from '../webhooks/unaccepted';

/** Work that waited cannot be written down: after a start it follows from the world itself. */
export const resumeWork = (sim: Sim): void => {
  for (const entry of sim.ledger.all()) resumeLadder(sim, entry);
  for (const waba of sim.wabas.values())
    for (const template of sim.templates.ofWaba(waba.id)) {
      resumeTemplate(sim, template);
      resumeAssessment(sim, template);
    }
  for (const number of sim.numbers.values()) resumeUpgrade(sim, number);
};

const refOf = (sim: Sim, kept: KeptRef | null): StatusRef[] => {
  const entry = kept ? sim.ledger.get(kept.wamid) : undefined;
  return kept && entry ? [{ entry, status: kept.status }] : [];
};

/** Sends what was not accepted before the start; without an address of the app, only what goes to others. */
export const tellOwed = (sim: Sim): void => {
  if (!sim.owed) return;
  const { items, deliveries } = sim.owed;
  sim.owed = null;
  const own = sim.webhook?.url ?? null;
  sim.webhooks.resume({
    deliveries: deliveries.flatMap(({ body, url, refs, ...rest }) => {
      const to = url ?? own;
      const known = refs.flatMap((ref) => refOf(sim, ref));
      return to === null ? [] : [{ ...rest, url: to, bytes: Buffer.from(body), refs: known }];
    }),
    items: items.flatMap(({ change, url, ref }) => {
      const to = url ?? own;
      return to === null ? [] : [{ change, url: to, ref: refOf(sim, ref)[0] ?? null }];
    }),
  });
};
