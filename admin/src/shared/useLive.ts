import { useEffect, useRef } from 'react';
import { attemptTokenRefresh, useAuth } from '@strapi/strapi/admin';
import { useWhatsappInvalidateMutation } from '../api/shell';
import { backendUrl } from './backend-url';
import { connect } from './live/connection';
import { allTagTypes, tagsOfHints } from './live/hint-tags';
import { publishSignal, setLiveStatus, useLiveStatus } from './live/live-store';
import { createTagThrottle } from './live/throttle-tags';

const openStream = (cursor: string | null, token: string, signal: AbortSignal) => {
  const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  return fetch(`${backendUrl()}/whatsapp/stream${query}`, {
    headers: { Authorization: `Bearer ${token}`, Accept: 'text/event-stream' },
    signal,
    cache: 'no-store',
  });
};

type Invalidate = ReturnType<typeof useWhatsappInvalidateMutation>[0];
type Connection = ReturnType<typeof connect>;

/** The tab's one stream, shared by all users of the hook; it closes when the last of them leaves. */
let users = 0;
let shared: { connection: Connection; end: () => void } | null = null;
let invalidate: Invalidate | null = null;

const open = (token: string) => {
  const throttle = createTagThrottle((tags) => void invalidate?.(tags));
  const connection = connect(token, {
    open: openStream,
    renew: (used) => attemptTokenRefresh(used),
    onStatus: setLiveStatus,
    onSignal: (signal) => {
      if (signal.kind === 'hints') throttle.add(tagsOfHints(signal.hints));
      else void invalidate?.(allTagTypes);
      publishSignal(signal);
    },
  });
  window.addEventListener('online', connection.wake);
  return {
    connection,
    end: () => {
      window.removeEventListener('online', connection.wake);
      throttle.stop();
      connection.stop();
    },
  };
};

/**
 * Keeps the live stream of the tab open and the query cache fresh by its hints; answers how live the data are.
 * Any number of components may use it: there is one connection per tab.
 */
export const useLive = () => {
  const token = useAuth('WhatsappLive', (auth) => auth.token);
  const [trigger] = useWhatsappInvalidateMutation();
  const hasToken = token !== null;
  const latestToken = useRef(token);
  latestToken.current = token;
  invalidate = trigger;

  useEffect(() => {
    if (!hasToken || !latestToken.current) return undefined;
    users += 1;
    shared ??= open(latestToken.current);
    return () => {
      users -= 1;
      if (users > 0) return;
      shared?.end();
      shared = null;
      setLiveStatus('connecting');
    };
  }, [hasToken]);

  useEffect(() => {
    if (token) shared?.connection.setToken(token);
  }, [token]);

  return { status: useLiveStatus() };
};
