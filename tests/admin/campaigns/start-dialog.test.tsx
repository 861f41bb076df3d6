import { cleanup, screen, waitFor } from '@testing-library/react';
import { StartDialog } from '../../../admin/src/pages/Campaigns/wizard/StartDialog';
import type { CampaignView } from '../../../server/src/contracts/campaigns';
import type { TrialPlan } from '../../../server/src/contracts/campaign-trial';
import { bill, campaign } from '../../unit/admin/campaigns/builders';
import { renderAdmin } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('wide');

const setUp = async (
  part: Parameters<typeof bill>[0],
  locale: 'en' | 'tr' = 'en',
  { trial, ...planned }: Omit<Partial<CampaignView>, 'trial'> & { trial?: Partial<TrialPlan> } = {}
) => {
  const shown = campaign({ ...planned, trial: { ...campaign().trial, ...trial } });
  const onStart = jest.fn(() => Promise.resolve());
  const onClose = jest.fn();
  const { person } = await renderAdmin(
    <StartDialog campaign={shown} bill={bill(part)} onClose={onClose} onStart={onStart} />,
    { locale }
  );
  return { onStart, onClose, person };
};

describe('the start dialog', () => {
  it('[M-06] posts exactly the number that stands on its button', async () => {
    const { onStart, person } = await setUp({ willReceive: 12480 });
    const button = screen.getByTestId('confirm-start');
    expect(button.textContent).toBe(en('campaigns.start.start', { count: 12480 }));
    await person.click(button);
    expect(onStart).toHaveBeenCalledWith({ expected: 12480 });
  });

  it('[M-43] says how many go now and how many wait, and what both cost', async () => {
    const cost = (micros: number) => ({
      ...{ lines: [], hasPrices: true, unpriced: 0, pricesFrom: [], isSample: false },
      totals: [{ currency: 'EUR', micros }],
    });
    const canary = { people: { kind: 'first' as const, count: 3 }, goOn: null };
    const first = { people: 3, waiting: 26, isExact: true, cost: cost(240_000) };
    await setUp({ willReceive: 29, cost: cost(2_320_000), first }, 'en', { trial: { canary } });
    const ask = { now: 3, rest: 26, about: 'no', later: 'no', goOn: 'no' };
    expect(screen.getByTestId('start-first').textContent).toBe(en('campaigns.start.first', ask));
    expect(screen.getByTestId('start-cost').textContent).toBe(
      en('prices.cost.startFirst', { first: '€0.24', sum: '€2.32', later: 'no' })
    );
    cleanup();
    const withTest = { ...first, waiting: 2, isExact: false };
    await setUp({ willReceive: 29, cost: cost(2_320_000), first: withTest }, 'en', {
      trial: { canary },
    });
    expect(screen.getByTestId('start-first').textContent).toBe(
      [
        en('campaigns.start.first', { ...ask, rest: 2, about: 'yes' }),
        en('campaigns.start.firstTest', { count: 24 }),
      ].join(' ')
    );
    cleanup();
    const all = { ...first, waiting: 0 };
    await setUp({ willReceive: 3, cost: cost(240_000), first: all }, 'en', { trial: { canary } });
    expect(screen.getByTestId('start-first').textContent).toBe(en('campaigns.start.firstAll'));
    expect(screen.getByTestId('start-cost').textContent).toBe(
      en('prices.cost.start', { sum: '€0.24' })
    );
  });

  it('[M-06] names the bot of a flow, not the template with which it opens', async () => {
    await setUp({ willReceive: 3 }, 'en', {
      kind: 'flow',
      botName: 'Survey',
      templateName: 'hello',
    });
    const what = { what: 'Survey', count: 3, number: campaign().accountName ?? '' };
    expect(screen.getByText(en('campaigns.start.what.flow', what))).toBeTruthy();
  });

  it('[M-06] says that the message was not tried since its last change, and starts it all the same', async () => {
    const { onStart, person } = await setUp({ willReceive: 3 });
    expect(screen.getByTestId('start-untested').textContent).toBe(en('campaigns.start.untested'));
    await person.click(screen.getByTestId('confirm-start'));
    expect(onStart).toHaveBeenCalledTimes(1);
    const others: Partial<CampaignView>[] = [{ testedAt: 1_700_000_000_000 }, { kind: 'flow' }];
    for (const part of others) {
      cleanup();
      await setUp({ willReceive: 3 }, 'en', part);
      expect(screen.getByTestId('confirm-start')).toBeTruthy();
      expect(screen.queryByTestId('start-untested')).toBeNull();
    }
  });

  it('[M-05] says that each contact’s best time counts, and the chosen one where it is not known', async () => {
    const planned = {
      when: 'best',
      localAt: '2030-05-02T09:00',
      timezone: 'Europe/Istanbul',
    } as const;
    await setUp({ willReceive: 3 }, 'en', planned);
    const own = { when: 'best', at: '.*9:00.*', zone: 'Europe/Istanbul' };
    expect(screen.getByText(new RegExp(`^${en('campaigns.start.whenOwn', own)}`))).toBeTruthy();
  });

  it('keeps the button shut until the right number is typed, where it must be typed', async () => {
    const { onStart, person } = await setUp({ willReceive: 12480, mustTypeNumber: true });
    const button = screen.getByTestId('confirm-start');
    expect(button).toHaveProperty('disabled', true);
    await person.type(screen.getByTestId('typed-number'), '12,48');
    expect(button).toHaveProperty('disabled', true);
    expect(screen.getByText(en('campaigns.start.typedWrong', { count: 12480 }))).toBeTruthy();
    await person.type(screen.getByTestId('typed-number'), '0');
    expect(button).toHaveProperty('disabled', false);
    await person.click(button);
    expect(onStart).toHaveBeenCalledWith({ expected: 12480, typed: 12480 });
  });

  it('starts once for two presses, and Enter in the field starts nothing', async () => {
    const { onStart, person } = await setUp({ willReceive: 3, mustTypeNumber: true });
    onStart.mockReturnValue(new Promise(() => undefined));
    await person.type(screen.getByTestId('typed-number'), '3{Enter}');
    expect(onStart).not.toHaveBeenCalled();
    const button = screen.getByTestId('confirm-start');
    await person.click(button);
    await person.click(button);
    expect(onStart).toHaveBeenCalledTimes(1);
  });

  it('starts with the focus on the safe button, and Esc starts nothing', async () => {
    const { onStart, onClose, person } = await setUp({ willReceive: 3 });
    await waitFor(() =>
      expect(document.activeElement?.textContent).not.toBe(
        en('campaigns.start.start', { count: 3 })
      )
    );
    expect(document.activeElement?.tagName).toBe('BUTTON');
    await person.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalled();
    expect(onStart).not.toHaveBeenCalled();
  });

  it('dismisses with "Vazgeç" in Turkish and says the number in the verb', async () => {
    await setUp({ willReceive: 12480 }, 'tr');
    expect(screen.getByTestId('confirm-start').textContent).toBe(
      tr('campaigns.start.start', { count: 12480 })
    );
    const buttons = screen.getAllByRole('button').map((one) => one.textContent);
    expect(buttons).toEqual([
      tr('shell.dialog.dismiss'),
      tr('campaigns.start.start', { count: 12480 }),
    ]);
  });
});
