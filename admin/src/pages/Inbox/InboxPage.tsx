import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { Page, useIsMobile } from '@strapi/strapi/admin';
import type { ConversationView } from '../../../../server/src/contracts/conversations';
import { useWhatsappListAgentsQuery } from '../../api/conversations';
import { HoldBand } from '../../shared/nav/HoldBand';
import { PhoneNav } from '../../shared/nav/PhoneNav';
import { useUnreadTotal } from '../../shared/nav/PluginNav';
import { permission, useCan } from '../../shared/permissions';
import { useT } from '../../shared/useT';
import type { ListHandle } from './components/ConversationList';
import { KeysSheet } from './components/KeysSheet';
import { ListPane } from './components/ListPane';
import { NewMessage } from './components/NewMessage';
import { NoThread } from './components/NoThread';
import { PersonDrawer, PersonPane } from './components/PersonPane';
import { useStanding, useTargetOf, type Standing } from './list/useStanding';
import { UndoBar } from './components/UndoBar';
import { NoneChosen, ThreadPane, type ThreadPaneHandle } from './components/ThreadPane';
import { useArrangement } from './hooks/useArrangement';
import { useMarkRead } from './hooks/useConversationActions';
import { useChosen } from './hooks/useChosen';
import { useConversationList } from './hooks/useConversationList';
import { useInboxActions } from './hooks/useInboxActions';
import { useInboxUrl, type InboxUrl } from './hooks/useInboxUrl';
import { focusPane, useGoTo, useKeysSwitch, useTagging } from './hooks/key-deeds';
import { useKeys } from './hooks/useKeys';
import { usePanes } from './hooks/usePanes';
import { useSelection } from './hooks/useSelection';
import { useNumbers, type Numbers } from './hooks/useNumbers';
import { FullHeight, Panes } from './layout';
import { filtersOf, leavesClosed } from './model/filters';
import { neighbour, successor, type Arrangement } from './model/list';

const statusOf = (numbers: Numbers, id: number) =>
  numbers.find((number) => number.id === id)?.status ?? null;

/** What stands above the panes. */
const Above = ({ hasMenu }: { hasMenu: boolean }) => (
  <>
    {hasMenu ? <PhoneNav /> : null}
    <HoldBand />
  </>
);

/** Whose letters are commands in the list is in it at first, unless something of the page has the focus already. */
const useFirstFocus = (isWanted: boolean, listRef: RefObject<ListHandle>) => {
  const done = useRef(false);
  useEffect(() => {
    if (!isWanted || done.current) return;
    done.current = true;
    const { activeElement } = document;
    const isBare = activeElement === document.body || activeElement?.matches('nav a') === true;
    if (isBare) listRef.current?.focus();
  }, [isWanted, listRef]);
};

/** Where the focus may be led to, and where it is at first. */
const usePlaces = (isListFirst: boolean) => {
  const listRef = useRef<ListHandle>(null);
  const onePane = useIsMobile();
  useFirstFocus(isListFirst && !onePane, listRef);
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
  readonly arrangement: Pick<Arrangement, 'rows' | 'gone'>;
  /** Refused: it has no row any more to go back to. */
  readonly chosen: Pick<ReturnType<typeof useChosen>, 'conversation' | 'isRefused'>;
}

/** The focus that was in a thread went with it; one that is elsewhere stays there. */
const isFocusLost = () => document.activeElement === document.body;

/** Opening, j/k, closing and back: where the choice and the focus go. */
const useMoves = ({ url, change, arrangement, listRef, threadRef, ...facts }: MoveFacts) => {
  const { onePane, panesRef } = facts;
  const { isRefused: isTaken, conversation } = facts.chosen;
  const shownId = conversation?.id ?? null;
  const { rows } = arrangement;
  const [focused, setFocused] = useState<number | null>(null);
  /** Opened by closing the one before, and nobody began with it yet: what is typed on was meant for another customer. */
  const [follower, setFollower] = useState<{ readonly id: number | null } | null>(null);
  const unchosenId = follower?.id ?? null;
  const { conversationId } = url;
  const open = useCallback(
    (id: number, byPointer: boolean) => {
      setFocused(id);
      setFollower(null);
      change({ conversationId: id });
      if (byPointer && !onePane) requestAnimationFrame(() => threadRef.current?.reply());
    },
    [change, onePane, threadRef]
  );
  const toList = () => {
    if (isTaken) requestAnimationFrame(() => focusPane(panesRef.current, 'list'));
    if (onePane || isTaken) change({ conversationId: null });
    else if (conversationId !== null) listRef.current?.focusRow(conversationId);
  };
  const move = (step: 1 | -1) => {
    const next = neighbour(rows, focused ?? conversationId, step);
    if (next === null) return;
    setFocused(next);
    listRef.current?.focusRow(next);
  };
  const chosen = useRef(conversationId);
  chosen.current = conversationId;
  /**
   * The open one is being closed: where it leaves the list, the next one is opened when it is. Which one that is, and where the
   * focus was, is known now: the news of it may come before the answer.
   */
  const closing = ({ id }: ConversationView): (() => void) => {
    const isListed = rows.some((row) => row.id === id);
    if (!isListed || !leavesClosed(url)) return () => {};
    const next = successor(arrangement, id);
    const isOnRow = document.activeElement?.matches(`[data-conversation-id="${id}"]`) === true;
    return () => {
      if (chosen.current !== id) return;
      setFocused(next);
      setFollower({ id: next });
      change({ conversationId: next });
      if (isOnRow && next !== null) listRef.current?.focusRow(next);
    };
  };
  useEffect(() => {
    if (follower === null || follower.id !== shownId || onePane || !isFocusLost()) return;
    focusPane(panesRef.current, follower.id === null ? 'list' : 'thread');
  }, [follower, shownId, onePane, panesRef]);
  const isMeant = conversationId !== unchosenId;
  return { open, move, toList, closing, unchosenId, isMeant, choose: () => setFollower(null) };
};

