import { useCallback, useSyncExternalStore } from 'react';
import { useAuth } from '@strapi/strapi/admin';
import { readSettings, type NoticeSettings } from './model';

/** Only this tab hears of its own writes by this; other tabs by the browser's `storage` event. */
const CHANGED = 'whatsapp-notices-changed';

const keyOf = (userId: number): string => `whatsapp.notices.${userId}`;

const subscribe = (listener: () => void) => {
  window.addEventListener('storage', listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener('storage', listener);
    window.removeEventListener(CHANGED, listener);
  };
};

/** The person's own choice, kept in this browser: the permission to show notices is the browser's too. */
export const useNoticeSettings = () => {
  const userId = useAuth('WhatsappNotices', (state) => Number(state.user?.id ?? 0));
  const key = keyOf(userId);
  const text = useSyncExternalStore(subscribe, () => localStorage.getItem(key));
  const change = useCallback(
    (part: Partial<NoticeSettings>) => {
      const next = { ...readSettings(localStorage.getItem(key)), ...part };
      localStorage.setItem(key, JSON.stringify(next));
      window.dispatchEvent(new Event(CHANGED));
    },
    [key]
  );
  return { settings: readSettings(text), change };
};
