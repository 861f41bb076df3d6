import type { ComponentProps } from 'react';
import { ThreadPane } from '../../admin/src/pages/Inbox/components/ThreadPane';
import { conversationOf } from './message-views';

const nothing = () => undefined;

/** The thread of conversation 1 as an agent who may answer sees it, but for what a test says. */
export const SomeThread = (part: Partial<ComponentProps<typeof ThreadPane>>) => (
  <ThreadPane
    conversation={conversationOf(1)}
    agents={[]}
    me={1}
    canReply
    accountStatus="connected"
    panelOpen={false}
    notice={null}
    onBack={null}
    onAssign={nothing}
    onHand={() => Promise.resolve(true)}
    standing={null}
    onBots={nothing}
    onTag={nothing}
    onPanel={nothing}
    keysOn
    onLeave={nothing}
    {...part}
  />
);
