import { useId, type ReactNode } from 'react';
import { Box, IconButton, Menu, MenuItem } from '@strapi/design-system';
import {
  ArrowClockwise,
  Check,
  Clock,
  Information,
  Lightning,
  More,
  Pencil,
  PriceTag,
} from '@strapi/icons';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { FULL_HEIGHT } from '../../../shared/FullMenu';
import { useAfterMenu } from '../../../shared/useAfterMenu';
import { useT } from '../../../shared/useT';
import type { Standing } from '../list/useStanding';
import { Facts } from './Facts';
import { KeyHint } from './KeyHint';

export interface MoreDeeds {
  /** Null: the person may not answer. */
  readonly standing: Standing | null;
  readonly onTag: (() => void) | null;
  readonly onResumeBots: (() => void) | null;
  readonly onPanel: () => void;
}
interface Entry {
  readonly word: string;
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly testId?: string;
  readonly run: (() => void) | null | undefined;
}

const useEntries = (conversation: ConversationView, deeds: MoreDeeds): Entry[] => {
  const t = useT();
  const { standing } = deeds;
  const isClosed = conversation.status === 'closed';
  return [
    {
      word: t('inbox.snooze.action'),
      icon: <Clock />,
      keys: 'z',
      testId: 'snooze',
      run: standing?.snooze,
    },
    {
      word: t('inbox.thread.reopen'),
      icon: <ArrowClockwise />,
      testId: 'reopen',
      run: standing?.reopen,
    },
    {
      word: t(isClosed ? 'inbox.thread.reopen' : 'inbox.thread.close'),
      icon: isClosed ? <ArrowClockwise /> : <Check />,
      keys: 'e',
      testId: 'menu-status',
      run: standing?.toggleStatus,
    },
    { word: t('inbox.close.why'), icon: <Pencil />, testId: 'close-why', run: standing?.closeWhy },
    { word: t('inbox.thread.tag'), icon: <PriceTag />, keys: 't', run: deeds.onTag },
    {
      word: t('inbox.thread.resume-bots'),
      icon: <Lightning />,
      testId: 'resume-bots',
      run: deeds.onResumeBots,
    },
    {
      word: t('inbox.panel.toggle'),
      icon: <Information />,
      keys: 'i',
      testId: 'menu-panel',
      run: deeds.onPanel,
    },
  ];
};

interface Props {
  readonly conversation: ConversationView;
  readonly deeds: MoreDeeds;
  readonly keysOn: boolean;
}

/** What has no place in the row: facts, and what can be done with the conversation, each with its key. */
export const MoreMenu = ({ conversation, deeds, keysOn }: Props) => {
  const t = useT();
  const facts = useId();
  const after = useAfterMenu();
  const entries = useEntries(conversation, deeds);
  return (
    <Menu.Root>
      <Menu.Trigger
        ref={after.trigger}
        tag={IconButton}
        icon={<More />}
        label={t('inbox.thread.more')}
        variant="ghost"
        endIcon={null}
        data-testid="thread-more"
      />
      <Menu.Content
        popoverPlacement="bottom-end"
        maxHeight={FULL_HEIGHT}
        aria-describedby={facts}
        onCloseAutoFocus={after.onCloseAutoFocus}
      >
        <Box padding={2} maxWidth="28rem">
          <Facts id={facts} conversation={conversation} />
        </Box>
        {entries.map(({ word, icon, keys, testId, run }) =>
          run ? (
            <MenuItem
              key={testId ?? word}
              startIcon={icon}
              aria-keyshortcuts={keysOn ? keys : undefined}
              onSelect={() => after.choose(run)}
              data-testid={testId}
            >
              <KeyHint keys={keysOn ? (keys ?? null) : null}>{word}</KeyHint>
            </MenuItem>
          ) : null
        )}
      </Menu.Content>
    </Menu.Root>
  );
};
