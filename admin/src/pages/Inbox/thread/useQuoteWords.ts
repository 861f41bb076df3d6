import type { QuotedMessage } from '../../../../../server/src/contracts/conversations';
import { plainLine } from '../../../shared/formatting';
import { useT } from '../../../shared/useT';

const NAMED = ['location', 'contacts', 'order', 'template', 'interactive'] as const;

/** A quoted message in one line: its words, else the name of its file, else what kind of message it is. */
export const useQuoteWords = () => {
  const t = useT();
  return ({ id, text, kind, type, media, isDeleted }: QuotedMessage): string => {
    if (id === null) return t('message.quote.gone');
    if (isDeleted) return t('message.quote.deleted');
    if (text) return plainLine(text);
    if (media?.filename) return media.filename;
    if (media?.voice) return t('shell.message.voice');
    if (kind) return t(`shell.message.${kind}`);
    const named = NAMED.find((one) => one === type);
    return named ? t(`message.quote.kind.${named}`) : t('composer.jump.quoted');
  };
};
