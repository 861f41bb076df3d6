import { MenuItem, VisuallyHidden } from '@strapi/design-system';
import { User } from '@strapi/icons';
import { styled } from 'styled-components';
import type {
  AgentView,
  ConversationView,
} from '../../../../../server/src/contracts/conversations';
import { FullMenu } from '../../../shared/FullMenu';
import { useT } from '../../../shared/useT';
import { initials } from '../model/list';
import { KeyHint } from './KeyHint';

export interface AssignFacts {
  readonly conversation: ConversationView;
  readonly agents: readonly AgentView[];
  readonly me: number | null;
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

/** Whose the conversation is. On a phone their initials. */
export const AssignMenu = ({
  conversation: { assignee },
  agents,
  me,
  onAssign,
  keysOn,
  compact,
}: AssignFacts & { readonly compact: boolean }) => {
  const t = useT();
  const who =
    assignee === null
      ? t('inbox.assign.nobody')
      : assignee.id === me
        ? t('inbox.assign.me')
        : assignee.name;
  const others = agents.filter((agent) => agent.id !== me);
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
        data-testid="assign-menu"
      >
        {me !== null ? (
          <MenuItem onSelect={() => onAssign(me)}>
            <KeyHint keys={keysOn ? 'a' : null}>{t('inbox.assign.me')}</KeyHint>
          </MenuItem>
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
    </Frame>
  );
};
