import { useKnownWord } from '../../../shared/useKnownWord';

/** What is worth a word in the list: where a customer came from. That somebody wrote says nothing there. */
const SOURCES = new Set(['chat-link', 'qr', 'widget', 'form', 'ad', 'link', 'campaign']);

/** How a conversation began (C-27), in a word; null where it has none to tell. */
export const useBeganWord = () => {
  const known = useKnownWord();
  return (origin: string): string | null =>
    SOURCES.has(origin) ? known('inbox.began', origin) : null;
};
