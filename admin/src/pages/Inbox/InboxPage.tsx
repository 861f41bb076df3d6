import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { Page, useIsMobile } from '@strapi/strapi/admin';
import type { ConversationView } from '../../../../server/src/contracts/conversations';
import { useWhatsappListAgentsQuery } from '../../api/conversations';
import { HoldBand } from '../../shared/nav/HoldBand';
import { PhoneNav } from '../../shared/nav/PhoneNav';
import { useUnreadTotal } from '../../shared/nav/PluginNav';
import { permission, useCan } from '../../shared/permissions';
import { ErrorState, RowSkeletons } from '../../shared/states';
import { useT } from '../../shared/useT';
import type { ListHandle } from './components/ConversationList';
import { KeysSheet } from './components/KeysSheet';
import { ListPane } from './components/ListPane';
import { NewMessage } from './components/NewMessage';
import { PersonDrawer, PersonPane } from './components/PersonPane';
import { TakenPane } from './components/TakenPane';
import { useStanding, useTargetOf, type Standing } from './list/useStanding';
import { UndoBar } from './components/UndoBar';
import { NoneChosen, ThreadPane, type ThreadPaneHandle } from './components/ThreadPane';
import { useArrangement } from './hooks/useArrangement';
import { useConversationActions, useMarkRead } from './hooks/useConversationActions';
import { useChosen } from './hooks/useChosen';
import { useConversationList } from './hooks/useConversationList';
import { useInboxUrl, type InboxUrl } from './hooks/useInboxUrl';
import { focusPane, useGoTo, useTagging } from './hooks/key-deeds';
import { readKeysSwitch, useKeys, writeKeysSwitch } from './hooks/useKeys';
import { usePanes } from './hooks/usePanes';
import { useSelection } from './hooks/useSelection';
import { useNumbers, type Numbers } from './hooks/useNumbers';
import { FullHeight, Pane, Panes } from './layout';
import { filtersOf } from './model/filters';
import { neighbour } from './model/list';

/** A chosen conversation that has not come yet, or cannot be shown. */
const Waiting = ({ error, retry }: { error: unknown; retry: () => unknown }) => (
  <Pane direction="column" alignItems="stretch">
    {error ? <ErrorState error={error} onRetry={() => void retry()} /> : <RowSkeletons rows={5} />}
  </Pane>
);

const statusOf = (numbers: Numbers, id: number) =>
  numbers.find((number) => number.id === id)?.status ?? null;

/** The `?` sheet and the person's switch for single-letter keys. */
const useKeysSwitch = () => {
  const [sheet, setSheet] = useState(false);
  const [keysOn, setKeysOn] = useState(readKeysSwitch);
  const enable = (on: boolean) => {
    writeKeysSwitch(on);
    setKeysOn(on);
  };
  return { sheet, setSheet, keysOn, enable };
};

/** What stands above the panes. */
const Above = ({ hasMenu }: { hasMenu: boolean }) => (
  <>
    {hasMenu ? <PhoneNav /> : null}
    <HoldBand />
  </>
);

/** Keys work in the list: whoever comes to the page is in it, unless something of the page has the focus already. */
const useFirstFocus = (isReady: boolean, listRef: RefObject<ListHandle>) => {
  const done = useRef(false);
  useEffect(() => {
    if (!isReady || done.current) return;
    done.current = true;
    const { activeElement } = document;
    const isBare = activeElement === document.body || activeElement?.matches('nav a') === true;
    if (isBare) listRef.current?.focus();
  }, [isReady, listRef]);
};

/** Where the focus may be led to, and where it is at first. */
const usePlaces = (isReady: boolean) => {
  const listRef = useRef<ListHandle>(null);
  const onePane = useIsMobile();
  useFirstFocus(isReady && !onePane, listRef);
  return {
    listRef,
    threadRef: useRef<ThreadPaneHandle>(null),
    searchRef: useRef<HTMLInputElement>(null),
    panesRef: useRef<HTMLDivElement>(null),
  };
};
type Places = ReturnType<typeof usePlaces>;

