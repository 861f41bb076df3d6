import { useRef, useState, type KeyboardEvent } from 'react';
import { AddPerson } from './AddPerson';
import { Avatar } from './Avatar';
import { MEDIA_WORDS } from './content';
import { listTime } from './dates';
import { plainText } from './format';
import { Icon } from './icons';
import { useLanguage, useSay } from './settings';
import { handleOf, labelOf, type Person } from './types';
import type { Say } from './words';

type Props = {
  /** Null until they were read. */
  people: readonly Person[] | null;
  failed: boolean;
  now: number;
  open: readonly string[];
  search: string;
  onSearch: (search: string) => void;
  onChoose: (person: Person, beside: boolean) => void;
  onRetry: () => void;
};

const subtitleOf = (person: Person, say: Say): string => {
  const word = MEDIA_WORDS[person.lastType];
  return plainText(person.lastText) || (word ? say(word) : '') || labelOf(person);
};

const Marks = ({ person }: { person: Person }) => {
  const say = useSay();
  const marks = [
    ...(person.onWhatsApp ? [] : [say('notOnWhatsApp')]),
    ...(person.online ? [] : [say('off')]),
    ...(person.blocked ? [say('blocked')] : []),
    ...(person.marketingStopped ? [say('noMarketing')] : []),
  ];
  return marks.length > 0 ? <span className="marks">{marks.join(' · ')}</span> : null;
};

type RowProps = Pick<Props, 'onChoose' | 'now'> & { person: Person; open: boolean };

const PersonRow = ({ person, open, now, onChoose }: RowProps) => {
  const say = useSay();
  const language = useLanguage();
  return (
    <li className={open ? 'chosen' : ''}>
      <button
        type="button"
        className="person"
        data-testid={`person-${handleOf(person)}`}
        aria-current={open}
        onClick={(event) => onChoose(person, event.shiftKey)}
      >
        <Avatar name={person.name} seed={person.id} />
        <span className="who">
          <span className="name" dir="auto">
            {person.name}
          </span>
          <span className="sub" dir="auto">
            {subtitleOf(person, say)}
          </span>
          <Marks person={person} />
        </span>
        <span className="when">
          <span className="sub">
            {person.lastAt > 0 ? listTime(person.lastAt, now, language) : person.country}
          </span>
          {person.unread > 0 ? <span className="count">{person.unread}</span> : null}
        </span>
      </button>
      <button
        type="button"
        className="icon beside"
        title={say('sideBySide')}
        aria-label={`${say('sideBySide')}: ${person.name}`}
        data-testid={`beside-${handleOf(person)}`}
        onClick={() => onChoose(person, true)}
      >
        <Icon name="beside" />
      </button>
    </li>
  );
};

const Nobody = ({ people, failed, search, onRetry }: Omit<Props, 'onChoose' | 'onSearch'>) => {
  const say = useSay();
  if (failed && people === null)
    return (
      <p className="quiet" role="alert">
        {say('loadFailed')}{' '}
        <button type="button" data-testid="people-retry" onClick={onRetry}>
          {say('again')}
        </button>
      </p>
    );
  if (people === null)
    return (
      <div className="skeletons" role="status" aria-label={say('loading')}>
        <i />
        <i />
        <i />
      </div>
    );
  if (people.length > 0) return null;
  return <p className="quiet">{say(search ? 'noneFound' : 'nobody')}</p>;
};

export const PeopleList = (props: Props) => {
  const { people, open, now, search, onSearch, onChoose } = props;
  const say = useSay();
  const list = useRef<HTMLUListElement>(null);
  const [adding, setAdding] = useState(false);

  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button.person') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const next = at + (event.key === 'ArrowDown' ? 1 : -1);
    buttons[Math.min(Math.max(next, 0), buttons.length - 1)]?.focus();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between the people inside
    <aside className="people" aria-label={say('people')} onKeyDown={adding ? undefined : move}>
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
      {adding ? (
        <AddPerson
          onCancel={() => setAdding(false)}
          onAdded={(person) => {
            setAdding(false);
            onChoose(person, false);
          }}
        />
      ) : null}
      <input
        type="search"
        value={search}
        placeholder={say('search')}
        aria-label={say('search')}
        data-testid="people-search"
        onChange={(event) => onSearch(event.target.value)}
      />
      <Nobody {...props} />
      <ul ref={list}>
        {(people ?? []).map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            open={open.includes(person.id)}
            now={now}
            onChoose={onChoose}
          />
        ))}
      </ul>
    </aside>
  );
};
