import { screen, within } from '@testing-library/react';
import type { ProcessesResult } from '../../../server/src/contracts/processes';
import { violations } from '../axe';
import { anAccount } from '../../support/account-view';
import { aList, openNumbers as open, theProcesses } from '../../support/numbers-page';
import { en } from '../../support/words';

describe('the processes below the numbers', () => {
  const at = (processes: ProcessesResult) =>
    open(aList([anAccount()]), { 'GET /whatsapp/processes': processes });

  it('are left out while one does everything and is well', async () => {
    await at(theProcesses([{}]));
    await screen.findByTestId('number-card');
    expect(screen.queryByTestId('processes')).toBeNull();
  });

  it('say who serves what, and what is wrong with whom in words', async () => {
    await at(
      theProcesses(
        [
          { serve: 'web', engine: 'bullmq' },
          { serve: 'worker', engine: 'bullmq', problem: 'redis-lost' },
          { serve: 'worker', engine: 'bullmq', clockOffsetMs: -4_200 },
        ],
        { redis: 'redis://cache:6379' }
      )
    );
    const panel = within(await screen.findByTestId('processes'));
    expect(panel.getByText(en('settings.processes.self', { name: 'a1b2c0' }))).toBeTruthy();
    expect(panel.getByText(/over Redis \(redis:\/\/cache:6379\)/)).toBeTruthy();
    expect(panel.getByText(en('settings.processes.serve.web'))).toBeTruthy();
    expect(panel.getByText(en('settings.processes.problem.redis-lost'))).toBeTruthy();
    expect(panel.getByText(en('settings.processes.clock', { seconds: '4' }))).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('say what to do when nobody takes up work', async () => {
    await at(theProcesses([{ serve: 'web' }], { working: false }));
    const panel = within(await screen.findByTestId('processes'));
    expect(panel.getByText(/Start a worker \(npx strapi-plugin-whatsapp worker\)/)).toBeTruthy();
  });
});
