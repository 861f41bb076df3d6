import type { Core } from '@strapi/strapi';
import { runtimeService } from '../runtime/public';
import { sendingService } from '../sending/public';
import { tickCampaigns } from './schedule';
import type { CampaignRow } from './tables';
import { createTrials } from './trial';
import type { TrialHooks } from './trial-hooks';

interface Deps extends Pick<TrialHooks, 'changed' | 'tell'> {
  /** Work that the caller does not wait for. */
  later(name: string, work: () => Promise<unknown>): void;
}

/** Who looks at a campaign that has changed: this process, or one that works when this one serves pages only. */
export const createWaking = (strapi: Core.Strapi, { changed, later, tell }: Deps) => {
  const runtime = runtimeService(strapi);
  const wake = () => later('workers', () => sendingService(strapi).workers.check());
  const trials = createTrials(strapi, { changed, released: wake, tell });
  const tick = async (): Promise<void> => {
    if (await tickCampaigns(strapi, changed)) wake();
    await trials();
  };
  return {
    tick,
    /** Its next step: the start, the snapshot, the end of a cancel. */
    advance: async (id: number): Promise<void> => {
      if (runtime.works()) await tick();
      else runtime.engine.wake('campaigns', id);
    },
    /** Its number has new work. */
    wakeFor: ({ accountId }: CampaignRow): void => {
      if (runtime.works()) wake();
      else if (accountId !== null) runtime.engine.wake('number', accountId);
    },
  };
};
