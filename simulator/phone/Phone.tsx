import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { act } from './api';
import { ChatList, isUnread } from './ChatList';
import { Composer } from './Composer';
import { Icon } from './icons';
import { ChatHead, StatusBar } from './PhoneHead';
import { SceneProvider, type Scene } from './scene';
import { useSay } from './settings';
import { Sheet } from './Sheet';
import { STEP, Thread } from './Thread';
import type { BusinessNumber, Person, Start } from './types';
import { hasArrived, useChat, useReading, useSheet, useThread } from './usePhone';

type Props = {
  person: Person;
  numbers: readonly BusinessNumber[];
  version: number;
  now: number;
  start: Start | undefined;
  /** The start was carried out; it must not begin the chat again. */
  onBegun: () => void;
  /** False while another tab of a narrow page is shown: nobody reads then. */
  visible: boolean;
  onChanged: () => void;
  /** To the list of people, on a narrow page. */
  onLeave: () => void;
  onClose?: () => void;
};

/** What stands in place of the composer when nothing can be written. */
const Closed = ({ scene }: { scene: Scene }) => {
  const say = useSay();
  const { person, perform } = scene;
  if (!person.onWhatsApp) return <p className="closed">{say('notHere')}</p>;
  const [word, action, button] = person.online
    ? (['youBlocked', 'unblock', 'unblock'] as const)
    : (['phoneIsOff', 'online', 'switchOn'] as const);
  return (
    <p className="closed">
      {say(word)}{' '}
      <button
        type="button"
        className="primary"
        data-testid={`closed-${action}`}
        onClick={() => void perform(action)}
      >
        {say(button)}
      </button>
    </p>
  );
};

const Chats = ({ children, onLeave }: { children: ReactNode; onLeave: () => void }) => {
  const say = useSay();
  return (
    <>
      <header className="phone-head">
        <button
          type="button"
          className="icon only-narrow"
          aria-label={`${say('back')}: ${say('people')}`}
          data-testid="phone-people"
          onClick={onLeave}
        >
          <Icon name="back" />
        </button>
        <h2 className="chats-title">{say('chats')}</h2>
      </header>
      {children}
    </>
  );
};

/** Scrolls to a message and lets it light up. */
const jumpIn = (log: HTMLDivElement | null, wamid: string): void => {
  const target = log?.querySelector<HTMLElement>(`[data-wamid="${CSS.escape(wamid)}"]`);
  if (!target) return;
  target.scrollIntoView({ block: 'center' });
  // The browser tells it with the next frame; until then the chat would still follow its end.
  log?.dispatchEvent(new Event('scroll'));
  target.focus({ preventScroll: true });
  target.classList.add('is-lit');
  target.addEventListener('animationend', () => target.classList.remove('is-lit'), { once: true });
};

const usePhoneScene = (props: Props, screen: RefObject<HTMLDivElement>) => {
  const { person, numbers, version, now } = props;
  const { thread, state, reload } = useThread(person, version);
  const chat = useChat(props, thread, numbers[0]?.id ?? '');
  const sheet = useSheet(screen);
  const [problem, setProblem] = useState('');
  const [depth, setDepth] = useState(STEP);
  const log = useRef<HTMLDivElement>(null);
  const { numberId } = chat;
  const mine = thread.filter((bubble) => bubble.phoneNumberId === numberId);
  const shown = mine.filter(hasArrived);
  const jump = (wamid: string): void => {
    const at = shown.findIndex((bubble) => bubble.wamid === wamid);
    if (at >= 0 && shown.length - at > depth) flushSync(() => setDepth(shown.length - at));
    jumpIn(log.current, wamid);
  };
  useReading(person, props.visible && !chat.listed ? numberId : '', thread);

  const perform = (action: string, body: object = {}): Promise<boolean> => {
    setProblem('');
    return act(person.id, action, body).then(
      () => {
        reload();
        props.onChanged();
        return true;
      },
      (error: Error) => {
        setProblem(error.message);
        return false;
      }
    );
  };
  const send = async (action: string, body: object): Promise<boolean> => {
    const riders = {
      phoneNumberId: numberId,
      ...(chat.quote ? { quoted: chat.quote.wamid } : {}),
      ...(chat.ad ? { referral: chat.ad } : {}),
    };
    const done = await perform(action, { ...riders, ...body });
    if (done) {
      chat.setQuote(null);
      chat.setAd(null);
    }
    return done;
  };
  const scene: Scene = {
    person,
    number: numbers.find((candidate) => candidate.id === numberId),
    numberId,
    now,
    thread,
    perform,
    send,
    show: sheet.show,
    close: sheet.close,
    quote: chat.setQuote,
    jump,
  };
  const waiting = person.online ? 0 : mine.length - shown.length;
  const list = { bubbles: shown, waiting, state, log, depth, onDepth: setDepth, onRetry: reload };
  return { scene, chat, sheet, list, problem, setProblem };
};

const Chat = ({ phone }: { phone: ReturnType<typeof usePhoneScene> }) => {
  const say = useSay();
  const { scene, chat, list, problem, setProblem } = phone;
  const { person, thread, numberId } = scene;
  const elsewhere = thread.filter((b) => isUnread(b) && b.phoneNumberId !== numberId).length;
  const closed = !person.online || person.blocked || !person.onWhatsApp;
  return (
    <>
      <ChatHead unread={elsewhere} onBack={chat.list} />
      <Thread {...list} />
      {problem ? (
        <p role="alert" className="problem" data-testid="phone-problem">
          {problem}{' '}
          <button
            type="button"
            className="icon"
            aria-label={say('close')}
            onClick={() => setProblem('')}
          >
            <Icon name="close" />
          </button>
        </p>
      ) : null}
      {closed ? (
        <Closed scene={scene} />
      ) : (
        <Composer
          key={numberId}
          text={chat.text}
          onText={chat.setText}
          quote={chat.quote}
          ad={chat.ad}
          onLeaveAd={() => chat.setAd(null)}
        />
      )}
    </>
  );
};

export const Phone = (props: Props) => {
  const { person, numbers, now, onLeave, onClose } = props;
  const say = useSay();
  const screen = useRef<HTMLDivElement>(null);
  const phone = usePhoneScene(props, screen);
  const { scene, chat, sheet } = phone;
  return (
    <SceneProvider value={scene}>
      <article
        className={`phone ${person.online ? '' : 'is-off'}`}
        data-testid="phone"
        data-person={person.id}
        aria-label={person.name}
      >
        {onClose ? (
          <button
            type="button"
            className="phone-close"
            aria-label={`${say('closePhone')}: ${person.name}`}
            data-testid="phone-close"
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
        ) : null}
        <div className="screen">
          <StatusBar person={person} now={now} />
          <div className="app" ref={screen}>
            {chat.listed ? (
              <Chats onLeave={onLeave}>
                <ChatList
                  numbers={numbers}
                  thread={scene.thread.filter(hasArrived)}
                  now={now}
                  onChoose={chat.choose}
                />
              </Chats>
            ) : (
              <Chat phone={phone} />
            )}
          </div>
          {sheet.sheet ? (
            <Sheet key={sheet.sheet.title} sheet={sheet.sheet} onClose={sheet.close} />
          ) : null}
        </div>
      </article>
    </SceneProvider>
  );
};
