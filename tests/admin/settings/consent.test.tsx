import { act, screen, waitFor } from '@testing-library/react';
import { whatsappApi } from '../../../admin/src/api/base';
import ConsentPage from '../../../admin/src/pages/Settings/ConsentPage';
import type { ConsentSettings } from '../../../server/src/contracts/consent';
import { consentSettings, NOT_ASKED } from '../../support/consent-settings';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

const open = (routes: Routes = {}) =>
  renderAdmin(<ConsentPage />, {
    routes: {
      'GET /whatsapp/settings/consent': consentSettings(),
      'PUT /whatsapp/settings/consent': (call) =>
        consentSettings(call.body as Partial<ConsentSettings>),
      'POST /whatsapp/settings/consent/try': { answer: 'opt-out' },
      ...routes,
    },
  });

afterEach(() => jest.restoreAllMocks());

describe('the settings of consent', () => {
  it('[O-29] offer a channel only where this server can use it', async () => {
    const { calls, person } = await open();
    const sms = await screen.findByRole('checkbox', { name: /SMS/ });
    expect(sms.hasAttribute('disabled')).toBe(true);
    expect(screen.getByText(/No SMS hook is registered/)).toBeTruthy();
    await person.click(screen.getByRole('checkbox', { name: /E-mail/ }));
    await person.click(screen.getByTestId('save-consent'));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PUT')?.body).toEqual({
        otherChannels: ['email'],
      })
    );
  });

  it('[O-06] confirm consent from elsewhere by nothing, until a utility template is chosen', async () => {
    const template = { language: 'en', status: 'APPROVED', sendable: { ok: true, reason: null } };
    const { calls, person } = await open({
      'GET /whatsapp/templates': {
        templates: [
          { ...template, id: 4, name: 'you_agreed', category: 'UTILITY' },
          { ...template, id: 5, name: 'offer', category: 'MARKETING' },
        ],
      },
    });
    const [select] = await screen.findAllByRole('combobox', {
      name: /Template that confirms an opt-in/,
    });
    await waitFor(() => expect(select?.getAttribute('aria-disabled')).not.toBe('true'));
    if (select) await person.click(select);
    const offered = await screen.findAllByRole('option');
    expect(offered.map((one) => one.textContent)).toEqual([
      en('consent.elsewhere.none'),
      'you_agreed (English)',
    ]);
    await person.click(screen.getByRole('option', { name: 'you_agreed (English)' }));
    await person.click(screen.getByTestId('save-consent'));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PUT')?.body).toEqual({ optInTemplateId: 4 })
    );
  });

  it('[O-01] say in words what each strictness forbids, and send only what was changed', async () => {
    const { calls, person } = await open();
    expect(await screen.findByText(/until their opt-in is recorded/)).toBeTruthy();
    expect(screen.getByText(/Last changed by Deniz A\./)).toBeTruthy();
    expect(screen.getByTestId('save-consent')).toHaveProperty('disabled', true);
    const [, lax] = screen.getAllByRole('radio', { name: /who has not opted out/ });
    if (lax) await person.click(lax);
    await person.click(
      screen.getByRole('checkbox', { name: new RegExp(en('consent.answers.label')) })
    );
    await person.click(screen.getByTestId('save-consent'));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PUT')?.body).toEqual({
        utilityRule: 'not-opted-out',
        agentUtilityDays: 0,
      })
    );
  });

  it('follow what a colleague saves meanwhile, and say where both changed the same', async () => {
    let saved = consentSettings();
    const { calls, person, store } = await open({ 'GET /whatsapp/settings/consent': () => saved });
    await person.click(
      await screen.findByRole('checkbox', { name: new RegExp(en('consent.answers.label')) })
    );
    const { privacyNotice } = saved;
    const theirs = { ...privacyNotice, en: 'Theirs' };
    saved = consentSettings({ agentUtilityDays: 7, privacyNotice: theirs });
    act(() => {
      store.dispatch(whatsappApi.util.invalidateTags([{ type: 'WhatsappSetup', id: 'CONSENT' }]));
    });
    expect((await screen.findByTestId('changed-meanwhile')).textContent).toContain(
      en('consent.rules.title')
    );
    await person.click(screen.getByTestId('save-consent'));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PUT')?.body).toEqual({ agentUtilityDays: 0 })
    );
    await waitFor(() => expect(screen.queryByTestId('changed-meanwhile')).toBeNull());
  });

  it('[O-17] show the words that always work, take own ones, and try a message with words not saved yet', async () => {
    const { calls, person } = await open();
    const inList = (list: string) => screen.getByTestId(list).textContent;
    expect((await screen.findByTestId('optOutWords-tr')).textContent).toContain(
      'MESAJ İSTEMİYORUM'
    );
    expect(inList('optOutWords-tr')).not.toContain('İPTAL');
    expect(inList('afterPromotion-tr')).toBe('İPTALDUR');
    expect(inList('afterPromotion-en')).toBe('CANCEL');
    for (const name of [/^Keywords that always opt/, /only after a marketing message/])
      expect(screen.getByRole('heading', { name })).toBeTruthy();
    // Only the word of one's own can be taken away.
    expect(screen.getAllByRole('button', { name: /^Remove / })).toHaveLength(1);
    expect(
      screen.getByRole('button', { name: en('consent.words.remove', { word: 'yeter' }) })
    ).toBeTruthy();
    const [add] = screen.getAllByLabelText(en('consent.words.add'));
    if (add) await person.type(add, 'bitsin{Enter}');
    expect(screen.getByTestId('optOutWords-tr').textContent).toContain('bitsin');
    await person.click(
      screen.getByRole('button', { name: en('consent.words.remove', { word: 'yeter' }) })
    );
    await person.type(screen.getByTestId('try-word'), 'bitsin.');
    await waitFor(() => expect(screen.getByTestId('try-answer').dataset.answer).toBe('opt-out'));
    expect(calls.filter((call) => call.path.endsWith('/try')).at(-1)?.body).toMatchObject({
      text: 'bitsin.',
      optOutWords: { tr: ['bitsin'], en: [] },
    });
  });

  it.each([
    ['opt-out', '✓ Always opts the customer out of all messages'],
    [
      'opt-out-after-promotion',
      '✓ Opts the customer out of marketing after a marketing message. At other times',
    ],
    ['ask-team', en('consent.try.ask-team')],
    ['opt-in', '✓ Opts the customer back in'],
    [null, '– A regular message'],
  ])('[O-17] say what a message would do: %s', async (answer, words) => {
    const { person } = await open({ 'POST /whatsapp/settings/consent/try': { answer } });
    await person.type(await screen.findByTestId('try-word'), 'stop');
    await waitFor(() => expect(screen.getByTestId('try-answer').textContent).toContain(words));
  });

  it('[O-27] name the kinds of message; a new one gets a key of its name, a saved one keeps its own', async () => {
    const saved = { key: 'news', category: 'marketing', tr: 'Bülten', en: 'News' } as const;
    const { calls, person } = await open({
      'GET /whatsapp/settings/consent': consentSettings({ topics: [saved] }),
    });
    await person.type(await screen.findByTestId('topic-0-en'), 'letter');
    await person.click(screen.getByTestId('add-topic'));
    await person.type(screen.getByTestId('topic-1-tr'), 'Sipariş haberi');
    await person.type(screen.getByTestId('topic-1-en'), 'Order news!');
    await person.click(screen.getByTestId('save-consent'));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PUT')?.body).toEqual({
        topics: [
          { ...saved, en: 'Newsletter' },
          { key: 'order-news', category: 'marketing', tr: 'Sipariş haberi', en: 'Order news!' },
        ],
      })
    );
    await person.click(
      screen.getByRole('button', { name: en('consent.words.remove', { word: 'Newsletter' }) })
    );
    expect(screen.getAllByTestId('topic-row')).toHaveLength(1);
  });

  it('[O-28] say the cap in words, and none is none', async () => {
    const { calls, person } = await open();
    await person.click(await screen.findByRole('checkbox', { name: en('consent.cap.on') }));
    expect(screen.getByText(/more than 2 marketing messages in 7 days/)).toBeTruthy();
    await person.click(screen.getByTestId('save-consent'));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PUT')?.body).toEqual({
        marketingCap: { messages: 2, days: 7 },
      })
    );
  });

  it('[M-50] show the quiet hours as words and as a strip of the day', async () => {
    const { calls, person } = await open();
    await person.click(await screen.findByRole('checkbox', { name: en('consent.quiet.on') }));
    const strip = screen.getByRole('img', {
      name: en('consent.quiet.strip', { from: '9:00 PM', to: '9:00 AM' }),
    });
    expect(strip.querySelectorAll('[data-quiet="true"]')).toHaveLength(12);
    expect(
      screen.getByText(en('consent.quiet.sentence', { from: '9:00 PM', to: '9:00 AM' }))
    ).toBeTruthy();
    await person.click(screen.getByTestId('save-consent'));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PUT')?.body).toEqual({
        quietHours: { from: '21:00', to: '09:00', zone: expect.any(String) as string },
      })
    );
  });

  it.each(['optOutTexts', 'marketingOutTexts'])(
    '[O-24] keep what was typed and say at the field that the way back is missing: %s',
    async (of) => {
      const { person } = await open({
        'PUT /whatsapp/settings/consent': refuse(422, {
          kind: 'no-way-back',
          field: `${of}.tr`,
        }),
      });
      const text = await screen.findByTestId(`${of}-tr`);
      await person.clear(text);
      await person.type(text, 'Hoşça kalın.');
      await person.click(screen.getByTestId('save-consent'));
      expect(await screen.findByText(/must name the keyword for opting back in/)).toBeTruthy();
      expect(screen.getByTestId(`${of}-tr`)).toHaveProperty('value', 'Hoşça kalın.');
      expect(screen.getByTestId(`${of}-tr`).getAttribute('aria-invalid')).toBe('true');
    }
  );

  it('[X-08] ask for data collection with words of their own, purpose by purpose', async () => {
    const { calls, person } = await open();
    const purpose = await screen.findByTestId('purpose-position');
    expect(screen.queryByTestId('purpose-position-en')).toBeNull();
    await person.click(screen.getByTestId('purpose-position-asked'));
    await person.type(screen.getByTestId('purpose-position-en'), 'You may use where I am.');
    await person.type(screen.getByTestId('purpose-position-tr'), 'Konumumu kullanabilirsiniz.');
    expect(purpose.textContent).toContain('not written yet');
    await person.click(screen.getByTestId('save-consent'));
    const position = {
      asked: true,
      onlyWithConsent: false,
      texts: { tr: 'Konumumu kullanabilirsiniz.', en: 'You may use where I am.' },
    };
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({
        dataPurposes: { tracking: NOT_ASKED, position, profile: NOT_ASKED },
      })
    );
  });

  it('[X-08] a refusal of a purpose stands at its words', async () => {
    const { person } = await open({
      'PUT /whatsapp/settings/consent': refuse(422, {
        kind: 'invalid',
        field: 'dataPurposes.position.texts.tr',
      }),
    });
    await person.click(await screen.findByTestId('purpose-position-asked'));
    await person.click(screen.getByTestId('save-consent'));
    await waitFor(() =>
      expect(screen.getByTestId('purpose-position-tr').getAttribute('aria-invalid')).toBe('true')
    );
  });
});
