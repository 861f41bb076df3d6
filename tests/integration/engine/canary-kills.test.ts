import type { RecipientDump } from '../../chaos/protocol';
import { databases } from '../../support/databases';
import { eventually } from '../../support/world';
import { PEOPLE, startMortalApp, type MortalApp } from './mortal-app';
import { casesInScope } from '../../support/scope';

const FIRST = 9;

/** While people are written, while the others are being held, and while the group gets it. */
const POINTS = ['mid-snapshot:2', 'mid-hold', 'after-permit:1', 'mid-flush:1'];

describe.each(databases())('the process dies while a test batch is tried, on %s', (client) => {
  let mortal: MortalApp;

  beforeAll(async () => {
    mortal = await startMortalApp(client);
  });
  afterAll(() => mortal.close());

  const seed = () =>
    mortal.seed({ trial: { canary: { people: { kind: 'first', count: FIRST } } } });
  /** Rows of the campaign that the simulator was ever asked to send to. */
  const asked = (rows: RecipientDump[]) => {
    const tokens = mortal.sim.control.ledger
      .query({}, { limit: 1_000_000 })
      .map(({ token }) => token);
    const ids = new Set(tokens.map((token) => Number(/\.r\.(\d+)\./.exec(token ?? '')?.[1])));
    return rows.filter(({ id }) => ids.has(id)).map(({ id }) => id);
  };

  it.each(casesInScope(POINTS))(
    '[M-43] [I1] dies at %s: after the restart nobody but the first ones has got it, until a user lets it go on',
    async (point) => {
      await mortal.app().ask({ verb: 'arm', point });
      const id = await seed();
      await mortal.app().exited;
      await mortal.boot();
      await eventually(
        'the hold',
        async () =>
          (await mortal.state(id)).state === 'paused' &&
          (await mortal.state(id)).counts.sending === 0,
        90_000
      );
      const rows = await mortal.dump(id);
      expect(rows).toHaveLength(PEOPLE);
      const first = rows.map((row) => row.id).sort((a, b) => a - b);
      const permits = rows.filter(({ permitAt }) => permitAt !== null).map((row) => row.id);
      expect(permits.sort((a, b) => a - b)).toEqual(first.slice(0, FIRST));
      for (const one of asked(rows)) expect(permits).toContain(one);
      await mortal.app().ask({ verb: 'act', campaignId: id, action: 'resume' });
      await eventually(
        'the end',
        async () => (await mortal.state(id)).state === 'completed',
        90_000
      );
      const done = await mortal.dump(id);
      expect(done.filter(({ permitAt }) => permitAt === null)).toEqual([]);
      expect(done.filter(({ doubled }) => doubled)).toEqual([]);
      expect(await mortal.app().ask({ verb: 'audit' })).toEqual([]);
    }
  );
});