interface MoveFacts extends Omit<Places, 'searchRef'> {
  readonly url: InboxUrl;
  readonly change: (part: Partial<InboxUrl>) => void;
  readonly onePane: boolean;
  readonly rows: readonly ConversationView[];
  /** The chosen one has no row any more to go back to. */
  readonly isTaken: boolean;
}

/** Opening, j/k and back: where the choice and the focus go. */
const useMoves = ({ url, change, rows, listRef, threadRef, ...facts }: MoveFacts) => {
  const { onePane, panesRef, isTaken } = facts;
  const [focused, setFocused] = useState<number | null>(null);
  const { conversationId } = url;
  const open = useCallback(
    (id: number, byPointer: boolean) => {
      setFocused(id);
      change({ conversationId: id });
      if (byPointer && !onePane) requestAnimationFrame(() => threadRef.current?.reply());
    },
    [change, onePane, threadRef]
  );
  const toList = () => {
    if (isTaken) requestAnimationFrame(() => focusPane(panesRef.current, 1));
    if (onePane || isTaken) change({ conversationId: null });
    else if (conversationId !== null) listRef.current?.focusRow(conversationId);
  };
  const move = (step: 1 | -1) => {
    const next = neighbour(rows, focused ?? conversationId, step);
    if (next === null) return;
    setFocused(next);
    listRef.current?.focusRow(next);
  };
  return { open, move, toList };
};

/** What may be done with the open conversation, by button and by key. */
const useDeeds = (
  conversation: ConversationView | null,
  update: ReturnType<typeof useConversationActions>['change'],
  me: number | null
) => {
  const assign = (assigneeId: number | null) =>
    conversation && update(conversation, { assigneeId });
  return {
    assign,
    toggleMine: () => me !== null && assign(conversation?.assignee?.id === me ? null : me),
  };
};

interface KeyDeeds {
  readonly move: (step: 1 | -1) => void;
  readonly toList: () => void;
  /** Null: the person may not. */
  readonly standing: Standing | null;
  readonly togglePanel: () => void;
  readonly assign: (() => unknown) | undefined;
  readonly tag: (() => void) | undefined;
  readonly select: (() => void) | undefined;
  readonly note: (() => void) | undefined;
  readonly begin: (() => void) | undefined;
  readonly help: () => void;
}
interface KeyPlaces extends Omit<Places, 'listRef'> {
  readonly keysOn: boolean;
}

/** Which key does what; `KeysSheet` tells them. */
const useInboxKeys = (deeds: KeyDeeds, { threadRef, searchRef, panesRef, keysOn }: KeyPlaces) => {
  const goTo = useGoTo();
  useKeys(
    {
      j: () => deeds.move(1),
      k: () => deeds.move(-1),
      r: () => threadRef.current?.reply(),
      n: deeds.note,
      N: deeds.begin,
      a: deeds.assign,
      t: deeds.tag,
      e: deeds.standing?.toggleStatus,
      z: deeds.standing?.snooze,
      i: deeds.togglePanel,
      x: deeds.select,
      '[': () => focusPane(panesRef.current, -1),
      ']': () => focusPane(panesRef.current, 1),
      ...goTo,
      '/': () => searchRef.current?.focus(),
      '?': deeds.help,
      Escape: deeds.toList,
    },
    keysOn
  );
};

const Title = () => {
  const t = useT();
  const unread = useUnreadTotal();
  return (
    <Page.Title>{unread > 0 ? `(${unread}) ${t('inbox.title')}` : t('inbox.title')}</Page.Title>
  );
};

