import { runChaos } from '../../chaos/run';
import { databases } from '../../support/databases';

/** The whole run on the smallest database; the others prove the same with fewer people and kills. */
const SIZE = { sqlite: [500, 5], postgres: [150, 2], mysql: [150, 2] } as const;

describe.each(databases())('the server is killed in mid-campaign, on %s', (db) => {
  const [recipients, kills] = SIZE[db];

  it(`[I1] [I3] [I10] [M-40] [M-42] ${kills} kills in a campaign of ${recipients}: nobody twice, nobody forgotten`, async () => {
    const report = await runChaos({
      db,
      recipients,
      kills,
      seed: 11,
      policy: 'ask',
      drop: 0,
      faults: false,
      log: () => undefined,
    });
    expect(report).toMatchObject({
      recipients,
      kills,
      acceptedTwice: 0,
      neverTried: 0,
      wrongState: 0,
      ackedLost: 0,
      overLimit: 0,
      // Every accepted message has left "uncertain"; what is left was never accepted.
      uncertainAccepted: 0,
    });
    expect(report.acceptedOnce + report.uncertain).toBe(recipients);
  }, 240_000);
});
