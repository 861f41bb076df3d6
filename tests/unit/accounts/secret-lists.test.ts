import type { CredentialReader } from '../../../server/src/accounts/credentials';
import { createSecretLists } from '../../../server/src/accounts/secret-lists';
import type { AccountRow } from '../../../server/src/accounts/tables';
import { systemClock } from '../../../server/src/kernel/clock';

/** Numbers whose secrets are read when the test says so. */
const readings = () => {
  const answers: ((secret: string) => void)[] = [];
  let now = 0;
  const lists = createSecretLists({
    clock: { ...systemClock, monotonic: () => now },
    list: () =>
      new Promise((resolve) => {
        answers.push((secret) => resolve([{ verifyToken: secret } as AccountRow]));
      }),
    credentials: {
      read: (account: AccountRow) => ({ appSecret: `app-${account.verifyToken}` }),
    } as unknown as CredentialReader,
  });
  return { lists, answers, later: (ms: number) => void (now += ms) };
};

describe('secrets of the webhook', () => {
  it('are read once for all deliveries that ask meanwhile, and again after five seconds', async () => {
    const { lists, answers, later } = readings();
    const asked = [lists.appSecrets(), lists.appSecrets(), lists.verifyTokens()];
    answers[0]?.('one');
    expect(await Promise.all(asked)).toEqual([['app-one'], ['app-one'], ['one']]);
    expect(await lists.appSecrets()).toEqual(['app-one']);
    expect(answers).toHaveLength(1);
    later(5_001);
    const again = lists.appSecrets();
    answers[1]?.('two');
    expect(await again).toEqual(['app-two']);
  });

  it('that were read before a change was saved are not kept', async () => {
    const { lists, answers } = readings();
    const before = lists.appSecrets();
    lists.forget();
    const after = lists.appSecrets();
    answers[1]?.('new');
    expect(await after).toEqual(['app-new']);
    answers[0]?.('old');
    expect(await before).toEqual(['app-old']);
    expect(await lists.appSecrets()).toEqual(['app-new']);
  });

  it('are asked for again after a look that failed', async () => {
    let fails = true;
    const lists = createSecretLists({
      clock: systemClock,
      list: () => (fails ? Promise.reject(new Error('away')) : Promise.resolve([])),
      credentials: {} as CredentialReader,
    });
    await expect(lists.appSecrets()).rejects.toThrow('away');
    fails = false;
    expect(await lists.appSecrets()).toEqual([]);
  });
});
