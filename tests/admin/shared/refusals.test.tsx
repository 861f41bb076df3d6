import { renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { IntlProvider } from 'react-intl';
import { useApiError } from '../../../admin/src/shared/useApiError';
import { loadPageWords, loadTranslations } from '../../../admin/src/translations/load';
import { en, tr } from '../../support/words';

const explainer = async (locale: 'en' | 'tr') => {
  const messages = {
    ...(await loadTranslations({ locales: [locale] }))[0]?.data,
    ...(await loadPageWords(locale)),
  };
  const wrapper = ({ children }: PropsWithChildren) => (
    <IntlProvider locale={locale} messages={messages}>
      {children}
    </IntlProvider>
  );
  const { result } = renderHook(() => useApiError(), { wrapper });
  return result.current;
};
const explained = async (locale: 'en' | 'tr', details: Record<string, unknown>) => {
  const explain = await explainer(locale);
  const { message, remedy } = explain({ status: 409, message: 'no', details });
  return { message, remedy };
};

describe('what the server refuses', () => {
  it.each([
    ['en', en],
    ['tr', tr],
  ] as const)(
    '[X-13] is said once, in %s, where the catalogue has a sentence',
    async (locale, word) => {
      const details = { kind: 'not-a-draft', remedy: 'Reload the page.' };
      expect(await explained(locale, details)).toEqual({
        message: word('error.not-a-draft'),
        remedy: null,
      });
    }
  );

  it('[X-13] keeps what to do where the server says it in the reader’s language', async () => {
    const words = {
      en: { text: 'A campaign uses this number.', advice: 'Cancel “Spring” first.' },
      tr: { text: 'Bir kampanya bu numarayı kullanıyor.', advice: 'Önce “Spring”i durdurun.' },
    };
    const details = { kind: 'in-use', remedy: words.en.advice, words };
    expect(await explained('tr', details)).toEqual({
      message: tr('error.in-use'),
      remedy: words.tr.advice,
    });
    expect((await explained('en', details)).remedy).toBe(words.en.advice);
  });

  it('is said in the server’s words where the catalogue has none', async () => {
    const details = { kind: 'not-in-the-catalogue', remedy: 'Do this.' };
    expect(await explained('tr', details)).toEqual({ message: 'no', remedy: 'Do this.' });
    const words = { en: { text: 'No.', advice: 'Do.' }, tr: { text: 'Olmaz.', advice: 'Yapın.' } };
    expect(await explained('tr', { ...details, words })).toEqual({
      message: 'Olmaz.',
      remedy: 'Yapın.',
    });
  });

  it('names no path of the request at the field', async () => {
    const field = 'topics.0.tr';
    const words = {
      en: { text: `“${field}” is empty.`, advice: 'Enter a value.' },
      tr: { text: `“${field}” boş.`, advice: 'Bir değer girin.' },
    };
    const details = { kind: 'invalid', field, remedy: words.en.advice, words };
    const refused = { status: 400, message: words.en.text, details };
    expect((await explainer('en'))(refused).atField).toBe('Enter a value.');
    expect((await explainer('tr'))(refused).atField).toBe('Bir değer girin.');
    const byHand = { kind: 'invalid', field: 'slug', remedy: 'Choose another one.' };
    expect(
      (await explainer('en'))({ status: 400, message: 'slug: in use', details: byHand }).atField
    ).toBe('In use. Choose another one.');
    const known = { kind: 'name-taken', field: 'name', remedy: 'No.' };
    expect((await explainer('en'))({ status: 409, message: 'no', details: known }).atField).toBe(
      en('error.name-taken')
    );
  });

  it('names the choice that a campaign lacks', async () => {
    for (const [locale, words] of [
      ['en', en],
      ['tr', tr],
    ] as const)
      for (const field of ['message', 'number']) {
        const details = { kind: 'incomplete', field, remedy: 'Choose it first.' };
        const message = words('error.incomplete', { label: field });
        const step = words(
          field === 'number' ? 'campaigns.step.channel' : 'campaigns.step.message'
        );
        expect(message).toContain(step);
        expect(await explained(locale, details)).toEqual({ message, remedy: null });
      }
  });

  it('[M-47] is not said of prices where a repeat has the day', () => {
    expect(en('error.repeat-day-taken')).not.toMatch(/price/i);
    expect(en('error.price-day-taken')).toMatch(/price/i);
  });
});
