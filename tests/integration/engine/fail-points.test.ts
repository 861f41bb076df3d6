import { isClean, judge } from '../../chaos/judge';
import { aPdf } from '../../support/files';
import { eventually } from '../../support/world';
import { PEOPLE, startMortalApp, type MortalApp } from './mortal-app';
import { itInFull } from '../../support/it-in-full';
import { casesInScope } from '../../support/scope';

/**
 * Where to die, and at the how many-eth time: in the middle of the campaign where that can be counted. A slow machine
 * permits all forty people at once, so there is no second permit to wait for.
 */
const POINTS = [
  'after-claim:2',
  'in-permit-tx',
  'after-permit',
  'mid-send:10',
  'before-flush:2',
  'mid-flush:2',
  'mid-snapshot:2',
  'after-ingest-commit:2',
  'mid-apply:2',
  'in-destroy',
];

describe('the process dies at a named place of the code, on sqlite', () => {
  let mortal: MortalApp;

  beforeAll(async () => {
    mortal = await startMortalApp('sqlite');
  });
  afterAll(() => mortal.close());

  const finished = (campaignId: number) =>
    eventually(
      'the end of the campaign and everything applied',
      async () => {
        mortal.sim.control.deliveries.retryNow();
        const { queued, retrying, inFlight } = mortal.sim.control.deliveries.counts();
        const open = queued + retrying + inFlight + mortal.sim.control.pending();
        const rest = await mortal.app().ask<number>({ verb: 'waiting' });
        const now = await mortal.state(campaignId);
        if (now.state === 'completed' && now.counts.sending === 0 && open + rest === 0) return now;
        throw new Error(JSON.stringify([now, open, rest]));
      },
      40_000
    );
  const expectDeath = async () => {
    const dead = await Promise.race([
      mortal.app().exited.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 90_000).unref()),
    ]);
    expect(dead).toBe(true);
  };

  it.each(casesInScope(POINTS, 'after-permit'))(
    '[I1] [I3] [I10] [M-40] [M-42] dies at %s: nobody twice, nobody forgotten, nothing lost',
    async (point) => {
      await mortal.app().ask({ verb: 'arm', point });
      const id = await mortal.seed();
      if (point === 'in-destroy') {
        await eventually(
          'some messages',
          async () => ((await mortal.state(id)).counts.sent ?? 0) > 3
        );
        await mortal
          .app()
          .ask({ verb: 'stop' })
          .catch((error: unknown) => expect(String(error)).toContain('the process ended'));
      }
      await expectDeath();
      await mortal.boot();
      await finished(id);
      const rows = await mortal.dump(id);
      expect(rows).toHaveLength(PEOPLE);
      const result = judge(rows, mortal.sim.control.ledger.query({}, { limit: 1_000_000 }), {
        dropped: false,
        limit: 100_000,
      });
      expect(result).toMatchObject({
        acceptedTwice: 0,
        neverTried: 0,
        wrongState: 0,
        ackedLost: 0,
        uncertainAccepted: 0,
      });
      expect(isClean(result)).toBe(true);
      expect(result.acceptedOnce + result.uncertain).toBe(PEOPLE);
      expect(await mortal.app().ask({ verb: 'audit' })).toEqual([]);
      if (result.uncertain === 0) return;
      // What is left are permits whose request never left; a person sends them again, and everybody has got it once.
      expect(await mortal.app().ask({ verb: 'send-again', campaignId: id })).toBe(result.uncertain);
      await finished(id);
      const again = judge(
        await mortal.dump(id),
        mortal.sim.control.ledger.query({}, { limit: 1_000_000 }),
        { dropped: false, limit: 100_000 }
      );
      expect(again).toMatchObject({ acceptedOnce: PEOPLE, acceptedTwice: 0, uncertain: 0 });
    }
  );

  itInFull(
    '[I11] [C-03] a message whose handling kills the process is parked after three starts, and those behind it are applied',
    async () => {
      const changes = () =>
        mortal
          .app()
          .ask<{ state: string; attempts: number }[]>({ verb: 'changes', kind: 'message' });
      await mortal.app().ask({ verb: 'arm', point: 'mid-apply' });
      mortal.sim.control.act.text('905321110001', 'deadly');
      await expectDeath();
      for (let start = 2; start <= 3; start += 1) {
        await mortal.boot('mid-apply');
        await expectDeath();
      }
      await mortal.boot('mid-apply');
      const [parked] = await eventually('the parking', async () => {
        const rows = await changes();
        return rows[0]?.state === 'parked' && rows;
      });
      expect(Number(parked?.attempts)).toBe(3);
      await mortal.app().ask({ verb: 'arm', point: '' });
      mortal.sim.control.act.text('905321110001', 'harmless');
      await eventually('the next one', async () => (await changes())[1]?.state === 'done');
    }
  );

  itInFull(
    '[C-19] dies after a file of a customer was written and before that was noted: the next start keeps it',
    async () => {
      await finished(await mortal.seed()); // the number is connected, whichever tests ran before
      await mortal.app().ask({ verb: 'arm', point: 'media-stored' });
      const bytes = aPdf(50_000);
      mortal.sim.control.act.media('905321110002', { bytes, mimeType: 'application/pdf' });
      await expectDeath();
      await mortal.boot();
      const kept = await eventually(
        'the file',
        async () => {
          const rows = await mortal
            .app()
            .ask<{ state: string; attempts: number; size_bytes: number }[]>({
              verb: 'files',
            });
          return rows[0]?.state === 'stored' && rows;
        },
        60_000
      );
      expect(kept).toHaveLength(1);
      expect(Number(kept[0]?.attempts)).toBe(2);
      expect(Number(kept[0]?.size_bytes)).toBe(bytes.length);
    },
    120_000
  );
});