const Inbox = () => {
  const { can } = useCan();
  const canStart = can.chatReply && can.contactBrowse;
  const { url, change } = useInboxUrl();
  const filters = useMemo(() => filtersOf(url), [url]);
  const list = useConversationList(filters);
  const arrangement = useArrangement(list, JSON.stringify(filters));
  const { conversation, error, isTaken, refetch } = useChosen(url.conversationId, list.rows);
  const agents = useWhatsappListAgentsQuery();
  const numbers = useNumbers(list.rows);
  const { change: update, undo } = useConversationActions(list.patch);
  const seen = useMarkRead(can.chatReply ? conversation : null, list.refresh);

  const [composing, setComposing] = useState(false);
  const selection = useSelection(list.rows, list.refresh);
  const { sheet, setSheet, keysOn, enable } = useKeysSwitch();
  const places = usePlaces(list.status === 'ready');
  const { listRef, threadRef, searchRef, panesRef } = places;

  const panes = usePanes(url, change, conversation !== null);
  const { onePane, isDesktop, panelBeside, panelOver, panelOpen, togglePanel } = panes;
  const tagging = useTagging(panelOpen, togglePanel);
  const tag = can.chatReply && conversation ? tagging.ask : undefined;
  const person = { onChanged: list.refresh, tagging: tagging.asked };

  const { rows } = arrangement;
  const { open, move, toList } = useMoves({ url, change, onePane, rows, isTaken, ...places });
  const me = agents.data?.me ?? null;
  const { assign, toggleMine } = useDeeds(conversation, update, me);
  const { standing, dialogs } = useStanding(conversation, { canReply: can.chatReply, update });
  const started = ({ id }: ConversationView) => {
    setComposing(false);
    change({ conversationId: id });
    list.refresh();
  };

  useInboxKeys(
    {
      move,
      toList,
      standing,
      togglePanel,
      assign: can.chatReply ? toggleMine : undefined,
      tag,
      select: can.chatReply ? selection.toggleMode : undefined,
      note: can.chatReply ? () => threadRef.current?.note() : undefined,
      begin: canStart ? () => setComposing(true) : undefined,
      help: () => setSheet(true),
    },
    { ...places, keysOn }
  );

  const target = useTargetOf(url, change);
  const thread = conversation ? (
    <ThreadPane
      key={conversation.id}
      ref={threadRef}
      conversation={conversation}
      agents={agents.data?.agents ?? []}
      me={me}
      canReply={can.chatReply}
      accountStatus={statusOf(numbers, conversation.accountId)}
      panelOpen={panelOpen}
      target={target}
      notice={<UndoBar undo={undo?.of === conversation.id ? undo : null} />}
      onSeen={(messageId) => seen(conversation.id, messageId)}
      onBack={onePane ? () => change({ conversationId: null }) : null}
      onAssign={assign}
      standing={standing}
      onBots={(bots) => update(conversation, { bots })}
      onTag={tag ?? null}
      onPanel={togglePanel}
      keysOn={keysOn}
      onLeave={toList}
      onChanged={list.refresh}
    />
  ) : null;

  return (
    <FullHeight tag="main" id="main-content" direction="column" alignItems="stretch">
      <Title />
      <Above hasMenu={!isDesktop && !(onePane && url.conversationId !== null)} />
      <Panes ref={panesRef} $columns={onePane ? 1 : panelBeside ? 3 : 2}>
        {onePane && url.conversationId !== null ? null : (
          <ListPane
            ref={listRef}
            list={list}
            arrangement={arrangement}
            url={url}
            change={change}
            searchRef={searchRef}
            canStart={canStart}
            canChange={can.chatReply}
            selection={selection}
            agents={agents.data?.agents ?? []}
            me={me}
            numbers={numbers}
            onOpen={open}
            onNew={() => setComposing(true)}
            onHit={(conversationId, messageId) => change({ conversationId, messageId })}
            takenId={isTaken ? url.conversationId : null}
          />
        )}
        {thread}
        {isTaken ? <TakenPane onBack={toList} /> : null}
        {!thread && !isTaken && url.conversationId ? (
          <Waiting error={error} retry={refetch} />
        ) : null}
        {url.conversationId === null && !onePane ? <NoneChosen /> : null}
        {panelBeside && conversation ? (
          <PersonPane conversation={conversation} {...person} />
        ) : null}
      </Panes>
      <PersonDrawer
        open={panelOver}
        onClose={() => change({ panel: null })}
        conversation={conversation}
        {...person}
      />
      <NewMessage
        open={composing}
        onClose={() => setComposing(false)}
        numbers={numbers}
        onSent={started}
      />
      {dialogs}
      <KeysSheet open={sheet} onClose={() => setSheet(false)} enabled={keysOn} onEnabled={enable} />
    </FullHeight>
  );
};

/** Conversations with customers: list, thread and what is known of the person. */
const InboxPage = () => (
  <Page.Protect permissions={[permission('chatRead')]}>
    <Inbox />
  </Page.Protect>
);

export default InboxPage;
