import type { SendOutcome } from '../../../server/src/cloud-api/outcome';
import { eventually } from '../../support/world';
import type { Arena } from './arena';

export const accepted = (wamid: string): SendOutcome => ({
  kind: 'accepted',
  wamid,
  waId: null,
  userId: null,
  held: false,
  paused: false,
});

/** The steps of a number's turn, taken by hand: the workers of the arena rest. */
export const turnSteps = (arena: () => Arena) => ({
  /** A campaign whose snapshot is done. */
  running: async (people: number, more?: Parameters<Arena['start']>[1]) => {
    const id = await arena().start(people, more);
    await eventually('the snapshot', async () => (await arena().campaign(id)).state === 'running');
    return id;
  },
  claim: async (most = 100) =>
    arena().source.claim(await arena().account(), await arena().lease(), most),
  permit: async (ids: number[]) =>
    arena().source.permit(await arena().account(), await arena().lease(), ids),
});
