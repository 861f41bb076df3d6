import { useCallback, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { useTheme } from 'styled-components';
import { personName } from '../people/person-name';
import type { ConversationView } from '../../../../server/src/contracts/conversations';
import { useLazyWhatsappConversationPageQuery } from '../../api/conversations';
import { useWhatsappUnreadTotalQuery } from '../../api/shell';
import { PLUGIN_ID } from '../../pluginId';
import { useLiveSignals } from '../live/live-store';
import { previewWords } from '../MessagePreview';
import { useCan } from '../permissions';
import { useLive } from '../useLive';
import { useT } from '../useT';
import { showNotice } from './browser-notice';
import type { NoticeSettings } from './model';
import { newsOf, seenOf, type Seen } from './news';
import { createTurn } from './one-tab';
import { useNoticeSettings } from './settings';
import { playNotice } from './sound';
import { createTabMarks } from './tab-marks';

/** However many messages come, the list is read again at most this often (ms). */
const EVERY = 2_000;
/** More conversations than this at once are told as a number. */
const MOST_NOTICES = 3;
const ROWS = 30;
const TEXT = 140;

/** The number in the title and the dot in the tab, on every page of the admin. */
const TabMarks = () => {
  const { colors } = useTheme() as { colors: { danger600: string } };
  const { data: unread = 0 } = useWhatsappUnreadTotalQuery();
  const marks = useRef<ReturnType<typeof createTabMarks> | null>(null);
  const color = colors.danger600;
  useEffect(() => {
    const made = createTabMarks(color);
    marks.current = made;
    return () => made.stop();
  }, [color]);
  useEffect(() => marks.current?.show(unread), [unread, color]);
  return null;
};

/** Runs the work soon after it is wanted, and not more often than it may. */
const useThrottled = (work: () => void) => {
  const latest = useRef(work);
  latest.current = work;
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const quietUntil = useRef(0);
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    },
    []
  );
  return useCallback(() => {
    const wait = Math.max(150, quietUntil.current - performance.now());
    timer.current ??= setTimeout(() => {
      timer.current = null;
      quietUntil.current = performance.now() + EVERY;
      latest.current();
    }, wait);
  }, []);
};

/** What the browser says of the news. */
const useTelling = ({ browser, sound }: NoticeSettings) => {
  const t = useT();
  const navigate = useNavigate();
  return (news: readonly ConversationView[]) => {
    if (news.length === 0) return;
    if (sound) void playNotice().catch(() => undefined);
    if (!browser) return;
    const inbox = `/plugins/${PLUGIN_ID}/inbox`;
    if (news.length > MOST_NOTICES) {
      showNotice({
        title: t('notices.many', { count: news.length }),
        body: '',
        tag: 'whatsapp-many',
        onPress: () => navigate(inbox),
      });
      return;
    }
    for (const { id, contact, preview } of news)
      showNotice({
        title: personName(contact, t('notices.somebody')),
        body: preview ? previewWords(preview, t).slice(0, TEXT) : '',
        tag: `whatsapp-${id}`,
        onPress: () => navigate(`${inbox}?c=${id}`),
      });
  };
};

/** Looks for new messages of customers when the live stream says that something came, and tells of them. */
const News = ({ settings }: { settings: NoticeSettings }) => {
  const [read] = useLazyWhatsappConversationPageQuery();
  const seen = useRef<Seen | null>(null);
  const turn = useRef<ReturnType<typeof createTurn> | null>(null);
  const tell = useTelling(settings);
  const { which } = settings;
  const look = useThrottled(() => {
    void read({ scope: which, status: 'open', unread: 'true', limit: ROWS }).then(({ data }) => {
      if (!data) return;
      const news = newsOf(seen.current, data.conversations);
      seen.current = seenOf(data.conversations, data.nextCursor !== null);
      // Who looks at the admin sees the number in the menu; a notice is for who looks at something else.
      if (turn.current?.isMine() && !document.hasFocus()) tell(news);
    });
  });
  useEffect(() => {
    const made = createTurn();
    turn.current = made;
    return () => made.stop();
  }, []);
  useEffect(() => {
    // Other conversations are looked at now: what waits in them is no news.
    seen.current = null;
    look();
  }, [look, which]);
  useLiveSignals((signal) => {
    const isTold =
      signal.kind !== 'hints' ||
      signal.hints.some(({ type }) => type === 'message' || type === 'conversation');
    if (isTold) look();
  });
  return null;
};

const Working = () => {
  // The tab's one stream; pages of the plugin share it.
  useLive();
  const { settings } = useNoticeSettings();
  return (
    <>
      <TabMarks />
      {settings.browser || settings.sound ? <News settings={settings} /> : null}
    </>
  );
};

/** Beside the menu's picture, so that it is there on all pages of the admin; nothing for who may not read the chat. */
const Notices = () => {
  const { can } = useCan();
  return can.chatRead ? <Working /> : null;
};

export default Notices;
