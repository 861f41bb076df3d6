import { Button, Flex, IconButton } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import { styled } from 'styled-components';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import { EmojiButton } from '../../../shared/emoji/EmojiButton';
import { useT } from '../../../shared/useT';

export interface BubbleDeeds {
  readonly onReply: (message: MessageView) => void;
  /** An empty emoji takes ours back. */
  readonly onReact: (message: MessageView, emoji: string) => void;
}

/** What people press most; below them stand all the others. */
const EMOJIS = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

/** Beside the bubble while the pointer or the focus is there; always where there is no pointer to hover. */
export const ActionsPlace = styled(Flex)`
  opacity: 0;
  transition: opacity 120ms;
  *:hover > &,
  &:focus-within {
    opacity: 1;
  }
  @media (hover: none) {
    opacity: 1;
  }
`;

/** Answer this message, or react to it. */
export const BubbleActions = ({
  message,
  deeds,
}: {
  readonly message: MessageView;
  readonly deeds: BubbleDeeds;
}) => {
  const t = useT();
  const react = (emoji: string) => deeds.onReact(message, emoji);
  const chosen = (close: () => void, emoji: string) => {
    close();
    react(emoji);
  };
  const ours = message.reactions.find(({ from }) => from === 'us');
  return (
    <ActionsPlace gap={1} alignItems="center">
      <IconButton
        label={t('inbox.bubble.reply')}
        variant="ghost"
        size="S"
        onClick={() => deeds.onReply(message)}
      >
        <ArrowLeft />
      </IconButton>
      <EmojiButton
        label={t('inbox.bubble.react')}
        variant="ghost"
        size="S"
        testId="react"
        onPick={react}
        quick={(close) => (
          <Flex gap={1} paddingTop={2} paddingLeft={2} paddingRight={2} wrap="wrap">
            {EMOJIS.map((emoji) => (
              <Button key={emoji} variant="ghost" onClick={() => chosen(close, emoji)}>
                {emoji}
              </Button>
            ))}
            {ours ? (
              <Button variant="ghost" onClick={() => chosen(close, '')}>
                {t('inbox.bubble.react-back')}
              </Button>
            ) : null}
          </Flex>
        )}
      />
    </ActionsPlace>
  );
};
