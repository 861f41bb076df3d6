import { MenuItem, VisuallyHidden } from '@strapi/design-system';
import { User } from '@strapi/icons';
import { styled } from 'styled-components';
import type {
  AgentView,
  ConversationView,
} from '../../../../../server/src/contracts/conversations';
import { useWhatsappTeamNowQuery } from '../../../api/team';
import { FullMenu } from '../../../shared/FullMenu';
import { useAfterMenu } from '../../../shared/useAfterMenu';
import { useT } from '../../../shared/useT';
import { initials } from '../model/list';
import type { AssignTarget } from '../team/AssignDialog';
import { KeyHint } from './KeyHint';

export interface AssignFacts {
  readonly conversation: ConversationView;
  readonly agents: readonly AgentView[];
  readonly me: number | null;
  /** Assigns it to oneself or to nobody, without a note. */
  readonly onAssign: (assigneeId: number | null) => void;
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

/** Whose the conversation is, and who gets it. On a phone their initials. */
export const AssignMenu = ({
  conversation: { assignee },
  agents,
  me,
  onAssign,
  onGive,
  keysOn,
  compact,
}: AssignFacts & {
  readonly compact: boolean;
  /** A colleague or a team was chosen. */
  readonly onGive: (to: AssignTarget) => void;
}) => {
  const t = useT();
  const who =
    assignee === null
      ? t('inbox.assign.nobody')
      : assignee.id === me
        ? t('inbox.assign.me')
        : assignee.name;
  const { data } = useWhatsappTeamNowQuery();
  const after = useAfterMenu();
  const give = (to: AssignTarget) => after.choose(() => onGive(to));
  const others = agents.filter(({ id }) => id !== me && id !== assignee?.id);
  const name = t('inbox.assign.label', { who });
  return (
    <Frame $compact={compact}>
      <FullMenu
        label={
          compact ? (
            <>
              <span aria-hidden>{assignee === null ? '–' : initials(assignee.name)}</span>
              <VisuallyHidden>{name}</VisuallyHidden>
            </>
          ) : (
            <Who dir="auto">{who}</Who>
          )
        }
        aria-label={compact ? undefined : name}
        startIcon={compact ? undefined : <User aria-hidden />}
        variant="tertiary"
        size="S"
        after={after}
        data-testid="assign-menu"
      >
        {me !== null ? (
          <MenuItem onSelect={() => onAssign(me)}>
            <KeyHint keys={keysOn ? 'a' : null}>{t('inbox.assign.me')}</KeyHint>
          </MenuItem>
        ) : null}
        {others.map((agent) => (
          <MenuItem key={agent.id} onSelect={() => give({ kind: 'person', ...agent })}>
            {agent.name}
          </MenuItem>
        ))}
        {(data?.teams ?? []).map((team) => (
          <MenuItem key={`team ${team.id}`} onSelect={() => give({ kind: 'team', ...team })}>
            {t('team.transfer.team', { name: team.name })}
          </MenuItem>
        ))}
        {assignee ? (
          <MenuItem onSelect={() => onAssign(null)}>{t('inbox.assign.nobody')}</MenuItem>
        ) : null}
      </FullMenu>
    </Frame>
  );
};
