import { useMemo, useState, type FormEvent } from 'react';
import { addPerson } from './api';
import { useLanguage, useSay } from './settings';
import type { Person } from './types';
import type { Word } from './words';

const LANGUAGES = ['tr', 'en', 'de', 'fr', 'es', 'it', 'nl', 'ar', 'ru', 'pt'];
const COUNTRIES = [
  ...['TR', 'DE', 'GB', 'AT', 'CH', 'FR', 'NL', 'US', 'ES', 'IT', 'BE', 'PL', 'GR', 'SE', 'DK'],
  ...['PT', 'RU', 'UA', 'AZ', 'SA', 'AE', 'EG', 'IN', 'BR', 'MX', 'ID', 'ZA', 'NG', 'JP'],
];

type Identity = 'phone' | 'both' | 'username';
const IDENTITIES: readonly { id: Identity; word: Word }[] = [
  { id: 'phone', word: 'byPhone' },
  { id: 'both', word: 'byBoth' },
  { id: 'username', word: 'byUsername' },
];

const named = (codes: readonly string[], type: 'region' | 'language', language: string) => {
  const names = new Intl.DisplayNames(language, { type });
  return codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
};

const personOf = (data: FormData): object => {
  const field = (name: string): string => String(data.get(name) ?? '').trim();
  const filled = ['name', 'phone', 'username', 'language', 'country']
    .map((name) => [name, field(name)] as const)
    .filter(([, value]) => value !== '');
  return Object.fromEntries(filled);
};

const Chooser = ({ name, word }: { name: 'language' | 'country'; word: Word }) => {
  const say = useSay();
  const language = useLanguage();
  const options = useMemo(
    () =>
      name === 'language'
        ? named(LANGUAGES, 'language', language)
        : named(COUNTRIES, 'region', language),
    [name, language]
  );
  return (
    <label>
      {say(word)}
      <select
        name={name}
        defaultValue={name === 'language' ? language : ''}
        data-testid={`add-${name}`}
      >
        {name === 'country' ? <option value="">{say('fromNumber')}</option> : null}
        {options.map((option) => (
          <option key={option.code} value={option.code}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  );
};

const Field = ({ name, word }: { name: string; word: Word }) => {
  const say = useSay();
  return (
    <label>
      {say(word)}
      <input name={name} required maxLength={100} dir="auto" data-testid={`add-${name}`} />
    </label>
  );
};

/** A new person: known by number, by username, or by both. */
export const AddPerson = ({
  onAdded,
  onCancel,
}: {
  onAdded: (person: Person) => void;
  onCancel: () => void;
}) => {
  const say = useSay();
  const [identity, setIdentity] = useState<Identity>('phone');
  const [problem, setProblem] = useState('');
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    addPerson(personOf(new FormData(event.currentTarget))).then(onAdded, (error: Error) =>
      setProblem(error.message)
    );
  };
  return (
    <form className="add-person" onSubmit={submit}>
      <Field name="name" word="name" />
      <label>
        {say('identity')}
        <select
          value={identity}
          data-testid="add-identity"
          onChange={(event) => setIdentity(event.target.value as Identity)}
        >
          {IDENTITIES.map(({ id, word }) => (
            <option key={id} value={id}>
              {say(word)}
            </option>
          ))}
        </select>
      </label>
      {identity === 'username' ? null : <Field name="phone" word="phoneNumber" />}
      {identity === 'phone' ? null : <Field name="username" word="username" />}
      <Chooser name="language" word="personLanguage" />
      <Chooser name="country" word="country" />
      {problem ? (
        <p role="alert" className="problem">
          {problem}
        </p>
      ) : null}
      <div className="row">
        <button type="submit" className="primary" data-testid="add-submit">
          {say('add')}
        </button>
        <button type="button" onClick={onCancel}>
          {say('dismiss')}
        </button>
      </div>
    </form>
  );
};
