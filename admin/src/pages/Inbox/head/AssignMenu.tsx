import { useState } from 'react';
import { MenuItem, VisuallyHidden } from '@strapi/design-system';
import { User } from '@strapi/icons';
import { styled } from 'styled-components';
import type {
  AgentView,
  ConversationView,
} from '../../../../../server/src/contracts/conversations';
import type { TransferBody } from '../../../../../server/src/contracts/team';
import { useWhatsappTeamNowQuery } from '../../../api/team';
import { FullMenu } from '../../../shared/FullMenu';
import { useAfterMenu } from '../../../shared/useAfterMenu';
import { useT } from '../../../shared/useT';
import { newClientId } from '../hooks/useOutbox';
import { initials } from '../model/list';
import { AssignDialog, type AssignTarget } from '../team/AssignDialog';
import { KeyHint } from './KeyHint';

export interface AssignFacts {
  readonly conversation: ConversationView;
  readonly agents: readonly AgentView[];
  readonly me: number | null;
  /** Assigns it to oneself or to nobody, without a note. */
  readonly onAssign: (assigneeId: number | null) => void;
  /** Assigns it to a colleague or a team; false where that was refused. */
  readonly onHand: (body: TransferBody) => Promise<boolean>;
  /** Letters are commands: the menu shows which. */
  readonly keysOn: boolean;
}

/** As wide for every name, so that what stands beside it stays where it is. */
const Frame = styled.div<{ $compact: boolean }>`
  flex-shrink: 0;
  button {
    inline-size: ${({ $compact }) => ($compact ? 'auto' : '16rem')};
    justify-content: space-between;
  }
  button > :has([dir='auto']) {
    min-inline-size: 0;
    flex: 1;
    text-align: start;
  }
`;
const Who = styled.span`
  display: block;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
`;

/** Whom it may be assigned to beside oneself: colleagues, and teams whose rule finds one. */
const useTargets = ({ conversation, agents, me }: AssignFacts): AssignTarget[] => {
  const t = useT();
  const { data } = useWhatsappTeamNowQuery();
  const colleagues = agents.filter(({ id }) => id !== me && id !== conversation.assignee?.id);
  return [
    ...colleagues.map(({ id, name }) => ({ to: { kind: 'person' as const, id }, name })),
    ...(data?.teams ?? []).map(({ id, name }) => ({
      to: { kind: 'team' as const, id },
      name: t('team.transfer.team', { name }),
    })),
  ];
};

/** Whose the conversation is. On a phone their initials. */
const Whose = ({
  assignee,
  me,
  compact,
}: Pick<ConversationView, 'assignee'> & {
  readonly me: number | null;
  readonly compact: boolean;
}) => {
  const t = useT();
  const who =
    assignee === null
      ? t('inbox.assign.nobody')
      : assignee.id === me
        ? t('inbox.assign.me')
        : assignee.name;
  return (
    <>
      {compact ? (
        <span aria-hidden>{assignee === null ? '–' : initials(assignee.name)}</span>
      ) : (
        <Who dir="auto" title={who} aria-hidden>
          {who}
        </Who>
      )}
      <VisuallyHidden>{t('inbox.assign.label', { who })}</VisuallyHidden>
    </>
  );
};
/** Whose the conversation is, and who gets it: at once, or with a note. */
export const AssignMenu = (props: AssignFacts & { readonly compact: boolean }) => {
  const { me, compact, keysOn, onAssign, onHand } = props;
  const { assignee } = props.conversation;
  const t = useT();
  const targets = useTargets(props);
  const [isNoting, setNoting] = useState(false);
  const after = useAfterMenu();
  const give = ({ to }: AssignTarget) => void onHand({ clientId: newClientId(), to, note: '' });
  return (
    <Frame $compact={compact}>
      <FullMenu
        label={<Whose assignee={assignee} me={me} compact={compact} />}
        startIcon={compact ? undefined : <User aria-hidden />}
        variant="tertiary"
        size="S"
        after={after}
        data-testid="assign-menu"
      >
        {me !== null && me !== assignee?.id ? (
          <MenuItem onSelect={() => onAssign(me)}>
            <KeyHint keys={keysOn ? 'a' : null}>{t('inbox.assign.me')}</KeyHint>
          </MenuItem>
        ) : null}
        {targets.map((target) => (
          <MenuItem key={`${target.to.kind} ${target.to.id}`} onSelect={() => give(target)}>
            {target.name}
          </MenuItem>
        ))}
        {assignee ? (
          <MenuItem onSelect={() => onAssign(null)}>{t('inbox.assign.nobody')}</MenuItem>
        ) : null}
        {targets.length > 0 ? (
          <MenuItem
            onSelect={() => after.choose(() => setNoting(true))}
            data-testid="assign-with-note"
          >
            {t('team.transfer.with-note')}
          </MenuItem>
        ) : null}
      </FullMenu>
      {isNoting ? (
        <AssignDialog targets={targets} onHand={onHand} onClose={() => setNoting(false)} />
      ) : null}
    </Frame>
  );
};
