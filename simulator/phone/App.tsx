import { useEffect, useMemo, useState } from 'react';
import { ConnectNote } from './ConnectNote';
import { Icon } from './icons';
import { PeopleList } from './PeopleList';
import { Phone } from './Phone';
import { remember, remembered, SettingsContext, useSay, useLanguage } from './settings';
import { handleOf, type Person, type SimState, type Start } from './types';
import { useLive, type Live } from './useLive';
import { sayIn, type Language } from './words';
import { WorldPanel } from './WorldPanel';

type Tab = 'people' | 'phone' | 'panel';
const TABS = ['people', 'phone', 'panel'] as const;
const TAB_WORDS = { people: 'people', phone: 'phone', panel: 'makeItHappen' } as const;

const firstLanguage = (): Language => {
  const chosen = remembered('language') ?? navigator.language;
  return chosen.startsWith('tr') ? 'tr' : 'en';
};

const firstTheme = (): string =>
  remembered('theme') ??
  (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

const TICK_MS = 10_000;

/** The simulated time, going on between two answers of the simulator. */
const useNow = (state: SimState | null): number => {
  const [, setTurn] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setTurn((turn) => turn + 1), TICK_MS);
    return () => window.clearInterval(timer);
  }, []);
  return Date.now() + (state?.clock.offsetMs ?? 0);
};

const useNarrow = (): boolean => {
  const query = useMemo(() => window.matchMedia('(max-width: 1000px)'), []);
  const [narrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const changed = (): void => setNarrow(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, [query]);
  return narrow;
};

type Look = { theme: string; onTheme: () => void; onLanguage: () => void };

const TopBar = ({ theme, onTheme, onLanguage }: Look) => {
  const say = useSay();
  const language = useLanguage();
  return (
    <header className="top">
      <h1>{say('title')}</h1>
      <p className="disclaimer">{say('disclaimer')}</p>
      <div className="top-actions">
        <button
          type="button"
          lang={language === 'tr' ? 'en' : 'tr'}
          data-testid="language"
          onClick={onLanguage}
        >
          {language === 'tr' ? 'English' : 'Türkçe'}
        </button>
        <button
          type="button"
          className="icon"
          data-testid="theme"
          aria-label={say('theme')}
          title={say('theme')}
          onClick={onTheme}
        >
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
        </button>
      </div>
    </header>
  );
};

const Banners = ({ live }: { live: Live }) => {
  const say = useSay();
  const { state, connected, failed } = live;
  return (
    <>
      {connected && !(failed && state) ? null : (
        <p className="banner" role="status" data-testid="reconnecting">
          {say('lost')}
        </p>
      )}
      {state && !state.connected ? <ConnectNote state={state} /> : null}
      {state?.lastRefused ? (
        <p className="banner is-bad" role="status" data-testid="webhook-refused">
          {say('refused')}: {state.lastRefused.status || say('noAnswer')}{' '}
          {state.lastRefused.answer.slice(0, 160)} {say('retrying')}
        </p>
      ) : null}
    </>
  );
};

const Tabs = ({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) => {
  const say = useSay();
  return (
    <nav className="tabs" aria-label={say('title')}>
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={tab === name}
          data-testid={`tab-${name}`}
          onClick={() => onTab(name)}
        >
          {say(TAB_WORDS[name])}
        </button>
      ))}
    </nav>
  );
};

/** Which people's phones are open; the first person's unless somebody chose. */
const useOpen = () => {
  const [open, setOpen] = useState<readonly string[]>([]);
  const choose = (person: Person, beside: boolean): void =>
    setOpen((old) =>
      beside ? [...old.filter((id) => id !== person.id), person.id].slice(-4) : [person.id]
    );
  const shut = (id: string): void => setOpen((old) => old.filter((other) => other !== id));
  return { open, setOpen, choose, shut };
};

const World = () => {
  const say = useSay();
  const narrow = useNarrow();
  const [search, setSearch] = useState('');
  const [tab, setTab] = useState<Tab>('people');
  const [starts, setStarts] = useState<Readonly<Record<string, Start>>>({});
  const { open, setOpen, choose, shut } = useOpen();
  const live = useLive(search, open);
  const now = useNow(live.state);
  const first = live.people?.[0];
  useEffect(() => {
    if (open.length === 0 && first) setOpen([first.id]);
  }, [open.length, first, setOpen]);

  const shown = open.flatMap((id) => live.find(id) ?? []);
  const start = (person: Person, begun: Start): void => {
    setStarts((old) => ({ ...old, [person.id]: begun }));
    live.refresh(); // the chat may be with a number that is new
    setTab('phone');
  };
  const begun = (id: string): void =>
    setStarts((old) => Object.fromEntries(Object.entries(old).filter(([key]) => key !== id)));
  return (
    <div className="world" data-tab={tab}>
      <Banners live={live} />
      <Tabs tab={tab} onTab={setTab} />
      <main className="columns">
        <PeopleList
          {...{ people: live.people, failed: live.failed, now, open, search }}
          onSearch={setSearch}
          onRetry={live.retry}
          onChoose={(person, beside) => {
            choose(person, beside);
            setTab('phone');
          }}
        />
        <section className="phones" aria-label={say('title')}>
          {shown.length === 0 ? (
            <p className="quiet">{say(live.people ? 'choose' : 'loading')}</p>
          ) : null}
          {shown.map((person) => (
            <Phone
              key={person.id}
              person={person}
              numbers={live.state?.numbers ?? []}
              version={live.version(person.id)}
              now={now}
              start={starts[person.id]}
              onBegun={() => begun(person.id)}
              visible={!narrow || tab === 'phone'}
              onChanged={live.refresh}
              onLeave={() => setTab('people')}
              {...(shown.length > 1 ? { onClose: () => shut(person.id) } : {})}
            />
          ))}
        </section>
        <WorldPanel
          people={shown}
          state={live.state}
          now={now}
          onChanged={live.refresh}
          onStart={start}
        />
      </main>
      <span hidden data-testid="open-people">
        {shown.map(handleOf).join(',')}
      </span>
    </div>
  );
};

export const App = () => {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [theme, setTheme] = useState(firstTheme);
  const settings = useMemo(() => ({ say: sayIn(language), language }), [language]);
  const { say } = settings;

  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.lang = language;
    document.title = say('title');
    remember('theme', theme);
    remember('language', language);
  }, [theme, language, say]);

  return (
    <SettingsContext.Provider value={settings}>
      <div className="page">
        <TopBar
          theme={theme}
          onTheme={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
          onLanguage={() => setLanguage(language === 'tr' ? 'en' : 'tr')}
        />
        <World />
      </div>
    </SettingsContext.Provider>
  );
};
