import { useEffect, useRef, useState } from 'react';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import { previewWords } from '../../../shared/MessagePreview';
import { useT } from '../../../shared/useT';

/** Reads out what the customer writes while the thread is open, once; not the pages scrolled back to. */
export const useAnnouncement = (messages: readonly MessageView[]): string => {
  const t = useT();
  const [text, setText] = useState('');
  const heard = useRef<number | null>(null);
  const newest = messages.findLast((message) => message.direction === 'in');
  useEffect(() => {
    if (messages.length === 0) return;
    if (heard.current !== null && newest && newest.id > heard.current) {
      setText(t('inbox.thread.heard', { text: previewWords(newest.body, t) }));
    }
    heard.current = newest?.id ?? 0;
  }, [messages.length, newest, t]);
  return text;
};
