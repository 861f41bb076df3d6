import type { ReactNode } from 'react';
import { Button, Flex, IconButton, MenuItem, Typography } from '@strapi/design-system';
import { ArrowLeft, Information } from '@strapi/icons';
import { FullMenu } from '../../../shared/FullMenu';
import type {
  AgentView,
  ConversationView,
} from '../../../../../server/src/contracts/conversations';
import { FreeEntry } from '../../../shared/FreeEntry';
import { PhoneText } from '../../../shared/PhoneText';
import { SimulatorBadge } from '../../../shared/SimulatorBadge';
import { useT } from '../../../shared/useT';
import { WindowMeter } from '../../../shared/WindowMeter';
import { Transfer } from '../team/Transfer';
import { PaneHead } from '../layout';
import { personName } from '../../../shared/people/person-name';

interface Props {
  readonly conversation: ConversationView;
  readonly agents: readonly AgentView[];
  readonly me: number | null;
  readonly canReply: boolean;
  /** Given on a phone: back to the list. */
  readonly onBack: (() => void) | null;
  readonly onAssign: (assigneeId: number | null) => void;
  /** Snooze, close and open again. */
  readonly standing: ReactNode;
  readonly onBots: (bots: 'paused' | 'active') => void;
  readonly panelOpen: boolean;
  readonly onPanel: () => void;
}

const AssignMenu = ({ conversation, agents, me, onAssign }: Props) => {
  const t = useT();
  const { assignee } = conversation;
  const who =
    assignee === null
      ? t('inbox.assign.nobody')
      : assignee.id === me
        ? t('inbox.assign.me')
        : assignee.name;
  const others = agents.filter((agent) => agent.id !== me);
  return (
    <FullMenu
      label={t('inbox.assign.label', { who })}
      variant="tertiary"
      size="S"
      data-testid="assign-menu"
    >
      {me !== null ? (
        <MenuItem onSelect={() => onAssign(me)}>{t('inbox.assign.me')}</MenuItem>
      ) : null}
      {others.map((agent) => (
        <MenuItem key={agent.id} onSelect={() => onAssign(agent.id)}>
          {agent.name}
        </MenuItem>
      ))}
      {assignee ? (
        <MenuItem onSelect={() => onAssign(null)}>{t('inbox.assign.nobody')}</MenuItem>
      ) : null}
    </FullMenu>
  );
};

/** Who this is, how long free text stays possible, whose it is, and open or closed. */
export const ThreadHeader = (props: Props) => {
  const { conversation, canReply, onBack, onPanel, panelOpen } = props;
  const t = useT();
  const { contact } = conversation;
  return (
    <PaneHead padding={3}>
      <Flex justifyContent="space-between" gap={2}>
        <Flex gap={2} minWidth={0}>
          {onBack ? (
            <IconButton label={t('inbox.thread.back')} variant="ghost" onClick={onBack}>
              <ArrowLeft />
            </IconButton>
          ) : null}
          <Typography variant="delta" tag="h2" ellipsis dir="auto">
            {personName(contact, t('shell.phone.none'))}
          </Typography>
          {conversation.isSimulator ? <SimulatorBadge /> : null}
        </Flex>
        <IconButton
          label={t('inbox.panel.toggle')}
          aria-pressed={panelOpen}
          variant="ghost"
          onClick={onPanel}
        >
          <Information />
        </IconButton>
      </Flex>
      <Flex justifyContent="space-between" gap={2} wrap="wrap">
        <Flex gap={2} wrap="wrap">
          <PhoneText
            variant="pi"
            textColor="neutral600"
            phone={contact.phone}
            username={contact.username}
          />
          <Typography variant="pi" textColor="neutral600">
            {`· ${conversation.accountName}`}
          </Typography>
          <WindowMeter window={conversation.window} />
          <FreeEntry entry={conversation.freeEntry} />
        </Flex>
        {canReply ? (
          <Flex gap={2} wrap="wrap">
            {conversation.botPausedAt === null ? null : (
              <Button
                size="S"
                variant="tertiary"
                onClick={() => props.onBots('active')}
                data-testid="resume-bots"
              >
                {t('inbox.thread.resume-bots')}
              </Button>
            )}
            <AssignMenu {...props} />
            <Transfer conversation={conversation} agents={props.agents} me={props.me} />
            {props.standing}
          </Flex>
        ) : null}
      </Flex>
    </PaneHead>
  );
};
