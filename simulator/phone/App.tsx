import { useEffect, useMemo, useState } from 'react';
import { ConnectNote } from './ConnectNote';
import { PeopleList } from './PeopleList';
import { Phone } from './Phone';
import { remember, remembered, SettingsContext } from './settings';
import { handleOf, type Person } from './types';
import { useLive } from './useLive';
import { sayIn, type Language } from './words';
import { WorldPanel } from './WorldPanel';

type Tab = 'people' | 'phone' | 'panel';

const firstLanguage = (): Language => {
  const chosen = remembered('language') ?? navigator.language;
  return chosen.startsWith('tr') ? 'tr' : 'en';
};

const firstTheme = (): string =>
  remembered('theme') ??
  (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

export const App = () => {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [theme, setTheme] = useState(firstTheme);
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<string[]>([]);
  const [tab, setTab] = useState<Tab>('people');
  const live = useLive(search);
  const settings = useMemo(() => ({ say: sayIn(language), language }), [language]);
  const { say } = settings;

  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.lang = language;
    document.title = say('title');
    remember('theme', theme);
    remember('language', language);
  }, [theme, language, say]);

  const first = live.people[0];
  useEffect(() => {
    if (open.length === 0 && first) setOpen([first.id]);
  }, [open.length, first]);

  const shown = open.flatMap((id) => live.people.find((person) => person.id === id) ?? []);
  const choose = (person: Person, beside: boolean): void => {
    setOpen((old) =>
      beside ? [...old.filter((id) => id !== person.id), person.id].slice(-4) : [person.id]
    );
    setTab('phone');
  };

  return (
    <SettingsContext.Provider value={settings}>
      <div className="page" data-tab={tab}>
        <header className="top">
          <h1>{say('title')}</h1>
          <p className="disclaimer">{say('disclaimer')}</p>
          <div className="top-actions">
            <button
              type="button"
              data-testid="language"
              onClick={() => setLanguage(language === 'tr' ? 'en' : 'tr')}
            >
              {language === 'tr' ? 'English' : 'Türkçe'}
            </button>
            <button
              type="button"
              data-testid="theme"
              aria-label={say('theme')}
              onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
            >
              {theme === 'dark' ? '☀' : '☾'}
            </button>
          </div>
        </header>
        {live.connected ? null : (
          <p className="banner" role="status">
            {say('lost')}
          </p>
        )}
        {live.state && !live.state.connected ? <ConnectNote state={live.state} /> : null}
        {live.state?.lastRefused ? (
          <p className="banner" role="status" data-testid="webhook-refused">
            {say('refused')}: {live.state.lastRefused.status || say('noAnswer')}{' '}
            {live.state.lastRefused.answer.slice(0, 160)} {say('retrying')}
          </p>
        ) : null}
        <nav className="tabs">
          {(['people', 'phone', 'panel'] as const).map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={tab === name}
              onClick={() => setTab(name)}
            >
              {say(name === 'people' ? 'people' : name === 'phone' ? 'title' : 'makeItHappen')}
            </button>
          ))}
        </nav>
        <main className="columns">
          <PeopleList
            people={live.people}
            open={open}
            search={search}
            onSearch={setSearch}
            onChoose={choose}
          />
          <section className="phones" aria-label={say('title')}>
            {shown.length === 0 ? <p className="quiet">{say('choose')}</p> : null}
            {shown.map((person) => (
              <Phone
                key={person.id}
                person={person}
                numbers={live.state?.numbers ?? []}
                version={live.version(person.id)}
                now={live.state?.clock.now ?? Date.now()}
                {...(shown.length > 1
                  ? { onClose: () => setOpen(open.filter((id) => id !== person.id)) }
                  : {})}
              />
            ))}
          </section>
          <WorldPanel people={shown} state={live.state} onChanged={live.refresh} />
        </main>
      </div>
      <span hidden data-testid="open-people">
        {shown.map(handleOf).join(',')}
      </span>
    </SettingsContext.Provider>
  );
};
