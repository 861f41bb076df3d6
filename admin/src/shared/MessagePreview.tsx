import { Box, Flex, Typography } from '@strapi/design-system';
import { useAuth } from '@strapi/strapi/admin';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import { plainLine } from './formatting';
import { Ticks } from './Ticks';
import { useKnownWord } from './useKnownWord';
import { useT, type Translate } from './useT';

type Preview = NonNullable<ConversationView['preview']>;

const mediaWords = [
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'template',
  'revoke',
  'call',
  'call-missed',
] as const;
const mediaWord = (type: string) => mediaWords.find((one) => one === type) ?? 'other';

/** A sign alone ("🎤") says nothing to who does not know it: the word stands with it. */
export const previewWords = (
  { type, text }: { readonly type: string; readonly text: string | null },
  t: Translate
): string => {
  const isSaid = type === 'text' || /[\p{L}\p{N}]/u.test(text ?? '');
  const word = t(`inbox.preview.${mediaWord(type)}`);
  return text && isSaid ? plainLine(text) : [text, word].filter(Boolean).join(' ');
};

/** Before words of ours: "You:" for one's own, else who it was – a colleague, a bot, a campaign. */
const useBy = () => {
  const t = useT();
  const known = useKnownWord();
  const me = useAuth('WhatsappPreview', ({ user }) => (user ? Number(user.id) : null));
  return ({ direction, origin, agentId }: Preview): string => {
    if (direction === 'in' || origin === null) return '';
    return origin === 'agent' && agentId === me
      ? `${t('inbox.row.you')} `
      : `${known('inbox.origin', origin) ?? origin}: `;
  };
};

/** The last message of a conversation in one line, with how far ours got. */
export const MessagePreview = ({
  conversation: { preview, unread },
}: {
  readonly conversation: Pick<ConversationView, 'preview' | 'unread'>;
}) => {
  const t = useT();
  const by = useBy();
  if (!preview) return <Box flex="1" />;
  return (
    <Flex gap={1} flex="1" minWidth={0}>
      {preview.direction === 'out' ? <Ticks state={preview.state} /> : null}
      <Typography
        variant="pi"
        ellipsis
        textColor={unread > 0 ? 'neutral800' : 'neutral600'}
        fontWeight={unread > 0 ? 'semiBold' : 'regular'}
        dir="auto"
      >
        {by(preview)}
        {previewWords(preview, t)}
      </Typography>
    </Flex>
  );
};
