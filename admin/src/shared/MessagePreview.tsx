import { Box, Flex, Typography } from '@strapi/design-system';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import { Ticks } from './Ticks';
import { useT, type Translate } from './useT';

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
];
const mediaWord = (type: string) => (mediaWords.includes(type) ? type : 'other');

/** A sign alone ("🎤") says nothing to who does not know it: the word stands with it. */
export const previewWords = (
  { type, text }: NonNullable<ConversationView['preview']>,
  t: Translate
): string => {
  const isSaid = type === 'text' || /[\p{L}\p{N}]/u.test(text ?? '');
  const word = t(`inbox.preview.${mediaWord(type)}`);
  return text && isSaid ? text : [text, word].filter(Boolean).join(' ');
};

/** The last message of a conversation in one line, with how far ours got. */
export const MessagePreview = ({
  conversation: { preview, unread },
}: {
  readonly conversation: Pick<ConversationView, 'preview' | 'unread'>;
}) => {
  const t = useT();
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
        {preview.direction === 'out' ? `${t('inbox.row.you')} ` : ''}
        {previewWords(preview, t)}
      </Typography>
    </Flex>
  );
};
