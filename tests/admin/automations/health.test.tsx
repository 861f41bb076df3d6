import { screen } from '@testing-library/react';
import { flow } from '../../support/some-flow';
import { grantOnly } from '../../support/strapi-admin';
import { en } from '../../support/words';
import { violations } from '../axe';
import { automation, open, openOne } from './stage';

/** An automation that is on, with a bot that somebody switched off, or not. */
const withBot = (isActive: boolean) => {
  const bot = { ...automation().flow, name: 'Thanks', isOwn: false, isActive };
  return automation({ active: true, activeSince: 1, flow: bot });
};
const bots = { 'GET /whatsapp/bots': { bots: [flow({ id: 9, name: 'Thanks' })] } };
const title = () => en('automations.flow-off', { flow: 'Thanks' });

beforeEach(() => grantOnly(null));
afterEach(() => jest.restoreAllMocks());

describe('an automation whose flow is off', () => {
  it('[E-02] says on its page that nothing starts, and what to do', async () => {
    await openOne(withBot(false), bots);
    const notice = await screen.findByTestId('flow-off');
    expect(notice.textContent).toContain(title());
    expect(notice.textContent).toContain(en('automations.flow-off.body'));
    expect(await violations()).toEqual([]);
  });

  it('[E-02] says nothing of it while it is off itself, nor once the flow is on', async () => {
    for (const view of [withBot(true), { ...withBot(false), active: false }]) {
      const { unmount } = await openOne(view, bots);
      expect(await screen.findByTestId('when-row')).toBeTruthy();
      expect(screen.queryByTestId('flow-off')).toBeNull();
      unmount();
    }
  });

  it('[E-02] says so in the list, in place of what else is known', async () => {
    const lastError = { reason: 'window-closed', at: 1 };
    const automations = [
      { ...withBot(false), lastError },
      { ...withBot(true), id: 4, lastError },
    ];
    await open('', { 'GET /whatsapp/automations': { automations } });
    const [off, on] = await screen.findAllByTestId('automation-row');
    expect(off?.textContent).toContain(title());
    expect(on?.textContent).not.toContain(title());
    const failed = en('automations.last-error', { reason: en('bots.reason.window-closed') });
    expect(on?.textContent).toContain(failed);
  });
});