/** What may be done with the open conversation, by button and by key. */
const useDeeds = (
  conversation: ConversationView | null,
  update: ReturnType<typeof useInboxActions>['update'],
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
  /** May what is typed outside of fields go to the conversation that is shown? */
  readonly isMeant: boolean;
}

/** Which key does what; `KeysSheet` tells them. */
const useInboxKeys = (deeds: KeyDeeds, { keysOn, isMeant, ...places }: KeyPlaces) => {
  const { threadRef, searchRef, panesRef } = places;
  const goTo = useGoTo();
  const actions = {
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
  };
  const write = () => isMeant && threadRef.current?.write();
  useKeys({ actions, write: () => void write(), help: deeds.help }, keysOn);
};

/** A conversation that one begins, and the dialog for it. */
const useBeginning = (numbers: Numbers, onBegun: (conversation: ConversationView) => void) => {
  const [isOpen, setOpen] = useState(false);
  const sent = (conversation: ConversationView) => {
    setOpen(false);
    onBegun(conversation);
  };
  const close = () => setOpen(false);
  return {
    begin: () => setOpen(true),
    dialog: <NewMessage open={isOpen} onClose={close} numbers={numbers} onSent={sent} />,
  };
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
  const at = useInboxUrl();
  const { url, change } = at;
  const filters = useMemo(() => filtersOf(url), [url]);
  const list = useConversationList(filters);
  const arrangement = useArrangement(list, JSON.stringify(filters));
  const chosen = useChosen(url.conversationId, list.rows);
  const { conversation, isTaken } = chosen;
  const agents = useWhatsappListAgentsQuery();
  const numbers = useNumbers(list.rows);

  const selection = useSelection(list.rows, list.refresh);
  const { sheet, keysOn } = useKeysSwitch();
  // With a conversation open what is typed goes to its composer.
  const places = usePlaces(keysOn && list.status === 'ready' && url.conversationId === null);
  const { listRef, threadRef, searchRef, panesRef } = places;

  const panes = usePanes(url, change, conversation !== null);
  const { onePane, isDesktop, panelBeside, panelOver, panelOpen, togglePanel } = panes;
  const { ask, asked } = useTagging(panelOpen, togglePanel);
  const tag = can.chatReply && conversation ? ask : undefined;
  const person = { conversation, onChanged: list.refresh, tagging: asked };

  const moves = useMoves({ url, change, onePane, arrangement, chosen, ...places });
  const beginning = useBeginning(numbers, ({ id }) => {
    moves.choose();
    change({ conversationId: id });
    list.refresh();
  });
  const readable = can.chatReply ? conversation : null;
  const seen = useMarkRead(readable, list.refresh, moves.unchosenId);
  const { update, hand, undoHere, undoThere } = useInboxActions(list.patch, moves.closing, at);
  const me = agents.data?.me ?? null;
  const { assign, toggleMine } = useDeeds(conversation, update, me);
  const { standing, dialogs } = useStanding(conversation, { canReply: can.chatReply, update });
  useInboxKeys(
    {
      ...moves,
      standing,
      togglePanel,
      assign: can.chatReply ? toggleMine : undefined,
      tag,
      select: can.chatReply ? selection.toggleMode : undefined,
      note: can.chatReply ? () => threadRef.current?.note() : undefined,
      begin: canStart ? beginning.begin : undefined,
      help: sheet.show,
    },
    { ...places, keysOn, isMeant: moves.isMeant }
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
      notice={<UndoBar undo={undoHere ?? (onePane ? undoThere : null)} />}
      onSeen={(messageId) => seen(conversation.id, messageId)}
      onBack={onePane ? () => change({ conversationId: null }) : null}
      onAssign={assign}
      onHand={(body) => hand(conversation, body)}
      standing={standing}
      onBots={(bots) => update(conversation, { bots })}
      onTag={tag ?? null}
      onPanel={togglePanel}
      keysOn={keysOn}
      onLeave={moves.toList}
      onChosen={moves.choose}
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
            onOpen={moves.open}
            onNew={beginning.begin}
            onKeys={sheet.show}
            onHit={(hit, messageId) => {
              chosen.find(hit);
              moves.choose();
              change({ conversationId: hit.id, messageId });
            }}
            undo={undoThere}
            takenId={isTaken ? url.conversationId : null}
          />
        )}
        {thread ?? (
          <NoThread
            isChosen={url.conversationId !== null}
            chosen={chosen}
            undo={undoHere}
            onBack={moves.toList}
          >
            {onePane ? null : <NoneChosen keysOn={keysOn} onKeys={sheet.show} />}
          </NoThread>
        )}
        {panelBeside && conversation ? (
          <PersonPane {...person} conversation={conversation} />
        ) : null}
      </Panes>
      <PersonDrawer open={panelOver} onClose={() => change({ panel: null })} {...person} />
      {beginning.dialog}
      {dialogs}
      <KeysSheet {...sheet.props} />
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
