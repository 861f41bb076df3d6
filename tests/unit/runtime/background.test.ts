import { AsyncLocalStorage } from 'node:async_hooks';
import { createBackground } from '../../../server/src/runtime/background';
import type { Log } from '../../../server/src/strapi/log';

const listening = () => {
  const said: string[] = [];
  const log: Log = {
    error: (event, facts) => void said.push(`${event}: ${String(facts?.error)}`),
    warn: () => undefined,
    info: () => undefined,
    debug: () => undefined,
  };
  return { log, said };
};

const gate = () => {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), opened };
};

describe('work that nobody awaits', () => {
  it('[L-01] tells a failure in the log instead of throwing it, also one that is thrown at once', async () => {
    const { log, said } = listening();
    const background = createBackground();
    await background.run(log, 'later', () => Promise.reject(new Error('no database')));
    await background.run(log, 'at once', () => {
      throw new Error('no table');
    });
    expect(said).toEqual(['later: no database', 'at once: no table']);
  });

  it('runs outside the async context of its caller, such as a transaction of the host', async () => {
    const transaction = new AsyncLocalStorage<string>();
    const background = createBackground();
    const seen: (string | undefined)[] = [];
    await transaction.run('open', () => {
      seen.push(transaction.getStore());
      return background.run(listening().log, 'later', () => {
        seen.push(transaction.getStore());
        return Promise.resolve();
      });
    });
    expect(seen).toEqual(['open', undefined]);
  });

  it('is settled when all of it has ended, also what began meanwhile', async () => {
    const { log } = listening();
    const background = createBackground();
    const [first, second] = [gate(), gate()];
    void background.run(log, 'first', async () => {
      await first.opened;
      void background.run(log, 'second', () => second.opened);
    });
    let isSettled = false;
    const settled = background.settled().then(() => (isSettled = true));
    first.open();
    await new Promise((resolve) => setImmediate(resolve));
    expect(isSettled).toBe(false);
    second.open();
    await settled;
    expect(isSettled).toBe(true);
  });

  it('is settled at once when there is none', async () => {
    await expect(createBackground().settled()).resolves.toBeUndefined();
  });
});
