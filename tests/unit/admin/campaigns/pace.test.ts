import fc from 'fast-check';
import { paceOf } from '../../../../admin/src/pages/Campaigns/pace';
import type { CampaignLimit } from '../../../../server/src/contracts/campaign-insights';
import { counts } from './builders';

const NOW = 1_780_000_000_000;
const DAY = 86_400_000;
const running = (queued: number, speed: number) => ({
  counts: counts({ total: queued, queued }),
  speed,
  allowedMps: 60,
});
const limit = (part: Partial<CampaignLimit>): CampaignLimit => ({
  needed: true,
  known: true,
  limit: 10_000,
  used: 8_737,
  places: 1_000_000,
  free: 1_276,
  nextFreeAt: NOW + 3 * 3_600_000,
  ...part,
});

describe('how a running campaign goes on', () => {
  it('[M-34] [M-37] says when the messaging limit will be full and when it goes on', () => {
    expect(paceOf(running(4_743, 58), limit({}), NOW)).toEqual({
      kind: 'limit-in',
      seconds: 22,
      goesOnAt: NOW + 3 * 3_600_000,
    });
  });

  it('says how long it takes where the limit is enough, has no end, or is not needed', () => {
    const done = { kind: 'done-in', seconds: 10 };
    expect(paceOf(running(580, 58), limit({}), NOW)).toEqual(done);
    expect(paceOf(running(580, 58), limit({ limit: null, free: null }), NOW)).toEqual(done);
    expect(paceOf(running(580, 58), limit({ needed: false, free: 0 }), NOW)).toEqual(done);
    expect(paceOf(running(580, 58), null, NOW)).toEqual(done);
  });

  it('[M-34] [M-35] reckons only with messages that take a new place', () => {
    expect(paceOf(running(580, 58), limit({ free: 85, places: 54 }), NOW)).toEqual({
      kind: 'done-in',
      seconds: 10,
    });
    // Every second message takes a place: the limit is full after twice as many messages.
    expect(paceOf(running(580, 58), limit({ free: 145, places: 290 }), NOW)).toMatchObject({
      kind: 'limit-in',
      seconds: 5,
    });
  });

  it('names no time to go on where places become free before it is full', () => {
    const soon = paceOf(running(4_743, 58), limit({ nextFreeAt: NOW + 5_000 }), NOW);
    expect(soon).toMatchObject({ kind: 'limit-in', goesOnAt: null });
  });

  it('goes on a day later where nobody has a place yet', () => {
    const pace = paceOf(running(4_743, 58), limit({ used: 0, nextFreeAt: null }), NOW);
    expect(pace).toMatchObject({ kind: 'limit-in', goesOnAt: NOW + DAY + 60_000 });
  });

  it('says nothing while nothing moves or nobody is left', () => {
    expect(paceOf(running(100, 0), limit({}), NOW)).toBeNull();
    expect(paceOf(running(0, 58), limit({}), NOW)).toBeNull();
  });

  it('never takes longer to the limit than to the end', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(1_000), fc.nat(20_000), (queued, speed, free) => {
        const pace = paceOf(running(queued, speed), limit({ free }), NOW);
        if (pace === null) return;
        expect(pace.seconds).toBeLessThanOrEqual(queued / speed);
        expect(pace.kind === 'limit-in').toBe(free < queued);
      })
    );
  });
});
