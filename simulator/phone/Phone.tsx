import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { act, loadThread } from './api';
import { BubbleRow } from './BubbleRow';
import { Composer } from './Composer';
import { useLanguage, useSay } from './settings';
import { labelOf, type Bubble, type BusinessNumber, type Person } from './types';

type Props = {
  person: Person;
  numbers: readonly BusinessNumber[];
  version: number;
  now: number;
  onClose?: () => void;
};

/** What the phone shows: own messages, and the business's once they arrived. The rest is told in a line. */
const arrived = (bubble: Bubble): boolean =>
  bubble.direction === 'in' || ['delivered', 'read', 'played', 'failed'].includes(bubble.status);

const useThread = (person: Person, version: number): { thread: Bubble[]; reload: () => void } => {
  const [thread, setThread] = useState<Bubble[]>([]);
  const reload = useCallback((): void => {
    loadThread(person.id).then(setThread, () => undefined); // a lost connection is told by the page's banner
  }, [person.id]);
  useEffect(reload, [reload, version]);
  return { thread, reload };
};

/** The person looks at the thread while the page is visible: what arrived becomes read. */
const useReading = (person: Person, numberId: string, thread: readonly Bubble[]): void => {
  useEffect(() => {
    const read = (): void => {
      const unread = thread.some(
        (b) => b.direction === 'out' && b.phoneNumberId === numberId && b.status === 'delivered'
      );
      if (unread && person.receipts && person.online && document.visibilityState === 'visible')
        act(person.id, 'read', { phoneNumberId: numberId }).catch(() => undefined);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [thread, person.id, person.receipts, person.online, numberId]);
};

export const Phone = ({ person, numbers, version, now, onClose }: Props) => {
  const say = useSay();
  const language = useLanguage();
  const { thread, reload } = useThread(person, version);
  const [chosen, setChosen] = useState<string | null>(null);
  const [quote, setQuote] = useState<Bubble | null>(null);
  const log = useRef<HTMLDivElement>(null);
  const numberId = chosen ?? thread.at(-1)?.phoneNumberId ?? numbers[0]?.id ?? '';
  const number = numbers.find((candidate) => candidate.id === numberId);
  const mine = thread.filter((bubble) => bubble.phoneNumberId === numberId);
  const shown = mine.filter(arrived);
  const waiting = person.online ? 0 : mine.length - shown.length;
  useReading(person, numberId, mine);

  const last = shown.at(-1)?.wamid;
  useLayoutEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [last, numberId]);

  return (
    <article
      className={`phone ${person.online ? '' : 'is-off'}`}
      data-testid="phone"
      data-person={person.id}
      aria-label={person.name}
    >
      <div className="status-bar" aria-hidden>
        <span>
          {new Date(now).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' })}
        </span>
        <span className="owner" dir="auto">
          {person.name} · {labelOf(person)}
        </span>
        <span>{person.online ? '▂▄▆' : '✈'}</span>
      </div>
      <header className="phone-head">
        <span className="avatar" aria-hidden style={{ ['--hue' as string]: 32 }}>
          {(number?.verifiedName ?? '?').slice(0, 1)}
        </span>
        <select
          value={numberId}
          aria-label={say('business')}
          data-testid="phone-business"
          onChange={(event) => setChosen(event.target.value)}
        >
          {numbers.map((candidate) => (
            <option key={candidate.id} value={candidate.id}>
              {candidate.verifiedName} {candidate.displayPhone}
            </option>
          ))}
        </select>
        {onClose ? (
          <button type="button" className="icon" aria-label={say('closePhone')} onClick={onClose}>
            ×
          </button>
        ) : null}
      </header>
      <div
        className="thread"
        role="log"
        aria-label={say('messages')}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        tabIndex={0}
        data-testid="phone-thread"
        ref={log}
      >
        {shown.length === 0 ? <p className="quiet">{say('emptyThread')}</p> : null}
        {shown.map((bubble) => (
          <BubbleRow
            key={bubble.wamid}
            bubble={bubble}
            quoted={thread.find((candidate) => candidate.wamid === bubble.quoted)}
            person={person}
            onQuote={setQuote}
            onDone={reload}
          />
        ))}
        {waiting > 0 ? (
          <p className="system">
            {waiting} {say('waiting')}
          </p>
        ) : null}
      </div>
      <Composer
        person={person}
        numberId={numberId}
        quote={quote}
        onSent={() => {
          setQuote(null);
          reload();
        }}
        onUnquote={() => setQuote(null)}
      />
    </article>
  );
};
