import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Box, IconButton, Loader, Popover } from '@strapi/design-system';
import { EmotionHappy } from '@strapi/icons';
import { styled } from 'styled-components';
import { useT } from '../useT';

/** With its words it weighs more than the rest of the composer: fetched at the first press. */
const EmojiPicker = lazy(() => import('./EmojiPicker'));

const Place = styled(Box)`
  inline-size: min(36rem, 92vw);
`;

interface Props {
  readonly label: string;
  readonly onPick: (emoji: string) => void;
  readonly size?: 'S' | 'M';
  readonly variant?: 'ghost' | 'tertiary';
  /** After the picker: the first thing that is offered, before all emojis. */
  readonly quick?: (close: () => void) => ReactNode;
  /** Takes the focus when the picker closes; else the button does. */
  readonly focusAfter?: () => void;
  readonly testId?: string;
}

/** Opens the picker; it closes with the choice. */
export const EmojiButton = ({ label, onPick, quick, focusAfter, ...look }: Props) => {
  const t = useT();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger>
        <IconButton
          label={label}
          variant={look.variant ?? 'tertiary'}
          size={look.size ?? 'M'}
          data-testid={look.testId ?? 'emoji'}
        >
          <EmotionHappy />
        </IconButton>
      </Popover.Trigger>
      <Popover.Content
        side="top"
        aria-label={label}
        onCloseAutoFocus={(event) => {
          if (!focusAfter) return;
          event.preventDefault();
          focusAfter();
        }}
      >
        <Place>
          {quick?.(close)}
          <Suspense fallback={<Loader small>{t('shell.state.loading')}</Loader>}>
            <EmojiPicker
              onPick={(emoji) => {
                close();
                onPick(emoji);
              }}
            />
          </Suspense>
        </Place>
      </Popover.Content>
    </Popover.Root>
  );
};
