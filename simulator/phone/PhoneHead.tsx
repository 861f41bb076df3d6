import { Avatar } from './Avatar';
import { BusinessSheet } from './BusinessSheet';
import { clockTime } from './dates';
import { Icon } from './icons';
import { useScene } from './scene';
import { useLanguage, useSay } from './settings';
import { labelOf, type Person } from './types';

/** The line at the top of every telephone; whose it is stands in its middle. */
export const StatusBar = ({ person, now }: { person: Person; now: number }) => {
  const language = useLanguage();
  return (
    <div className="status-bar" aria-hidden>
      <span>{clockTime(now, language)}</span>
      <span className="owner" dir="auto">
        {person.name} · {labelOf(person)}
      </span>
      <svg className="signal" viewBox="0 0 46 14" focusable="false">
        {person.online ? (
          <path d="M1 11h3v2H1zM6 8h3v5H6zM11 5h3v8h-3zM16 2h3v11h-3z" />
        ) : (
          <path d="M2 1.5l1-1 15 12-1 1zM1 11h3v2H1z" />
        )}
        <path d="M25 3.5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H27a2 2 0 0 1-2-2zM44 5.5h1.5v3H44z" />
      </svg>
    </div>
  );
};

export const ChatHead = ({ unread, onBack }: { unread: number; onBack: () => void }) => {
  const say = useSay();
  const { number, numberId, person, show } = useScene();
  const typing = person.online && person.typing.includes(numberId);
  const info = (): void => show({ title: say('businessInfo'), body: <BusinessSheet /> });
  return (
    <header className="phone-head">
      <button
        type="button"
        className="icon"
        aria-label={`${say('back')}: ${say('chats')}`}
        data-testid="phone-back"
        onClick={onBack}
      >
        <Icon name="back" />
        {unread > 0 ? <span className="head-count">{unread}</span> : null}
      </button>
      <button
        type="button"
        className="head-business"
        title={say('businessInfo')}
        data-testid="phone-business"
        onClick={info}
      >
        <Avatar name={number?.verifiedName ?? '?'} seed={numberId} />
        <span className="who">
          <span className="name" dir="auto">
            {number?.verifiedName} <Icon name="verified" />
          </span>
          <span className="sub" data-testid="phone-presence" aria-live="polite">
            {typing ? say('typing') : (number?.displayPhone ?? say('businessAccount'))}
          </span>
        </span>
      </button>
      <button
        type="button"
        className="icon"
        aria-label={say('businessInfo')}
        data-testid="phone-menu"
        onClick={info}
      >
        <Icon name="more" />
      </button>
    </header>
  );
};
