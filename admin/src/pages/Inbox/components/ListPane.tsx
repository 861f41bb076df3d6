import { forwardRef, useState, type RefObject } from 'react';
import { Box, Button, Flex, IconButton } from '@strapi/design-system';
import { Command, Plus } from '@strapi/icons';
import { useIsMobile } from '@strapi/strapi/admin';
import type {
  AgentView,
  ConversationView,
} from '../../../../../server/src/contracts/conversations';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import type { useArrangement } from '../hooks/useArrangement';
import type { useConversationList } from '../hooks/useConversationList';
import type { InboxUrl } from '../hooks/useInboxUrl';
import type { Numbers } from '../hooks/useNumbers';
import { KEYS_HERE } from '../hooks/useKeys';
import type { Selection } from '../hooks/useSelection';
import type { Undo } from '../hooks/useUndo';
import { Pane } from '../layout';
import { filtersOf } from '../model/filters';
import { KEYS_HELP } from '../model/letter-keys';
import { ListHead } from '../list/ListHead';
import { MessageHits } from '../list/MessageHits';
import { NothingHere } from '../list/NothingHere';
import { ConversationList, type ListHandle } from './ConversationList';
import { SelectionBar } from './SelectionBar';
import { UndoBar } from './UndoBar';

type List = ReturnType<typeof useConversationList>;

interface Props {
  readonly list: List;
  readonly arrangement: ReturnType<typeof useArrangement>;
  readonly url: InboxUrl;
  readonly change: (part: Partial<InboxUrl>) => void;
  readonly searchRef: RefObject<HTMLInputElement>;
  /** Starting one needs the people to choose from. */
  readonly canStart: boolean;
  /** May assign, close and tag. */
  readonly canChange: boolean;
  readonly selection: Selection;
  readonly agents: readonly AgentView[];
  readonly me: number | null;
  readonly numbers: Numbers;
  readonly onOpen: (id: number, byPointer: boolean) => void;
  readonly onNew: () => void;
  /** Shows all keys. */
  readonly onKeys: () => void;
  /** A message that was found is to be shown in its thread. */
  readonly onHit: (conversation: ConversationView, messageId: number) => void;
  /** The way back from what was done with a conversation that is not open any more. */
  readonly undo: Undo | null;
  /** The chosen conversation where it may not be seen any more. */
  readonly takenId: number | null;
}

/** Below the list: a new conversation, and the keys where there is a keyboard. */
const Foot = ({ canStart, onNew, onKeys }: Pick<Props, 'canStart' | 'onNew' | 'onKeys'>) => {
  const t = useT();
  const onPhone = useIsMobile();
  if (onPhone && !canStart) return null;
  return (
    <Flex gap={2} padding={2} justifyContent="flex-end">
      {canStart ? (
        <Box flex="1">
          <Button fullWidth size="S" startIcon={<Plus />} onClick={onNew} data-testid="new-message">
            {t('inbox.new.title')}
          </Button>
        </Box>
      ) : null}
      {onPhone ? null : (
        <IconButton
          label={t('inbox.keys.title')}
          variant="ghost"
          aria-keyshortcuts={KEYS_HELP}
          onClick={onKeys}
          data-testid="keys-open"
        >
          <Command />
        </IconButton>
      )}
    </Flex>
  );
};

/** The left pane: heading, filters, conversations, New message. */
export const ListPane = forwardRef<ListHandle, Props>((props, ref) => {
  const { list, arrangement, url, change, selection } = props;
  const t = useT();
  const { rows, gone } = arrangement;
  const filters = filtersOf(url);
  const [isInMessages, setInMessages] = useState(false);
  return (
    <Pane
      tag="section"
      direction="column"
      alignItems="stretch"
      aria-label={t('inbox.list.label')}
      {...KEYS_HERE}
    >
      <ListHead
        url={url}
        change={change}
        searchRef={props.searchRef}
        numbers={props.numbers}
        agents={props.agents}
        selection={selection}
        canChange={props.canChange}
      />
      {list.status === 'loading' ? <RowSkeletons rows={8} /> : null}
      {list.status === 'error' ? <ErrorState error={list.error} onRetry={list.refresh} /> : null}
      {list.status === 'ready' && rows.length === 0 ? (
        <NothingHere url={url} change={change} isInMessages={isInMessages} />
      ) : null}
      {list.status === 'ready' && rows.length > 0 ? (
        <ConversationList
          ref={ref}
          rows={rows}
          gone={gone}
          asker={{ filters, me: props.me }}
          moved={arrangement.moved}
          chosenId={url.conversationId}
          edge={{
            hasMore: list.nextCursor !== null,
            loading: list.loadingMore,
            failed: list.moreFailed,
          }}
          showNumber={props.numbers.length > 1}
          onOpen={props.onOpen}
          selected={selection.ids}
          onSelect={selection.toggle}
          onMore={() => void list.more()}
          onAgain={() => void list.more(true)}
          onResort={arrangement.resort}
          onHold={arrangement.setHold}
        />
      ) : url.q === '' ? (
        <Box flex="1" />
      ) : null}
      {url.q === '' ? null : (
        <MessageHits
          filters={{ ...filters, q: url.q }}
          takenId={props.takenId}
          onOpen={props.onHit}
          onFound={setInMessages}
        />
      )}
      <UndoBar undo={selection.undo ?? props.undo} />
      {selection.ids !== null ? (
        <SelectionBar
          selection={selection}
          shownIds={rows.flatMap(({ id }) => (gone.has(id) ? [] : id))}
          agents={props.agents}
          me={props.me}
        />
      ) : null}
      {selection.ids === null ? (
        <Foot canStart={props.canStart} onNew={props.onNew} onKeys={props.onKeys} />
      ) : null}
    </Pane>
  );
});
ListPane.displayName = 'ListPane';
