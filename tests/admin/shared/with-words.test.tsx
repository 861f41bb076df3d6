import { Component, useState, type ComponentType, type ReactNode } from 'react';
import { act, render, screen, waitFor } from '@testing-library/react';
import { IntlProvider } from 'react-intl';
import { useT } from '../../../admin/src/shared/useT';
import { withWords } from '../../../admin/src/shared/with-words';
import * as translations from '../../../admin/src/translations/load';

jest.mock('../../../admin/src/translations/load', () => {
  const real = jest.requireActual<typeof translations>('../../../admin/src/translations/load');
  return {
    ...real,
    keptPageWords: jest.fn(real.keptPageWords),
    loadPageWords: jest.fn(real.loadPageWords),
  };
});

const { loadTranslations } = translations;

const Greeting = ({ name }: { name: string }) => {
  const t = useT();
  return (
    <p>
      {name}: {t('shell.menu.label')}, {t('shell.dialog.dismiss')}
    </p>
  );
};

const atStart = async (locale: string) => (await loadTranslations({ locales: [locale] }))[0]?.data;

/** The host in one language, with the words that it has from the start, and with its own. */
const Host = ({
  locale,
  messages,
  children,
}: {
  locale: string;
  messages: Record<string, string> | undefined;
  children: ReactNode;
}) => (
  <IntlProvider locale={locale} messages={messages ?? {}} onError={() => undefined}>
    {children}
  </IntlProvider>
);

class Boundary extends Component<{ children: ReactNode }> {
  override state = { hasFailed: false };
  static getDerivedStateFromError = () => ({ hasFailed: true });
  override render = () => (this.state.hasFailed ? <p>failed</p> : this.props.children);
}

const loaded = async (language: string): Promise<ComponentType<{ name: string }>> => {
  localStorage.setItem('strapi-admin-language', language);
  return (await withWords(() => Promise.resolve({ default: Greeting }))()).default;
};

afterEach(() => {
  localStorage.clear();
});

describe('words of the pages', () => {
  it('[X-13] are not among those that everybody loads with the admin', async () => {
    const start = await atStart('tr');
    expect(start?.['whatsapp.shell.menu.label']).toBe('WhatsApp');
    expect(start).not.toHaveProperty(['whatsapp.shell.dialog.dismiss']);
    const pages = await translations.loadPageWords('tr');
    expect(pages['whatsapp.shell.dialog.dismiss']).toBe('Vazgeç');
  });

  it('come with the page that needs them, in the language of the reader', async () => {
    const Page = await loaded('tr');
    render(
      <Host locale="tr" messages={await atStart('tr')}>
        <Page name="Ayşe" />
      </Host>
    );
    expect(screen.getByText('Ayşe: WhatsApp, Vazgeç')).toBeTruthy();
  });

  it('are English in a language that we do not have', async () => {
    const Page = await loaded('de');
    render(
      <Host locale="de" messages={await atStart('en')}>
        <Page name="Ayşe" />
      </Host>
    );
    expect(screen.getByText('Ayşe: WhatsApp, Cancel')).toBeTruthy();
  });

  it('are fetched also when the page is read in another language than the one at its loading', async () => {
    const Page = await loaded('en');
    render(
      <Host locale="fr" messages={await atStart('en')}>
        <Page name="Ayşe" />
      </Host>
    );
    expect(await screen.findByText('Ayşe: WhatsApp, Cancel')).toBeTruthy();
  });

  it('give way to the texts that the host has for them', async () => {
    const Page = await loaded('en');
    render(
      <Host locale="en" messages={{ 'whatsapp.shell.dialog.dismiss': 'Never mind' }}>
        <Page name="Ayşe" />
      </Host>
    );
    expect(screen.getByText(/Never mind$/)).toBeTruthy();
  });

  it('follow a change of language while the page is open', async () => {
    const Page = await loaded('en');
    let change: (locale: string) => void = () => undefined;
    const Changing = () => {
      const [locale, setLocale] = useState('en');
      change = setLocale;
      return (
        <Host locale={locale} messages={{}}>
          <Page name="Ayşe" />
        </Host>
      );
    };
    render(<Changing />);
    expect(await screen.findByText(/Cancel$/)).toBeTruthy();
    act(() => change('tr'));
    expect(await screen.findByText(/Vazgeç$/)).toBeTruthy();
  });

  it('that cannot be fetched are an error of the page, not keys in the place of words', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const Page = await loaded('en');
    jest.mocked(translations.keptPageWords).mockReturnValue(undefined);
    jest.mocked(translations.loadPageWords).mockRejectedValue(new Error('offline'));
    render(
      <Boundary>
        <Host locale="en" messages={{}}>
          <Page name="Ayşe" />
        </Host>
      </Boundary>
    );
    await waitFor(() => expect(document.body.textContent).toBe('failed'));
  });
});
