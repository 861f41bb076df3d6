import { Avatar } from './Avatar';
import { previewOf } from './content';
import { listTime } from './dates';
import { useLanguage, useSay } from './settings';
import type { Bubble, BusinessNumber } from './types';

type Props = {
  numbers: readonly BusinessNumber[];
  thread: readonly Bubble[];
  now: number;
  onChoose: (numberId: string) => void;
};

export const isUnread = (bubble: Bubble): boolean =>
  bubble.direction === 'out' && bubble.status === 'delivered';

/** The chats of one phone: one for each number of the business. */
export const ChatList = ({ numbers, thread, now, onChoose }: Props) => {
  const say = useSay();
  const language = useLanguage();
  return (
    <ul className="chats" data-testid="chat-list">
      {numbers.map((number) => {
        const own = thread.filter((bubble) => bubble.phoneNumberId === number.id);
        const last = own.at(-1);
        const unread = own.filter(isUnread).length;
        return (
          <li key={number.id}>
            <button
              type="button"
              className="person"
              data-testid={`chat-${number.id}`}
              onClick={() => onChoose(number.id)}
            >
              <Avatar name={number.verifiedName} seed={number.id} />
              <span className="who">
                <span className="name" dir="auto">
                  {number.verifiedName}
                </span>
                <span className="sub" dir="auto">
                  {last ? previewOf(last, say) : say('noChat')}
                </span>
              </span>
              <span className="when">
                {last ? <span className="sub">{listTime(last.at, now, language)}</span> : null}
                {unread > 0 ? <span className="count">{unread}</span> : null}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
};
