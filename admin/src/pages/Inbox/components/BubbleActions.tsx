import { Flex, IconButton, MenuItem, SimpleMenu } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import { styled } from 'styled-components';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import { useT } from '../../../shared/useT';

export interface BubbleDeeds {
  readonly onReply: (message: MessageView) => void;
  /** An empty emoji takes ours back. */
  readonly onReact: (message: MessageView, emoji: string) => void;
}

/** What people press most; the rest of the emojis comes with a picker of its own. */
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
      <SimpleMenu
        label="☺"
        aria-label={t('inbox.bubble.react')}
        variant="ghost"
        size="S"
        data-testid="react"
      >
        {EMOJIS.map((emoji) => (
          <MenuItem key={emoji} onSelect={() => deeds.onReact(message, emoji)}>
            {emoji}
          </MenuItem>
        ))}
        {ours ? (
          <MenuItem onSelect={() => deeds.onReact(message, '')}>
            {t('inbox.bubble.react-back')}
          </MenuItem>
        ) : null}
      </SimpleMenu>
    </ActionsPlace>
  );
};
