import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { addPerson } from './api';
import { MEDIA_WORDS } from './MediaBody';
import { useSay } from './settings';
import type { Say } from './words';
import { handleOf, labelOf, type Person } from './types';

type Props = {
  people: Person[];
  open: readonly string[];
  search: string;
  onSearch: (search: string) => void;
  onChoose: (person: Person, beside: boolean) => void;
};

const HUES = [210, 265, 340, 25, 165, 120];

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

export const Avatar = ({ person }: { person: Person }) => (
  <span
    className="avatar"
    aria-hidden
    style={{ ['--hue' as string]: HUES[Number(person.id.slice(1)) % HUES.length] }}
  >
    {initials(person.name).replace(/^\+/, '#')}
  </span>
);

const subtitleOf = (person: Person, say: Say): string => {
  const word = MEDIA_WORDS[person.lastType];
  return person.lastText || (word ? say(word) : '') || labelOf(person);
};

const AddPerson = ({ onDone }: { onDone: () => void }) => {
  const say = useSay();
  const [problem, setProblem] = useState('');
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    addPerson({ name: String(data.get('name')), phone: String(data.get('phone')) }).then(
      onDone,
      (error: Error) => setProblem(error.message)
    );
  };
  return (
    <form className="add-person" onSubmit={submit}>
      <input
        name="name"
        required
        maxLength={100}
        placeholder={say('name')}
        aria-label={say('name')}
        data-testid="add-name"
      />
      <input
        name="phone"
        required
        placeholder={say('phoneNumber')}
        aria-label={say('phoneNumber')}
        data-testid="add-phone"
      />
      {problem ? <p role="alert">{problem}</p> : null}
      <div className="row">
        <button type="submit" className="primary" data-testid="add-submit">
          {say('add')}
        </button>
        <button type="button" onClick={onDone}>
          {say('dismiss')}
        </button>
      </div>
    </form>
  );
};

const Marks = ({ person }: { person: Person }) => {
  const say = useSay();
  const marks = [
    ...(person.onWhatsApp ? [] : [say('notOnWhatsApp')]),
    ...(person.online ? [] : [say('off')]),
    ...(person.blocked ? [say('blocked')] : []),
  ];
  return marks.length > 0 ? <span className="marks">{marks.join(' · ')}</span> : null;
};

export const PeopleList = ({ people, open, search, onSearch, onChoose }: Props) => {
  const say = useSay();
  const list = useRef<HTMLUListElement>(null);
  const [adding, setAdding] = useState(false);

  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button.person') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[
      Math.min(Math.max(at + (event.key === 'ArrowDown' ? 1 : -1), 0), buttons.length - 1)
    ]?.focus();
  };

  return (
    <aside className="people" aria-label={say('people')}>
      <div className="row people-head">
        <h2>{say('people')}</h2>
        <button
          type="button"
          data-testid="add-person"
          onClick={() => setAdding(!adding)}
          aria-expanded={adding}
        >
          + {say('addPerson')}
        </button>
      </div>
      {adding ? <AddPerson onDone={() => setAdding(false)} /> : null}
      <input
        type="search"
        value={search}
        placeholder={say('search')}
        aria-label={say('search')}
        data-testid="people-search"
        onChange={(event) => onSearch(event.target.value)}
        onKeyDown={move}
      />
      {people.length === 0 ? <p className="quiet">{say('noneFound')}</p> : null}
      <ul ref={list}>
        {people.map((person) => (
          <li key={person.id} className={open.includes(person.id) ? 'chosen' : ''}>
            <button
              type="button"
              className="person"
              data-testid={`person-${handleOf(person)}`}
              aria-current={open.includes(person.id)}
              onKeyDown={move}
              onClick={(event) => onChoose(person, event.shiftKey)}
            >
              <Avatar person={person} />
              <span className="who">
                <span className="name" dir="auto">
                  {person.name}
                </span>
                <span className="sub" dir="auto">
                  {subtitleOf(person, say)}
                </span>
                <Marks person={person} />
              </span>
              {person.unread > 0 ? <span className="count">{person.unread}</span> : null}
            </button>
            <button
              type="button"
              className="beside"
              title={say('sideBySide')}
              aria-label={`${say('sideBySide')}: ${person.name}`}
              data-testid={`beside-${handleOf(person)}`}
              onClick={() => onChoose(person, true)}
            >
              ⊞
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
};
